"""EuRepoC's tables: incidents, their attributions and their receivers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing

from attributed.errors import BadInput
from attributed.loaders.edition import Edition, catalogued
from attributed.loaders.eurepoc.cells import number
from attributed.loaders.eurepoc.claims import Claims
from attributed.loaders.eurepoc.columns import (
    ATTRIBUTION,
    ATTRIBUTION_NEEDS,
    INCIDENT,
    INCIDENT_NEEDS,
    RECEIVER,
    RECEIVER_NEEDS,
    has,
)
from attributed.loaders.eurepoc.incident import incident
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.table import Grouped, Row, header_of, rows
from attributed.schema.batch import Batch
from attributed.schema.dates import PartialDate
from attributed.schema.disclosure import Disclosure

FORMAT = "eurepoc"
SOURCE = PUBLISHERS["eurepoc"].source

_NAME = re.compile(r"eurepoc_(?P<table>[a-z]+)_.*?(?P<version>\d+(?:[._]\d+)*)?\.csv", re.IGNORECASE)
_BESIDE = ("attribution", "receiver", "dyadic")
_PAIRS = "dyadic"
"""Initiators and receivers in pairs, made by the publisher from the other tables, with a version of its own."""
_CHANGED = ("updated_at", "added_to_db")


class EurepocLoader(Loader):
    """The incident table leads; what of the other two is not beside it its own lists say instead."""

    format = FORMAT

    def recognises(self, name: str, head: bytes) -> bool:
        return _kind(header_of(head)) is not None

    def companions(self, name: str, beside: Collection[str]) -> Collection[str]:
        own = _NAME.fullmatch(name)
        if not own or own["table"].lower() in _BESIDE:
            return ()
        found = {other: matched for other in beside if (matched := _NAME.fullmatch(other))}
        return [
            other
            for other, matched in found.items()
            if matched["table"].lower() == _PAIRS
            or (matched["table"].lower() in _BESIDE and _version(matched) == _version(own))
        ]

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """One edition; BadInput for an attribution or receiver table without the incidents they are of."""
        named = _NAME.fullmatch(file.bare_name())
        if _kind(header_of(file.head())) != "incident" or (named and named["table"].lower() == _PAIRS):
            raise BadInput(file.name, "a table of EuRepoC without its table of incidents beside it", "line 1")
        with ExitStack() as opened:
            evidence = Edition(file, SOURCE, _disclosure(file, wanted), "eurepoc", f"{FORMAT}/1")
            yield evidence.opening()
            held: dict[str, Grouped] = {}
            for companion in file.companions:
                kind = _kind(header_of(companion.head()))
                if kind in _FIRST:
                    held[kind] = opened.enter_context(closing(Grouped()))
                    _fill(evidence, companion, held[kind], kind)
            yield from _incidents(evidence, file, held)
            for table in held.values():
                for row in table.left():
                    evidence.skip(row.where, "of an incident that is not in the table of incidents")
            yield evidence.closed(wanted)


_KINDS: dict[str, tuple[Sequence[str], dict[str, str]]] = {
    "incident": (INCIDENT_NEEDS, INCIDENT),
    "attribution": (ATTRIBUTION_NEEDS, ATTRIBUTION),
    "receiver": (RECEIVER_NEEDS, RECEIVER),
}
"""The incident table may have the columns of the others, too."""
_FIRST = {"attribution": "incident_ID", "receiver": "ID"}
"""The column that names the incident."""


def _kind(header: list[str]) -> str | None:
    """Which of the tables has such a header."""
    return next((kind for kind, (needs, spellings) in _KINDS.items() if has(header, needs, spellings)), None)


def _version(named: re.Match[str]) -> str | None:
    """The release, written `1.3` or `1_3`."""
    return named["version"].replace("_", ".") if named["version"] else None


def _incidents(evidence: Edition, file: InputFile, tables: Mapping[str, Grouped]) -> Iterator[Batch]:
    claims = Claims(evidence)
    count = 0
    first: BadInput | None = None
    for found in rows(file, INCIDENT_NEEDS, None, INCIDENT):
        row = _checked(evidence, file, found)
        if isinstance(row, BadInput):
            first = first or row
            evidence.refused(row)
            continue
        key = number(row.get("ID"))
        beside = {kind: table.of(key) for kind, table in tables.items()}
        held = incident(row, beside.get("attribution"), beside.get("receiver"))
        claims.note(held)
        count += 1
        for why in held.unread:
            evidence.warn(row.where, f"{held.id}: {why}")
        yield from evidence.ready()
    if not count:
        raise first or BadInput(file.name, "the table has no incidents")


def _checked(evidence: Edition, file: InputFile, row: Row | BadInput) -> Row | BadInput:
    if isinstance(row, BadInput):
        return row
    key = number(row.get("ID"))
    if not key or not row.get("name"):
        return BadInput(file.name, "an incident without an ID or a name", row.where)
    return BadInput(file.name, f"{key} is given twice", row.where) if evidence.knows(key) else row


def _fill(evidence: Edition, file: InputFile, table: Grouped, kind: str) -> None:
    """The rows of a table by the incident that they name."""
    needs, spellings = _KINDS[kind]
    for row in rows(file, needs, None, spellings):
        if isinstance(row, BadInput):
            evidence.skip(f"{file.bare_name()}, {row.where}", row.why)
        else:
            table.add(number(row.get(_FIRST[kind])), row)


def _disclosure(file: InputFile, wanted: Wanted) -> Disclosure:
    """The edition is the release in the file's name; its day the newest on which an incident was changed, if told."""
    named = _NAME.fullmatch(file.bare_name())
    day = max((_changed(row) for row in rows(file, INCIDENT_NEEDS, None, INCIDENT) if isinstance(row, Row)), default="")
    return catalogued(
        SOURCE,
        file.sha256(),
        wanted,
        published_on=day or None,
        published_on_latest=day or None,
        edition=_version(named) if named else None,
    )


def _changed(row: Row) -> str:
    """The day on which the entry was last changed, empty where the release does not tell."""
    for column in _CHANGED:
        try:
            return PartialDate.parse(row.get(column)[:10]).earliest
        except ValueError:
            continue
    return ""
