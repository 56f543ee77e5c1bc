"""Finding entities by a part of a name: the match keys of all of them, as one text in memory.

The first search of a process asks the engine, which looks at every entity; from the second on this text is searched.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from attributed.graph.chunks import chunks
from attributed.graph.engine import Engine

SIZE = 5_000
MANY = 5_000
"""Changed entities from which on the text is made anew."""
_ALL = "MATCH (e:Entity) RETURN e.id AS id, e.type AS type, e.matchKeys AS keys"
_SOME = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.type AS type, e.matchKeys AS keys"
_BEARING = (
    "MATCH (e:Entity) WHERE any(k IN e.matchKeys WHERE k CONTAINS $key) "
    "RETURN e.id AS id, e.type AS type, e.matchKeys AS keys"
)

Rank = tuple[int, int]
"""How well a key fits: 0 the same, 1 the beginning, 2 elsewhere; then how long it is. Less is better."""


def rank(key: str, searched: str) -> Rank:
    order = 0 if key == searched else 1 if key.startswith(searched) else 2 if searched in key else 3
    return order, len(key)


class Names:
    """Follows the graph by its revision: `change` tells what this process has changed; any other revision, and the
    text is made anew."""

    def __init__(self, engine: Engine, revision: Callable[[], int]) -> None:
        self._engine = engine
        self._read_revision = revision
        self._lock = threading.Lock()
        self._asked = False
        self._text: _Text | None = None
        self._revision = 0
        self._stale: set[str] = set()

    def change(self, entities: Collection[str] | None, revision: int) -> None:
        """What this process has changed up to that revision; None for everything."""
        with self._lock:
            if entities is None or revision != self._revision + 1:
                self._text = None
            else:
                self._revision = revision
                self._stale.update(entities)

    def best(self, key: str, types: Sequence[str], limit: int) -> list[str]:
        """At least the `limit` entities whose keys fit best, and all that fit as well as the last of them."""
        with self._lock:
            found = dict(self._bearing(key, types, limit))
        ranked = sorted(found.items(), key=lambda item: item[1])
        last = ranked[min(limit, len(ranked)) - 1][1] if ranked else (0, 0)
        return [entity for entity, held in ranked if held <= last]

    def _bearing(self, key: str, types: Sequence[str], limit: int) -> Iterator[tuple[str, Rank]]:
        if not self._asked:
            self._asked = True
            rows = self._engine.rows(_BEARING, key=key)
            yield from _fitting(((row["id"], row["type"], row["keys"]) for row in rows), key, types)
            return
        text = self._current()
        yield from text.bearing(key, types, limit, self._stale)
        for chunk in chunks(sorted(self._stale), SIZE):
            rows = self._engine.rows(_SOME, ids=chunk)
            yield from _fitting(((row["id"], row["type"], row["keys"]) for row in rows), key, types)

    def _current(self) -> _Text:
        revision = self._read_revision()
        if self._text is None or revision != self._revision or len(self._stale) > MANY:
            self._revision, self._stale = revision, set()
            rows = self._engine.rows(_ALL)
            self._text = _Text((row["id"], row["type"], row["keys"]) for row in rows)
        return self._text


def _fitting(
    entities: Iterable[tuple[str, str, Sequence[str]]], key: str, types: Sequence[str]
) -> Iterator[tuple[str, Rank]]:
    for entity, entity_type, keys in entities:
        if not types or entity_type in types:
            best = min((rank(held, key) for held in keys), default=(3, 0))
            if best[0] < 3:
                yield entity, best


class _Text:
    """Every entity's keys, one a line; `starts` are the places where an entity's lines begin."""

    def __init__(self, entities: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        pieces: list[str] = ["\n"]
        self._ids: list[str] = []
        self._types: list[str] = []
        self._starts = array("Q")
        place = 1
        for entity, entity_type, keys in entities:
            self._ids.append(entity)
            self._types.append(entity_type)
            self._starts.append(place)
            lines = "".join(f"{key}\n" for key in keys)
            pieces.append(lines)
            place += len(lines)
        self._held = "".join(pieces)

    def bearing(
        self, key: str, types: Sequence[str], limit: int, without: Collection[str]
    ) -> Iterator[tuple[str, Rank]]:
        """Entities and the best rank of their keys; those that only hold the key inside are looked for only while
        fewer than `limit` are found."""
        found: dict[int, Rank] = {}
        for searched in (f"\n{key}", key):
            if len(found) < limit:
                for place in self._places(searched):
                    number = bisect_right(self._starts, place + len(searched) - len(key)) - 1
                    if self._ids[number] in without or (types and self._types[number] not in types):
                        continue
                    here = rank(self._line(place + len(searched) - len(key)), key)
                    found[number] = min(found.get(number, here), here)
        return ((self._ids[number], held) for number, held in found.items())

    def _places(self, searched: str) -> Iterator[int]:
        place = self._held.find(searched)
        while place >= 0:
            yield place
            place = self._held.find(searched, place + 1)

    def _line(self, place: int) -> str:
        return self._held[self._held.rfind("\n", 0, place) + 1 : self._held.find("\n", place)]
