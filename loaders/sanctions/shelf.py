"""What a file says before or after the place where it is needed, put aside on disk."""

from __future__ import annotations

import json
import sqlite3
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

_CACHED = 2_000
"""Pages held in memory, of 4 KiB."""


class Shelf(AbstractContextManager["Shelf"]):
    """Values by kind and key, any number of each, in the order in which they were put; gone when it is closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")  # a private file of the engine, deleted with the connection
        self._db.execute(f"PRAGMA cache_size = {_CACHED}")
        self._db.execute("CREATE TABLE aside (kind TEXT, key TEXT, value TEXT)")
        self._indexed = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def put(self, kind: str, key: str, value: Any) -> None:
        self._db.execute("INSERT INTO aside VALUES (?, ?, ?)", (kind, key, json.dumps(value)))

    def get(self, kind: str, key: str) -> list[Any]:
        if not self._indexed:
            self._db.execute("CREATE INDEX by_key ON aside (kind, key)")
            self._indexed = True
        found = self._db.execute("SELECT value FROM aside WHERE kind = ? AND key = ? ORDER BY rowid", (kind, key))
        return [json.loads(value) for (value,) in found]
