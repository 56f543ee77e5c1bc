"""A claims file as a table: one claim a row, the entities and the document it speaks of in the same row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from attributed.errors import BadInput
from attributed.loaders.claims_keys import CLAIM, DISCLOSURE, ENTITY, FIRST_KEY, HEADER
from attributed.loaders.node import Node, brief, meant
from attributed.loaders.table import header_of
from attributed.schema.batch import Skipped
from attributed.schema.text import slug

ROLES = ("subject", "object", "claimant")
LISTS = frozenset({"names", "identifiers"})
LIST_MARK = "|"
"""Between the values of a list."""

_OF_DOCUMENT = tuple(key for key in DISCLOSURE if key not in ("claims", "claimant", "statement"))
_OF_CLAIM = tuple(key for key in CLAIM if key not in ROLES)
_OF_SOURCE = tuple(key for key in HEADER if key not in (FIRST_KEY, "source", "edition"))

COLUMNS: tuple[str, ...] = (
    FIRST_KEY,
    "source",
    "edition",
    *(f"source.{key}" for key in _OF_SOURCE),
    *(f"disclosure.{key}" for key in _OF_DOCUMENT),
    *(f"{role}.{key}" for role in ROLES for key in ENTITY),
    *_OF_CLAIM,
)
"""Every column there can be; the keys are those of the YAML form."""


def is_claims_table(head: bytes) -> bool:
    return header_of(head)[:1] == [FIRST_KEY]


@dataclass(slots=True)
class Table:
    """The rows as the nodes of a claims file; `skipped` are rows that contradict an earlier one or are no row."""

    header: Node
    entities: dict[str, Node] = field(default_factory=dict)
    documents: dict[tuple[str, ...], tuple[Node, list[Node]]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def disclosures(self) -> tuple[Node, ...]:
        found = []
        for document, claims in self.documents.values():
            held = document.map("a disclosure")
            found.append(
                Node({**held, "claims": Node(claims, document.file, document.where)}, document.file, document.where)
            )
        return tuple(found)


def claims_table(name: str, text: str) -> Table:
    """Read a table; BadInput where its columns or its syntax are wrong or it has no row."""
    rows = _rows(name, text)
    first = next(rows, None)
    if first is None:
        raise BadInput(name, "the table has no rows")
    held = Table(_header(first))
    _take(held, first)
    for row in rows:
        _take(held, row)
    return held


def _rows(name: str, text: str) -> Iterator[Node]:
    """Each row as a map of the cells that say something."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = [column.strip() for column in next(reader, [])]
        _check(name, columns)
        line = reader.line_num
        for cells in reader:
            where, line = f"line {line + 1}", reader.line_num
            if len(cells) > len(columns):
                raise BadInput(name, f"{len(cells)} columns, where the header has {len(columns)}", where)
            said = {key: cell.strip() for key, cell in zip(columns, cells, strict=False) if cell.strip()}
            if said:
                yield Node({key: Node(cell, name, where) for key, cell in said.items()}, name, where)
    except csv.Error as error:
        raise BadInput(name, f"not a table: {error}", f"line {reader.line_num}") from None


def _check(name: str, columns: list[str]) -> None:
    for column in columns:
        if column not in COLUMNS:
            raise BadInput(name, f"unknown column {brief(column)}{meant(column, COLUMNS)}", "line 1")
        if columns.count(column) > 1:
            raise BadInput(name, f"the column {brief(column)} stands there twice", "line 1")


def _header(row: Node) -> Node:
    """The header of the file, as the first row says it."""
    held = row.map("a row")
    said = {key: held[key] for key in (FIRST_KEY, "source", "edition") if key in held}
    said |= {key: held[f"source.{key}"] for key in _OF_SOURCE if f"source.{key}" in held}
    return Node(said, row.file, row.where)


def _take(table: Table, row: Node) -> None:
    try:
        _check_header(table, row)
        named = {role: _entity(table, row, role) for role in ROLES}
        _claim(table, row, {role: key for role, key in named.items() if key})
    except BadInput as error:
        table.skipped.append(Skipped(error.where, error.why))


def _check_header(table: Table, row: Node) -> None:
    """A later row may leave the header out, and may not say another."""
    header = table.header.map("the header")
    for key, node in _header(row).map("the header").items():
        if key not in header or header[key].value != node.value:
            raise node.bad(f"{key} is not that of the first row")


def _entity(table: Table, row: Node, role: str) -> Node | None:
    """The id of the entity in this role, described where the row describes it; None where the row has none."""
    cells = row.map("a row")
    held = {key: cells[f"{role}.{key}"] for key in ENTITY if f"{role}.{key}" in cells}
    if not held:
        return None
    given = {key: _list(node) if key in LISTS else node for key, node in held.items()}
    if "id" not in given:
        native = slug(str(held["name"].value)) if "name" in held else ""
        if not native:
            raise row.bad(f"the {role} has no id, and no name that makes one")
        given["id"] = Node(native, row.file, row.where)
    if given.keys() == {"id"}:
        return given["id"]
    native = str(given["id"].value)
    known = table.entities.setdefault(native, Node(given, row.file, row.where))
    _agree(known, given, native)
    return given["id"]


def _agree(known: Node, given: dict[str, Node], native: str) -> None:
    """A later row may repeat what an earlier one says of an entity, or a part of it."""
    held = known.map("an entity")
    for key, node in given.items():
        if key not in held or _plain(held[key]) != _plain(node):
            raise node.bad(f"{key} of {brief(native)} is not what was said before ({known.where})")


def _claim(table: Table, row: Node, named: dict[str, Node]) -> None:
    cells = row.map("a row")
    claim = {key: cells[key] for key in _OF_CLAIM if key in cells} | named
    if "predicate" not in claim and claim.keys() <= set(ROLES):
        return
    document = {key: cells[f"disclosure.{key}"] for key in _OF_DOCUMENT if f"disclosure.{key}" in cells}
    key = tuple(str(document[name].value) if name in document else "" for name in _OF_DOCUMENT)
    _, claims = table.documents.setdefault(key, (Node(document, row.file, row.where), []))
    claims.append(Node(claim, row.file, row.where))


def _list(node: Node) -> Node:
    parts = [part.strip() for part in str(node.value).split(LIST_MARK)]
    return Node([Node(part, node.file, node.where) for part in parts if part], node.file, node.where)


def _plain(node: Node) -> object:
    return [item.value for item in node.value] if isinstance(node.value, list) else node.value
