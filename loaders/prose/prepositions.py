"""What a preposition belongs to, for the trees that are joined from left to right."""

from __future__ import annotations

from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.tree import Word

_WITH_TO = frozenset({"attribution", "attribute", "link", "tie", "connect", "ascribe", "trace", "send", "deliver"})
_AFTER_COMMA = frozenset({"following", "after", "amid", "despite", "before"})
_TO_EVENT = frozenset({"by", "against", "on", "at", "into", "targeting"})


def _taker(above: list[Word]) -> Word | None:
    """Whose `to` it is: the nearest word that takes one and has none yet."""
    taker = next((held for held in above if held.lemma in _WITH_TO), None)
    return None if taker is None or any(child.lower == "to" for child in taker.children) else taker


def belongs(word: Word, noun: Word | None, verb: Word | None, ahead: Word | None, *, comma: bool) -> Word | None:
    """The word that a preposition hangs on: of the last noun, the clause's verb, or the attack spoken of before.

    `ahead` is the next word; `comma` says that one stands right before the preposition.
    """
    if verb is not None and (word.lower == "as" or (comma and word.lower in _AFTER_COMMA)):
        return verb
    if noun is None:
        return verb
    above = [noun, *noun.ancestors()]
    if word.lower == "to" and (taker := _taker(above)) is not None:
        return taker
    event = next((held for held in above if held.lemma in words("incident") or held.pos == "VERB"), None)
    timed = ahead is not None and ahead.lower in words("weekdays") | words("months")
    if (
        event is not None
        and word.lower in _TO_EVENT
        and not timed
        and event.pos == "NOUN"
        and not event.having("appos")
    ):
        return event
    return noun
