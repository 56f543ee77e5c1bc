"""Who speaks for whom: bodies up to their states, by PART_OF and by a person's office (MEMBER_OF)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from attributed.graph.chunks import chunks
from attributed.graph.engine import Engine
from attributed.schema.entity import EntityType

_UP = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})-[r:PART_OF|MEMBER_OF]->(o:Entity) "
    "WHERE type(r) = 'PART_OF' OR (e.type = 'Person' AND r.positions IS NOT NULL) "
    "RETURN id AS child, o.id AS parent"
)
_DOWN = (
    "UNWIND $ids AS id MATCH (o:Entity {id: id})<-[r:PART_OF|MEMBER_OF]-(e:Entity) "
    "WHERE type(r) = 'PART_OF' OR (e.type = 'Person' AND r.positions IS NOT NULL) "
    "RETURN e.id AS child, id AS parent"
)
SIZE = 2_000


class Hierarchy:
    """Reads the derived edges as they are when asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def states(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Names of the states that each entity is or speaks for, transitively."""
        start = sorted(set(ids))
        parents: dict[str, set[str]] = defaultdict(set)
        seen, frontier = set(start), start
        while frontier:
            for child, parent in self._pairs(_UP, frontier):
                parents[child].add(parent)
            frontier = sorted({p for c in frontier for p in parents[c]} - seen)
            seen.update(frontier)
        names = self._state_names(seen)
        return {key: sorted({names[up] for up in _closure(key, parents) if up in names}) for key in start}

    def below(self, ids: Iterable[str]) -> set[str]:
        """The entities themselves and all that speak for them."""
        seen = set(ids)
        frontier = sorted(seen)
        while frontier:
            frontier = sorted({child for child, _ in self._pairs(_DOWN, frontier)} - seen)
            seen.update(frontier)
        return seen

    def _pairs(self, query: str, ids: list[str]) -> list[tuple[str, str]]:
        return [
            (row["child"], row["parent"]) for chunk in chunks(ids, SIZE) for row in self._engine.rows(query, ids=chunk)
        ]

    def _state_names(self, ids: Iterable[str]) -> dict[str, str]:
        query = "UNWIND $ids AS id MATCH (e:Entity {id: id}) WHERE e.type = $type RETURN e.id AS id, e.name AS name"
        return {
            row["id"]: row["name"]
            for chunk in chunks(sorted(ids), SIZE)
            for row in self._engine.rows(query, ids=chunk, type=str(EntityType.STATE))
        }


def _closure(start: str, parents: dict[str, set[str]]) -> set[str]:
    seen, frontier = {start}, [start]
    while frontier:
        frontier = [p for c in frontier for p in parents.get(c, ()) if p not in seen]
        seen.update(frontier)
    return seen
