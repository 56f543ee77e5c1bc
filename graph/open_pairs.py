"""Pairs that may be one thing and that nobody has judged: the most useful first."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from attributed.graph import clusters, listed
from attributed.graph.candidate import Candidate, Key, candidate_of
from attributed.graph.store import Store
from attributed.schema.entity import EntityType
from attributed.schema.source import known_by_name_only

CROWD = 60
"""Records that share a key beyond which the key says nothing."""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two records of different entities; `words` is what agrees, `against` what contradicts, `claims` about both."""

    left: str
    right: str
    left_name: str
    right_name: str
    type: str
    words: str
    against: str
    claims: int


def open_pairs(store: Store, kind: str | None = None, limit: int = 20) -> list[OpenPair]:
    """Those that agree most first, then those of which most is said."""
    entities = {row["id"]: row["refersTo"] for row in store.stream("record") if row.get("refersTo")}
    judged = {frozenset((row["leftRecord"], row["rightRecord"])) for row in store.stream("judgement")}
    candidates = [c for c in _candidates(store) if kind is None or c.type == kind]
    said = Counter(row[key] for row in store.stream("claim") for key in ("subject", "object") if row.get(key))
    best: dict[frozenset[str], tuple[tuple[int, ...], OpenPair]] = {}
    for rank, pair in _alike(candidates):
        left, right = entities[pair.left], entities[pair.right]
        if left == right or frozenset((pair.left, pair.right)) in judged:
            continue
        weighed = replace(pair, claims=said[left] + said[right])
        found = ((*rank, -weighed.claims), weighed)
        key = frozenset((left, right))
        if key not in best or found[0] < best[key][0]:
            best[key] = found
    ordered = sorted(best.values(), key=lambda found: (found[0], found[1].left, found[1].right))
    return [pair for _, pair in ordered[:limit]]


def _candidates(store: Store) -> Iterator[Candidate]:
    records = {row["version"]: row for row in store.stream("record") if row.get("version")}
    for version in store.stream("recordVersion"):
        record = records.get(version["id"])
        if record and version.get("named") is not False:
            yield candidate_of(record, version)


def _alike(candidates: list[Candidate]) -> Iterator[tuple[tuple[int, ...], OpenPair]]:
    """Pairs with a name in common, each with how little speaks for it: smaller is better."""
    seen: set[tuple[str, str]] = set()
    for members in _blocks(candidates):
        for left, right in itertools.combinations(members, 2):
            pair = (left.record, right.record)
            if pair in seen or left.type != right.type:
                continue
            seen.add(pair)
            found = listed.compare(left, right)
            if found.names:
                against = "; ".join(f"{fact.kind} {fact.left} / {fact.right}" for fact in found.against)
                rank = (len(found.against), not found.shared, -len(found.facts))
                yield rank, OpenPair(*pair, left.name, right.name, left.type, found.words, against, 0)


def _blocks(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    blocks: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda c: c.record):
        if known_by_name_only(candidate.source) or candidate.type == EntityType.THREAT_ACTOR:
            keys = {("name", candidate.type, *listed.name_key(candidate.type, name)) for name in candidate.names}
        else:
            keys = set(listed.keys(candidate))
        for key in keys | set(clusters.keys(candidate)):
            blocks[key].append(candidate)
    yield from (members for _, members in sorted(blocks.items()) if 1 < len(members) <= CROWD)
