"""Strangers' queries on a Neo4j server, which cannot be killed: judged before they run, limited while they run.

The server stops a query between two rows and limits its memory (`db.memory.transaction.max`); the guard refuses what it
cannot stop. Both are a second line: a public endpoint belongs on a read replica.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from attributed.errors import QueryError
from attributed.graph.guard import check_expense
from attributed.graph.neo4j import Address, Neo4jEngine
from attributed.graph.neo4j_store import Neo4jStore
from attributed.graph.plan import judge
from attributed.graph.store import Rows, Value


class Server:
    """The target of processes that ask a Neo4j server: its address, and with each query what it must have seen."""

    def __init__(self, store: Neo4jStore) -> None:
        self._store = store

    def target(self, _: float) -> dict[str, Any]:
        return {"engine": "neo4j", **asdict(self._store.address)}

    def context(self) -> dict[str, Any]:
        return {"after": self._store.bookmarks()}

    def close(self) -> None:
        """The store closes its own connections."""


class JudgedEngine:
    def __init__(self, address: Address) -> None:
        self._engine = Neo4jEngine(address)

    def after(self, bookmarks: Collection[str]) -> None:
        """What is read from now on is no older than these."""
        self._engine.after(bookmarks)

    def read(self, cypher: str, params: Mapping[str, Value], timeout: float, max_rows: int) -> Rows:
        begun = time.monotonic()
        check_expense(cypher, params)
        try:
            judge(*self._engine.plan(cypher, params, timeout))
            left = max(timeout - (time.monotonic() - begun), 0.01)
            return self._engine.read(cypher, params, left, max_rows)
        except (OverflowError, TypeError, ValueError) as error:
            raise QueryError(f"a parameter cannot be sent: {error}") from None
