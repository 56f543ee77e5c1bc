"""Whom an actor is said to go after, in the free words of a cluster: states, bodies with a name, and everybody else."""

from __future__ import annotations

import re

from attributed.loaders.countries import country_code
from attributed.loaders.edition import Edition
from attributed.schema.entity import EntityType
from attributed.schema.text import name_key

NOBODY = frozenset({"unknown", "n/a", "none", "other"})
"""Words that name no one."""

_BODY = re.compile(
    r"\b(?:Agency|Association|Bancorp|Bank|Commission|Committee|Company|Cooperation|Corporation|Council|Entertainment"
    r"|European Union|Federation|Institute|Ministry|NATO|OSCE|Organi[sz]ation|United Nations|University)\b"
)
_PLURAL = re.compile(r"\b(?:sector|websites?|exchanges|companies|activists|agencies|banks)\b")


def victim(edition: Edition, words: str) -> str:
    """The record of a victim: a state by its name, a body by a word such as Agency or Bank, else a population."""
    code = country_code(words)
    if code:
        return edition.state(code)
    if _BODY.search(words) and not _PLURAL.search(words):
        return edition.record(EntityType.ORGANIZATION, f"organization/{name_key(words)}", words)
    return population(edition, words)


def population(edition: Edition, words: str) -> str:
    """The record of a class of bodies: a sector, a region, a people."""
    return edition.record(EntityType.POPULATION, f"population/{name_key(words)}", words)
