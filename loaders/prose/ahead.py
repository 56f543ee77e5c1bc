"""What follows in a sentence, for the trees that are joined from left to right."""

from __future__ import annotations

from attributed.loaders.prose.tree import Word

IN_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
"""The parts of speech that a noun phrase is made of."""


def acts_next(words: list[Word], at: int) -> bool:
    """Whether a finite verb follows at once, so that a phrase opens a clause: `said China hacked it`."""
    ahead = words[at] if at < len(words) else None
    return ahead is not None and (ahead.pos == "AUX" or ahead.tag in {"VBD", "VBZ", "VBP"})


def list_goes_on(words: list[Word], at: int) -> bool:
    """Whether `, X, Y and Z` follows, so that a comma parts a list."""
    rest = words[at : at + 12]
    for index, word in enumerate(rest):
        if word.pos in {"VERB", "AUX"}:
            return False
        if word.pos == "CCONJ" and index + 1 < len(rest) and rest[index + 1].pos in IN_PHRASE:
            return True
    return False


def joined_then_acts(words: list[Word], at: int) -> bool:
    """Whether `and` and one more phrase follow before the verb: `the suspects and their employers were`."""
    rest = words[at : at + 6]
    if not rest or rest[0].pos != "CCONJ":
        return False
    after = next((word for word in rest[1:] if word.pos not in IN_PHRASE), None)
    return after is not None and (after.pos == "AUX" or after.tag in {"VBD", "VBZ", "VBP"})
