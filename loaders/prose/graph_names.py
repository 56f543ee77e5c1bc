"""The names of a graph in place of the shipped ones: an immutable snapshot, so that a text always reads the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.prose.extractor import RULES, Extractor
from attributed.loaders.prose.gazetteer import Doubt, doubts, entries, using
from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.reader import Context, read
from attributed.schema.canonical import canonical_json, sha256
from attributed.schema.entity import EntityType

NAMER = "graph"
_TABLES = {
    EntityType.THREAT_ACTOR: ("actors", "groups"),
    EntityType.MALWARE: ("malware", "malware"),
    EntityType.TOOL: ("malware", "tools"),
}
_SHORTEST = 3

Tables = dict[str, Any]


def snapshot(entities: Iterable[dict[str, Any]], base: str) -> bytes:
    """The named actors and programs that a catalogue or a claims file holds, as tables of the gazetteer.

    Names that prose alone has are left out: what was read once must not teach the reader. A name that two entities
    have names none of them. Single words that the shipped table does not know as names are marked as words.
    """
    held = [entity for entity in entities if entity["type"] in _TABLES and _is_catalogued(entity)]
    shared = Counter(name.casefold() for entity in held for name in {*entity["names"], entity["name"]})
    tables: Tables = {"actors": {"groups": {}}, "malware": {"malware": {}, "tools": {}}, "namers": {NAMER: base}}
    for entity in sorted(held, key=lambda entity: str(entity["id"])):
        table, kind = _TABLES[EntityType(entity["type"])]
        names = [name for name in sorted({*entity["names"], entity["name"]}) if _may_be_read(name, shared)]
        if names:
            tables[table][kind].setdefault(entity["id"], {NAMER: []})[NAMER] += names
    for table in ("actors", "malware"):
        tables[table]["ambiguous"] = _marks(table, tables[table])
    return canonical_json(tables)


def _is_catalogued(entity: dict[str, Any]) -> bool:
    named = entity.get("named") is not False
    return named and any(not str(record).startswith("prose-") for record in entity.get("records") or ())


def _may_be_read(name: str, shared: Counter[str]) -> bool:
    return len(name) >= _SHORTEST and any(map(str.isalpha, name)) and shared[name.casefold()] == 1


def _marks(table: str, kinds: Tables) -> dict[str, list[str]]:
    marked: dict[str, list[str]] = {}
    known = {spelling for entry in entries(table) for spelling in entry.spellings}
    names = [name for rows in kinds.values() for namers in rows.values() for name in namers[NAMER]]
    for name in sorted(names):
        doubt = doubts(table).get(name)
        if doubt is None and name not in known and name.isalpha() and not any(map(str.isupper, name[1:])):
            doubt = Doubt.WORD
        if doubt:
            marked.setdefault(str(doubt), []).append(name)
    return marked


class GraphNames(Extractor):
    """The rules with the names of a snapshot, whose hash stands in `extractedBy`. BadInput where it is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._tables = _read(data)

    @property
    def name(self) -> str:
        return f"{RULES.name} names-{sha256(self._data)[:12]}"

    @property
    def needs(self) -> bytes:
        return self._data

    @property
    def copies(self) -> bool:
        return True

    def read(self, body: str, context: Context) -> Extraction:
        with using(self.name, self._tables):
            found = read(body, context)
        claims = (replace(one, extracted_by=one.extracted_by.replace(RULES.name, self.name, 1)) for one in found.claims)
        return replace(found, claims=tuple(claims))


def _read(data: bytes) -> Tables:
    try:
        tables: Tables = json.loads(data)
        ours = tables.keys() == {"actors", "malware", "namers"} and all("ambiguous" in tables[t] for t in _NAMED)
    except (ValueError, AttributeError, TypeError):
        ours = False
    if not ours:
        raise BadInput("names", "not a snapshot of a graph's names")
    return tables


_NAMED = ("actors", "malware")
