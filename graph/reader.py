"""A process that answers queries from a copy of a graph and can be ended at any moment: `python -m … <graph> <MB>`.

One request a line on standard input, `{"cypher", "params", "seconds", "rows", "bytes"}`; to each a line `{"length"}`
and that many bytes of an answer, or an error line. Once its graph is open, the process opens no other file and no
connection, writes to no file and takes no more memory than it was given, whatever a query asks of the engine.
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
from attributed.graph.arcade import ArcadeEngine
from attributed.graph.remote import error_line, packed

READY = {"line": "ready"}
_BESIDE_THE_HEAP = 1 << 29
"""Bytes for the process beside the engine's heap: the interpreter, the library, and an answer while it is written."""


def main(graph: str, heap: str) -> None:
    out = sys.stdout.buffer
    engine = ArcadeEngine(Path(graph), heap=f"{heap}m", read_only=True)
    # Everything that is loaded when first used is loaded by this.
    answer(engine.read("MATCH p = (a)-[r]->(b) RETURN a, r, p LIMIT 1", {}, 60, 1), 1 << 20)
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, requests), daemon=True).start()
    _fence(int(heap) * (1 << 20) + _BESIDE_THE_HEAP)
    _send(out, packed(READY))
    while True:
        _send(out, *_answered(engine, json.loads(requests.get())))


def _receive(stream: IO[bytes], requests: queue.SimpleQueue[bytes]) -> None:
    for line in stream:
        requests.put(line)
    # Whoever asked is gone, and the engine may be at work on something that has no end.
    os._exit(0)


def _answered(engine: ArcadeEngine, asked: dict[str, Any]) -> tuple[bytes, ...]:
    try:
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


def _fence(memory: int) -> None:
    highest = max(int(path.name) for path in Path("/dev/fd").iterdir()) + 1
    for what, most in (
        (resource.RLIMIT_NOFILE, highest),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, memory),
    ):
        with contextlib.suppress(ValueError, OSError):  # not every system lets every limit be lowered
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
