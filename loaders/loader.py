"""What a loader is: a pure iterator, one file in, batches of evidence out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from attributed.errors import BadInput
from attributed.schema.batch import Batch

HEAD = 65_536


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to load: `name` is what messages call it; more than `max_bytes` is refused before reading."""

    path: Path
    name: str
    max_bytes: int = 500_000_000
    max_text_bytes: int = 5_000_000

    def size(self) -> int:
        return self.path.stat().st_size

    def head(self) -> bytes:
        """The first bytes, by which a format is recognised."""
        with self.path.open("rb") as stream:
            return stream.read(HEAD)

    def read(self, limit: int | None = None) -> bytes:
        """All bytes; BadInput when there are more than `limit` (default `max_bytes`)."""
        allowed = self.max_bytes if limit is None else limit
        with self.path.open("rb") as stream:
            data = stream.read(allowed + 1)
        if len(data) > allowed:
            raise BadInput(self.name, f"larger than {allowed:,} bytes")
        return data

    def open(self) -> BinaryIO:
        """The bytes as a stream, to be read piece by piece and closed."""
        return self.path.open("rb")

    def sha256(self) -> str:
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What part of a file is wanted: these `programmes` of a sanctions list (case-folded; none means all).

    An edition is not complete where a part was taken or the person says so (`partial`); `confirmed` says that it is
    complete although much of the edition before is missing.
    """

    programmes: frozenset[str] = frozenset()
    partial: bool = False
    confirmed: bool = False

    @property
    def complete(self) -> bool:
        return not self.partial and not self.programmes


ALL = Wanted()


class Loader(Protocol):
    """One publisher format. `load` yields batches of one disclosure after another, each ending in a closing one.

    The first batch of a disclosure carries its metadata and snapshots and little else, so that a store that
    already holds it can stop there. `load` raises BadInput when the whole file is refused; a single bad record
    is passed over and reported in `Batch.skipped`.
    """

    @property
    def format(self) -> str: ...

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether a file of this name that begins with `head` is of this format; never raises."""
        ...

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]: ...
