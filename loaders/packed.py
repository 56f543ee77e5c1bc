"""Packed files as streams: gzip, xz, zstd and zip by their first bytes, never past a cap."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any, Protocol, cast

import zstandard

from attributed.errors import BadInput

SUFFIXES = frozenset({".gz", ".xz", ".zst", ".zip"})
MOST_MEMBERS = 1_000
_ZIP = b"PK\x03\x04"
_PIECE = 1_024
"""Packed bytes given to a decoder at once: of the densest zstd they become 32 MB, of xz 7 MB."""
_XZ_MEMORY = 256_000_000
_BROKEN = (
    EOFError,
    gzip.BadGzipFile,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
)
"""What the unpackers raise; RuntimeError where a zip is encrypted, EOFError where an archive is cut off."""

_Source = io.BufferedIOBase | io.RawIOBase


Watch = Callable[[int], object]
"""Told how far into the file on the disk a reader has come, in bytes."""


def unpacked(
    path: Path, name: str, limit: int, member: str | None = None, watch: Watch | None = None
) -> io.BufferedReader:
    """The bytes of a file, unpacked while they are read; BadInput where they are broken or more than `limit`.

    `member` is the file of a zip that is meant; without it the zip has one alone.
    """
    packed = path.open("rb")
    try:
        return io.BufferedReader(_Guarded(_reader(packed, name, member), packed, name, limit, watch), 1 << 17)
    except BaseException:
        packed.close()
        raise


def members(path: Path) -> list[str]:
    """The files in a zip, sorted; none where the file is no zip that can be read."""
    try:
        with path.open("rb") as packed:
            if packed.read(len(_ZIP)) != _ZIP:
                return []
            return _members(_zip(packed, path.name), path.name)
    except (BadInput, OSError):
        return []


def bare(name: str) -> str:
    """The name without the suffix of a packing."""
    return name[: -len(PurePath(name).suffix)] if PurePath(name).suffix.lower() in SUFFIXES else name


def _reader(packed: io.BufferedReader, name: str, member: str | None) -> _Source:
    magic = packed.read(6)
    packed.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=packed)
    if magic.startswith(b"\xfd7zXZ\x00"):
        return _Frames(packed, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _XZ_MEMORY))
    if magic.startswith(zstandard.FRAME_HEADER):
        return _Frames(packed, zstandard.ZstdDecompressor().decompressobj)
    if magic.startswith(_ZIP):
        return _member(packed, name, member)
    return packed


def _member(packed: io.BufferedReader, name: str, member: str | None) -> _Source:
    archive = _zip(packed, name)
    held = [member] if member else _members(archive, name)
    if len(held) != 1:
        raise BadInput(name, f"an archive of {len(held)} files, where one is needed")
    try:
        return cast(zipfile.ZipExtFile, archive.open(held[0]))
    except KeyError:
        raise BadInput(name, f"the archive holds no {held[0]}") from None
    except _BROKEN as error:
        raise _broken(name, error) from None


def _zip(packed: io.BufferedReader, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(packed)
    except _BROKEN as error:
        raise _broken(name, error) from None


def _members(archive: zipfile.ZipFile, name: str) -> list[str]:
    held = sorted(info.filename for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename))
    if len(held) > MOST_MEMBERS:
        raise BadInput(name, f"an archive of more than {MOST_MEMBERS:,} files")
    if len(set(held)) != len(held):
        raise BadInput(name, "an archive that holds a file twice")
    return held


def _is_hidden(member: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePath(member).parts)


def _broken(name: str, error: Exception) -> BadInput:
    if isinstance(error, EOFError):
        return BadInput(name, "the archive is cut off")
    return BadInput(name, f"the archive cannot be unpacked: {error}")


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class _Frames(io.RawIOBase):
    """One frame after another; a frame without its end raises EOFError, which zstandard's own reader does not."""

    def __init__(self, packed: io.BufferedReader, decoder: Callable[[], _Decoder]) -> None:
        self._packed = packed
        self._new = decoder
        self._decoder: _Decoder | None = None
        self._rest = b""
        self._held = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            piece = self._rest or self._packed.read(_PIECE)
            if not piece and self._decoder:
                raise EOFError
            if not piece:
                return 0
            self._unpack(piece)
        count = min(len(buffer), len(self._held))
        buffer[:count] = self._held[:count]
        self._held = self._held[count:]
        return count

    def _unpack(self, piece: bytes) -> None:
        decoder = self._decoder = self._decoder or self._new()
        self._held = memoryview(decoder.decompress(piece))
        self._rest = b""
        if decoder.eof:
            self._rest, self._decoder = decoder.unused_data, None


class _Guarded(io.RawIOBase):
    """Raises BadInput for what an unpacker raises, and as soon as there is more than `limit`."""

    def __init__(self, source: _Source, packed: io.BufferedReader, name: str, limit: int, watch: Watch | None) -> None:
        self._source, self._packed = source, packed
        self._watch = watch
        self._name = name
        self._limit = self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            count = self._source.readinto(buffer) or 0
        except _BROKEN as error:
            raise _broken(self._name, error) from None
        self._left -= count
        if self._left < 0:
            raise BadInput(self._name, f"larger than {self._limit:,} bytes")
        if self._watch:
            self._watch(self._packed.tell())
        return count

    def close(self) -> None:
        if not self.closed:
            self._source.close()
            self._packed.close()
        super().close()
