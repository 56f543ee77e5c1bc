"""A claims file taken apart: its header read, its entries still as they stand in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.claims_csv import Table, claims_table, is_claims_table
from attributed.loaders.claims_keys import FIRST_KEY, HEADER, HEADER_REQUIRED, VERSION
from attributed.loaders.file_text import decoded
from attributed.loaders.json_lines import json_objects
from attributed.loaders.loader import HEAD
from attributed.loaders.node import Node, brief, meant, read_keys
from attributed.loaders.packed import bare
from attributed.loaders.yaml_lines import yaml_tree
from attributed.schema.batch import Skipped

YAML = (".yaml", ".yml")
JSON_LINES = (".jsonl",)
ENTRIES = {"entity": "entities", "disclosure": "disclosures"}
"""What a line of JSON Lines holds, and the key of YAML that holds a list of it."""

NOT_OURS = f"not a claims file: its first key must be `{FIRST_KEY}: {VERSION}`"


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """`header` by the keys of HEADER; `skipped` are lines that are no entry at all."""

    header: dict[str, Any]
    entities: tuple[Node, ...]
    disclosures: tuple[Node, ...]
    skipped: tuple[Skipped, ...] = ()


def claims_file(name: str, data: bytes) -> ClaimsFile:
    """Read the bytes of a file of this name; BadInput where its syntax or its header is wrong."""
    text = decoded(name, data)
    if is_claims_table(data[:HEAD]):
        return _from_table(claims_table(name, text))
    suffix = PurePath(bare(name)).suffix.lower()
    if suffix in JSON_LINES or (suffix not in YAML and text.lstrip().startswith("{")):
        return _from_json_lines(json_objects(name, text))
    return _from_yaml(yaml_tree(name, text))


def _from_yaml(root: Node) -> ClaimsFile:
    held = _ours(root)
    entries = {key: tuple(held[key].items(key)) for key in ENTRIES.values() if key in held}
    header = Node({key: node for key, node in held.items() if key not in entries}, root.file, root.where)
    return ClaimsFile(_header(header), entries.get("entities", ()), entries.get("disclosures", ()))


def _from_table(table: Table) -> ClaimsFile:
    _check_first(table.header)
    header = _header(table.header)
    return ClaimsFile(header, tuple(table.entities.values()), table.disclosures, tuple(table.skipped))


def _from_json_lines(lines: Iterable[Node]) -> ClaimsFile:
    first, *rest = lines
    _ours(first)
    entries: dict[str, list[Node]] = {kind: [] for kind in ENTRIES}
    skipped = []
    for line in rest:
        try:
            kind, node = _entry(line)
        except BadInput as error:
            skipped.append(Skipped(error.where, error.why))
        else:
            entries[kind].append(node)
    return ClaimsFile(_header(first), tuple(entries["entity"]), tuple(entries["disclosure"]), tuple(skipped))


def _entry(line: Node) -> tuple[str, Node]:
    held = line.map("a line")
    for key in held:
        if key not in ENTRIES:
            raise line.bad(f"unknown key {brief(key)}{meant(key, ENTRIES)}")
    if len(held) != 1:
        raise line.bad("a line holds one entry, `entity` or `disclosure`")
    return next(iter(held.items()))


def _ours(root: Node) -> dict[str, Node]:
    _check_first(root)
    return root.map("the file")


def _check_first(root: Node) -> None:
    if not isinstance(root.value, dict) or next(iter(root.value), None) != FIRST_KEY:
        raise BadInput(root.file, NOT_OURS, root.where)
    version = root.value[FIRST_KEY].value
    if version != VERSION:
        given = brief(version) if isinstance(version, str) else "something else"
        raise root.value[FIRST_KEY].bad(f"{FIRST_KEY}: is {given}; this release reads {VERSION}")


def _header(node: Node) -> dict[str, Any]:
    return read_keys(node, "the header", HEADER, HEADER_REQUIRED)
