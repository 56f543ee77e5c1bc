"""Re-checking what the graph quotes: every span against the stored text, every stored byte against its hash."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from attributed.errors import NotFound, StoreDamaged
from attributed.graph.catalogue import query
from attributed.graph.store import Passing, Store
from attributed.schema.claim import Origin

PAGE = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim, or stored bytes (`claim` None), that is not what it was recorded to be."""

    disclosure: str
    title: str | None
    why: str
    claim: str | None = None


@dataclass(slots=True)
class Verification:
    """Counts of claims, and of snapshots apart; a claim without a stored text has nothing to be compared with."""

    matches: int = 0
    no_snapshot: int = 0
    differs: list[Difference] = field(default_factory=list)
    snapshots: int = 0
    snapshots_missing: int = 0
    snapshots_differ: list[Difference] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.differs and not self.snapshots_differ


def verify(store: Store, passing: Passing = iter) -> Verification:
    """Compare everything that is stored, one document after another; `passing` is handed them to count."""
    found = Verification()
    for disclosure in passing(store.stream("disclosure")):
        _Document(store, disclosure, found).check()
    return found


class _Document:
    def __init__(self, store: Store, disclosure: dict[str, Any], found: Verification) -> None:
        self._store = store
        self._id: str = disclosure["id"]
        self._disclosure = disclosure
        self._found = found
        self._damage: str | None = None
        """Why the stored text cannot be compared with, where it is damaged."""

    def check(self) -> None:
        text = self._text()
        for key in ("sha256", "contents"):
            if self._disclosure.get(key) and self._disclosure[key] != self._disclosure.get("textSha256"):
                self._bytes(key)
        for row, spans in self._claims():
            self._claim(row, spans, text)

    def _text(self) -> str | None:
        """The text that offsets refer to, if it is kept."""
        if not self._disclosure.get("textSha256"):
            return None
        data = self._bytes("textSha256")
        try:
            return None if data is None else data.decode()
        except UnicodeDecodeError:
            self._damage = "the stored text is not UTF-8"
            return None

    def _bytes(self, key: str) -> bytes | None:
        """The bytes kept under the hash in this property; what is wrong with them is noted."""
        sha256 = self._disclosure[key]
        try:
            data = self._store.snapshot(sha256)
        except NotFound:
            self._found.snapshots_missing += 1
            return None
        except StoreDamaged as error:
            why = str(error)
        else:
            if hashlib.sha256(data).hexdigest() == sha256:
                self._found.snapshots += 1
                return data
            why = f"snapshot {sha256} holds other bytes"
        self._found.snapshots_differ.append(self._difference(why))
        if key == "textSha256":
            self._damage = why
        return None

    def _claims(self) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """Each claim of the document with its spans."""
        after = ""
        page = query("quoted-claims").text
        while rows := self._store.read(page, {"id": self._id, "after": after, "limit": PAGE}).maps():
            after = rows[-1]["claim"]
            spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
            quoted = [row["claim"] for row in rows if row["origin"] == Origin.PROSE]
            if quoted:
                for span in self._store.read(query("spans-of-claims").text, {"ids": quoted}).maps():
                    spans[span["claim"]].append(span)
            for row in rows:
                yield row, spans[row["claim"]]

    def _claim(self, row: dict[str, Any], spans: list[dict[str, Any]], text: str | None) -> None:
        if row["origin"] != Origin.PROSE or (text is None and self._damage is None):
            self._found.no_snapshot += 1
            return
        why = self._damage or self._wrong(row, spans, text or "")
        if why:
            self._found.differs.append(self._difference(why, row["claim"]))
        else:
            self._found.matches += 1

    def _wrong(self, row: dict[str, Any], spans: list[dict[str, Any]], text: str) -> str | None:
        """Why the claim's evidence is not what the text says, or None."""
        if not spans:
            return "no sentence of the text is named"
        for span in spans:
            start, end = span["start"], span["end"]
            if span["disclosure"] != self._id:
                return f"the quote is said to be in {span['disclosure']}"
            if not 0 <= start < end <= len(text) or text[start:end] != span["quote"]:
                return f"characters {start} to {end} of the text are not {_short(span['quote'])}"
        shown = list(zip(row["starts"] or (), row["ends"] or (), row["quotes"] or (), strict=False))
        if sorted(shown) != sorted((span["start"], span["end"], span["quote"]) for span in spans):
            return "the graph shows other quotes than the evidence holds"
        return None

    def _difference(self, why: str, claim: str | None = None) -> Difference:
        return Difference(self._id, self._disclosure.get("title"), why, claim)


def _short(quote: str) -> str:
    return repr(quote if len(quote) <= 60 else quote[:59] + "…")
