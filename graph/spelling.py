"""Names as they are compared: in Latin letters, without legal forms and titles, and without habits of spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from anyascii import anyascii

_TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "tables" / "names.yaml").read_text("utf-8"))
_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_MARKS = re.compile(r"['’‘`ʼʻ´ʾʿ\"]")
_ASIDE = re.compile(r"\s*\((?:[A-Z0-9-]{2,8}|[^()]*original script[^()]*|[^()]*[^\x00-\u024f][^()]*)\)\s*$")
"""An abbreviation or another script in brackets behind a name: mostly a name of its own beside it."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

# Habits of romanisation, in the order in which they are undone: `Yevgeniy`, `Evgeny` and `Jewgenij` meet.
_HABITS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"ence$", "ense"),
        (r"yo(?=v|m$|dor|tr)", "e"),
        (r"shch|sch|tsch", "sh"),
        (r"tch|ch", "c"),
        (r"dzh|dj", "j"),
        (r"zh", "j"),
        (r"kh|gh|qh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|cq|q|k", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"tz|ts|tc", "c"),
        (r"ou|oo|u", "o"),
        (r"(?:^|(?<=[aeiou]))ye|(?:^|(?<=[aeiou]))je", "e"),
        (r"iy|ii|yi|yy|ij|ey|ei|ee|y|j(?![aeo])", "i"),
        (r"aa", "a"),
        (r"ai|ay", "ei"),
        (r"[aeio]i?h?$", ""),
        (r"(?<=[bdgklmnprstv])h", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"(?<!^)[aeio]")

_PARTICLES = frozenset(_TABLE["particles"])
"""Words of a person's name that come and go."""

_TITLES = frozenset(_TABLE["titles"])

_FORMS = frozenset(_TABLE["forms"])
"""Words of legal forms, which say nothing of who a body is."""

_KINDS: dict[str, list[str]] = _TABLE["kinds"]
_FILLERS = frozenset(_TABLE["fillers"])

_COMMON = frozenset(_TABLE["common"])
"""Words that many bodies share: they count, but less, and never alone."""


@lru_cache(maxsize=400_000)
def tokens(name: str) -> tuple[str, ...]:
    """The words and numbers of a name in lower-case Latin letters; each character of Chinese is a word."""
    folded = _MARKS.sub("", _ASIDE.sub("", unicodedata.normalize("NFKC", name)))
    if folded.isascii():
        return tuple(_TOKEN.findall(folded.casefold()))
    return tuple(_TOKEN.findall(_CAMEL.sub(" ", anyascii(folded)).casefold().replace("'", "")))


@lru_cache(maxsize=400_000)
def skeleton(token: str) -> str:
    """A word without the habits of romanisation; a number is itself."""
    if token.isdigit():
        return token
    bare = token
    for pattern, plain in _HABITS:
        bare = pattern.sub(plain, bare)
    return bare or token


@lru_cache(maxsize=400_000)
def consonants(token: str) -> str:
    """The skeleton without its vowels but a first one: what scripts without vowels leave of a word."""
    return _VOWELS.sub("", skeleton(token))


@lru_cache(maxsize=400_000)
def person(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles."""
    found = tuple(token for token in tokens(name) if token not in _TITLES)
    return found or tokens(name)


@lru_cache(maxsize=400_000)
def body(name: str) -> tuple[str, ...]:
    """The words of a body's name without its legal form."""
    found = tuple(token for token in tokens(name) if token not in _FORMS and token not in _FILLERS)
    return found or tokens(name)


@lru_cache(maxsize=400_000)
def stated_form(name: str) -> tuple[str, ...]:
    """Whether a body's name says that it is a joint-stock or a limited liability company."""
    words = f" {' '.join(tokens(name))} "
    return tuple(kind for kind, forms in _KINDS.items() if any(f" {form} " in words for form in forms))


def is_particle(token: str) -> bool:
    return token in _PARTICLES


def weight(token: str) -> float:
    """How much a word of a body's name says about which body it is."""
    if token.isdigit():
        return 2.0
    return 0.4 if token in _COMMON or len(token) < 3 else 1.0


def distinctive(words: Iterable[str]) -> list[str]:
    """The words of a body's name that not every other body has."""
    return [word for word in words if word not in _COMMON]
