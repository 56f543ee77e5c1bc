"""Bolt for reading, over an embedded store: a process of its own that answers from a copy of the graph."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from attributed.errors import StoreError
from attributed.graph.bolt_process import DATABASE, READY
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.remote import packed

USER = "reader"
LOOKS = 0.5
"""Seconds between two looks whether the store has changed."""
STARTING = 30
"""Seconds in which the process must be ready, and for which the first copy waits."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Where and to whom Bolt answers, and what one query may take: seconds, rows, and a heap such as `512m`."""

    host: str
    port: int
    password: str
    seconds: float
    rows: int
    heap: str


class Bolt:
    """A store that has changed is copied anew at rest, and answered from the copy on the same port.

    At that moment open connections end; a driver opens new ones and tries a managed transaction again.
    """

    def __init__(self, store: EmbeddedStore, reading: Reading) -> None:
        self._store = store
        self._reading = reading
        self._folder = store.folder / "bolt"
        shutil.rmtree(self._folder, ignore_errors=True)  # of a process that was killed
        self._folder.mkdir(mode=0o700)
        self._done = threading.Event()
        copied = self._copy(STARTING)
        if copied is None:
            raise StoreError("the first load is still running; Bolt can be opened when it is done")
        self._generation, self._root = copied
        self._process = self._start(self._root)
        self._following = threading.Thread(target=self._follow, daemon=True)
        self._following.start()

    @property
    def uri(self) -> str:
        return f"bolt://{self._reading.host}:{self._reading.port}"

    @property
    def pid(self) -> int:
        """Of the process that answers now."""
        return self._process.pid

    def _copy(self, wait: float) -> tuple[int, Path] | None:
        root = Path(tempfile.mkdtemp(dir=self._folder))
        generation = self._store.copy(root / "databases" / DATABASE, wait=wait)
        if generation is None:
            shutil.rmtree(root)
            return None
        return generation, root

    def _start(self, root: Path) -> subprocess.Popen[bytes]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("ATTRIBUTED_")}
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "attributed.graph.bolt_process", str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the server, which ends this process itself
        )
        assert process.stdin is not None  # noqa: S101 - a pipe
        assert process.stdout is not None  # noqa: S101 - a pipe
        reading = self._reading
        asked = {
            "host": reading.host,
            "port": reading.port,
            "user": USER,
            "password": reading.password,
            "heap": reading.heap,
            "seconds": reading.seconds,
            "rows": reading.rows,
        }
        process.stdin.write(packed(asked))
        process.stdin.flush()
        late = threading.Timer(STARTING, process.kill)
        late.start()
        answered = process.stdout.readline()
        late.cancel()
        if answered != packed(READY):
            _end(process)
            raise StoreError(f"the process that answers Bolt on {reading.host}:{reading.port} could not be started")
        return process

    def _follow(self) -> None:
        """Begin anew when changes have come to rest, and where the process has died."""
        seen = self._generation
        while not self._done.wait(LOOKS):
            before, seen = seen, self._store.generation
            if self._process.poll() is None and (seen == self._generation or seen != before):
                continue
            copied = self._copy(0)
            if copied is None:
                continue
            _end(self._process)
            shutil.rmtree(self._root, ignore_errors=True)
            self._generation, self._root = copied
            try:
                self._process = self._start(self._root)
            except StoreError:
                continue  # the dead process is seen, and tried again, at the next look

    def close(self) -> None:
        self._done.set()
        self._following.join()
        _end(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()
