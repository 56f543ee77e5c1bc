"""Classes for py2neo's object mapper, made from the schema, for reading. Needs the extra: `attributed[py2neo]`.

    from py2neo import Graph
    from attributed.graph.ogm import ThreatActor
    actor = ThreatActor.match(Graph("bolt://localhost:7687", auth=("reader", "…"))).where(name="APT31").first()
    for claim in actor.claims: print(claim.assertedOn, claim.likelihoodTerm, claim.quote)

A property is called as in Cypher: `claim.assertedOn`. A relationship is called by its RDF local name, `actor.targeted`,
against its direction with `From` after it, `body.targetedFrom`; `actor.targeted.get(body, "claimants")` gives what the
edge says. Whatever would write raises WriteRefused. py2neo is at its end of life: nothing else here imports it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from py2neo.ogm import Model, Property, RelatedFrom, RelatedTo

from attributed.errors import WriteRefused
from attributed.graph.labels import PREDICATES
from attributed.schema import derived
from attributed.schema.claim import Claim as _Claim
from attributed.schema.codec import keys_of
from attributed.schema.disclosure import Disclosure as _Disclosure
from attributed.schema.entity import EntityType
from attributed.schema.naming import local_name
from attributed.schema.source import Source as _Source

_SPANS = ("quotes", "spanStarts", "spanEnds")


class _ReadOnly(Property):  # type: ignore[misc] # py2neo has no types
    def __set__(self, instance: Any, value: Any) -> NoReturn:
        raise WriteRefused("these classes are for reading")


class _Reading(Model):  # type: ignore[misc] # py2neo has no types
    __primarykey__ = "id"

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise WriteRefused("these classes are for reading")

    __db_create__ = __db_delete__ = __db_merge__ = __db_push__ = _refuse


def _class(name: str, keys: Iterable[str], related: dict[str, Any]) -> Any:
    properties = {key: _ReadOnly() for key in keys}
    metaclass: Any = type(_Reading)
    return metaclass(name, (_Reading,), {"__module__": __name__, **properties, **related})


def _entity(name: str) -> Any:
    related: dict[str, Any] = {
        "claims": RelatedFrom("Claim", "SUBJECT"),
        "claimsNaming": RelatedFrom("Claim", "OBJECT"),
        "claimsMade": RelatedFrom("Claim", "CLAIMANT"),
    }
    for predicate in PREDICATES:
        related[local_name(predicate)] = RelatedTo("Entity", predicate)
        related[f"{local_name(predicate)}From"] = RelatedFrom("Entity", predicate)
    return _class(name, ("id", *derived.ENTITY), related)


Entity = _entity("Entity")
ThreatActor = _entity(EntityType.THREAT_ACTOR)
State = _entity(EntityType.STATE)
Organization = _entity(EntityType.ORGANIZATION)
Person = _entity(EntityType.PERSON)
Population = _entity(EntityType.POPULATION)
Asset = _entity(EntityType.ASSET)
Campaign = _entity(EntityType.CAMPAIGN)
Incident = _entity(EntityType.INCIDENT)
Malware = _entity(EntityType.MALWARE)
Tool = _entity(EntityType.TOOL)
Technique = _entity(EntityType.TECHNIQUE)
Vulnerability = _entity(EntityType.VULNERABILITY)

_CLAIM_ENDS = {
    "subject": RelatedTo(Entity, "SUBJECT"),
    "object": RelatedTo(Entity, "OBJECT"),
    "claimant": RelatedTo(Entity, "CLAIMANT"),
    "statedIn": RelatedTo("Disclosure", "STATED_IN"),
}
Claim = _class("Claim", (*keys_of(_Claim), *derived.CLAIM, *_SPANS), _CLAIM_ENDS)
Disclosure = _class(
    "Disclosure",
    keys_of(_Disclosure),
    {"claims": RelatedFrom(Claim, "STATED_IN"), "publishedIn": RelatedTo("Source", "PUBLISHED_IN")},
)
Source = _class("Source", keys_of(_Source), {"disclosures": RelatedFrom(Disclosure, "PUBLISHED_IN")})
