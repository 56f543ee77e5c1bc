"""What the routes answer: the graph's own keys, nodes by their properties, evidence as one object per span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, Field

T = TypeVar("T")

_LISTS = ("quotes", "spanStarts", "spanEnds")
_OURS = ("matchKeys", "writtenIn", "projected", "projecting")

CLAIM = {
    "id": "c0123456789abcdef0123456789abcdef",
    "predicate": "TARGETED",
    "stance": "asserts",
    "likelihoodTerm": "almost certain",
    "likelihoodScale": "PHIA",
    "likelihoodLow": 0.95,
    "likelihoodHigh": 1.0,
    "assertedOn": "2024-03-25",
    "subject": {"id": "e0123456789abcdef0123", "type": "ThreatActor", "name": "APT31"},
    "object": {"id": "e1123456789abcdef0123", "type": "Population", "name": "UK parliamentarians"},
    "claimant": {"id": "e2123456789abcdef0123", "type": "Organization", "name": "National Cyber Security Centre"},
    "evidence": [{"quote": "it is almost certain that APT31 …", "start": 120, "end": 310}],
}
EDGE = {
    "predicate": "TARGETED",
    "direction": "out",
    "other": {"id": "e1123456789abcdef0123", "type": "Population", "name": "UK parliamentarians"},
    "claimCount": 2,
    "claimants": ["National Cyber Security Centre"],
}
ENTITY = {"id": "e0123456789abcdef0123", "type": "ThreatActor", "name": "APT31", "names": ["APT31"], "roles": []}

BRIEF = {"id": "e0123456789abcdef0123", "type": "ThreatActor", "name": "APT31"}
STATE = {"id": "e3123456789abcdef0123", "type": "State", "name": "China"}
NAMER = {"id": "e4123456789abcdef0123", "type": "Organization", "name": "Microsoft"}
NAME = {
    "name": "Violet Typhoon",
    "primary": False,
    "trusted": False,
    "namers": ["microsoft"],
    "given": [
        {
            "id": "c1123456789abcdef0123456789abcdef",
            "predicate": "KNOWN_AS",
            "stance": "asserts",
            "standing": True,
            "claimant": NAMER,
            "document": {"id": "d0123456789abcdef0123456789abcdef", "title": "How Microsoft names threat actors"},
            "behind": "microsoft",
        }
    ],
    "entries": [{"source": "misp-galaxy-threat-actor", "entries": 1, "behind": None}],
    "bearers": [{"id": "e5123456789abcdef0123", "type": "ThreatActor", "name": "Another"}],
}
LINK = {"named": True, "roles": [], "listings": [], "responses": [], "members": []}
CHAIN = {
    "links": [{**BRIEF, "part": "cluster", **LINK}, {**STATE, "part": "state", **LINK}],
    "hops": [
        {
            "number": 1,
            "claimants": 1,
            "disputed": True,
            "joints": [
                {
                    "subject": BRIEF["id"],
                    "predicate": "AFFILIATED_WITH",
                    "object": STATE["id"],
                    "disputed": True,
                    "edge": {"claimCount": 1, "claimants": ["National Cyber Security Centre"]},
                    "claims": [{"id": CLAIM["id"], "stance": "asserts", "likelihoodTerm": "almost certain"}],
                }
            ],
        }
    ],
    "weakest": [{"hop": 1, "why": ["it is the only hop", "only National Cyber Security Centre says so"]}],
}


class Found(BaseModel):
    """Entities whose names hold the words, best first."""

    hits: list[dict[str, Any]] = Field(examples=[[{**ENTITY, "matched": "APT31"}]])


class EntityAnswer(BaseModel):
    """An entity with its edges in both directions; `next` is the address of the following edges, if there are."""

    entity: dict[str, Any] = Field(examples=[ENTITY])
    edges: list[dict[str, Any]] = Field(examples=[[EDGE]])
    next: str | None = None


class Claims(BaseModel):
    """Claims, newest first; `resolution` says as of when records are taken for the same thing: today."""

    claims: list[dict[str, Any]] = Field(examples=[[CLAIM]])
    resolution: str = "current"
    next: str | None = None


class NamesAnswer(BaseModel):
    """Every name of an entity with its claims; `lens` is whose names are trusted in this graph."""

    entity: dict[str, Any] = Field(examples=[BRIEF])
    lens: str = Field(examples=["consensus"])
    names: list[dict[str, Any]] = Field(examples=[[NAME]])


class ChainsAnswer(BaseModel):
    """Chains to a state or to `end`, the best first; `found` counts those that were left out, too."""

    start: dict[str, Any] = Field(examples=[BRIEF])
    end: dict[str, Any] | None = None
    found: int = Field(examples=[5])
    chains: list[dict[str, Any]] = Field(examples=[[CHAIN]])


class ClaimAnswer(BaseModel):
    claim: dict[str, Any] = Field(examples=[CLAIM])


class DisclosureAnswer(BaseModel):
    """A document with the claims it states, in the order of its text."""

    disclosure: dict[str, Any] = Field(examples=[{"id": "d0123456789abcdef0123456789abcdef", "title": "…"}])
    claims: list[dict[str, Any]] = Field(examples=[[CLAIM]])
    next: str | None = None


def plain(node: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a node without the store's own."""
    return {key: value for key, value in node["properties"].items() if key not in _OURS}


def brief(node: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if node is None:
        return None
    return {key: node["properties"].get(key) for key in ("id", "type", "name")}


def claim(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the catalogue's claim queries."""
    held = plain(row["claim"])
    quotes, starts, ends = (held.pop(key, None) or [] for key in _LISTS)
    spans = [{"quote": q, "start": s, "end": e} for q, s, e in zip(quotes, starts, ends, strict=True)]
    document = plain(row["disclosure"]) if row["disclosure"] else None
    if document is not None and row["source"]:
        document["publishedIn"] = plain(row["source"])
    return {
        **held,
        "subject": brief(row["subject"]),
        "object": brief(row["object"]),
        "claimant": brief(row["claimant"]),
        "evidence": spans,
        "statedIn": document,
        "reviews": [plain(review) for review in row["reviews"]],
    }


def paged(rows: Sequence[T], path: str, skip: int, limit: int) -> tuple[Sequence[T], str | None]:
    """At most `limit` rows, and the address of the next page where one more was found."""
    more = f"{path}?skip={skip + limit}&limit={limit}" if len(rows) > limit else None
    return rows[:limit], more
