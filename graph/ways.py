"""Ways from a thing up to the state behind it: which derived edges may follow each other.

Every predicate here says that its subject belongs to its object, acts for it or is its work, so a way *up* goes from
subject to object: cluster, company and person to an organ, an organ to its state. A way may first go *down*, from a
cluster to a company or a person that somebody says is part of it. From an organ it goes on by PART_OF only. It never
goes down once it went up: two that serve one organ are not linked by that, nor two clusters by a person of both. What
only likens (ALIAS_OF, SAME_AS), locates or sanctions makes no step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from typing import Any

from attributed.graph.catalogue import query
from attributed.graph.chunks import chunks
from attributed.graph.store import Store
from attributed.schema.entity import EntityType, Role
from attributed.schema.predicate import Predicate

STEPS = 7
"""Hops of the longest way."""
CONSIDERED = 20_000
"""Ways that are looked at before the best are chosen."""
SIZE = 500


class Part(StrEnum):
    """What an entity is in a chain, in the order in which a chain is told."""

    DEED = "deed"
    CLUSTER = "cluster"
    COMPANY = "company"
    PERSON = "person"
    ORGAN = "organ"
    STATE = "state"


ORDER = tuple(Part)
PARTIES = frozenset({Part.CLUSTER, Part.COMPANY, Part.PERSON})
_PARTS = {
    EntityType.INCIDENT: Part.DEED,
    EntityType.CAMPAIGN: Part.DEED,
    EntityType.MALWARE: Part.DEED,
    EntityType.TOOL: Part.DEED,
    EntityType.ASSET: Part.DEED,
    EntityType.THREAT_ACTOR: Part.CLUSTER,
    EntityType.ORGANIZATION: Part.COMPANY,
    EntityType.PERSON: Part.PERSON,
    EntityType.STATE: Part.STATE,
}


@dataclass(frozen=True, slots=True)
class Node:
    """An entity on a way; `part` is None where it can be on none."""

    id: str
    type: str
    name: str
    named: bool
    roles: tuple[str, ...]
    part: Part | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A derived edge, with its properties."""

    subject: str
    predicate: str
    object: str
    edge: Mapping[str, Any]


Way = tuple[str, ...]
"""The ids of the nodes that are passed."""


def node_of(entity: Mapping[str, Any]) -> Node:
    """From the properties of an Entity."""
    roles = tuple(entity.get("roles") or ())
    part = _PARTS.get(EntityType(entity["type"]))
    if part is Part.COMPANY and (entity.get("organ") or Role.AGENCY in roles):
        part = Part.ORGAN
    return Node(entity["id"], entity["type"], entity["name"], entity.get("named") is not False, roles, part)


class Ways:
    """The edges around a thing as far as a way may lead, read level by level."""

    def __init__(self, store: Store, start: Node) -> None:
        self._store = store
        self.nodes = {start.id: start}
        self._start = start
        self._ties: dict[tuple[str, str], dict[str, Tie]] = defaultdict(dict)
        self._up: dict[str, list[str]] = defaultdict(list)
        self._down: dict[str, list[str]] = defaultdict(list)
        below = [start.id]
        read: set[str] = set()
        frontier = [start.id]
        for level in range(STEPS):
            below = self.descend(below) if level < len(PARTIES) - 1 else []
            read.update(frontier)
            frontier = sorted({*self._read("ties-up", frontier, up=True), *below} - read)

    def to(self, end: str | None = None) -> list[Way]:
        """Ways to this entity, or to any state, of the first `CONSIDERED` that there are."""
        ways = islice(self._from((self._start.id,), risen=False), CONSIDERED)
        return sorted({way for way in ways if len(way) > 1 and self._ends(way[-1], end)})

    def ties(self, one: str, other: str) -> list[Tie]:
        """The edges between two neighbours of a way."""
        return [tie for _, tie in sorted(self._ties[_pair(one, other)].items())]

    def descend(self, ids: Iterable[str]) -> list[str]:
        """The companies, persons and clusters that belong to these, once their edges are read."""
        return self._read("ties-down", (key for key in ids if self.nodes[key].part in PARTIES), up=False)

    def _ends(self, last: str, end: str | None) -> bool:
        return last == end if end else self.nodes[last].part is Part.STATE

    def _from(self, way: Way, *, risen: bool, lowered: bool = False) -> Iterator[Way]:
        yield way
        if len(way) > STEPS:
            return
        for there in () if risen else self._down[way[-1]]:
            if self._may_follow(there, way, lowered=True):
                yield from self._from((*way, there), risen=False, lowered=True)
        for there in self._up[way[-1]]:
            if self._may_follow(there, way, lowered=lowered):
                yield from self._from((*way, there), risen=True, lowered=lowered)

    def _may_follow(self, there: str, way: Way, *, lowered: bool) -> bool:
        """A way that went down passes one cluster, one company and one person at most."""
        part = self.nodes[there].part
        repeats = part in PARTIES and part in {self.nodes[key].part for key in way}
        return there not in way and not (lowered and repeats)

    def _read(self, name: str, ids: Iterable[str], *, up: bool) -> list[str]:
        """The nodes that edges lead to from these, each once."""
        reached: dict[str, None] = {}
        for chunk in chunks(ids, SIZE):
            for row in self._store.read(query(name).text, {"ids": chunk}).maps():
                edge = row.pop("edge")
                tie = Tie(edge["start"], edge["type"], edge["end"], edge["properties"])
                here, there = self.nodes[tie.subject if up else tie.object], node_of(row)
                if may_be(here.part, tie.predicate, there.part, up=up):
                    self.nodes.setdefault(there.id, there)
                    self._ties[_pair(here.id, there.id)][tie.edge["edge"]] = tie
                    onwards = (self._up if up else self._down)[here.id]
                    if there.id not in onwards:
                        onwards.append(there.id)
                    reached[there.id] = None
        return list(reached)


def may_be(here: Part | None, predicate: str, there: Part | None, *, up: bool) -> bool:
    """Whether an edge between such two can be a step of a way at all, from `here` to `there`."""
    if there is None or there is Part.DEED or here in (None, Part.STATE):
        return False
    if here is Part.ORGAN:
        return up and predicate == Predicate.PART_OF
    if here is there and predicate == Predicate.AFFILIATED_WITH:
        return False
    return up or (there in PARTIES and here is not there)


def inversions(parts: Sequence[Part | None]) -> int:
    """Steps from a part to one that is told before it."""
    places = [ORDER.index(part) for part in parts if part]
    return sum(after < before for before, after in pairwise(places))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
