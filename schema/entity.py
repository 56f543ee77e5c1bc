"""The types of thing a record can be, and the roles that claims give them."""

from dataclasses import dataclass
from enum import StrEnum

from attributed.schema.predicate import Predicate


class EntityType(StrEnum):
    THREAT_ACTOR = "ThreatActor"
    STATE = "State"
    ORGANIZATION = "Organization"
    PERSON = "Person"
    POPULATION = "Population"
    ASSET = "Asset"
    CAMPAIGN = "Campaign"
    INCIDENT = "Incident"
    MALWARE = "Malware"
    TOOL = "Tool"
    TECHNIQUE = "Technique"
    VULNERABILITY = "Vulnerability"


class AssetKind(StrEnum):
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    WALLET = "wallet"
    ACCOUNT = "account"
    SYSTEM = "system"
    NETWORK = "network"


class Role(StrEnum):
    FRONT_COMPANY = "frontCompany"
    OFFICIAL = "official"
    AGENCY = "agency"
    TARGET = "target"
    SANCTIONED = "sanctioned"
    CLAIMANT = "claimant"


@dataclass(frozen=True, slots=True)
class RoleRule:
    """An entity at `end` of a standing claim that backs an edge has `role`.

    `predicate` None means any; `types` and `other` bound the types of the entity and of the other end;
    `with_position` asks for a claim that states an office.
    """

    role: Role
    end: str
    predicate: Predicate | None = None
    types: frozenset[EntityType] = frozenset(EntityType)
    other: frozenset[EntityType] = frozenset(EntityType)
    with_position: bool = False


_ORGANIZATION = frozenset({EntityType.ORGANIZATION})
_PERSON = frozenset({EntityType.PERSON})
_STATE = frozenset({EntityType.STATE})

ROLE_RULES: tuple[RoleRule, ...] = (
    RoleRule(Role.FRONT_COMPANY, "subject", Predicate.FRONT_FOR, types=_ORGANIZATION),
    RoleRule(Role.OFFICIAL, "subject", Predicate.MEMBER_OF, types=_PERSON, with_position=True),
    RoleRule(Role.AGENCY, "subject", Predicate.PART_OF, types=_ORGANIZATION, other=_STATE),
    RoleRule(Role.TARGET, "object", Predicate.TARGETED),
    RoleRule(Role.SANCTIONED, "subject", Predicate.SANCTIONED_BY),
    RoleRule(Role.CLAIMANT, "claimant"),
)
"""A record that its source calls an organ of state (`organ`) has the role `agency` as well."""
