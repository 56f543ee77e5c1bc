"""Writing exports: whole files or none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from attributed.errors import Misuse
from attributed.graph.evidence import write_evidence
from attributed.graph.rdf import ntriples, turtle
from attributed.graph.store import Store

_RDF = {"ttl": turtle, "nt": ntriples}
FORMATS = ("evidence", *_RDF)


def write(store: Store, format: str, base_iri: str, out: Path | None) -> None:
    """Write to `out`, which appears only when it is whole, or to standard output."""
    with _writing(out) as stream:
        if format == "evidence":
            write_evidence(store, stream)
        else:
            for piece in _RDF[format](store, base_iri):
                stream.write(piece.encode())


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
