"""The predicates, and what each of them may join."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Predicate(StrEnum):
    ATTRIBUTED_TO = "ATTRIBUTED_TO"
    TARGETED = "TARGETED"
    SANCTIONED_BY = "SANCTIONED_BY"
    RESPONDED_TO = "RESPONDED_TO"
    KNOWN_AS = "KNOWN_AS"
    ALIAS_OF = "ALIAS_OF"
    SAME_AS = "SAME_AS"
    AFFILIATED_WITH = "AFFILIATED_WITH"
    FRONT_FOR = "FRONT_FOR"
    OWNED_BY = "OWNED_BY"
    PART_OF = "PART_OF"
    MEMBER_OF = "MEMBER_OF"
    LOCATED_IN = "LOCATED_IN"
    USES = "USES"
    EXPLOITED = "EXPLOITED"


@dataclass(frozen=True, slots=True)
class Joins:
    """One allowed pairing: any of `subjects` with any of `objects`, by the names of entity types."""

    subjects: frozenset[str]
    objects: frozenset[str]


def _joins(subjects: str, objects: str) -> Joins:
    return Joins(frozenset(subjects.split()), frozenset(objects.split()))


_ANY = "ThreatActor State Organization Person Population Asset Campaign Incident Malware Tool Technique Vulnerability"
_ACTIVITY = "Incident Campaign Malware Tool ThreatActor Organization Person"
_PARTY = "Organization Person ThreatActor"
_ACTING = "ThreatActor Campaign Incident Malware Organization Person"
_PARTIES = "Organization ThreatActor State Person"
_TIE = (_joins(_PARTY, _PARTIES),)
_TIE_OF_THINGS = (_joins(_PARTY + " Asset", _PARTIES),)

JOINS: dict[Predicate, tuple[Joins, ...]] = {
    Predicate.ATTRIBUTED_TO: (_joins(_ACTIVITY, "ThreatActor Organization Person State"),),
    Predicate.TARGETED: (
        _joins(_ACTIVITY + " State", "Organization Person Population Asset State Incident"),
        _joins("Technique", "Asset"),
    ),
    Predicate.SANCTIONED_BY: (_joins("ThreatActor Organization Person Asset", "State Organization"),),
    Predicate.RESPONDED_TO: (_joins("State Organization Person Population", _ANY),),
    Predicate.KNOWN_AS: (_joins(_ANY, ""),),
    Predicate.ALIAS_OF: (_joins(_ANY, _ANY),),
    Predicate.SAME_AS: (_joins(_ANY, _ANY),),
    Predicate.AFFILIATED_WITH: _TIE_OF_THINGS,
    Predicate.FRONT_FOR: _TIE,
    Predicate.OWNED_BY: _TIE_OF_THINGS,
    Predicate.PART_OF: _TIE,
    Predicate.MEMBER_OF: (
        _joins("Person Organization", "Organization ThreatActor State Population"),
        _joins("State", "Organization"),
    ),
    Predicate.LOCATED_IN: (_joins(_ANY, "State"),),
    Predicate.USES: (_joins(_ACTING + " Tool", "Malware Tool Technique"),),
    Predicate.EXPLOITED: (_joins(_ACTING, "Vulnerability"),),
}

WITH_VALUE = frozenset({Predicate.KNOWN_AS})
"""Predicates whose object is a name in `value`, not a record."""

ROLLS_UP = frozenset({Predicate.PART_OF, Predicate.MEMBER_OF})
"""Predicates by which a claimant speaks for a larger body (MEMBER_OF only of a Person with a position)."""


@cache
def may_join(predicate: Predicate, subject: str, obj: str | None) -> bool:
    """Whether the model allows the predicate between these entity types; `obj` None where it takes a value."""
    if predicate in WITH_VALUE:
        return obj is None
    return obj is not None and any(subject in j.subjects and obj in j.objects for j in JOINS[predicate])


def allowed(predicate: Predicate) -> str:
    """The allowed pairings in words, for error messages."""
    return "; ".join(f"{_list(j.subjects)} -> {_list(j.objects) or 'a name'}" for j in JOINS[predicate])


def _list(names: Iterable[str]) -> str:
    found = sorted(names)
    return "any type" if len(found) == len(_ANY.split()) else ", ".join(found)
