"""Killable processes for strangers' queries: none of them runs in the process that owns the store."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from attributed.errors import QueryTimeout, StoreError, TooMuchMemory
from attributed.graph.foreign import Limits
from attributed.graph.guard import check
from attributed.graph.reader import READY
from attributed.graph.remote import error_of, packed
from attributed.graph.store import Value

STARTING = 30
"""Seconds in which a process must be ready."""
GRACE = 0.5
"""Seconds past the limit in which a query may end by itself, before its process is ended."""


class Source(Protocol):
    """What the processes read."""

    def target(self, seconds: float) -> dict[str, Any]:
        """What a process has to open; one that opened something else is replaced."""
        ...

    def context(self) -> dict[str, Any]:
        """What goes with each query."""
        ...

    def close(self) -> None: ...


class ReaderPool:
    """Up to `size` queries at once, each in a process of its own, with `memory` megabytes for the engine."""

    def __init__(self, source: Source, *, size: int, memory: int) -> None:
        self._source = source
        self._memory = memory
        self._size = size
        self._free: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)

    def ask(self, cypher: str, params: Mapping[str, Value], limits: Limits) -> bytes:
        check(cypher)
        try:
            reader = self._free.get(timeout=limits.seconds)
        except queue.Empty:
            raise StoreError("every process for reading is taken") from None
        try:
            target = {**self._source.target(limits.seconds), "memory": self._memory}
            if reader is None or reader.target != target:
                if reader:
                    reader.end()
                reader = _Reader(target)
            return reader.ask({**self._source.context(), "cypher": cypher, "params": dict(params)}, limits)
        finally:
            self._free.put(reader if reader and reader.lives else None)

    def close(self) -> None:
        for _ in range(self._size):
            reader = self._free.get()
            if reader:
                reader.end()
        self._source.close()


class _Reader:
    """One process."""

    def __init__(self, target: dict[str, Any]) -> None:
        self.target = target
        environment = {key: value for key, value in os.environ.items() if not key.startswith("ATTRIBUTED_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "attributed.graph.reader"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the server, which ends its workers itself
        )
        with self._clock(STARTING):
            self._tell(target)
            said = self._line()
        if said != READY:
            self.end()
            raise error_of(said) if said else StoreError("a process for reading could not be started")

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, asked: dict[str, Any], limits: Limits) -> bytes:
        with self._clock(limits.seconds + GRACE) as late:
            self._tell({**asked, "seconds": limits.seconds, "rows": limits.rows, "bytes": limits.bytes})
            head = self._line()
            body = self._read(head.get("length", 0))
        whole = "length" in head and len(body) == head["length"]
        refused = head.get("line") == "error"
        if late.is_set() or not (whole or refused):
            self.end()
        if refused:
            raise error_of(head)
        if whole:
            return body
        raise QueryTimeout(limits.seconds) if late.is_set() else TooMuchMemory()

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

    def _tell(self, line: dict[str, Any]) -> None:
        assert self._process.stdin is not None  # noqa: S101 - a pipe
        with contextlib.suppress(BrokenPipeError):  # that it has ended is noticed when its answer is read
            self._process.stdin.write(packed(line))
            self._process.stdin.flush()

    def _line(self) -> dict[str, Any]:
        """What the process said; nothing where it was ended."""
        assert self._process.stdout is not None  # noqa: S101 - a pipe
        line = self._process.stdout.readline()
        return json.loads(line) if line.endswith(b"\n") else {}

    def _read(self, length: int) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - a pipe
        return self._process.stdout.read(length)

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()
