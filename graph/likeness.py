"""How alike two names are, from 0 to 1, for the type of thing that bears them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from attributed.graph.spelling import KEPT, body, consonants, is_particle, person, skeleton, tokens, weight
from attributed.schema.entity import EntityType

ALIKE = 0.86
"""From here on two names are taken to be spellings of one."""

_SPELLING = 0.92
"""Words at least this alike are one word in two spellings."""

_NEAR = 0.9
_SHORTEST = 4
"""Letters that a name needs to be more than an abbreviation."""

_LEFT_OUT = 0.3
"""What words cost that one name has beyond the other, as a share of their weight: middle names are left out."""


def likeness(kind: str, left: str, right: str) -> float:
    """1 where the names are the same word for word; 0 where they have nothing in common."""
    if kind == EntityType.PERSON:
        return _persons(person(left), person(right))
    if kind == EntityType.ORGANIZATION:
        return _bodies(body(left), body(right))
    return 1.0 if "".join(tokens(left)) == "".join(tokens(right)) else 0.0


def same_name(kind: str, left: str, right: str) -> bool:
    """Whether the names differ in nothing but spelling: no word is left out, and none but a particle is added."""
    if kind not in (EntityType.PERSON, EntityType.ORGANIZATION):
        return likeness(kind, left, right) == 1.0
    if _run_together(*(whole_words(kind, name) for name in (left, right))):
        return len("".join(tokens(left))) >= _SHORTEST
    mine, theirs = (name_words(kind, name) for name in (left, right))
    if len(mine) != len(theirs) or (len(mine) < 2 and mine != theirs) or len("".join(mine)) < _SHORTEST:
        return False
    pairs = _matched(mine, theirs)
    return len(pairs) == len(mine) and all(score >= _SPELLING for _, _, score in pairs)


def whole_words(kind: str, name: str) -> tuple[str, ...]:
    """The words of a name without titles, or without the legal form."""
    if kind == EntityType.PERSON:
        return person(name)
    return body(name) if kind == EntityType.ORGANIZATION else tokens(name)


def name_words(kind: str, name: str) -> tuple[str, ...]:
    """The words that tell who bears a name: a person's without particles, which come and go."""
    words = whole_words(kind, name)
    if kind != EntityType.PERSON:
        return words
    return tuple(word for word in words if not is_particle(word)) or words


@lru_cache(maxsize=KEPT)
def word_likeness(left: str, right: str) -> float:
    """Two words of names: the same, the same but for romanisation, nearly so, or an initial of the other."""
    if left == right:
        return 1.0
    if left.isdigit() or right.isdigit():
        return 0.0
    if len(left) == 1 or len(right) == 1:
        return 0.7 if left[0] == right[0] else 0.0
    if skeleton(left) == skeleton(right):
        return 0.97
    if len(consonants(left)) > 1 and consonants(left) == consonants(right) and left[0] == right[0]:
        return 0.92
    if min(len(left), len(right)) < 4:
        return 0.0
    near = JaroWinkler.similarity(skeleton(left), skeleton(right))
    return near if near >= _NEAR else 0.0


def _persons(left: Sequence[str], right: Sequence[str]) -> float:
    """Words matched in any order: at least two full words must meet, unless both names are one and the same."""
    if sorted(left) == sorted(right) or _run_together(left, right):
        return 1.0
    pairs = _matched(left, right)
    if sum(len(a) > 2 and len(b) > 2 and not is_particle(a) for a, b, _ in pairs) < 2:
        return 0.0
    return _scored(left, right, pairs, lambda word: 0.2 if is_particle(word) else 1.0)


def _bodies(left: Sequence[str], right: Sequence[str]) -> float:
    """Numbers must be the same, and a word that not every body has must meet."""
    if left == right or "".join(left) == "".join(right):
        return 1.0
    if sorted(word for word in left if word.isdigit()) != sorted(word for word in right if word.isdigit()):
        return 0.0
    pairs = _matched(left, right)
    if not any(weight(a) >= 1 and len(a) > 2 for a, _, _ in pairs) and _skeletons(left) != _skeletons(right):
        return 0.0
    return _scored(left, right, pairs, weight)


def _skeletons(words: Sequence[str]) -> list[str]:
    return sorted(map(skeleton, words))


def _run_together(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the names differ only in which words are written together: `Ni Gaobin`, `Gao Bin Ni`."""
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    remaining = list(longer)
    for word in shorter:
        found = next(
            (
                (start, end)
                for start in range(len(remaining))
                for end in range(start + 1, len(remaining) + 1)
                if "".join(remaining[start:end]) == word
            ),
            None,
        )
        if found is None:
            return False
        del remaining[slice(*found)]
    return not remaining


def _matched(left: Sequence[str], right: Sequence[str]) -> list[tuple[str, str, float]]:
    """The best pairs of words, each word once; of equally good ones those that stand first."""
    scored = sorted(
        (-score, i, j) for i, a in enumerate(left) for j, b in enumerate(right) if (score := word_likeness(a, b)) > 0
    )
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in scored:
        if i not in found and j not in taken:
            found[i] = (j, -score)
            taken.add(j)
    return [(left[i], right[j], score) for i, (j, score) in found.items()]


def _scored(
    left: Sequence[str],
    right: Sequence[str],
    pairs: list[tuple[str, str, float]],
    weigh: Callable[[str], float],
) -> float:
    """The matched share of both names; words that only one name has cost less where the other has none of its own."""
    total = sum(weigh(a) for a, _, _ in pairs)
    alike = sum(weigh(a) * score for a, _, score in pairs)
    only_left = sum(map(weigh, left)) - total
    only_right = sum(map(weigh, right)) - sum(weigh(b) for _, b, _ in pairs)
    missing = only_left + only_right
    if min(only_left, only_right) <= 0:
        missing *= _LEFT_OUT
    return alike / (total + missing) if total else 0.0
