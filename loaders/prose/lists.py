"""Lists of victims as they are written: `the aerospace, defense and media sectors`, `A, the B, two C, and D`.

A list counts where `and` or `or` closes it; where it runs on into another clause it is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.names import Kind, gazetteer
from attributed.loaders.prose.tree import Tree, Word

_MODIFYING = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET"})
_PLACING = frozenset({"in", "across", "of", "within", "throughout", "around", "from", "at"})
_CLOSING = frozenset({"and", "or", "&"})
_AFTER = frozenset({"PUNCT", "ADP", "SCONJ", "ADV", "PRON", "PART"})
LONGEST = 24
"""More items than that are an index, not a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """One phrase of a list: the noun at its head, and where it ends with what places it (`banks in Peru`)."""

    head: Word
    first: Word
    last: Word


def rest(tree: Tree, head: Word) -> list[Item]:
    """The other items of the list that the phrase under `head` opens; none where it opens no closed list."""
    opening = _item(tree, _first(head))
    if opening is None or not opening.first.index <= head.index <= opening.last.index:
        return []
    found: list[Item] = []
    held = 0
    at = opening.last.index + 1
    while len(found) < LONGEST:
        step, closing = _separator(tree, at)
        following = _item(tree, at + step) if step else None
        if following is None:
            break
        found.append(following)
        at = following.last.index + 1
        if closing and following.head.pos in {"NOUN", "PROPN"} and _ends(tree, at):
            held = len(found)
    return found[:held]


def with_rest(tree: Tree, heads: list[Word]) -> list[Word]:
    """The heads, and those of a written list that the tree has not joined to the last of them."""
    more = [item.head for item in rest(tree, heads[-1])] if heads else []
    return [*heads, *(head for head in more if head not in heads)]


def _first(head: Word) -> int:
    start = head.phrase()[0]
    return min((word.index for word in head.subtree() if word.start >= start), default=head.index)


def _item(tree: Tree, at: int) -> Item | None:
    held = tree.words
    first, noun = at, None
    while at < len(held) and (_continues(held, at, first) or (noun and held[at].text == "(")):
        if held[at].text == "(":
            at = _bracketed(held, at)
            continue
        noun = held[at] if held[at].pos in {"NOUN", "PROPN", "ADJ"} else noun
        at += 1
    if noun is None or held[at - 1].pos in {"DET", "NUM"}:
        return None
    last = held[at - 1]
    while at + 1 < len(held) and held[at].lower in _PLACING and (place := _item(tree, at + 1)) and _is_place(place):
        last = _last_place(tree, place)
        at = last.index + 1
    return Item(noun, held[first], last)


def _last_place(tree: Tree, place: Item) -> Word:
    """The last of the states and regions that stand together: `in Peru, Chile, and Central Asia`."""
    last = place.last
    while _on_map(place.head):
        step, _ = _separator(tree, last.index + 1)
        following = _item(tree, last.index + 1 + step) if step else None
        if following is None or following.head is not following.last or not _on_map(following.head):
            break
        place, last = following, following.last
    return last


def _on_map(word: Word) -> bool:
    entry = gazetteer().get(word.text)
    return entry is not None and entry.kind in {Kind.STATE, Kind.PLACE}


def _bracketed(held: list[Word], at: int) -> int:
    """Where the words in brackets end: `organizations (NGOs)`."""
    closing = next((word.index for word in held[at : at + 6] if word.text == ")"), at)
    return closing + 1


def _is_place(item: Item) -> bool:
    """Whether what follows a preposition says where or of what field, not when or how."""
    if item.head.pos == "PROPN":
        return item.head.lower not in words("months") | words("weekdays")
    return item.head.lemma in words("field")


def placed(tree: Tree, head: Word) -> int:
    """Where a phrase ends with what the words after it say of its place: `companies | across U.S. sectors`."""
    item = _item(tree, _first(head))
    return item.last.end if item and item.first.index <= head.index <= item.last.index else head.phrase()[1]


def _continues(held: list[Word], at: int, first: int) -> bool:
    word = held[at]
    if word.pos in _MODIFYING:
        return word.pos != "DET" or at == first
    if word.tag in {"POS", "HYPH"} or (word.text in {"-", "/"} and at > first):
        return True
    ahead = held[at + 1] if at + 1 < len(held) else None
    if word.lower == "think" and ahead is not None and ahead.lower.startswith("tank"):
        return True
    return word.tag in {"VBN", "VBG"} and ahead is not None and ahead.pos in {"NOUN", "PROPN", "ADJ"}


def _separator(tree: Tree, at: int) -> tuple[int, bool]:
    """How many words part two items, and whether they say that the last one follows."""
    texts = [word.lower for word in tree.words[at : at + 4]]
    comma = 1 if texts[:1] == [","] else 0
    if texts[comma : comma + 1] and texts[comma] in _CLOSING:
        return comma + 1, True
    if texts[comma : comma + 3] == ["as", "well", "as"]:
        return comma + 3, True
    return comma, False


def _ends(tree: Tree, at: int) -> bool:
    """Whether no verb follows whose subject the last item would be."""
    if at >= len(tree.words):
        return True
    word = tree.words[at]
    return word.pos in _AFTER or word.tag in {"VBG", "VBN"}


def is_class(item: Item) -> bool:
    """Whether an item speaks of a class of victims, not of one that is named."""
    return item.head.pos != "PROPN" and item.head.lemma in words("victim") | words("asset") | words("person")
