"""The store in a folder, on the embedded engine."""

from __future__ import annotations

from pathlib import Path

from attributed.graph.arcade import ArcadeEngine, recover
from attributed.graph.changing import Changing
from attributed.graph.clusters import CONSENSUS
from attributed.graph.cypher_store import CypherStore
from attributed.graph.lock import Lock
from attributed.graph.replica import copy
from attributed.graph.snapshots import Snapshots


class EmbeddedStore(CypherStore):
    """The store in a folder: `graph/`, `snapshots/`, `lock`; `server.json` and `replicas/` while it is served."""

    def __init__(self, folder: Path, lock: Lock, heap: str, lens: str = CONSENSUS) -> None:
        self.folder = folder
        self._lock = lock
        self._changing = Changing()
        try:
            engine = ArcadeEngine(folder / "graph", heap=heap)
            super().__init__(engine, Snapshots(folder / "snapshots"), self._changing, lens)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, *, heap: str = "384m") -> EmbeddedStore:
        """The store in this folder, made if it is not there; StoreBusy when another process holds it."""
        lock = Lock(folder)
        if not lock.take():
            raise lock.busy()
        return cls(folder, lock, heap)

    @property
    def generation(self) -> int:
        """Grows with every change that a query can see."""
        return self._changing.generation

    def copy(self, to: Path, *, wait: float) -> int | None:
        """Copy the graph as it stands between two changes, ready to be read; its generation.

        None, and no copy, where a change is still running after `wait` seconds.
        """
        with self._changing.at_rest(wait) as rests:
            if not rests:
                return None
            copy(self.folder / "graph", to)
            generation = self.generation
        recover(to)
        return generation

    def close(self) -> None:
        super().close()
        self._lock.release()
