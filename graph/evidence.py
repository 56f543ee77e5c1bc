"""The evidence file, `attributed.evidence/1`: JSON Lines, each RFC 8785, zstd, header first and footer last."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import zstandard

from attributed.errors import BadInput
from attributed.graph.store import Passing, Store
from attributed.schema.line import FORMAT, PART, Line, decode, encode

MAGIC: bytes = zstandard.FRAME_HEADER
LONGEST = 2 * PART + 1_000_000
"""Bytes of the longest line that is read: a part of a snapshot in base64, or a very large record."""


def is_evidence(head: bytes) -> bool:
    """Whether a file that begins with `head` is an evidence file, packed or not."""
    if head.startswith(MAGIC):
        try:
            with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(head)) as reader:
                head = reader.read(200)
        except zstandard.ZstdError:
            return False
    return head.startswith(b'{"format":"attributed.evidence/')


def write_evidence(store: Store, out: BinaryIO, passing: Passing = iter) -> dict[str, int]:
    """Write everything said and decided, the lines passed on to be counted; returns how many of each kind."""
    counts: Counter[str] = Counter()
    sha256 = hashlib.sha256()

    def lines() -> Iterator[bytes]:
        header = encode({"line": "header", "format": FORMAT})
        sha256.update(header)
        yield header
        for line in passing(store.evidence()):
            counts[line["line"]] += 1
            data = encode(line)
            sha256.update(data)
            yield data
        yield encode({"line": "footer", "counts": dict(counts), "sha256": sha256.hexdigest()})

    with zstandard.ZstdCompressor(level=9).stream_writer(out, closefd=False) as packed:
        for data in lines():
            packed.write(data)
    return dict(counts)


def read_evidence(path: Path, name: str) -> Iterator[Line]:
    """The lines between header and footer, after the whole file has been proven by its footer."""
    _prove(path, name)
    for line in _lines(path, name):
        if line["line"] not in ("header", "footer"):
            yield line


def _prove(path: Path, name: str) -> None:
    counts: Counter[str] = Counter()
    sha256 = hashlib.sha256()
    footer: Line | None = None
    for number, line in enumerate(_lines(path, name), 1):
        if footer is not None:
            raise BadInput(name, "goes on after its footer", f"line {number}")
        if number == 1 and (line["line"] != "header" or line.get("format") != FORMAT):
            raise BadInput(name, f"does not begin as {FORMAT}", "line 1")
        if line["line"] == "footer":
            footer = line
            continue
        if line["line"] != "header":
            counts[line["line"]] += 1
        sha256.update(encode(line))
    if footer is None:
        raise BadInput(name, "has no footer: the file is cut off")
    if footer.get("counts") != dict(counts) or footer.get("sha256") != sha256.hexdigest():
        raise BadInput(name, "does not match its footer: the file was altered")


def _lines(path: Path, name: str) -> Iterator[Line]:
    with path.open("rb") as stream:
        packed = stream.read(len(MAGIC)) == MAGIC
        stream.seek(0)
        source: BinaryIO = stream
        if packed:
            source = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(stream))
        number = 0
        try:
            while data := source.readline(LONGEST):
                number += 1
                if not data.endswith(b"\n"):
                    raise ValueError("longer than any evidence line" if len(data) == LONGEST else "cut off")
                yield decode(data)
        except (ValueError, zstandard.ZstdError) as error:
            raise BadInput(name, str(error), f"line {number}") from None
