"""Bytes kept under their SHA-256, compressed, in `snapshots/` of the data folder."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import zstandard

from attributed.errors import NotFound, StoreDamaged

_HASH = re.compile(r"[0-9a-f]{64}")
BLOCK = 1 << 18
"""Bytes of a list that are unpacked at a time."""


class Snapshots:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep the bytes, synced to disk, and return their hash."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if path.exists():
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.new")
        with unfinished.open("wb") as stream:
            stream.write(zstandard.compress(data, 9))
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
        _sync(path.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash; NotFound when none are kept, StoreDamaged when they have changed."""
        if not _HASH.fullmatch(sha256):
            raise NotFound("snapshot", sha256)
        try:
            packed = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound("snapshot", sha256) from None
        try:
            data = zstandard.decompress(packed)
        except zstandard.ZstdError as error:
            raise StoreDamaged(f"snapshot {sha256} cannot be unpacked: {error}") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreDamaged(f"snapshot {sha256} holds other bytes")
        return data

    def lines(self, sha256: str) -> Iterator[str]:
        """The lines of a stored list, in constant memory; NotFound and StoreDamaged as for `get`."""
        if sha256 not in self:
            raise NotFound("snapshot", sha256)
        found = hashlib.sha256()
        try:
            with self._path(sha256).open("rb") as stream:
                rest = b""
                unpacked = zstandard.ZstdDecompressor().stream_reader(stream)
                while block := unpacked.read(BLOCK):
                    found.update(block)
                    *lines, rest = (rest + block).split(b"\n")
                    yield from map(bytes.decode, lines)
                if rest:
                    yield rest.decode()
        except zstandard.ZstdError as error:
            raise StoreDamaged(f"snapshot {sha256} cannot be unpacked: {error}") from None
        if found.hexdigest() != sha256:
            raise StoreDamaged(f"snapshot {sha256} holds other bytes")

    def __contains__(self, sha256: str) -> bool:
        return bool(_HASH.fullmatch(sha256)) and self._path(sha256).exists()

    def hashes(self) -> Iterator[str]:
        """Every hash kept, in order."""
        for path in sorted(self._folder.glob("*/*.zst")):
            yield path.stem

    def remove(self, sha256: str) -> None:
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.zst"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
