"""What OFAC's codes of relationship say."""

from __future__ import annotations

from attributed.loaders.sanctions.party import Tie
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

_PREDICATES = {
    "15003": Predicate.OWNED_BY,  # owned or controlled by
    "91725": Predicate.MEMBER_OF,  # leader or official of
    "91900": Predicate.MEMBER_OF,  # principal executive officer
}
"""All others are affiliations: acting for or on behalf of (15002), providing support to (15001), associate of (1555),
family member of, playing a significant role in, property in the interest of, and one that owns, controls or operates,
which does not say which."""


def tie_of(
    code: str, words: str, name: str, type: EntityType, native: str | None = None, quality: str | None = None
) -> Tie:
    """The tie of a relationship of this code, which keeps the list's words as its basis, an office as position."""
    predicate = _PREDICATES.get(code, Predicate.AFFILIATED_WITH)
    position = words if predicate is Predicate.MEMBER_OF else None
    return Tie(predicate, name, native, type, basis=words, position=position, quality=quality)
