"""targets.simple.csv: the targets of a dataset, one a row, as entities."""

from __future__ import annotations

from collections.abc import Iterator

from attributed.errors import BadInput
from attributed.loaders.ftm.lines import Entity
from attributed.loaders.ftm.schemata import schemata
from attributed.loaders.loader import InputFile
from attributed.loaders.node import brief
from attributed.loaders.table import Row, rows

COLUMNS = (
    "id",
    "schema",
    "name",
    "aliases",
    "birth_date",
    "countries",
    "addresses",
    "identifiers",
    "sanctions",
    "phones",
    "emails",
    "dataset",
    "first_seen",
    "last_seen",
    "last_change",
)
NEEDED = ("id", "schema", "name")

_HEADER = tuple(name.encode() for name in COLUMNS[:4])

PROPERTIES = {
    "name": "name",
    "aliases": "alias",
    "birth_date": "birthDate",
    "countries": "country",
    "addresses": "address",
    "identifiers": "identifiers",
    "sanctions": "sanctions",
    "phones": "phone",
    "emails": "email",
    "program_ids": "programId",
    "dataset": "datasetTitle",
}
"""Columns that hold lists, and the property each becomes (`program_ids` is in newer files only). `identifiers` do not
say of what kind they are, and `sanctions` are sums in words of no stated form: both are kept as they are."""

HEAD = ("first_seen", "last_seen", "last_change")


def is_simple(head: bytes) -> bool:
    first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].replace(b'"', b"")
    return tuple(first.split(b",")[:4]) == _HEADER


def targets(file: InputFile) -> Iterator[Entity | BadInput]:
    for row in rows(file, NEEDED, None):
        yield row if isinstance(row, BadInput) else _entity(file.name, row)


def _entity(name: str, row: Row) -> Entity | BadInput:
    own, schema = row.get("id"), row.get("schema")
    if not own:
        return BadInput(name, "an entity without an id", row.where)
    if schema not in schemata().things:
        return BadInput(name, f"{brief(own)}: there is no schema {brief(schema)} of things", row.where)
    properties = {word: _list(row.get(column), column) for column, word in PROPERTIES.items()}
    if schema == "CryptoWallet":
        properties["publicKey"] = properties.pop("identifiers")
    for column in row.cells.keys() - {*COLUMNS, *PROPERTIES}:  # of a newer file: kept as it stands
        properties[column] = [row.get(column)] if row.get(column) else []
    head = {key: row.get(key) for key in HEAD if row.get(key)} | {"datasets": [], "target": True}
    return Entity(own, schema, {key: values for key, values in properties.items() if values}, head, row.where)


def _list(cell: str, column: str) -> list[str]:
    """A name may hold a semicolon; in all other columns it stands between two values."""
    values = [cell] if column in ("name", "dataset") else cell.split(";")
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))
