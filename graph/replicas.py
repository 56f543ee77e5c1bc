"""The newest copy of an embedded store's graph, for the processes that read it."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from attributed.errors import StoreError
from attributed.graph.embedded import EmbeddedStore


class Replicas:
    """`target` is a copy no older than the store's last change; while a load is running, what stood before it."""

    def __init__(self, store: EmbeddedStore, memory: int) -> None:
        self._store = store
        self._memory = memory
        self._folder = store.folder / "replicas"
        shutil.rmtree(self._folder, ignore_errors=True)  # of a process that was killed
        self._refreshing = threading.Lock()
        self._current: tuple[int, Path] | None = None

    def target(self, seconds: float) -> dict[str, Any]:
        """StoreError where the first copy cannot be made within that time."""
        return {"engine": "embedded", "graph": str(self._copy(seconds)), "heap": f"{self._memory}m"}

    def _copy(self, seconds: float) -> Path:
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

    def context(self) -> dict[str, Any]:
        """Nothing that a query has to know beside the target."""
        return {}

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
