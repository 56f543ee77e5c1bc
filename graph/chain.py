"""The chain from a cluster, a company or a person to the organ and the state behind it, each hop with its claims."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from attributed.graph.catalogue import query
from attributed.graph.dossier import entity
from attributed.graph.store import Store
from attributed.graph.told import brief, told
from attributed.graph.ways import PARTIES, Part, Tie, Way, Ways, inversions, node_of
from attributed.graph.weakest import Weak, claimants, disputed, weakest
from attributed.schema.claim import Stance

MOST = 20
"""Claims that are shown of one edge, and listings, responses or members of one link."""

_OPPOSING = frozenset({Stance.DENIES, Stance.DISPUTES, Stance.ASSERTS})
"""Stances of claims that do not make the edge they are on."""

Evidence = dict[str, Any]
"""A claim as it is told (`told`), as a map for JSON."""

_SHOWN = (
    "edge",
    "claimCount",
    "claimants",
    "claimantStates",
    "firstAsserted",
    "lastAsserted",
    "likelihoodTerms",
    "likelihoodLow",
    "likelihoodHigh",
)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing in a chain.

    `listings` and `responses` are the standing claims that sanction it and that authorities responded to it; `members`
    are companies and persons beside the chain that somebody says are part of it, with who lists them.
    """

    id: str
    type: str
    name: str
    named: bool
    roles: tuple[str, ...]
    part: str
    listings: tuple[Evidence, ...]
    responses: tuple[Evidence, ...]
    members: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """One edge of a hop: `subject` and `object` are ids, whichever comes first in the chain.

    `claims` are those that make the edge, newest first, then those that deny or doubt it.
    """

    subject: str
    predicate: str
    object: str
    disputed: bool
    edge: dict[str, Any]
    claims: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """All that is said to join two neighbours; `claimants` counts those who say any of it."""

    number: int
    claimants: int
    disputed: bool
    joints: tuple[Joint, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """`hops[n]` joins `links[n]` and `links[n + 1]`; `weakest` names the hop that the chain hangs by, or several."""

    links: tuple[Link, ...]
    hops: tuple[Hop, ...]
    weakest: tuple[Weak, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """The best first; `found` counts those that were left out, too."""

    start: dict[str, Any]
    end: dict[str, Any] | None
    found: int
    chains: tuple[Chain, ...]


def chains(store: Store, start: str, end: str | None = None, most: int = 3) -> Chains:
    """From the entity of this id to that of the other, else to any state; the other way round where only that stands.

    First come those that keep to the order cluster, company, person, organ, state and pass most of these, then what
    nobody disputes, then what most claimants say, then the shortest.
    """
    first, last = entity(store, start), entity(store, end) if end else None
    ways = Ways(store, node_of(first))
    found = ways.to(end)
    if last is not None and not found:
        ways = Ways(store, node_of(last))
        found = ways.to(start)
    best = heapq.nsmallest(most, found, key=lambda way: _rank(ways, way))
    assembly = _Assembly(store, ways, best)
    return Chains(_which(first), _which(last) if last else None, len(found), tuple(map(assembly.chain, best)))


def _which(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {key: thing[key] for key in ("id", "type", "name")}


def _rank(ways: Ways, way: Way) -> tuple[Any, ...]:
    parts = [ways.nodes[key].part for key in way]
    told_of = {*PARTIES, Part.ORGAN, Part.STATE}.intersection(part for part in parts if part)
    hops = [ways.ties(*pair) for pair in pairwise(way)]
    fewest = min(len(claimants(ties)) for ties in hops)
    return (inversions(parts), -len(told_of), sum(map(disputed, hops)), -fewest, len(way), way)


class _Assembly:
    """Puts evidence to ways; an edge or a link of several is read once."""

    def __init__(self, store: Store, ways: Ways, chosen: Iterable[Way]) -> None:
        self._store = store
        self._ways = ways
        self._links: dict[str, Link] = {}
        self._joints: dict[str, Joint] = {}
        self._passed = {key for way in chosen for key in way}
        self._members = self._read_members()

    def chain(self, way: Way) -> Chain:
        ties = [self._ways.ties(*pair) for pair in pairwise(way)]
        hops = tuple(
            Hop(number, len(claimants(of_hop)), disputed(of_hop), tuple(map(self._joint, of_hop)))
            for number, of_hop in enumerate(ties, 1)
        )
        return Chain(tuple(map(self._link, way)), hops, weakest(ties, list(map(_opponents, hops))))

    def _link(self, key: str) -> Link:
        if key not in self._links:
            node = self._ways.nodes[key]
            self._links[key] = Link(
                node.id,
                node.type,
                node.name,
                node.named,
                node.roles,
                str(node.part),
                self._acts("listings-of-entity", key),
                self._acts("responses-to-entity", key),
                tuple(self._members.get(key, ())),
            )
        return self._links[key]

    def _acts(self, name: str, key: str) -> tuple[Evidence, ...]:
        """The newest of such claims; `other` is the authority, with the states it speaks for."""
        rows = self._store.read(query(name).text, {"id": key, "limit": MOST}).maps()
        return tuple({**told(row), "other": _body(row["other"], row["states"])} for row in rows)

    def _read_members(self) -> dict[str, list[dict[str, Any]]]:
        """Of every party on the ways, those said to be part of it that are on none of them."""
        nodes = self._ways.nodes
        parties = sorted(key for key in self._passed if nodes[key].part in PARTIES)
        beside = sorted(set(self._ways.descend(parties)) - self._passed)
        listed: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self._store.read(query("listed-by").text, {"ids": beside}).maps():
            listed[row.pop("listed")].append(row)
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for key in parties:
            for other in sorted(beside, key=lambda key: (key not in listed, nodes[key].name, key)):
                ties = [tie for tie in self._ways.ties(key, other) if tie.object == key]
                if ties and len(found[key]) < MOST:
                    node = nodes[other]
                    found[key].append(
                        {
                            **{name: getattr(node, name) for name in ("id", "type", "name", "named")},
                            "predicates": [tie.predicate for tie in ties],
                            "claimants": sorted({name for tie in ties for name in tie.edge["claimants"]}),
                            "disputed": disputed(ties),
                            "listedBy": listed[other],
                        }
                    )
        return found

    def _joint(self, tie: Tie) -> Joint:
        key = tie.edge["edge"]
        if key not in self._joints:
            rows = self._store.read(query("claims-of-edge").text, {"edge": key, "limit": MOST}).maps()
            claims = [
                {
                    **told(row),
                    "claimant": _body(row["claimant"], row["states"]),
                    "backs": row["claim"]["properties"]["backs"],
                }
                for row in rows
            ]
            shown = {name: tie.edge[name] for name in _SHOWN if tie.edge.get(name) is not None}
            ordered = tuple(sorted(claims, key=lambda claim: not claim["backs"]))
            self._joints[key] = Joint(tie.subject, tie.predicate, tie.object, disputed([tie]), shown, ordered)
        return self._joints[key]


def _body(node: Mapping[str, Any], states: list[str]) -> dict[str, Any]:
    """Which thing it is, and the states that it speaks for."""
    return {**(brief(node) or {}), "states": states}


def _opponents(hop: Hop) -> list[str]:
    """Who denies a hop, doubts it or holds it to be rather unlikely."""
    claims = [claim for joint in hop.joints for claim in joint.claims if not claim["backs"]]
    opposing = (claim["claimant"] for claim in claims if claim["stance"] in _OPPOSING)
    return sorted({of_states(claimant) for claimant in opposing})


def of_states(body: Mapping[str, Any]) -> str:
    """A body's name, with the states that it speaks for where it is none itself."""
    states = [state for state in body["states"] or () if state != body["name"]]
    return f"{body['name']} ({', '.join(states)})" if states else str(body["name"])
