"""What the clusters of the MISP galaxy are about: the thing that each value is, and who speaks in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

_ACTOR = EntityType.THREAT_ACTOR
_MALWARE = EntityType.MALWARE


@dataclass(frozen=True, slots=True)
class Kind:
    """`claimant` (a key of AUTHORITIES) says what the values hold; what relates them is always said by MISP.

    `country` holds for all values by what the cluster is; `stix` is the type of object whose UUID a value shares.
    `compound`: a value is two names, joined by a dash. `organ`: the values are organs of their states.
    """

    entity: EntityType
    claimant: str = "misp"
    country: str | None = None
    organ: bool = False
    stix: str | None = None
    compound: bool = False


def _mitre(entity: EntityType, stix: str) -> Kind:
    return Kind(entity, "mitre", stix=stix)


_TECHNIQUE = EntityType.TECHNIQUE

KINDS: dict[str, Kind] = {
    "360net-threat-actor": Kind(_ACTOR, "360", compound=True),
    "amitt-misinformation-pattern": Kind(_TECHNIQUE),
    "android": Kind(_MALWARE),
    "backdoor": Kind(_MALWARE),
    "banker": Kind(_MALWARE),
    "botnet": Kind(_MALWARE),
    "branded-vulnerability": Kind(EntityType.VULNERABILITY),
    "campaigns": Kind(EntityType.CAMPAIGN),
    "canada-listed-terrorist-entities": Kind(EntityType.ORGANIZATION),
    "china-defence-universities": Kind(EntityType.ORGANIZATION, "aspi", country="CN"),
    "cmtmf-attack-pattern": Kind(_TECHNIQUE),
    "country": Kind(EntityType.STATE),
    "cryptominers": Kind(_MALWARE),
    "disarm-actortypes": Kind(EntityType.POPULATION),
    "disarm-techniques": Kind(_TECHNIQUE),
    "exploit-kit": Kind(EntityType.TOOL),
    "groups": Kind(_ACTOR),
    "intelligence-agency": Kind(EntityType.ORGANIZATION, organ=True),
    "malpedia": Kind(_MALWARE),
    "microsoft-activity-group": Kind(_ACTOR, "microsoft"),
    "mitre-atlas-attack-pattern": Kind(_TECHNIQUE),
    "mitre-attack-pattern": _mitre(_TECHNIQUE, "attack-pattern"),
    "mitre-enterprise-attack-attack-pattern": _mitre(_TECHNIQUE, "attack-pattern"),
    "mitre-enterprise-attack-intrusion-set": _mitre(_ACTOR, "intrusion-set"),
    "mitre-enterprise-attack-malware": _mitre(_MALWARE, "malware"),
    "mitre-enterprise-attack-tool": _mitre(EntityType.TOOL, "tool"),
    "mitre-ics-groups": Kind(_ACTOR, "mitre"),
    "mitre-ics-software": Kind(_MALWARE, "mitre"),
    "mitre-ics-techniques": Kind(_TECHNIQUE, "mitre"),
    "mitre-intrusion-set": _mitre(_ACTOR, "intrusion-set"),
    "mitre-malware": _mitre(_MALWARE, "malware"),
    "mitre-mobile-attack-attack-pattern": _mitre(_TECHNIQUE, "attack-pattern"),
    "mitre-mobile-attack-intrusion-set": _mitre(_ACTOR, "intrusion-set"),
    "mitre-mobile-attack-malware": _mitre(_MALWARE, "malware"),
    "mitre-mobile-attack-tool": _mitre(EntityType.TOOL, "tool"),
    "mitre-pre-attack-attack-pattern": _mitre(_TECHNIQUE, "attack-pattern"),
    "mitre-pre-attack-intrusion-set": _mitre(_ACTOR, "intrusion-set"),
    "mitre-tool": _mitre(EntityType.TOOL, "tool"),
    "producer": Kind(EntityType.ORGANIZATION),
    "ransomware": Kind(_MALWARE),
    "rat": Kind(_MALWARE),
    "region": Kind(EntityType.POPULATION),
    "rmm-tool": Kind(EntityType.TOOL),
    "sector": Kind(EntityType.POPULATION),
    "software": Kind(_MALWARE),
    "software-vendor": Kind(EntityType.ORGANIZATION),
    "sparta-techniques": Kind(_TECHNIQUE),
    "stalkerware": Kind(_MALWARE),
    "stealer": Kind(_MALWARE),
    "surveillance-vendor": Kind(EntityType.ORGANIZATION),
    "target-information": Kind(EntityType.STATE),
    "tds": Kind(EntityType.TOOL),
    "technique": Kind(_TECHNIQUE),
    "threat-actor": Kind(_ACTOR),
    "tool": Kind(EntityType.TOOL),
    "wiper": Kind(_MALWARE),
}
"""By the `type` of the cluster. `campaigns`, `groups`, `software` and `technique` are those of Tidal Cyber."""

CATEGORIES: dict[str, Kind] = {
    "academic-institution": Kind(EntityType.ORGANIZATION),
    "country": Kind(EntityType.STATE),
    "intelligence agencies": Kind(EntityType.ORGANIZATION, organ=True),
    "malware": Kind(_MALWARE),
    "sector": Kind(EntityType.POPULATION),
    "target": Kind(EntityType.POPULATION),
}
"""By the `category` of a cluster whose type is not known. `actor` and `tool` are not among them: vendors of software
and alliances stand under the one, diseases and exercises under the other."""

_WORDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"(?:^|-)(?:threat-actors?|intrusion-sets?|activity-groups?)$"), Kind(_ACTOR)),
    (re.compile(r"(?:^|-)(?:malware|ransomware)$"), Kind(_MALWARE)),
    (re.compile(r"(?:^|-)(?:attack-patterns?|techniques?)$"), Kind(_TECHNIQUE)),
)
"""By the end of a type that is not known, before its category."""

RELATED: dict[str, Predicate] = {
    "associated-with": Predicate.AFFILIATED_WITH,
    "attributed-to": Predicate.ATTRIBUTED_TO,
    "linked-to": Predicate.AFFILIATED_WITH,
    "part-of": Predicate.PART_OF,
    "revoked-by": Predicate.SAME_AS,
    "similar": Predicate.ALIAS_OF,
    "targets": Predicate.TARGETED,
    "uses": Predicate.USES,
}
"""What a relation says, where the type of both ends is known; `used-by` is `uses` turned round."""

OF_ONE_TYPE = frozenset({Predicate.ALIAS_OF, Predicate.SAME_AS})
"""Both ends are of one type, so that an end in another cluster file can be named without knowing that file."""


def kind_of(cluster: str, category: str) -> Kind | None:
    """What the values of a cluster are; None where they are no thing of the model."""
    by_type = KINDS.get(cluster) or next((kind for words, kind in _WORDS if words.search(cluster)), None)
    return by_type or CATEGORIES.get(category.casefold())


OUTER: dict[str, str] = {
    "type": "Source.id",
    "name": "Source.title",
    "version": "Disclosure.edition",
    "values": "records and claims",
}
"""Where each property of a cluster goes."""

DROPPED: dict[str, str] = {
    "authors": "who typed the cluster; who says what it holds is its claimant",
    "category": "tells what the values are where the type does not",
    "description": "the cluster in words: the source has a title",
    "source": "where the cluster comes from, in words of no form",
    "uuid": "of the file; the source and the version name it",
}
"""Properties of a cluster that go nowhere, and why. All of a value is kept with its record."""
