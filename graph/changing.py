"""The lock of whoever changes an embedded store, and how often it was held: a copy is as old as that number."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Changing:
    """Re-entrant. `generation` grows each time it is let go, whether or not something changed."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.generation = 0

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self.generation += 1
        self._lock.release()

    @contextmanager
    def at_rest(self, wait: float) -> Iterator[bool]:
        """Nothing changes inside; False where a change is still running after `wait` seconds."""
        if not self._lock.acquire(timeout=wait):
            yield False
            return
        try:
            yield True
        finally:
            self._lock.release()
