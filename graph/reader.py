"""A process that answers queries of strangers and can be ended at any moment.

The first line on standard input says what to read: a copy of an embedded graph, or a Neo4j server. Then one request a
line, `{"cypher", "params", "seconds", "rows", "bytes"}`; to each a line `{"length"}` and that many bytes of an answer,
or an error line. The process writes to no file and takes no more memory than it was given; over a copy it opens no
other file and no connection once its graph is open, whatever a query asks of the engine.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import resource
import sys
import threading
from pathlib import Path
from typing import IO, Any

from attributed.errors import AttributedError, QueryError, TooMuchMemory
from attributed.graph.answer import answer
from attributed.graph.remote import error_line, packed

READY = {"line": "ready"}
_BESIDE_THE_HEAP = 1 << 29
"""Bytes for the process beside the engine's heap: the interpreter, the library, and an answer while it is written."""


def main() -> None:
    out = sys.stdout.buffer
    asked = json.loads(sys.stdin.buffer.readline())
    memory = asked.pop("memory")
    try:
        engine = _opened(asked)
        # Everything that is loaded when first used is loaded by this.
        answer(engine.read("MATCH p = (a)-[r]->(b) RETURN a, r, p LIMIT 1", {}, 30, 1), 1 << 20)
    except AttributedError as error:
        _send(out, packed(error_line(error)))
        return
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, requests), daemon=True).start()
    _fence(memory * (1 << 20) + _BESIDE_THE_HEAP, alone="graph" in asked)
    _send(out, packed(READY))
    while True:
        _send(out, *_answered(engine, json.loads(requests.get())))


def _opened(asked: dict[str, Any]) -> Any:
    """The engine of this kind; only what it needs is imported."""
    if asked.pop("engine") == "neo4j":
        from attributed.graph.judged import JudgedEngine
        from attributed.graph.neo4j import Address

        return JudgedEngine(Address(**asked))
    from attributed.graph.arcade import ArcadeEngine

    return ArcadeEngine(Path(asked["graph"]), heap=asked["heap"], read_only=True)


def _receive(stream: IO[bytes], requests: queue.SimpleQueue[bytes]) -> None:
    for line in stream:
        requests.put(line)
    # Whoever asked is gone, and the engine may be at work on something that has no end.
    os._exit(0)


def _answered(engine: Any, asked: dict[str, Any]) -> tuple[bytes, ...]:
    try:
        if "after" in asked:
            engine.after(asked["after"])
        rows = engine.read(asked["cypher"], asked["params"], asked["seconds"], asked["rows"])
        body = answer(rows, asked["bytes"])
    except AttributedError as error:
        return (packed(error_line(error)),)
    except MemoryError:
        return (packed(error_line(TooMuchMemory())),)
    except RecursionError:
        return (packed(error_line(QueryError("the answer is nested too deeply"))),)
    return packed({"length": len(body)}), body


def _send(out: IO[bytes], *parts: bytes) -> None:
    for part in parts:
        out.write(part)
    out.flush()


def _fence(memory: int, *, alone: bool) -> None:
    limits = [(resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_DATA, memory)]
    if alone:
        limits.append((resource.RLIMIT_NOFILE, max(int(path.name) for path in Path("/dev/fd").iterdir()) + 1))
    for what, most in limits:
        with contextlib.suppress(ValueError, OSError):  # not every system lets every limit be lowered
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
