"""Bodies of a state that no table names: `the Iranian government`, `Iran's foreign ministry`, `the ministry`."""

from __future__ import annotations

import re

from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.names import Entry, Kind, Name
from attributed.loaders.prose.roles import subjects
from attributed.loaders.prose.states import code_of, state_word
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


def organ_before(head: Word, names: list[Name]) -> Name | None:
    """The organ whose name stands before a noun of its kind: `the GRU military intelligence`, `the FSB service`."""
    if head.lemma not in words("state_body") or named_by(head, names):
        return None
    beside = [named_by(child, names) for child in head.having("compound", "nmod")]
    return next((name for name in beside if name is not None and name.kind is Kind.ORGAN), None)


def own_country(head: Word, plain: str) -> Name | None:
    """Whose `his country` is: that of the speaker, whose words name one state."""
    if head.lemma not in _COUNTRIES or not any(
        child.lower in {"his", "her", "its", "their"} for child in head.having("poss")
    ):
        return None
    for verb in (above for above in head.ancestors() if above.pos == "VERB"):
        inside = [word for noun in subjects(verb) for word in noun.subtree()]
        said = plain[min(word.start for word in inside) : max(word.end for word in inside)] if inside else ""
        codes = {code_of(found[0]) for found in re.finditer(state_word(), said)}
        if head not in inside and len(codes) == 1:
            code = codes.pop()
            return Name(Entry(Kind.STATE, code, frozenset({code})), head.start, head.end)
    return None


def in_brackets(plain: str, made: Thing, names: list[Name]) -> Name | None:
    """The organ's own name behind its description: `Russia's military intelligence service (GRU)`."""
    behind = (name for name in names if plain[made.end : name.start] == " (" and plain[name.end : name.end + 1] == ")")
    return next((name for name in behind if name.kind is Kind.ORGAN), None)


def state_body(made: Thing, head: Word) -> bool:
    """Whether a phrase names a body of one state: `Iran's foreign ministry`, `Canadian authorities`."""
    if made.named or made.country is None or head.lemma not in words("state_body"):
        return False
    plain = {child.lower for child in head.having("det")} <= {"the"}
    return plain and (head.tag != "NNS" or head.lemma in {"authority", "police"}) and not head.having("nummod")


def is_called(head: Word, thing: Thing) -> bool:
    """Whether a bare `the ministry`, `the agency`, `the company` or `the country` can point back to a thing."""
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
