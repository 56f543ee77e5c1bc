"""The links and addresses of a file, put on disk while it is read once, found again for each entity."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from attributed.loaders.ftm.lines import Entity
from attributed.loaders.ftm.schemata import ADDRESS, SANCTION, Link, schemata
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate, may_join

_TABLES = """
PRAGMA journal_mode = OFF;
CREATE TABLE thing (id TEXT PRIMARY KEY, type TEXT) WITHOUT ROWID;
CREATE TABLE address (id TEXT PRIMARY KEY, entity TEXT, place TEXT, used INTEGER DEFAULT 0) WITHOUT ROWID;
CREATE TABLE link (
  seq INTEGER PRIMARY KEY, schema TEXT, subject TEXT, object TEXT, entity TEXT, place TEXT, claim INTEGER, owner TEXT);
"""
_SETTLE = """
UPDATE link SET
  claim = subject IS NOT object AND is_claim(
    schema, (SELECT type FROM thing WHERE id = subject), (SELECT type FROM thing WHERE id = object)),
  owner = coalesce((SELECT id FROM thing WHERE id = subject), (SELECT id FROM thing WHERE id = object))
"""
_HALF = """
SELECT entity, min(place) FROM link
WHERE (subject IS NOT NULL AND subject NOT IN (SELECT id FROM thing))
   OR (object IS NOT NULL AND object NOT IN (SELECT id FROM thing))
GROUP BY entity ORDER BY min(seq)
"""


@dataclass(frozen=True, slots=True)
class Linked:
    """One link between a `subject` and, where it has one, an `object`."""

    entity: Entity
    subject: str
    object: str | None


class Links:
    """A database of its own, without a name: it is gone when this is closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.executescript(_TABLES)
        self._db.create_function("is_claim", 3, _is_claim, deterministic=True)

    def close(self) -> None:
        self._db.close()

    def take(self, entity: Entity) -> bool:
        """Keep an entity for later; False where its id was given before."""
        table = schemata()
        if entity.schema in table.things:
            return self._put("INSERT OR IGNORE INTO thing VALUES (?, ?)", entity.id, table.things[entity.schema].type)
        if entity.schema == ADDRESS:
            packed = _packed(entity)
            return self._put(
                "INSERT OR IGNORE INTO address (id, entity, place) VALUES (?, ?, ?)", entity.id, packed, entity.where
            )
        for subject, obj in _ends(entity):
            self._put(
                "INSERT INTO link (schema, subject, object, entity, place) VALUES (?, ?, ?, ?, ?)",
                entity.schema,
                subject,
                obj,
                _packed(entity),
                entity.where,
            )
        return True

    def settle(self) -> None:
        """Decide, now that every thing is known, which links are claims and who keeps what is left of them."""
        self._db.execute(_SETTLE)
        self._db.execute("CREATE INDEX of_owner ON link (owner)")

    def lonely(self) -> Iterator[Entity]:
        """Links and addresses that nothing in the file keeps; ask when every thing has been read."""
        yield from self._entities("SELECT entity, place FROM link WHERE owner IS NULL ORDER BY seq")
        yield from self._entities("SELECT entity, place FROM address WHERE used = 0 ORDER BY id")

    def half(self) -> Iterator[Entity]:
        """Links that would be claims but for an end that is not in the file, each once."""
        found = self._entities(_HALF)
        return (link for link in found if link.schema == SANCTION or link.schema in schemata().links)

    def of(self, owner: str) -> Iterator[tuple[Linked, bool]]:
        """The links that an entity keeps what is left of, and whether each is a claim."""
        query = "SELECT subject, object, entity, place, claim FROM link WHERE owner = ? ORDER BY seq"
        for subject, obj, packed, place, claim in self._db.execute(query, (owner,)):
            yield Linked(_unpacked(packed, place), subject, obj), bool(claim)

    def claims(self) -> Iterator[Linked]:
        query = "SELECT subject, object, entity, place FROM link WHERE claim = 1 ORDER BY seq"
        for subject, obj, packed, place in self._db.execute(query):
            yield Linked(_unpacked(packed, place), subject, obj)

    def address(self, key: str) -> Entity | None:
        """The address of this id, which from now on counts as referred to."""
        found = self._db.execute("SELECT entity, place FROM address WHERE id = ?", (key,)).fetchone()
        if found is None:
            return None
        self._put("UPDATE address SET used = 1 WHERE id = ?", key)
        return _unpacked(*found)

    def _entities(self, query: str) -> Iterator[Entity]:
        for packed, place in self._db.execute(query):
            yield _unpacked(packed, place)

    def _put(self, statement: str, *values: Any) -> bool:
        return self._db.execute(statement, values).rowcount > 0


def _ends(entity: Entity) -> list[tuple[str | None, str | None]]:
    """Every subject with every object; one pair without ends where it names nothing."""
    table = schemata()
    if entity.schema == SANCTION:
        names: tuple[str, ...] = ("entity",)
    elif entity.schema in table.links:
        link: Link = table.links[entity.schema]
        names = (link.subject, link.object)
    else:
        names = table.kept[entity.schema]
    first = entity.all(names[0]) if names else []
    second = entity.all(names[1]) if len(names) > 1 else []
    return [(one, other) for one in first or [None] for other in second or [None]]  # type: ignore[list-item]


def _is_claim(schema: str, subject: str | None, obj: str | None) -> bool:
    if schema == SANCTION:
        return subject is not None and may_join(Predicate.SANCTIONED_BY, subject, EntityType.ORGANIZATION)
    link = schemata().links.get(schema)
    return bool(link and subject and obj and may_join(link.predicate, subject, obj))


def _packed(entity: Entity) -> str:
    return json.dumps([entity.id, entity.schema, entity.properties, entity.head], ensure_ascii=False)


def _unpacked(packed: str, place: str) -> Entity:
    own, schema, properties, head = json.loads(packed)
    return Entity(own, schema, properties, head, place)
