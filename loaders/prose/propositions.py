"""What the rules find in a sentence: a rule, the word it met, and the words in its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.roles import described, fillers
from attributed.loaders.prose.tables import table
from attributed.loaders.prose.tree import Tree, Word


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of rules.yaml."""

    name: str
    says: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    needs: frozenset[str]
    outcome: str | None
    response: str | None
    takes: str | None
    claimant: str | None
    weak: bool
    denies: bool
    finite: bool
    head: frozenset[str]


@dataclass(frozen=True, slots=True)
class Proposition:
    """`subjects` and `objects` are heads of phrases, not yet what they speak of."""

    rule: Rule
    word: Word
    subjects: list[Word]
    objects: list[Word]


@cache
def _rules() -> dict[tuple[str, str], tuple[Rule, ...]]:
    """The rules by part of speech and word."""
    found: dict[tuple[str, str], list[Rule]] = {}
    for row in table("rules"):
        rule = _rule(row)
        for kind in ("verbs", "nouns", "words"):
            for word in row.get(kind, ()):
                found.setdefault((kind, word), []).append(rule)
    return {key: tuple(rules) for key, rules in found.items()}


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        name=row["name"],
        says=row["says"],
        subject=tuple(row["subject"]),
        object=tuple(row["object"]),
        needs=frozenset(row.get("with", ())),
        outcome=row.get("outcome"),
        response=row.get("response"),
        takes=row.get("takes"),
        claimant=row.get("claimant"),
        weak=row.get("weak", False),
        denies=row.get("denies", False),
        finite=row.get("finite", False),
        head=frozenset(row.get("head", ())),
    )


_KINDS = {"VERB": ("verbs",), "AUX": ("verbs",), "NOUN": ("nouns",), "PROPN": ("nouns",), "ADJ": ("words", "verbs")}


def propositions(tree: Tree) -> Iterator[Proposition]:
    """In the order of the words; a rule whose places are not filled is not given."""
    for word in tree.words:
        for kind in _KINDS.get(word.pos, ()):
            for rule in _rules().get((kind, word.lemma), ()):
                if (rule.needs and not _has(word, rule.needs)) or (rule.finite and word.dep in {"acl", "amod"}):
                    continue
                if rule.head and not any(_heads(noun, rule.head) for noun in fillers(word, ["subject"])):
                    continue
                yield _filled(rule, word)


def _heads(noun: Word, heads: frozenset[str]) -> bool:
    """`its targets`, `targeted sectors` before `include`."""
    return any(word.lemma in heads or word.lower in heads for word in (noun, *noun.having("amod", "compound")))


def _has(word: Word, needed: frozenset[str]) -> bool:
    """Whether one of the needed words stands in the object, the predicate or the phrase of a verb, or beside a noun."""
    places = _NEAR_NOUN if word.pos in {"NOUN", "PROPN"} else _NEAR_VERB
    near = [child for child in word.children if child.dep in places]
    far = [
        noun for child in near if child.dep == "dobj" for prep in child.having("prep") for noun in prep.having("pobj")
    ]
    return any(held.lemma in needed for child in near for held in (child, *child.children)) or any(
        noun.lemma in needed for noun in far if _goal(noun)
    )


def _goal(noun: Word) -> bool:
    """Whether a noun stands after `to` or `on`: `added the firm to its list`, or is counted: `hundreds of mails`."""
    above = noun.head.head if noun.head is not None and noun.head.lower == "of" else None
    counted = above is not None and above.lemma in words("quantity")
    return counted or (noun.head is not None and noun.head.lower in {"to", "on"})


_NEAR_VERB = frozenset(
    {"dobj", "attr", "acomp", "prep", "nsubjpass", "nsubj", "xcomp", "advmod", "oprd", "ccomp", "amod"}
)
_NEAR_NOUN = frozenset({"compound", "amod", "nmod"})


def _filled(rule: Rule, word: Word) -> Proposition:
    return Proposition(rule, word, _places(word, rule.subject), _places(word, rule.object))


def _places(word: Word, places: tuple[str, ...]) -> list[Word]:
    found = fillers(word, places)
    if found or word.pos not in {"ADJ"} or word.head is None:
        return found
    if word.dep == "amod" and word.index > word.head.index and places == ("subject",):
        return [described(word.head)]
    return fillers(word.head, places)


@cache
def trigger_words() -> frozenset[str]:
    """Every word that a rule starts from."""
    return frozenset(word for kind, word in _rules())
