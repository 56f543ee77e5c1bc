"""What reads claims out of a text, behind one protocol: the rules, or another that must quote its text verbatim."""

from __future__ import annotations

from typing import Protocol

from attributed.loaders.prose.gazetteer import using
from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.reader import Context, extractor, read


class Extractor(Protocol):
    """Reads a text into claims. What it returns quotes the text: every span is `body[start:end]`."""

    @property
    def name(self) -> str:
        """What `extractedBy` says: the rules or the model, with the version that makes an answer repeatable."""
        ...

    @property
    def needs(self) -> bytes:
        """What is kept beside the texts, so that they can be read the same way again; empty where nothing is."""
        return b""

    @property
    def copies(self) -> bool:
        """Whether several processes may each read with a copy of it."""
        return False

    def read(self, body: str, context: Context) -> Extraction: ...


class Rules(Extractor):
    """The rules and tables that are shipped; the same answer every time, without a network."""

    @property
    def name(self) -> str:
        return extractor()

    @property
    def copies(self) -> bool:
        return True

    def read(self, body: str, context: Context) -> Extraction:
        with using(None):
            return read(body, context)


RULES: Extractor = Rules()
