"""EuRepoC's tables: incidents, their attributions and their receivers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, closing

from attributed.errors import BadInput
from attributed.loaders.edition import Edition, catalogued
from attributed.loaders.eurepoc.attribution import COLUMNS as ATTRIBUTION_COLUMNS
from attributed.loaders.eurepoc.cells import number
from attributed.loaders.eurepoc.claims import Claims
from attributed.loaders.eurepoc.incident import RECEIVER_COLUMNS, REQUIRED, incident
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.table import Grouped, Row, header_of, rows
from attributed.schema.batch import Batch
from attributed.schema.disclosure import Disclosure

FORMAT = "eurepoc"
SOURCE = PUBLISHERS["eurepoc"].source

_NAME = re.compile(r"eurepoc_(?P<table>attribution|receiver|global|[a-z]+)_.*?(?P<version>\d+(?:\.\d+)*)?\.csv", re.I)
_BESIDE = ("attribution", "receiver")


class EurepocLoader(Loader):
    """The incident table leads; without the other two beside it its own lists are read instead."""

    format = FORMAT

    def recognises(self, name: str, head: bytes) -> bool:
        header = header_of(head)
        return any(_has(header, columns) for columns in (REQUIRED, ATTRIBUTION_COLUMNS, RECEIVER_COLUMNS))

    def companions(self, name: str, beside: Collection[str]) -> Collection[str]:
        own = _NAME.fullmatch(name)
        if not own or own["table"].lower() in _BESIDE:
            return ()
        found = ((other, _NAME.fullmatch(other)) for other in beside)
        return [o for o, m in found if m and m["table"].lower() in _BESIDE and m["version"] == own["version"]]

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """One edition; BadInput for an attribution or receiver table without the incidents they are of."""
        if not _has(header_of(file.head()), REQUIRED):
            raise BadInput(file.name, "a table of EuRepoC without its table of incidents beside it", "line 1")
        with ExitStack() as opened:
            evidence = Edition(file, SOURCE, _disclosure(file, wanted), "eurepoc", f"{FORMAT}/1")
            yield evidence.opening()
            attributing = opened.enter_context(closing(Grouped()))
            receiving = opened.enter_context(closing(Grouped()))
            for companion in file.companions:
                if _has(header_of(companion.head()), ATTRIBUTION_COLUMNS):
                    _fill(evidence, companion, attributing, ATTRIBUTION_COLUMNS)
                else:
                    _fill(evidence, companion, receiving, RECEIVER_COLUMNS)
            yield from _incidents(evidence, file, attributing, receiving)
            for table in (attributing, receiving):
                for row in table.left():
                    evidence.skip(row.where, "of an incident that is not in the table of incidents")
            yield evidence.closed(wanted)


def _incidents(evidence: Edition, file: InputFile, attributing: Grouped, receiving: Grouped) -> Iterator[Batch]:
    claims = Claims(evidence)
    count = 0
    first: BadInput | None = None
    for found in rows(file, REQUIRED, None):
        row = _checked(evidence, file, found)
        if isinstance(row, BadInput):
            first = first or row
            evidence.refused(row)
            continue
        key = number(row.get("ID"))
        held = incident(row, attributing.of(key), receiving.of(key), alone=not file.companions)
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


def _fill(evidence: Edition, file: InputFile, table: Grouped, columns: Sequence[str]) -> None:
    """The rows of a table by the incident that its first column names."""
    for row in rows(file, columns, None):
        if isinstance(row, BadInput):
            evidence.skip(f"{file.bare_name()}, {row.where}", row.why)
        else:
            table.add(number(row.get(columns[0])), row)


def _has(header: list[str], columns: Collection[str]) -> bool:
    return set(columns) <= set(header)


def _disclosure(file: InputFile, wanted: Wanted) -> Disclosure:
    """The edition is the version in the file's name; the tables hold no day of their own."""
    named = _NAME.fullmatch(file.bare_name())
    return catalogued(SOURCE, file.sha256(), wanted, edition=named["version"] if named else None)
