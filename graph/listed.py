"""Listed persons, bodies and ships: which of them are one, by their names and at least one further fact.

Two records are one when nothing contradicts and

- their names are alike and a telling fact agrees: a birth date, the number of a paper, an exact address, an office;
- or they share a name but for spelling, the first name of one of them, and two supporting facts agree: nationality or
  country, regime, the year of birth;
- or they share such a name, the regime agrees, and no third record of either list shares both.

Everything else is a candidate for somebody's judgement.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from attributed.graph.agreement import REFERENCES, Bearing, Fact, alike_names, facts, shared_name
from attributed.graph.candidate import Candidate, Key
from attributed.graph.likeness import name_words, whole_words
from attributed.graph.spelling import skeleton
from attributed.schema.entity import EntityType
from attributed.schema.record import IDENTIFYING

_STUBBORN = frozenset({"birthDate", "imo", "lei"})
"""Facts that are not got wrong as easily as a reference."""

KINDS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.ASSET})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two records say of each other: the names that are alike, and the facts for and against."""

    left: str
    right: str
    names: tuple[str, str] | None
    shared: bool
    facts: tuple[Fact, ...]

    @property
    def words(self) -> str:
        """The names and what agrees, for a person to read."""
        named = " = ".join(dict.fromkeys(self.names or ()))
        agreeing = [f"{fact.kind} {fact.left}" for fact in self.facts if fact.bearing is not Bearing.CONTRADICTING]
        return "; ".join([named, *agreeing])

    @property
    def against(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.bearing is Bearing.CONTRADICTING)

    @property
    def contradicted(self) -> bool:
        return bool(self.against)

    @property
    def told(self) -> bool:
        """Enough by itself to take the two for one."""
        if self.names is None or self.contradicted:
            return False
        bearings = [fact.bearing for fact in self.facts]
        return Bearing.TELLING in bearings or (self.shared and bearings.count(Bearing.SUPPORTING) >= 2)

    @property
    def by_regime(self) -> bool:
        """Enough where no third record shares the name and the regime."""
        return self.shared and not self.contradicted and any(fact.kind == "regime" for fact in self.facts)


def compare(left: Candidate, right: Candidate) -> Comparison:
    shared = shared_name(left, right)
    alike = None if shared else alike_names(left, right)
    names = shared or (alike[1:] if alike else None)
    return Comparison(left.record, right.record, names, shared is not None, tuple(facts(left, right)))


def outvotes(left: Candidate, right: Candidate, scheme: str) -> bool:
    """Whether two records that share an identifier of this scheme are kept apart by the rest of what they say.

    Wrong references exist in every list: a birth date or number that contradicts, or names that have nothing in
    common where the identifier is one list's reference to another, weigh more.
    """
    if left.type not in KINDS or (left.source == right.source and scheme not in REFERENCES):
        return False
    found = compare(left, right)
    if any(fact.bearing is Bearing.CONTRADICTING and fact.kind in _STUBBORN for fact in found.facts):
        return True
    return found.names is None and scheme in REFERENCES


def keys(candidate: Candidate) -> Iterator[Key]:
    """Two records that are one share at least one of these."""
    if candidate.type not in KINDS or not candidate.named:
        return
    words = {skeleton(word) for name in candidate.names for word in name_words(candidate.type, name) if len(word) > 2}
    for name in candidate.names:
        yield ("name", candidate.type, *name_key(candidate.type, name))
        yield ("letters", candidate.type, "".join(sorted("".join(whole_words(candidate.type, name)))))
    for day in candidate.birth_dates:
        yield from (("born", day, word) for word in words)
    for identifier in candidate.identifiers:
        scheme = identifier.partition(":")[0]
        if scheme not in IDENTIFYING or scheme == "imo":
            yield ("number", candidate.type, identifier)


def name_key(kind: str, name: str) -> Key:
    """The words of a name in no order and without habits of spelling."""
    words = sorted(skeleton(word) for word in name_words(kind, name))
    return ("".join(words),) if kind == EntityType.ASSET else tuple(words)


def links(candidates: Iterable[Candidate]) -> Iterator[Comparison]:
    """Every pair that is one, among records that may be from several lists."""
    compared: dict[tuple[str, str], Comparison] = {}
    listed = [candidate for candidate in candidates if candidate.type in KINDS and candidate.named]
    for members in _blocks(listed):
        for left, right in itertools.combinations(members, 2):
            pair = (left.record, right.record)
            if left.source != right.source and pair not in compared:
                compared[pair] = compare(left, right)
    told = {pair for pair, found in compared.items() if found.told}
    yield from (compared[pair] for pair in sorted(told))
    yield from _by_regime({pair: found for pair, found in compared.items() if found.by_regime}, listed, told)


def _by_regime(
    alike: dict[tuple[str, str], Comparison], listed: list[Candidate], told: set[tuple[str, str]]
) -> Iterator[Comparison]:
    """Those whose partner in the other list is the only one, and they its only one."""
    source = {candidate.record: candidate.source for candidate in listed}
    partners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for left, right in alike:
        partners[left, source[right]].add(right)
        partners[right, source[left]].add(left)
    for (left, right), found in sorted(alike.items()):
        single = len(partners[left, source[right]]) == len(partners[right, source[left]]) == 1
        if single and (left, right) not in told:
            yield found


def _blocks(listed: list[Candidate]) -> Iterator[list[Candidate]]:
    blocks: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in sorted(listed, key=lambda c: c.record):
        for key in set(keys(candidate)):
            blocks[key].append(candidate)
    yield from (members for _, members in sorted(blocks.items()) if len(members) > 1)
