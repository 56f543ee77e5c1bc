"""The store on a Neo4j server; its snapshots lie in a folder of this machine, or one that its appenders share."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from attributed.errors import StoreBusy, StoreError, StoreReadOnly
from attributed.graph.append import unsealed
from attributed.graph.clusters import CONSENSUS
from attributed.graph.cypher_store import CypherStore
from attributed.graph.lease import Lease, is_held
from attributed.graph.neo4j import Address, Neo4jEngine
from attributed.graph.snapshots import Snapshots

_NEWEST = (
    "MATCH (d:Disclosure) WHERE d.sealed = true AND d.contents IS NOT NULL "
    "RETURN d.contents AS contents ORDER BY d.recordedAt DESC LIMIT 1"
)


class Neo4jStore(CypherStore):
    """Any number of processes read at once, one of them appends; reading needs no snapshots, appending does."""

    def __init__(self, address: Address, snapshots: Path, *, wait: float = 10, lens: str = CONSENSUS) -> None:
        self.address = address
        self.folder = snapshots
        engine = Neo4jEngine(address)
        try:
            lease = Lease(engine, wait, self._put_right)
            self._server = engine
            super().__init__(engine, Snapshots(snapshots), lease, lens)
        except BaseException:
            engine.close()
            raise

    def bookmarks(self) -> list[str]:
        """What another connection must have seen to read no older than this store."""
        return self._server.bookmarks()

    def _recover(self) -> None:
        """Only what nobody is working on, and only where this server takes writes."""
        left = self._projector.waiting() or self._projector.unfinished() or unsealed(self.engine)
        if left and not is_held(self._server):
            with suppress(StoreBusy, StoreReadOnly), self._appending:
                pass

    def _put_right(self) -> None:
        """Before this process appends: what an earlier appender left, and whether the snapshots are here."""
        newest = next(self.engine.rows(_NEWEST), None)
        if newest and newest["contents"] not in self._snapshots:
            raise StoreError(
                f"{self.folder} does not hold the snapshots of {self.address}: "
                "set ATTRIBUTED_SNAPSHOTS to the folder of whoever loaded last"
            )
        super()._recover()


def snapshot_folder(address: Address, base: Path) -> Path:
    """Where this machine keeps the snapshots of that database when no folder is set, under `base`."""
    parts = urlsplit(address.uri)
    named = f"{parts.hostname}-{parts.port or 7687}-{address.database or 'home'}"
    return base / "neo4j" / re.sub(r"[^A-Za-z0-9._-]", "_", named) / "snapshots"
