"""Bodies of a state that no table names: `the Iranian government`, `Iran's foreign ministry`, `the ministry`."""

from __future__ import annotations

from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.names import Entry, Kind, Name
from attributed.loaders.prose.things import Thing, named_by
from attributed.loaders.prose.tree import Word
from attributed.schema.entity import EntityType

_GOVERNMENTS = frozenset({"government", "state", "regime", "leadership"})
_OWNED = frozenset({"poss", "amod", "compound", "nmod"})
_COUNTRIES = frozenset({"country", "nation", "government"})


def government(head: Word, names: list[Name]) -> Name | None:
    """The state that `the Czech Republic's government` or `the Chinese state` speaks of."""
    if head.lemma not in _GOVERNMENTS or head.tag == "NNS" or named_by(head, names):
        return None
    owners = [child for child in head.children if child.dep in _OWNED]
    held = [named_by(child, names) for child in owners]
    if len(held) != 1 or held[0] is None or held[0].kind not in {Kind.STATE, Kind.ADJECTIVE}:
        return None
    if head.lemma == "state" and (held[0].kind is not Kind.ADJECTIVE or not head.having("det")):
        return None
    code = held[0].entry.name
    return Name(Entry(Kind.STATE, code, held[0].entry.countries), held[0].start, head.end)


def state_body(made: Thing, head: Word) -> bool:
    """Whether a phrase names a body of one state: `Iran's foreign ministry`, `Canadian authorities`."""
    if made.named or made.country is None or head.lemma not in words("state_body"):
        return False
    plain = {child.lower for child in head.having("det")} <= {"the"}
    return plain and (head.tag != "NNS" or head.lemma == "authority") and not head.having("nummod")


def is_called(head: Word, thing: Thing) -> bool:
    """Whether a thing can be what a bare `the ministry`, `the agency`, `the company` or `the country` points back to."""
    if head.lemma in _COUNTRIES:
        return thing.type is EntityType.STATE
    if thing.type is not EntityType.ORGANIZATION or not thing.named:
        return False
    if head.lemma in words("business"):
        return not thing.organ
    return thing.organ or head.lemma in thing.name.lower()


def bears_noun(head: Word, thing: Thing) -> bool:
    """Whether the noun is part of the thing's own name: `the ministry` of the Ministry of Defence."""
    return is_called(head, thing) and head.lemma in thing.name.lower()
