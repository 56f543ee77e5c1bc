"""The store in a folder, on the embedded engine."""

from __future__ import annotations

from pathlib import Path

from attributed.graph.arcade import ArcadeEngine
from attributed.graph.cypher_store import CypherStore
from attributed.graph.lock import Lock
from attributed.graph.snapshots import Snapshots


class EmbeddedStore(CypherStore):
    """The store in a folder: `graph/`, `snapshots/`, `lock`, and `server.json` while it is served."""

    def __init__(self, folder: Path, lock: Lock, heap: str) -> None:
        self.folder = folder
        self._lock = lock
        try:
            engine = ArcadeEngine(folder / "graph", heap=heap)
            super().__init__(engine, Snapshots(folder / "snapshots"))
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, *, heap: str = "1g") -> EmbeddedStore:
        """The store in this folder, made if it is not there; StoreBusy when another process holds it."""
        lock = Lock(folder)
        if not lock.take():
            raise lock.busy()
        return cls(folder, lock, heap)

    def close(self) -> None:
        super().close()
        self._lock.release()
