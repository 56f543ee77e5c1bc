"""Writing exports: whole files or none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from attributed.cli_progress import Counting
from attributed.errors import Misuse
from attributed.graph.evidence import write_evidence
from attributed.graph.neo4j_files import write_files
from attributed.graph.rdf import ntriples, turtle
from attributed.graph.store import Passing, Store

_RDF = {"ttl": turtle, "nt": ntriples}
FORMATS = ("evidence", "neo4j-admin", *_RDF)


def write(store: Store, format: str, base_iri: str, out: Path | None) -> None:
    """Write to `out`, which appears only when it is whole, or to standard output."""
    with Counting(f"exporting {format}") as bar:
        if format == "neo4j-admin":
            _write_folder(store, out, bar.over)
            return
        with _writing(out) as stream:
            if format == "evidence":
                write_evidence(store, stream, bar.over)
            else:
                for piece in bar.over(_RDF[format](store, base_iri)):
                    stream.write(piece.encode())


def _write_folder(store: Store, out: Path | None, passing: Passing) -> None:
    if out is None or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise Misuse("neo4j-admin is many files: give --out a folder that is empty or not there")
    try:
        with TemporaryDirectory(prefix=f".{out.name}.", dir=out.absolute().parent) as unfinished:
            whole = Path(unfinished) / out.name
            whole.mkdir()
            write_files(store, whole, passing)
            whole.replace(out)
    except OSError as error:
        raise Misuse(f"{out} cannot be written: {error.strerror}") from None


@contextmanager
def _writing(out: Path | None) -> Iterator[BinaryIO]:
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as stream:
            yield stream
        unfinished.replace(out)
    except OSError as error:
        raise Misuse(f"{out} cannot be written: {error.strerror}") from None
    finally:
        unfinished.unlink(missing_ok=True)
