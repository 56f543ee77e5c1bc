"""Who is who: a function of the set of records and what is said of them, never of their order.

Strongest first, each link unless it would bring together what a judgement keeps apart:

1. somebody judged the two to be the same;
2. they share an identifying identifier (states also their ISO code) and their facts do not contradict each other, or
   their source itself says that one took the other's place;
3. listed persons, bodies and ships agree in their names and a further fact (`listed`);
4. clusters of catalogues are given the same names by independent namers, or by the one that the lens trusts
   (`clusters`);
5. records of curated claims and of texts are known by name only: those of one type and name are one group, an
   Organization's countries being equal too. An organ of state without a country, an unnamed record, and a person
   without a second agreeing fact join nothing by name;
6. such a group joins the one catalogue or list entity of its type and country that bears the name; with none it stays
   an entity of its own. Where several bear the name of an actor, each record is looked at alone before it is grouped
   (`meant`), and what that leaves open joins none of them.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from attributed.graph import clusters, listed
from attributed.graph.candidate import Candidate, Key
from attributed.graph.groups import Groups
from attributed.graph.meant import Bearer, meant
from attributed.schema.decision import JudgementVerdict
from attributed.schema.entity import EntityType
from attributed.schema.record import IDENTIFYING, entity_id
from attributed.schema.source import known_by_name_only
from attributed.schema.text import match_key


class Reason(StrEnum):
    JUDGEMENT = "judgement"
    IDENTIFIER = "identifier"
    STATED = "stated"
    FACTS = "facts"
    NAMERS = "namers"
    NAME = "name"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class Link:
    """Why two records are one; `words` is the judgement, the identifier, the facts or the name."""

    left: str
    right: str
    reason: Reason
    words: str


def meeting_keys(candidate: Candidate) -> Iterator[Key]:
    """Through what a record may come to be one with others.

    Records that are not joined by a chain of common keys never bear on each other in `resolve`: resolving all that
    such chains join gives what resolving everything gives.
    """
    yield from _identities(candidate)
    for other in (*candidate.same_as, *(judged.other for judged in candidate.judged)):
        yield ("pair", *sorted((candidate.record, other)))
    if not known_by_name_only(candidate.source):
        yield from _names_borne(candidate)
        yield from listed.keys(candidate)
        yield from clusters.keys(candidate)
    elif _may_join_by_name(candidate):
        yield from _name_identity(candidate)


def resolve(candidates: Iterable[Candidate], lens: str = clusters.CONSENSUS) -> dict[str, str]:
    """The entity id of every record."""
    return Resolution(candidates, lens).entities


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a record belongs to its entity: the record to which it was joined, for what reason, in which words."""

    to: str
    reason: Reason
    words: str


class Resolution:
    """`entities` has the entity id of every record, `joined` the link of each that is not its entity's anchor.

    Following `joined` from any record leads to the anchor: so every two records of an entity have a chain of reasons.
    """

    def __init__(self, candidates: Iterable[Candidate], lens: str = clusters.CONSENSUS) -> None:
        self._known = {c.record: c for c in sorted(candidates, key=lambda c: c.record)}
        self._catalogue = [c for c in self._known.values() if not known_by_name_only(c.source)]
        self._groups = Groups(self._judged(JudgementVerdict.DIFFERENT))
        self._links: dict[str, list[tuple[str, Link]]] = defaultdict(list)
        self._take(Link(*pair, Reason.JUDGEMENT, words) for pair, words in self._judged(JudgementVerdict.SAME).items())
        self._take(self._identified())
        self._take(self._stated())
        self._take(Link(one.left, one.right, Reason.FACTS, one.words) for one in listed.links(self._catalogue))
        self._take(self._agreed(lens))
        self._settled: set[str] = set()
        self._take(self._meant(lens))
        self._take(self._same_name())
        self._take(self._bearers())
        anchors = self._anchors()
        self.entities = {record: entity_id(anchors[self._groups.find(record)]) for record in self._known}
        self.joined = {record: joined for anchor in anchors.values() for record, joined in self._from(anchor)}

    def _anchors(self) -> dict[str, str]:
        """The anchor of each group: the member recorded first, ties by record id."""
        firsts: dict[str, tuple[str, str]] = {}
        for candidate in self._known.values():
            group = self._groups.find(candidate.record)
            first = (candidate.recorded_at, candidate.record)
            firsts[group] = min(firsts.get(group, first), first)
        return {group: record for group, (_, record) in firsts.items()}

    def _from(self, anchor: str) -> Iterator[tuple[str, Joined]]:
        """Every other record of the anchor's group with the link towards it."""
        seen, waiting = {anchor}, [anchor]
        for record in waiting:
            for other, link in self._links.get(record, ()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
                    yield other, Joined(record, link.reason, link.words)

    def _take(self, links: Iterable[Link]) -> None:
        for link in sorted(links, key=lambda link: (link.left, link.right, link.words)):
            if self._groups.join(link.left, link.right):
                self._links[link.left].append((link.right, link))
                self._links[link.right].append((link.left, link))

    def _judged(self, verdict: JudgementVerdict) -> dict[tuple[str, str], str]:
        """Pairs with this standing verdict, and the judgement of each; both records must be here and of one type."""
        found = {}
        for candidate in self._known.values():
            for judged in candidate.judged:
                other = self._known.get(judged.other)
                if judged.verdict is verdict and other is not None and other.type == candidate.type:
                    found[_ordered(candidate.record, judged.other)] = judged.judgement
        return found

    def _identified(self) -> Iterator[Link]:
        """Each record with the first before it that bears the same identifier and is not contradicted by it."""
        sharing: dict[Key, list[Candidate]] = defaultdict(list)
        for candidate in self._known.values():
            for key in set(_identities(candidate)):
                sharing[key].append(candidate)
        for key, members in sharing.items():
            for position, right in enumerate(members):
                scheme = key[1].partition(":")[0]
                left = next((one for one in members[:position] if not listed.outvotes(one, right, scheme)), None)
                if left:
                    yield Link(left.record, right.record, Reason.IDENTIFIER, ":".join(key[1:]))

    def _stated(self) -> Iterator[Link]:
        for candidate in self._known.values():
            for other in candidate.same_as:
                if other in self._known and self._known[other].type == candidate.type:
                    yield Link(*_ordered(candidate.record, other), Reason.STATED, candidate.source)

    def _agreed(self, lens: str) -> list[Link]:
        """All are found before any is taken, so that taking one never makes another's name ambiguous."""
        found = clusters.agreements(self._catalogue, self._groups.find, lens)
        return [
            Link(one.left, one.right, Reason.NAMERS, one.words)
            for one in clusters.single(found, self._known, self._groups.find)
            if clusters.is_one(one, lens)
        ]

    def _meant(self, lens: str) -> list[Link]:
        """Actors of a name that several groups of catalogues bear, unless one of them belongs to a group already."""
        countries: dict[str, set[str]] = defaultdict(set)
        bearing: dict[Key, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
        for entry in self._catalogue:
            if entry.type == EntityType.THREAT_ACTOR:
                group = self._groups.find(entry.record)
                countries[group] |= {entry.country} if entry.country else set()
                for key in _names_borne(entry):
                    bearing[key][group].append(entry)
        named: dict[Key, list[Candidate]] = defaultdict(list)
        for candidate in self._by_name_only():
            for key in _name_identity(candidate):
                if len(bearing.get(key, ())) > 1:
                    named[key].append(candidate)
        links = []
        for key, candidates in named.items():
            bearers = [Bearer(tuple(found), frozenset(countries[group])) for group, found in bearing[key].items()]
            identified = any(self._groups.find(candidate.record) in countries for candidate in candidates)
            for candidate in () if identified else candidates:
                if found := meant(candidate, bearers, lens):
                    links.append(Link(*_ordered(candidate.record, found[0]), Reason.BEARER, found[1]))
                    self._settled.add(candidate.record)
        return links

    def _same_name(self) -> Iterator[Link]:
        sharing: dict[Key, list[Candidate]] = defaultdict(list)
        for candidate in self._by_name_only():
            for key in _name_identity(candidate):
                sharing[key].append(candidate)
        for members in sharing.values():
            for right in members[1:]:
                yield Link(members[0].record, right.record, Reason.NAME, right.name)

    def _bearers(self) -> list[Link]:
        """Bearers are read before any group joins, so that joining one never changes another's choice."""
        asked = [(candidate, key) for candidate in self._by_name_only() for key in _name_identity(candidate)]
        bearers: dict[Key, dict[str, str]] = {key: {} for _, key in asked}
        for entry in self._catalogue if asked else ():
            for key in _names_borne(entry):
                if key in bearers:
                    bearers[key].setdefault(self._groups.find(entry.record), entry.record)
        chosen: dict[str, dict[str, str]] = defaultdict(dict)
        for candidate, key in asked:
            chosen[self._groups.find(candidate.record)] |= bearers[key]
        single = ((group, next(iter(found.values()))) for group, found in chosen.items() if len(found) == 1)
        return [Link(*_ordered(*pair), Reason.BEARER, self._known[pair[0]].name) for pair in single]

    def _by_name_only(self) -> Iterator[Candidate]:
        """Those that are settled already are looked at no more."""
        return (
            c
            for c in self._known.values()
            if known_by_name_only(c.source) and _may_join_by_name(c) and c.record not in self._settled
        )


def _ordered(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _identities(candidate: Candidate) -> Iterator[Key]:
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


def _name_identity(candidate: Candidate) -> Iterator[Key]:
    for fact in _facts(candidate):
        yield (candidate.type, match_key(candidate.name), fact)


def _facts(candidate: Candidate) -> tuple[str, ...]:
    """What must agree beside the name, one of them where there are several."""
    if candidate.type == EntityType.ORGANIZATION:
        return (candidate.country or "",)
    if candidate.type == EntityType.PERSON:
        return candidate.birth_dates
    return ("",)


def _names_borne(entry: Candidate) -> Iterator[Key]:
    if entry.named:
        for name, fact in itertools.product({entry.name, *entry.names}, _facts(entry)):
            yield (entry.type, match_key(name), fact)


def described(members: list[Candidate]) -> dict[str, Any]:
    """What the members say together: the properties of their entity that no claim is needed for.

    The anchor is the member recorded first. `name` is the primary name that most members carry; the phrase of one
    that is unnamed is no name where another has one. `names` are those of the members and those that claims give them.
    """
    ordered = sorted(members, key=lambda c: (c.recorded_at, c.record))
    anchor = ordered[0]
    naming = [member for member in ordered if member.named] or ordered
    votes = Counter(member.name for member in naming)
    name = min(votes, key=lambda name: (-votes[name], name != anchor.name, name))
    return {
        "id": entity_id(anchor.record),
        "type": anchor.type,
        "name": name,
        "names": sorted({name for member in naming for name in _called(member)}),
        "named": any(member.named for member in ordered),
        "records": sorted(member.record for member in ordered),
        "identifiers": sorted({i for member in ordered for i in member.identifiers}),
        "countries": sorted({member.country for member in ordered if member.country}),
    }


def _called(member: Candidate) -> tuple[str, ...]:
    return (member.name, *member.names, *(naming.name for naming in member.namings))
