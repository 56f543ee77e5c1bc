"""What a loader is: a pure iterator, one file in, batches of evidence out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path, PurePath
from typing import Protocol

from attributed.loaders.packed import Watch, bare, unpacked
from attributed.loaders.reading import Reading
from attributed.schema.batch import Batch

HEAD = 65_536


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to load, packed (gzip, xz, zstd, zip) or not: all that is read of it are its unpacked bytes.

    `name` is what messages call it; of more than `max_bytes`, unpacked, nothing is kept. `member` is the file meant
    of a zip that holds several. `companions` are the files beside it that its loader reads with it. `watch` is told
    how far an opened stream has been read. `reading` says how a text is read.
    """

    path: Path
    name: str
    max_bytes: int = 500_000_000
    max_text_bytes: int = 5_000_000
    member: str | None = None
    companions: tuple[InputFile, ...] = ()
    watch: Watch | None = field(default=None, compare=False)
    reading: Reading = field(default=Reading(), compare=False)

    def bare_name(self) -> str:
        """The name without folders and the suffix of a packing, as the publisher calls the file."""
        return bare(PurePath(self.member or self.name).name)

    def size(self) -> int:
        """Bytes on the disk."""
        return self.path.stat().st_size

    def head(self) -> bytes:
        """The first bytes, by which a format is recognised."""
        with self.open() as stream:
            return stream.read(HEAD)

    def read(self, limit: int | None = None) -> bytes:
        """All bytes; BadInput when there are more than `limit` (default `max_bytes`)."""
        allowed = self.max_bytes if limit is None else limit
        with unpacked(self.path, self.name, allowed, self.member) as stream:
            return stream.read()

    def open(self) -> BufferedReader:
        """The bytes as a stream, to be read piece by piece and closed; BadInput past `max_bytes` and when broken."""
        return unpacked(self.path, self.name, self.max_bytes, self.member, self.watch)

    def sha256(self) -> str:
        """Of the unpacked bytes: an edition is the same however it was packed. Reads the file once.

        With companions it is the hash of the hashes of all, sorted, one a line.
        """
        if not self.companions:
            return self.own_sha256()
        each = sorted(file.own_sha256() for file in (self, *self.companions))
        return hashlib.sha256("".join(f"{one}\n" for one in each).encode()).hexdigest()

    def own_sha256(self) -> str:
        """Of this file alone, whatever lies beside it."""
        with unpacked(self.path, self.name, self.max_bytes, self.member) as stream:
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
    """One publisher format; every loader is a subclass.

    `load` yields batches of one disclosure after another, each ending in a closing one. The first batch of a
    disclosure carries its metadata and snapshots and little else, so that a store that already holds it can stop
    there. `load` raises BadInput when the whole file is refused; a single bad record is passed over and reported
    in `Batch.skipped`.
    """

    @property
    def format(self) -> str: ...

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether a file of this bare name that begins with `head` is of this format; never raises."""
        ...

    def companions(self, name: str, beside: Collection[str]) -> Collection[str]:
        """Which of the files `beside` one of this name in a folder are read together with it (all bare names).

        They arrive as `file.companions` and are not loaded alone. Asked before any file is opened.
        """
        return ()

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]: ...
