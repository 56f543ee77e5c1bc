"""How texts are to be read: with which extractor, and which of their bytes have been read before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from attributed.loaders.prose.extractor import RULES, Extractor
from attributed.schema.disclosure import Disclosure
from attributed.schema.source import Source


@dataclass(frozen=True, slots=True)
class Stored:
    """A text that a store holds already."""

    source: Source
    disclosure: Disclosure


def nothing(sha256: str) -> None:
    """What a store knows that is empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`stored` gives the text that was read from the bytes of a SHA-256, so that none is taken out of them twice."""

    extractor: Extractor = RULES
    stored: Callable[[str], Stored | None] = nothing
