"""Clusters of activity across catalogues: one where namers agree, whoever compiles them.

Two entries are one when names that no catalogue gives to two entries are given to both by at least two independent
namers; under a lens, one whom it trusts is enough. A shared name alone, or a compiler's word, is no identity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from attributed.graph.candidate import Candidate, Key, Naming
from attributed.graph.namers import coined_by, counts, namer, speaker
from attributed.schema.entity import EntityType
from attributed.schema.text import match_key

CONSENSUS = "consensus"
_ATTACK = "mitre-attack:"
INDEPENDENT = 2
"""Namers that must agree where none is trusted alone."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two records and the names that both are given, each with those who give it."""

    left: str
    right: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    anchored: bool
    """Whether both bear the first name of either, or another of whoever coined that one."""

    @property
    def words(self) -> str:
        return "; ".join(f"{name} ({', '.join(namers) or 'no namer'})" for name, namers in self.names)

    @property
    def namers(self) -> frozenset[str]:
        return frozenset(namer for _, namers in self.names for namer in namers)


def keys(candidate: Candidate) -> Iterator[Key]:
    """Two entries that are one share at least one of these."""
    if candidate.type == EntityType.THREAT_ACTOR and candidate.named:
        for name in _names(candidate):
            yield ("called", match_key(name))


def agreements(
    candidates: Iterable[Candidate], group: Callable[[str], str], lens: str = CONSENSUS
) -> Iterator[Agreement]:
    """Every pair of entries of different catalogues with an unambiguous name in common.

    Who trusts a compiler takes its word for every name that it gives: `lens` counts as a namer of all of them.
    `group` tells which records are one already: a name that two of them bear is not ambiguous.
    """
    entries = [c for c in sorted(candidates, key=lambda c: c.record) if c.type == EntityType.THREAT_ACTOR and c.named]
    bearers: dict[str, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        for name in sorted({match_key(name) for name in _names(entry)}):
            bearers[name][entry.source].append(entry)
    shared: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for name, sources in sorted(bearers.items()):
        if any(len({group(one.record) for one in found}) > 1 for found in sources.values()):
            continue
        bearing = [found[0] for _, found in sorted(sources.items())]
        for position, left in enumerate(bearing):
            for right in bearing[position + 1 :]:
                shared[left.record, right.record].append(_given(name, left, right, lens))
    known = {entry.record: entry for entry in entries}
    for (mine, theirs), names in sorted(shared.items()):
        yield Agreement(mine, theirs, tuple(names), _anchored(known[mine], known[theirs]))


def single(found: Iterable[Agreement], known: Mapping[str, Candidate], group: Callable[[str], str]) -> list[Agreement]:
    """Without those of an entry that shares names with several entries of another catalogue.

    Such an entry is a larger or a smaller group than theirs (`Lazarus Group` beside `APT38`): it may be the one that
    bears its first name, and is none of the others. Where several do, their catalogue must call them one another too,
    as it does after a new name (`Forest Blizzard` is also called `STRONTIUM`).
    """
    agreements = list(found)
    partners: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in agreements:
        for mine, other in ((one.left, one.right), (one.right, one.left)):
            partners[mine, known[other].source][group(other)].add(other)

    def bears(record: str, other: str) -> bool:
        """The first name of the other."""
        return match_key(known[other].name) in map(match_key, known[record].names)

    def clear(mine: str, other: str) -> bool:
        groups = partners[mine, known[other].source].values()
        if len(groups) == 1:
            return True
        bearing = [one for records in groups for one in records if bears(one, mine)]
        return other in bearing and all(bears(one, other) or bears(other, one) for one in bearing)

    return [one for one in agreements if clear(one.left, one.right) and clear(one.right, one.left)]


def is_one(agreement: Agreement, lens: str) -> bool:
    """Names of third parties alone make no two entries one: `Salt Typhoon` and `Earth Estries` share two of these."""
    return agreement.anchored and (lens in agreement.namers or len(agreement.namers) >= INDEPENDENT)


def _anchored(left: Candidate, right: Candidate) -> bool:
    """Of all names of both, those too that another entry bears as well."""
    theirs = set(map(match_key, _names(right)))
    shared = [name for name in _names(left) if match_key(name) in theirs]
    firsts = (left.name, right.name)
    coiners = {coined_by(name) for name in firsts} - {None}
    keys = set(map(match_key, firsts))
    return any(match_key(name) in keys or coined_by(name) in coiners for name in shared)


def _names(entry: Candidate) -> list[str]:
    """Its names and its ATT&CK id, which other catalogues have among their names."""
    ids = (i.removeprefix(_ATTACK) for i in entry.identifiers if i.startswith(_ATTACK))
    return [*entry.names, *ids]


def _namings(entry: Candidate) -> list[Naming]:
    """What is said of the entry's names; its catalogue gives it the first of them."""
    by = speaker(entry.source)
    return [*entry.namings, *([Naming(entry.name, by)] if by else [])]


def _given(name: str, left: Candidate, right: Candidate, lens: str) -> tuple[str, tuple[str, ...]]:
    """The name as the left entry writes it, with those who stand behind it on either side."""
    written = min(one for one in _names(left) if match_key(one) == name)
    namers = {
        behind
        for entry in (left, right)
        for naming in _namings(entry)
        if match_key(naming.name) == name
        and (behind := lens if namer(naming.namer) == lens else counts(naming.name, naming.namer))
    }
    return written, tuple(sorted(namers))
