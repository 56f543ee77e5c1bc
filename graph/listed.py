"""Listed persons, bodies and ships: which of them are one, by their names and at least one further fact.

Two records are one when nothing contradicts and

- their names are alike and a telling fact agrees: a birth date, the number of a paper, an exact address, an office;
- or they share a name but for spelling, the first name of one of them, and two supporting facts agree: nationality or
  country, regime, the year of birth;
- or they share such a name, the regime agrees, or the year of birth where the name has three words, and no third record
  of either list agrees as much.

An entry that agrees with several of another list is one with those that tell most: by a birth date or number, else by
the first names of both, else by an address; where several are left that differ in this, with none of them. Everything
else is a candidate for somebody's judgement.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from attributed.graph.agreement import REFERENCES, Bearing, Fact, alike_names, facts, shared_name
from attributed.graph.candidate import Candidate, Key
from attributed.graph.likeness import name_words, same_name, whole_words
from attributed.graph.spelling import body, distinctive, skeleton
from attributed.schema.entity import EntityType
from attributed.schema.record import IDENTIFYING

_STUBBORN = frozenset({"birthDate", "imo", "lei"})
"""Facts that are not got wrong as easily as a reference."""

_STEM = 4

_Same = Callable[[str, str, str], bool]
"""Whether two names of a type are one."""

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
    def told_alone(self) -> bool:
        """Enough where no third record agrees as well; a year of birth only with a name of three words."""
        if not self.shared or self.contradicted or self.names is None:
            return False
        kinds = {fact.kind for fact in self.facts}
        return "regime" in kinds or ("birthDate" in kinds and len(name_words(EntityType.PERSON, self.names[0])) >= 3)


def compare(left: Candidate, right: Candidate) -> Comparison:
    return _with_facts(left, right, *_common_names(left, right))


def _common_names(left: Candidate, right: Candidate) -> tuple[tuple[str, str] | None, bool]:
    """The names that are alike, and whether they are one name."""
    shared = shared_name(left, right)
    alike = None if shared else alike_names(left, right)
    return shared or (alike[1:] if alike else None), shared is not None


def _with_facts(left: Candidate, right: Candidate, names: tuple[str, str] | None, shared: bool) -> Comparison:
    return Comparison(left.record, right.record, names, shared, tuple(facts(left, right)))


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
        if candidate.type == EntityType.ORGANIZATION:
            yield from _stems(name)
    for day in candidate.birth_dates:
        yield from (("born", day, word) for word in words)
    for identifier in candidate.identifiers:
        scheme = identifier.partition(":")[0]
        if scheme not in IDENTIFYING or scheme == "imo":
            yield ("number", candidate.type, identifier)


def _stems(name: str) -> Iterator[Key]:
    """How the words that not every body has begin: `Crimea Railway` and `Crimean Railway` meet."""
    stems = sorted({skeleton(word)[:_STEM] for word in distinctive(body(name)) if len(word) > 2})
    if len(stems) > 1:
        yield ("stems", *stems)


def name_key(kind: str, name: str) -> Key:
    """The words of a name in no order and without habits of spelling."""
    words = sorted(skeleton(word) for word in name_words(kind, name))
    return ("".join(words),) if kind == EntityType.ASSET else tuple(words)


def links(candidates: Iterable[Candidate]) -> Iterator[Comparison]:
    """Every pair that is one, among records that may be from several lists."""
    listed = {c.record: c for c in candidates if c.type in KINDS and c.named}
    compared: dict[tuple[str, str], Comparison | None] = {}
    for members in _blocks(listed.values()):
        for left, right in itertools.combinations(members, 2):
            pair = (left.record, right.record)
            if left.source != right.source and pair not in compared:
                names, shared = _common_names(left, right)
                compared[pair] = _with_facts(left, right, names, shared) if names else None
    alike = [found for found in compared.values() if found]
    enough = [found for found in alike if found.told or (found.told_alone and not _shortened(found, listed))]
    told = _single([found for found in enough if found.told], enough, listed)
    alone = _only(enough, listed)
    yield from sorted({*told, *alone}, key=lambda found: (found.left, found.right))


def _single(told: list[Comparison], enough: list[Comparison], listed: Mapping[str, Candidate]) -> list[Comparison]:
    """Without those of an entry that agrees more with another of the same list."""
    return _kept(told, _partners(enough, listed), lambda several: _most(several, listed, _letters))


def _only(found: list[Comparison], listed: Mapping[str, Candidate]) -> list[Comparison]:
    """Those whose partner in the other list is the only one that agrees so much, and they its only one."""

    def best(several: list[Comparison]) -> list[Comparison]:
        most = _most(several, listed, same_name)
        return most if len(most) == 1 else []

    return _kept(found, _partners(found, listed), best)


def _kept(
    found: list[Comparison],
    partners: Mapping[tuple[str, str], list[Comparison]],
    best: Callable[[list[Comparison]], list[Comparison]],
) -> list[Comparison]:
    """Those that are the best of either end."""
    several = [held for held in partners.values() if len(held) > 1]
    refused = {(one.left, one.right) for held in several for one in set(held) - set(best(held))}
    return [one for one in found if (one.left, one.right) not in refused]


def _partners(found: list[Comparison], listed: Mapping[str, Candidate]) -> dict[tuple[str, str], list[Comparison]]:
    """What is found of each record and each other list."""
    partners: dict[tuple[str, str], list[Comparison]] = defaultdict(list)
    for one in found:
        partners[one.left, listed[one.right].source].append(one)
        partners[one.right, listed[one.left].source].append(one)
    return partners


def _most(several: list[Comparison], listed: Mapping[str, Candidate], same: _Same) -> list[Comparison]:
    """Those that tell most; of those with one first name the ones where it is the `same` before its spellings."""
    telling = [found for found in several if any(fact.bearing is Bearing.TELLING for fact in found.facts)]
    numbered = [found for found in telling if any(fact.numbered for fact in found.facts)]
    if numbered:
        return numbered
    firsts = [found for found in several if _firsts(found, listed, same_name)]
    exact = [found for found in firsts if _firsts(found, listed, same)] or firsts
    return [found for found in exact if found in telling] or exact or (telling if len(telling) == 1 else [])


def _firsts(found: Comparison, listed: Mapping[str, Candidate], same: _Same) -> bool:
    left, right = listed[found.left], listed[found.right]
    return same(left.type, left.name, right.name)


def _shortened(found: Comparison, listed: Mapping[str, Candidate]) -> bool:
    """Whether they share but two words of the longer first name of one: a namesake or a subsidiary may bear them."""
    if found.names is None:
        return False
    ends = zip(found.names, (listed[found.left], listed[found.right]), strict=True)
    return any(
        len(words := set(name_words(one.type, name))) < 3 and words < set(name_words(one.type, one.name))
        for name, one in ends
    )


def _letters(kind: str, left: str, right: str) -> bool:
    return sorted(whole_words(kind, left)) == sorted(whole_words(kind, right))


def _blocks(listed: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    blocks: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in sorted(listed, key=lambda c: c.record):
        for key in set(keys(candidate)):
            blocks[key].append(candidate)
    yield from (members for members in blocks.values() if len(members) > 1)
