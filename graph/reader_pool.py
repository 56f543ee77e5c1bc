"""Killable workers over copies of the graph: no query of a stranger runs in the process that owns the store."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attributed.errors import QueryTimeout, StoreError, TooMuchMemory
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.foreign import Limits
from attributed.graph.guard import check
from attributed.graph.reader import READY
from attributed.graph.remote import error_of, packed
from attributed.graph.store import Value

STARTING = 30
"""Seconds in which a worker must be ready."""
GRACE = 0.5
"""Seconds past the limit in which a worker may end a query by itself, before it is ended."""


class ReaderPool:
    """Up to `size` queries at once, each in a process of its own with `memory` megabytes for the engine.

    Every query sees what was sealed and decided before it came; while a load is running, what stood before it.
    """

    def __init__(self, store: EmbeddedStore, *, size: int, memory: int) -> None:
        self._store = store
        self._memory = memory
        self._folder = store.folder / "replicas"
        shutil.rmtree(self._folder, ignore_errors=True)  # of a process that was killed
        self._free: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)
        self._size = size
        self._refreshing = threading.Lock()
        self._current: tuple[int, Path] | None = None

    def ask(self, cypher: str, params: Mapping[str, Value], limits: Limits) -> bytes:
        check(cypher)
        try:
            reader = self._free.get(timeout=limits.seconds)
        except queue.Empty:
            raise StoreError("every process for reading is taken") from None
        try:
            graph = self._replica(limits.seconds)
            if reader is None or reader.graph != graph:
                if reader:
                    reader.end()
                reader = _Reader(graph, self._memory)
            return reader.ask(cypher, params, limits)
        finally:
            self._free.put(reader if reader and reader.lives else None)

    def _replica(self, seconds: float) -> Path:
        """The folder of a copy that is no older than the store's last change; an older one while it is changing."""
        with self._refreshing:
            if self._current and self._current[0] == self._store.generation:
                return self._current[1]
            self._folder.mkdir(mode=0o700, exist_ok=True)
            made = Path(tempfile.mkdtemp(dir=self._folder)) / "graph"
            copied = self._store.copy(made, wait=0 if self._current else seconds)
            if copied is None:
                shutil.rmtree(made.parent)
                if self._current:
                    return self._current[1]
                raise StoreError("the first load is still running; ask again when it is done")
            if self._current:
                # Workers that still read it hold its files open.
                shutil.rmtree(self._current[1].parent, ignore_errors=True)
            self._current = copied, made
            return made

    def close(self) -> None:
        for _ in range(self._size):
            reader = self._free.get()
            if reader:
                reader.end()
        shutil.rmtree(self._folder, ignore_errors=True)


class _Reader:
    """One worker process."""

    def __init__(self, graph: Path, memory: int) -> None:
        self.graph = graph
        environment = {key: value for key, value in os.environ.items() if not key.startswith("ATTRIBUTED_")}
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "attributed.graph.reader", str(graph), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the server, which ends its workers itself
        )
        if self._line(STARTING) != READY:
            self.end()
            raise StoreError("a process for reading could not be started")

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, cypher: str, params: Mapping[str, Value], limits: Limits) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # noqa: S101 - a pipe
        assert stdout is not None  # noqa: S101 - a pipe
        asked = {
            "cypher": cypher,
            "params": dict(params),
            "seconds": limits.seconds,
            "rows": limits.rows,
            "bytes": limits.bytes,
        }
        with self._clock(limits.seconds + GRACE) as late:
            with contextlib.suppress(BrokenPipeError):
                stdin.write(packed(asked))
                stdin.flush()
            head = _decoded(stdout.readline())
            body = stdout.read(head.get("length", 0))
        whole = "length" in head and len(body) == head["length"]
        refused = head.get("line") == "error"
        if late.is_set() or not (whole or refused):
            self.end()
        if refused:
            raise error_of(head)
        if whole:
            return body
        raise QueryTimeout(limits.seconds) if late.is_set() else TooMuchMemory()

    def _line(self, seconds: float) -> Any:
        assert self._process.stdout  # noqa: S101 - a pipe
        with self._clock(seconds):
            return _decoded(self._process.stdout.readline())

    @contextlib.contextmanager
    def _clock(self, seconds: float) -> Iterator[threading.Event]:
        late = threading.Event()

        def ring() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, ring)
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def _decoded(line: bytes) -> dict[str, Any]:
    """What a worker said; nothing where it was ended."""
    return json.loads(line) if line.endswith(b"\n") else {}
