"""Why two things are one, or are two: the chain of reasons, and what speaks for and against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from attributed.graph import listed
from attributed.graph.candidate import candidate_of
from attributed.graph.catalogue import query
from attributed.graph.store import Store
from attributed.schema.record import IDENTIFYING
from attributed.schema.text import match_key

MOST = 40
"""Records of one entity that are compared with those of another."""


@dataclass(frozen=True, slots=True)
class Held:
    """A record with what it holds now, as maps of properties."""

    record: Mapping[str, Any]
    version: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.record["id"])

    @property
    def entity(self) -> str:
        return str(self.record["refersTo"])


@dataclass(frozen=True, slots=True)
class Step:
    """`left` was joined to `right` for this reason, in these words."""

    left: str
    right: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """`chain` leads from the left record to the right one where they are one thing, and is empty where they are two.

    `comparison` is of the two records that agree most, None where both sides are one record; `names` are what both
    are called; `identifiers` are those that both have from one scheme, which gives them nothing in common;
    `judgements` those that were made on records of both.
    """

    left: str
    right: str
    called: tuple[str, str]
    one: bool
    chain: tuple[Step, ...]
    comparison: listed.Comparison | None
    names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    judgements: tuple[dict[str, Any], ...]


def records_of(store: Store, entity: str) -> list[Held]:
    """The records of an entity, its anchor first."""
    rows = store.read(query("records-of-entity").text, {"id": entity}).maps()
    return [Held(row["record"]["properties"], row["version"]["properties"]) for row in rows]


def called(held: list[Held], name: str) -> Held:
    """The record of this id or name among those of an entity, else its anchor."""
    key = match_key(name)
    for one in held:
        if one.id == name or match_key(one.version["name"]) == key:
            return one
    return next((one for one in held if key in map(match_key, one.version.get("names") or ())), held[0])


def why(store: Store, left: tuple[str, str], right: tuple[str, str]) -> Explanation:
    """Of two things, each given by the id of its entity and the name or record that is meant by it."""
    mine, theirs = records_of(store, left[0]), records_of(store, right[0])
    start, end = called(mine, left[1]), called(theirs, right[1])
    if start.entity == end.entity:
        mine, theirs = [start], [end]
    compared = [
        listed.compare(candidate_of(a.record, a.version), candidate_of(b.record, b.version))
        for a in mine[:MOST]
        for b in theirs[:MOST]
        if a.id != b.id
    ]
    return Explanation(
        start.id,
        end.id,
        (str(start.version["name"]), str(end.version["name"])),
        start.entity == end.entity,
        tuple(_chain(records_of(store, left[0]), start.id, end.id)) if start.entity == end.entity else (),
        min(compared, key=_weight, default=None),
        tuple(sorted(_names(mine) & _names(theirs))),
        tuple(_different(_identifiers(mine), _identifiers(theirs))),
        tuple(_judgements(store, mine, theirs)),
    )


def _names(held: list[Held]) -> set[str]:
    return {name for one in held for name in one.version.get("names") or ()}


def _identifiers(held: list[Held]) -> dict[str, set[str]]:
    """The identifying ones by their scheme."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in held:
        for identifier in one.version.get("identifiers") or ():
            scheme = identifier.partition(":")[0]
            if scheme in IDENTIFYING:
                found[scheme].add(identifier)
    return found


def _different(mine: dict[str, set[str]], theirs: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    for scheme in sorted(mine.keys() & theirs.keys()):
        if mine[scheme].isdisjoint(theirs[scheme]):
            yield ", ".join(sorted(mine[scheme])), ", ".join(sorted(theirs[scheme]))


def _chain(held: list[Held], start: str, end: str) -> Iterator[Step]:
    """Up from one record towards the anchor until the way up from the other is met, then down that way."""
    up, down = (list(_upwards({one.id: one.record for one in held}, record)) for record in (start, end))
    on_the_way = {end, *(step.right for step in down)}
    meeting = next(record for record in (start, *(step.right for step in up)) if record in on_the_way)
    yield from _until(up, meeting)
    yield from reversed(list(_until(down, meeting)))


def _upwards(records: Mapping[str, Mapping[str, Any]], record: str) -> Iterator[Step]:
    row = records[record]
    while row.get("joinedTo"):
        yield Step(row["id"], row["joinedTo"], row["joinedBy"], row["joinedFor"])
        row = records[row["joinedTo"]]


def _until(steps: list[Step], meeting: str) -> Iterator[Step]:
    for step in steps:
        if step.left == meeting:
            return
        yield step


def _judgements(store: Store, mine: list[Held], theirs: list[Held]) -> Iterator[dict[str, Any]]:
    left, right = ({one.id for one in held} for held in (mine, theirs))
    for row in store.read(query("judgements-on-records").text, {"ids": sorted(left)}).rows:
        judgement: dict[str, Any] = row[0]["properties"]
        ends = {judgement["leftRecord"], judgement["rightRecord"]}
        if ends & left and ends & right:
            yield judgement


def _weight(found: listed.Comparison) -> tuple[bool, bool, bool, int, str, str]:
    """The pair that agrees most comes first."""
    return (not found.told, not found.told_alone, found.names is None, -len(found.facts), found.left, found.right)
