"""One appender at a time on a server: a node that names who appends, proven by every write of theirs.

The holder renews it while it works. It falls to the next who asks when its holder has been silent for `SILENCE`
seconds, or was a process of this machine that is gone. Whoever was only slow finds the fence down at the next write,
which is then rolled back: two never write at once.
"""

from __future__ import annotations

import os
import platform
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from attributed.errors import StoreBusy, StoreError
from attributed.graph.engine import Statement
from attributed.graph.lock import command_line, waiting
from attributed.graph.neo4j import Neo4jEngine
from attributed.graph.neo4j_schema import APPENDER

SILENCE = 30.0
"""Seconds without a sign after which a holder counts as gone."""

# Two statements: the first takes the lock on the node, so that the second reads what stands after it, nothing older.
# For the same reason the node stays when nobody holds it: one that is deleted may be waited for, and its place reused.
_LOCK = f"MERGE (h:{APPENDER} {{id: '-'}}) SET h.asked = timestamp()"
_ASK = (
    f"MATCH (h:{APPENDER} {{id: '-'}}) WITH h, properties(h) AS holder, (timestamp() - h.seen) / 1000.0 AS silent "
    "WITH h, holder, holder.owner IS NULL OR silent > $silence OR coalesce(holder.owner = $gone, false) AS free "
    "FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END | "
    "SET h = {id: '-', owner: $owner, place: $place, pid: $pid, command: $command, since: timestamp(), "
    "seen: timestamp()}) RETURN free AS taken, holder"
)
_HELD = f"MATCH (h:{APPENDER} {{id: '-', owner: $owner}}) SET h.seen = timestamp() RETURN h.owner AS owner"
_GIVE_BACK = f"MATCH (h:{APPENDER} {{id: '-', owner: $owner}}) SET h = {{id: '-'}}"
_HOLDER = f"MATCH (h:{APPENDER} {{id: '-'}}) RETURN h"


class Lease:
    """A re-entrant lock for `with`: of this process's threads first, then of all processes on the database.

    Whoever takes it calls `taken` first, which puts right what an earlier holder may have left.
    """

    def __init__(self, engine: Neo4jEngine, wait: float, taken: Callable[[], None], silence: float = SILENCE) -> None:
        self._engine = engine
        self._wait = wait
        self._taken = taken
        self._silence = silence
        self._threads = threading.RLock()
        self._depth = 0
        self._owner = ""
        self._done = threading.Event()
        self._renewing: threading.Thread | None = None

    def __enter__(self) -> None:
        self._threads.acquire()
        self._depth += 1
        try:
            if self._depth == 1:
                self._take()
        except BaseException:
            self._depth -= 1
            self._threads.release()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        try:
            if self._depth == 0:
                self._give_back()
        finally:
            self._threads.release()

    def _take(self) -> None:
        for _ in waiting(self._wait):
            holder = self._ask(None)
            if holder and _is_gone(holder):
                holder = self._ask(holder["owner"])
            if not holder:
                break
        else:
            raise _busy(self._engine, holder)
        self._engine.fence = self._held()
        self._done = threading.Event()
        self._renewing = threading.Thread(target=self._renew, args=(self._done,), daemon=True)
        self._renewing.start()
        try:
            self._taken()
        except BaseException:
            self._give_back()
            raise

    def _ask(self, gone: str | None) -> dict[str, Any]:
        """Nothing when the lease is this process's now, else its holder; a holder known to be `gone` is none."""
        self._owner = uuid.uuid4().hex
        asked = {
            "owner": self._owner,
            "gone": gone,
            "silence": self._silence,
            "place": _place(),
            "pid": os.getpid(),
            "command": command_line(),
        }
        _, (row,) = self._engine.change([(_LOCK, {}), (_ASK, asked)])
        return {} if row["taken"] else dict(row["holder"])

    def _held(self) -> Statement:
        return _HELD, {"owner": self._owner}

    def _renew(self, done: threading.Event) -> None:
        """Tell that the holder lives, also while it reads a long file; a sign that is lost is made up by the next."""
        held = self._held()
        while not done.wait(self._silence / 4):
            with suppress(StoreError):
                self._engine.change([held])

    def _give_back(self) -> None:
        self._done.set()
        if self._renewing:
            self._renewing.join()
        self._engine.fence = None
        with suppress(StoreError):  # a server that is gone forgets the holder after its silence
            self._engine.change([(_GIVE_BACK, {"owner": self._owner})])


def is_held(engine: Neo4jEngine, silence: float = SILENCE) -> bool:
    """Whether somebody who gives signs of life appends now."""
    query = f"{_HOLDER} AS h, (timestamp() - h.seen) / 1000.0 AS silent"
    row = next(engine.rows(query), None)
    return row is not None and row["silent"] is not None and row["silent"] <= silence and not _is_gone(row["h"])


def _busy(engine: Neo4jEngine, holder: dict[str, Any]) -> StoreBusy:
    return StoreBusy(str(engine.address), int(holder["pid"]), f"{holder['command']} on {holder['place'].split()[0]}")


def _place() -> str:
    """The machine, and the name space of its process ids: a container's are not its host's."""
    try:
        return f"{platform.node() or 'unnamed'} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return platform.node() or "unnamed"


def _is_gone(holder: dict[str, Any]) -> bool:
    if holder.get("place") != _place():
        return False
    try:
        os.kill(int(holder["pid"]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
