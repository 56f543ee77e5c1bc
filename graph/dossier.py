"""What the store holds about one entity, put together through the catalogue's queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from attributed.errors import NotFound
from attributed.graph.catalogue import query
from attributed.graph.store import Hit, Store
from attributed.graph.told import claims_of
from attributed.schema.predicate import Predicate
from attributed.schema.text import match_key

MOST = 50
"""Claims that one section shows."""


@dataclass(frozen=True, slots=True)
class Section:
    """The claims in which the entity has this role, of these predicates."""

    key: str
    title: str
    role: str
    predicates: tuple[Predicate, ...]


_TIES = (
    Predicate.AFFILIATED_WITH,
    Predicate.FRONT_FOR,
    Predicate.OWNED_BY,
    Predicate.PART_OF,
    Predicate.MEMBER_OF,
    Predicate.LOCATED_IN,
)
_ALIASES = (Predicate.ALIAS_OF, Predicate.SAME_AS)
_MEANS = (Predicate.USES, Predicate.EXPLOITED)

SECTIONS: tuple[Section, ...] = (
    Section("attributedTo", "Attributed to", "SUBJECT", (Predicate.ATTRIBUTED_TO,)),
    Section("ties", "Said to belong to", "SUBJECT", _TIES),
    Section("aliases", "Said to be the same as", "SUBJECT", _ALIASES),
    Section("targets", "Targets", "SUBJECT", (Predicate.TARGETED,)),
    Section("means", "Uses", "SUBJECT", _MEANS),
    Section("sanctions", "Sanctioned by", "SUBJECT", (Predicate.SANCTIONED_BY,)),
    Section("responses", "Responses by authorities", "OBJECT", (Predicate.RESPONDED_TO,)),
    Section("attributedFrom", "What is attributed to it", "OBJECT", (Predicate.ATTRIBUTED_TO,)),
    Section("tiedFrom", "Who is said to belong to it", "OBJECT", _TIES),
    Section("aliasedFrom", "Who is said to be the same", "OBJECT", _ALIASES),
    Section("targetedBy", "Targeted by", "OBJECT", (Predicate.TARGETED,)),
    Section("usedBy", "Used by", "OBJECT", _MEANS),
    Section("sanctioned", "Has sanctioned", "OBJECT", (Predicate.SANCTIONED_BY,)),
    Section("responded", "Has responded to", "SUBJECT", (Predicate.RESPONDED_TO,)),
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """`sections` maps a section's key to the claims it shows, `more` to how many it holds beyond them.

    A claim is a map of its properties with `other` (the entity at its other end), `claimant` and `document`.
    """

    entity: dict[str, Any]
    sections: dict[str, list[dict[str, Any]]]
    more: dict[str, int] = field(default_factory=dict)
    said: int = 0
    """Claims that the entity itself has made."""


def matches(store: Store, name: str) -> list[Hit]:
    """The one entity that is meant by an id or a name, or those that may be; NotFound when there is none.

    The entity whose own name is exactly this is meant, else the one that bears it as another name.
    """
    found = _by_id(store, name)
    if found:
        return [found]
    hits = store.search(name)
    if not hits:
        raise NotFound("entity", name)
    key = match_key(name)
    bearing = [hit for hit in hits if match_key(hit.matched) == key]
    called = [hit for hit in bearing if match_key(hit.name) == key]
    spelled = [hit for hit in called if hit.name == name]
    for chosen in (called, spelled, bearing):
        if len(chosen) == 1:
            return chosen
    return called or bearing or hits


def _by_id(store: Store, key: str) -> Hit | None:
    """The entity of this id, also of one that it had before records were found to be the same."""
    row = store.read(query("entity-by-record-key").text, {"id": key}).one()
    if row is None:
        return None
    found = entity(store, row["id"])
    return Hit(found["id"], found["type"], found["name"], tuple(found.get("names", ())), key)


def entity(store: Store, key: str) -> dict[str, Any]:
    """The properties of the entity of this id; NotFound where there is none."""
    row = store.read(query("entity").text, {"id": key}).one()
    if row is None:
        raise NotFound("entity", key)
    properties: dict[str, Any] = row["entity"]["properties"]
    return properties


def dossier(store: Store, key: str) -> Dossier:
    """What is said about the entity of this id; rejected and superseded claims are left out."""
    found = entity(store, key)
    counted = store.read(query("claim-counts").text, {"id": key}).maps()
    counts = {(row["role"], row["predicate"]): row["claims"] for row in counted}
    sections: dict[str, list[dict[str, Any]]] = {}
    more: dict[str, int] = {}
    for section in SECTIONS:
        shown: list[dict[str, Any]] = []
        for predicate in section.predicates:
            count = counts.get((section.role, predicate.value), 0)
            claims = list(claims_of(store, key, section.role, predicate, MOST + 1)) if count else []
            shown += claims[:MOST]
            if len(claims) > MOST:
                more[section.key] = more.get(section.key, 0) + count - MOST
        if shown:
            sections[section.key] = shown
    said = sum(count for (role, _), count in counts.items() if role == "CLAIMANT")
    return Dossier(found, sections, more, said)
