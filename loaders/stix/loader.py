"""STIX 2.0 and 2.1 bundles of any producer, MITRE ATT&CK among them (docs/loaders/stix.md, attack.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.aside import Aside
from attributed.loaders.edition import Edition
from attributed.loaders.json_stream import JsonList
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.stix.attack import AUTHORITIES, CitedNames, attack_edition, attack_source, is_attack
from attributed.loaders.stix.reader import BundleReader
from attributed.loaders.stix.survey import Survey, day
from attributed.loaders.stix.terms import LEFT_OUT, RELATIONSHIP
from attributed.schema.batch import Batch
from attributed.schema.disclosure import Disclosure, DocumentKind, edition_id
from attributed.schema.source import Source
from attributed.schema.text import slug

VERSION = "stix/1"
_TOLD = 100
"""Kinds of what is left out that are told, each with its number."""
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_OBJECTS = re.compile(rb'"objects"\s*:\s*\[|"type"\s*:\s*"bundle"')
_ID = re.compile(rb'"[a-z0-9][a-z0-9-]*--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-')


class StixLoader(Loader):
    """Reads a bundle once: what its objects mean is known at its end, so they are set aside on disk meanwhile."""

    format = "stix"

    def recognises(self, name: str, head: bytes) -> bool:
        return bool(_FIRST.match(head) and _OBJECTS.search(head) and _ID.search(head))

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """One edition of `mitre-attack-…` or `stix-<producer>`; BadInput where no object of it can be kept."""
        survey = Survey()
        with Aside() as aside:
            digest = _read(file, survey, aside)
            if not survey.kinds:
                raise _nothing_left(file.name, survey)
            edition = _edition(file, survey, digest)
            yield edition.opening()
            for part in survey.skipped:
                edition.skip(part.where, part.why)
            naming = CitedNames(edition) if is_attack(survey) else None
            reader = BundleReader(edition, survey, AUTHORITIES, naming)
            for thing in aside:
                reader.take(thing)
                yield from edition.ready()
        for what, count in survey.left_out.most_common(_TOLD):
            edition.warn(f"{count:,} × {what}", LEFT_OUT.get(what, "says nothing that the model has words for"))
        yield edition.closed(wanted)


def _read(file: InputFile, survey: Survey, aside: Aside) -> str:
    """The SHA-256 of the bytes, once all are read."""
    objects = JsonList(file, "objects")
    for number, thing in enumerate(objects, 1):
        if survey.see(number, thing):
            aside.put(_needed(thing))
    return objects.sha256


def _needed(thing: dict[str, Any]) -> dict[str, Any]:
    """A relationship without what no claim takes; most of a bundle is relationships."""
    return {key: thing[key] for key in RELATIONSHIP if key in thing} if thing["type"] == "relationship" else thing


def _nothing_left(name: str, survey: Survey) -> BadInput:
    if survey.skipped:
        first = survey.skipped[0]
        return BadInput(name, f"{first.why} (and so nothing of the bundle can be kept)", first.where)
    return BadInput(name, "the bundle has no object that the model knows")


def _edition(file: InputFile, survey: Survey, digest: str) -> Edition:
    if is_attack(survey):
        source = attack_source(survey)
        version, published = attack_edition(survey)
    else:
        source = _source(survey)
        version, published = None, day(survey.newest)
    disclosure = Disclosure(
        id=edition_id(source.id, digest),
        source=source.id,
        title=f"{source.title} {version}" if version else source.title,
        url=source.homepage,
        document_kind=DocumentKind.CATALOGUE,
        publisher=source.publisher,
        published_on=published,
        published_on_latest=published,
        sha256=digest,
        series=source.id,
        edition=version or published,
    )
    return Edition(file, source, disclosure, AUTHORITIES.get(survey.producer or "", ""), VERSION)


def _source(survey: Survey) -> Source:
    name = survey.identities.get(survey.producer or "")
    return Source(
        id=f"stix-{slug(name or '') or 'unknown'}",
        title=f"STIX of {name}" if name else "STIX of an unknown producer",
        publisher=name,
    )
