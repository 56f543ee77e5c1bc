"""The first rule of who is who: a function of the set of records, never of their order.

1. Records of one type that share an identifying identifier are one; states also by their ISO code.
2. Records of curated claims and of texts are known by name only: those of one type and name are one group, an
   Organization's countries being equal too. An organ of state without a country, an unnamed record, and a person
   without a second agreeing fact join nothing by name.
3. A group joins the one catalogue or list entity of its type and country that bears the name; with none or
   several it stays an entity of its own.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from attributed.schema.entity import EntityType
from attributed.schema.record import IDENTIFYING, entity_id
from attributed.schema.source import known_by_name_only
from attributed.schema.text import match_key


@dataclass(frozen=True, slots=True)
class Candidate:
    """What resolution knows of a record: its identity and its current version."""

    record: str
    type: str
    source: str
    recorded_at: str
    name: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    country: str | None
    organ: bool
    named: bool
    birth_dates: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()


class _Groups:
    """Disjoint sets of record ids, each led by its smallest."""

    def __init__(self) -> None:
        self._leader: dict[str, str] = {}

    def find(self, record: str) -> str:
        leader = self._leader.setdefault(record, record)
        while leader != self._leader[leader]:
            self._leader[leader] = self._leader[self._leader[leader]]
            leader = self._leader[leader]
        self._leader[record] = leader
        return leader

    def join(self, left: str, right: str) -> None:
        first, second = sorted((self.find(left), self.find(right)))
        self._leader[second] = first


def resolve(candidates: Iterable[Candidate]) -> dict[str, str]:
    """The entity id of every record."""
    known = sorted(candidates, key=lambda c: c.record)
    groups = _Groups()
    for members in _sharing(known, _identities):
        _join_all(groups, members)
    by_name_only = [c for c in known if known_by_name_only(c.source) and _may_join_by_name(c)]
    for members in _sharing(by_name_only, _name_identity):
        _join_all(groups, members)
    _join_catalogue(groups, by_name_only, [c for c in known if not known_by_name_only(c.source)])
    return _entities(groups, known)


def _identities(candidate: Candidate) -> Iterator[tuple[str, ...]]:
    for identifier in candidate.identifiers:
        if identifier.partition(":")[0] in IDENTIFYING:
            yield (candidate.type, identifier)
    if candidate.type == EntityType.STATE and candidate.country and candidate.named:
        yield (candidate.type, "iso3166", candidate.country)


def _may_join_by_name(candidate: Candidate) -> bool:
    if not candidate.named:
        return False
    if candidate.type == EntityType.PERSON:
        return bool(candidate.birth_dates)
    return not (candidate.organ and candidate.country is None)


def _name_identity(candidate: Candidate) -> Iterator[tuple[str, ...]]:
    for fact in _facts(candidate):
        yield (candidate.type, match_key(candidate.name), fact)


def _facts(candidate: Candidate) -> tuple[str, ...]:
    """What must agree beside the name, one of them where there are several."""
    if candidate.type == EntityType.ORGANIZATION:
        return (candidate.country or "",)
    if candidate.type == EntityType.PERSON:
        return candidate.birth_dates
    return ("",)


def _join_catalogue(groups: _Groups, by_name_only: list[Candidate], catalogue: list[Candidate]) -> None:
    """Rule 3. Bearers are read before any group joins, so that joining one never changes another's choice."""
    bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in catalogue:
        if entry.named:
            for name, fact in itertools.product({entry.name, *entry.names}, _facts(entry)):
                bearers[(entry.type, match_key(name), fact)].add(groups.find(entry.record))
    chosen: dict[str, set[str]] = defaultdict(set)
    for candidate in by_name_only:
        for key in _name_identity(candidate):
            chosen[groups.find(candidate.record)] |= bearers.get(key, set())
    for group, found in chosen.items():
        others = found - {group}
        if len(found) == 1 and others:
            groups.join(group, others.pop())


def _sharing(
    candidates: list[Candidate], keys: Callable[[Candidate], Iterator[tuple[str, ...]]]
) -> Iterator[list[str]]:
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for candidate in candidates:
        for key in keys(candidate):
            shared[key].append(candidate.record)
    yield from shared.values()


def _join_all(groups: _Groups, records: list[str]) -> None:
    for record in records[1:]:
        groups.join(records[0], record)


def _entities(groups: _Groups, known: list[Candidate]) -> dict[str, str]:
    anchors: dict[str, tuple[str, str]] = {}
    for candidate in known:
        group = groups.find(candidate.record)
        first = (candidate.recorded_at, candidate.record)
        anchors[group] = min(anchors.get(group, first), first)
    return {c.record: entity_id(anchors[groups.find(c.record)][1]) for c in known}


def described(members: list[Candidate]) -> dict[str, object]:
    """What the members say together: the properties of their entity that no claim is needed for.

    The anchor is the member recorded first. `name` is the primary name that most members carry.
    """
    ordered = sorted(members, key=lambda c: (c.recorded_at, c.record))
    anchor = ordered[0]
    votes = Counter(member.name for member in ordered)
    name = min(votes, key=lambda name: (-votes[name], name != anchor.name, name))
    return {
        "id": entity_id(anchor.record),
        "type": anchor.type,
        "name": name,
        "names": sorted({n for member in ordered for n in (member.name, *member.names)}),
        "named": any(member.named for member in ordered),
        "records": sorted(member.record for member in ordered),
        "identifiers": sorted({i for member in ordered for i in member.identifiers}),
        "countries": sorted({member.country for member in ordered if member.country}),
    }
