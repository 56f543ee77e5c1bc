"""The language of a text: by its script, or by the small words that every text of a language has."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

READ = "en"
"""The language whose texts are read; those of another are stored."""
_LOOKED_AT = 20_000
_FEWEST = 12
_SHARE = 0.1
_AHEAD = 1.25
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _table() -> Any:
    return yaml.safe_load(Path(__file__).with_name("languages.yaml").read_text("utf-8"))


@cache
def _words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in _table()["words"].items()}


def language(text: str) -> str | None:
    """The ISO 639-1 code; None for a text that is too short or too mixed to tell."""
    text = text[:_LOOKED_AT]
    return _by_script(text) or _by_words(text)


def _by_script(text: str) -> str | None:
    letters = sum(map(str.isalpha, text))
    for row in _table()["scripts"]:
        if letters and len(re.findall(f"[{row['letters']}]", text)) > letters / 2:
            for other, marks in row.get("marks", {}).items():
                if len(re.findall(f"[{marks}]", text)) > letters / 100:
                    return str(other)
            return str(row["language"])
    return None


def _by_words(text: str) -> str | None:
    words = Counter(word.casefold() for word in _WORD.findall(text))
    total = words.total()
    if total < _FEWEST:
        return None
    shares = {code: sum(words[word] for word in small) / total for code, small in _words().items()}
    first, second = sorted(shares, key=lambda code: -shares[code])[:2]
    clear = shares[first] >= _SHARE and shares[first] >= _AHEAD * shares[second]
    return first if clear else None


def is_read(code: str | None) -> bool:
    """Whether a text of this language is read; one whose language cannot be told is taken to be readable."""
    return code is None or code.casefold().partition("-")[0] == READ or code.casefold() == "english"
