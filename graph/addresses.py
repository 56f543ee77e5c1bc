"""Addresses as they are compared: without words for streets and houses, and without the state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from attributed.graph.spelling import KEPT, tokens

_TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "tables" / "addresses.yaml").read_text("utf-8"))
_FILLERS = frozenset(_TABLE["fillers"])
_DISPUTED = [(re.compile(places), frozenset(states)) for places, states in _TABLE["disputed"].items()]

_SAME_WORDS = 90
_CODE = 5
"""Digits that a postal code has at least; what has fewer is the number of a house, floor or room."""
_DISTRICT = 3
"""Digits of a postal code that one town shares: the rest is often stated wrongly."""


@dataclass(frozen=True, slots=True)
class _Address:
    words: frozenset[str]
    numbers: frozenset[str]
    codes: frozenset[str]

    @property
    def exact(self) -> bool:
        """It says more than a town: it has a number, and two words that tell something."""
        return len(self.words) >= 2 and bool(self.numbers or self.codes)


@lru_cache(maxsize=KEPT)
def _parsed(text: str) -> _Address:
    found = tokens(text)
    digits = [token for token in found if token.isdigit()]
    return _Address(
        frozenset(token for token in found if not token.isdigit() and token not in _FILLERS),
        frozenset(token.lstrip("0") for token in digits if len(token) < _CODE),
        frozenset(token[:_DISTRICT] for token in digits if len(token) >= _CODE),
    )


def same_address(left: str, right: str) -> bool:
    """Whether both are one exact address: their words are the same, and no number of the shorter is another's."""
    mine, theirs = _parsed(left), _parsed(right)
    if not (mine.exact and theirs.exact):
        return False
    if mine.codes and theirs.codes and not mine.codes & theirs.codes:
        return False
    fewer, more = sorted((mine.numbers, theirs.numbers), key=len)
    if not (fewer <= more if fewer else mine.codes & theirs.codes):
        return False
    return fuzz.token_set_ratio(" ".join(sorted(mine.words)), " ".join(sorted(theirs.words))) >= _SAME_WORDS


def disputed(addresses: Iterable[str]) -> frozenset[str]:
    """The states that are written behind a place of these addresses, where there are several."""
    text = " ".join(word for address in addresses for word in tokens(address))
    return frozenset(state for places, states in _DISPUTED if places.search(text) for state in states)
