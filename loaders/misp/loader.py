"""Clusters of the MISP galaxy (docs/loaders/misp-galaxy.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.aside import Aside
from attributed.loaders.edition import Edition
from attributed.loaders.json_stream import JsonList, text
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.misp.kinds import kind_of
from attributed.loaders.misp.reader import ClusterReader, native_of
from attributed.loaders.publishers import PUBLISHERS
from attributed.schema.batch import Batch, Skipped
from attributed.schema.disclosure import Disclosure, DocumentKind, edition_id
from attributed.schema.source import Source
from attributed.schema.text import slug

VERSION = "misp-galaxy/1"
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_VALUES = re.compile(rb'"values"\s*:\s*\[')
_KEYS = (b'"value"', b'"uuid"', b'"authors"')
_MODEL = PUBLISHERS["misp-galaxy-threat-actor"].source
"""All clusters have one publisher, licence and home page."""


class MispGalaxyLoader(Loader):
    """Reads a cluster once: its type stands after its values, so they are set aside on disk meanwhile."""

    format = "misp-galaxy"

    def recognises(self, name: str, head: bytes) -> bool:
        return bool(_FIRST.match(head) and _VALUES.search(head)) and all(key in head for key in _KEYS)

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """One edition of `misp-galaxy-<type>`; BadInput where its values are no thing of the model."""
        values, inside, skipped = JsonList(file, "values"), set[str](), list[Skipped]()
        with Aside() as aside:
            for number, value in enumerate(values, 1):
                try:
                    inside.add(_checked(value))
                    aside.put(value)
                except ValueError as error:
                    skipped.append(Skipped(f"value {number}", str(error)))
            yield from _batches(file, values, aside, inside, skipped, wanted)


def _checked(value: Any) -> str:
    if not isinstance(value, dict):
        raise ValueError("not a value of keys and values")
    return native_of(value)


def _batches(
    file: InputFile, values: JsonList, aside: Aside, inside: set[str], skipped: list[Skipped], wanted: Wanted
) -> Iterator[Batch]:
    outer = values.outer
    cluster = text(outer.get("type"))
    if not cluster:
        raise BadInput(file.name, "the cluster has no type")
    kind = kind_of(cluster, text(outer.get("category")) or "")
    if kind is None:
        raise BadInput(file.name, f"a cluster of the type {cluster[:60]!r} holds no thing that the model knows")
    if not inside:
        why = f"{skipped[0].why} (and so nothing of the cluster can be kept)" if skipped else "it has no values"
        raise BadInput(file.name, why, skipped[0].where if skipped else "")
    edition = _edition(file, cluster, outer, values.sha256)
    yield edition.opening()
    for part in skipped:
        edition.skip(part.where, part.why)
    reader = ClusterReader(edition, kind, inside)
    for value in aside:
        reader.take(value)
        yield from edition.ready()
    for what, count in sorted(reader.left_out.items()):
        edition.warn(f"{count:,} × {what}", "kept with its value: what is at the other end is not in this file")
    yield edition.closed(wanted)


def _edition(file: InputFile, cluster: str, outer: dict[str, Any], digest: str) -> Edition:
    source = _source(cluster, text(outer.get("name")) or cluster)
    given = outer.get("version")
    version = str(given).strip() if isinstance(given, int | float | str) else ""
    disclosure = Disclosure(
        id=edition_id(source.id, digest),
        source=source.id,
        title=f"{source.title}, version {version}" if version else source.title,
        url=source.homepage,
        document_kind=DocumentKind.CATALOGUE,
        publisher=source.publisher,
        sha256=digest,
        series=source.id,
        edition=version or None,
    )
    return Edition(file, source, disclosure, "misp", VERSION)


def _source(cluster: str, title: str) -> Source:
    key = f"misp-galaxy-{slug(cluster)}"
    if key in PUBLISHERS:
        return PUBLISHERS[key].source
    return replace(_MODEL, id=key, title=f"MISP galaxy: {title}")
