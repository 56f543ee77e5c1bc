"""Private copies of a store's graph, which any number of processes may open for reading at once.

The engine writes its pages after the transaction; what it has not yet written lies in its log, which a first, writing
opening of the copy replays. A page must not be caught half written: a copy counts only when no file changed meanwhile.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from attributed.errors import StoreError

TRIES = 50
PAUSE = 0.05


def copy(graph: Path, to: Path) -> None:
    """Copy the folder of a graph in which no transaction runs; StoreError where its files never come to rest."""
    for _ in range(TRIES):
        before = _state(graph)
        try:
            shutil.copytree(graph, to)
        except (OSError, shutil.Error):
            if before == _state(graph):
                raise
        else:
            if before == _state(graph):
                return
        shutil.rmtree(to, ignore_errors=True)
        time.sleep(PAUSE)
    raise StoreError(f"{graph} is written to without pause; no copy could be made of it")


def _state(graph: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in graph.iterdir():
        try:
            stat = path.stat()
        except FileNotFoundError:  # a log that the engine has just let go
            continue
        found[path.name] = (stat.st_mtime_ns, stat.st_size)
    return found
