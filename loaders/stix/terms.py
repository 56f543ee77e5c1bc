"""STIX 2.x in the words of the model: which objects become records, which relationships claims, and what is left."""

from __future__ import annotations

from attributed.schema.claim import Stance
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

KINDS: dict[str, EntityType] = {
    "attack-pattern": EntityType.TECHNIQUE,
    "campaign": EntityType.CAMPAIGN,
    "identity": EntityType.ORGANIZATION,
    "incident": EntityType.INCIDENT,
    "infrastructure": EntityType.ASSET,
    "intrusion-set": EntityType.THREAT_ACTOR,
    "location": EntityType.STATE,
    "malware": EntityType.MALWARE,
    "sighting": EntityType.INCIDENT,
    "threat-actor": EntityType.THREAT_ACTOR,
    "tool": EntityType.TOOL,
    "vulnerability": EntityType.VULNERABILITY,
    "x-mitre-asset": EntityType.ASSET,
}
"""The entity type of each type of object; IDENTITIES, and a location without a country, say otherwise."""

IDENTITIES: dict[str, EntityType] = {
    "individual": EntityType.PERSON,
    "class": EntityType.POPULATION,
    "system": EntityType.ASSET,
}
"""By `identity_class`; every other class is an Organization."""

RELATIONS: dict[str, Predicate] = {
    "attributed-to": Predicate.ATTRIBUTED_TO,
    "authored-by": Predicate.ATTRIBUTED_TO,
    "compromises": Predicate.TARGETED,
    "duplicate-of": Predicate.SAME_AS,
    "exploits": Predicate.EXPLOITED,
    "located-at": Predicate.LOCATED_IN,
    "member-of": Predicate.MEMBER_OF,
    "originates-from": Predicate.LOCATED_IN,
    "part-of": Predicate.PART_OF,
    "revoked-by": Predicate.SAME_AS,
    "targets": Predicate.TARGETED,
    "uses": Predicate.USES,
}
"""`targets` of a vulnerability is EXPLOITED. A pair that the predicate does not join is left out."""

STANCES: dict[str, Stance] = {
    "strongly-agree": Stance.SUPPORTS,
    "agree": Stance.SUPPORTS,
    "disagree": Stance.DISPUTES,
    "strongly-disagree": Stance.DENIES,
}
"""`neutral` takes no side and is left out."""

SIGHTED: dict[EntityType, Predicate] = {
    EntityType.THREAT_ACTOR: Predicate.ATTRIBUTED_TO,
    EntityType.MALWARE: Predicate.USES,
    EntityType.TOOL: Predicate.USES,
    EntityType.TECHNIQUE: Predicate.USES,
    EntityType.VULNERABILITY: Predicate.EXPLOITED,
}
"""What an incident that is a sighting says of what was sighted."""

NAMED_IN_RECORD = frozenset({"type", "id", "name", "aliases", "x_mitre_aliases", "revoked", "x_mitre_deprecated"})
"""Properties of an object that its record holds as its own; all others are kept as given, unknown ones too."""

LEFT_OUT: dict[str, str] = {
    "an older version of an object": "the newer one stands",
    "bundle": "a bundle in a bundle is no object",
    "course-of-action": "advice to defenders says nothing of who did what",
    "extension-definition": "describes properties, which are kept where they stand",
    "grouping": "a list of objects without a statement",
    "indicator": "a pattern for detection",
    "language-content": "translations of what is said already",
    "malware-analysis": "results of a laboratory",
    "marking-definition": "the marks stand on the records; their wording is the publisher's terms",
    "note": "a remark without a proposition",
    "opinion": "takes no side, or is of a thing and of no relationship",
    "observed-data": "raw observations",
    "relationship: taken back by its publisher": "a statement that is not made",
    "x-mitre-analytic": "rules for detection",
    "x-mitre-collection": "names the edition and its date",
    "x-mitre-data-component": "a means of detection",
    "x-mitre-data-source": "a means of detection",
    "x-mitre-detection-strategy": "a means of detection",
    "x-mitre-matrix": "a table of tactics",
    "x-mitre-tactic": "a heading: the phases of a technique are kept with it",
}
"""Types that are no thing of the model and statements that are not made, and why.

Any type that is named nowhere here is left out as unknown.
"""

COMMON: dict[str, str] = {
    "type": "",
    "id": "Claim.reference",
    "created": "Claim.assertedOn",
    "created_by_ref": "Claim.claimant",
    "confidence": "Claim.likelihoodTerm, Claim.analyticConfidence",
    "revoked": "a revoked statement is not made",
}
RELATIONSHIP: dict[str, str] = COMMON | {
    "relationship_type": "Claim.predicate",
    "source_ref": "Claim.subject",
    "target_ref": "Claim.object",
    "description": "Claim.quote",
    "start_time": "Claim.eventStart",
    "stop_time": "Claim.eventEnd",
    "x_mitre_deprecated": "a deprecated statement is not made",
}
OPINION: dict[str, str] = COMMON | {
    "opinion": "Claim.stance",
    "explanation": "Claim.quote",
    "object_refs": "the claims of these relationships",
}
REPORT: dict[str, str] = COMMON | {
    "name": "Disclosure.title",
    "published": "Disclosure.publishedOn",
    "external_references": "Disclosure.url: the first that has one",
    "object_refs": "the document of the claims of these relationships",
}
STATEMENTS = {"relationship": RELATIONSHIP, "opinion": OPINION, "report": REPORT}
"""Where each property of an object that is no record goes."""

_MARKS = "a claim has no marks; those of both ends are kept with their records"
_BOOKKEEPING = "tells how the object is kept, not what it says"
DROPPED: dict[str, str] = {
    "authors": "the claimant is who created the opinion",
    "description": "a document that is cited is not held",
    "external_references": "the words of the claim name the citation; its address is kept with the record that has it",
    "extensions": _BOOKKEEPING,
    "granular_markings": _MARKS,
    "labels": _BOOKKEEPING,
    "lang": _BOOKKEEPING,
    "modified": "the claim was made when it was created",
    "object_marking_refs": _MARKS,
    "report_types": "a document that is cited is not held",
    "spec_version": _BOOKKEEPING,
    "x_mitre_attack_spec_version": _BOOKKEEPING,
    "x_mitre_domains": _BOOKKEEPING,
    "x_mitre_modified_by_ref": _BOOKKEEPING,
    "x_mitre_version": _BOOKKEEPING,
}
"""Properties of statements that go nowhere, and why."""
