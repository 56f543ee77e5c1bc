"""Strangers' queries on a Neo4j server, which cannot be killed: judged before they run, limited while they run.

The server stops a query between two rows and limits its memory (`db.memory.transaction.max`); the guard refuses what it
cannot stop. Both are a second line: a public endpoint belongs on a read replica.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from attributed.errors import QueryError, QueryTimeout
from attributed.graph.answer import answer
from attributed.graph.foreign import Limits
from attributed.graph.guard import check, check_expense
from attributed.graph.neo4j_store import Neo4jStore
from attributed.graph.plan import judge
from attributed.graph.store import Value

GRACE = 1.0
"""Seconds past the limit in which the server may end a query, before nobody waits for it any longer."""


class JudgedReader:
    """Up to `size` queries at once, those included that the server has not ended though nobody waits for them."""

    def __init__(self, store: Neo4jStore, *, size: int) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="judged")

    def ask(self, cypher: str, params: Mapping[str, Value], limits: Limits) -> bytes:
        check(cypher)
        check_expense(cypher, params)
        answered = self._threads.submit(self._ask, cypher, params, limits)
        try:
            return answered.result(limits.seconds + GRACE)
        except TimeoutError:
            answered.cancel()
            raise QueryTimeout(limits.seconds) from None

    def _ask(self, cypher: str, params: Mapping[str, Value], limits: Limits) -> bytes:
        begun = time.monotonic()
        try:
            judge(*self._store.plan(cypher, params, limits.seconds))
            left = max(limits.seconds - (time.monotonic() - begun), 0.01)
            rows = self._store.read(cypher, params, timeout=left, max_rows=limits.rows)
        except (OverflowError, TypeError, ValueError) as error:
            raise QueryError(f"a parameter cannot be sent: {error}") from None
        return answer(rows, limits.bytes)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
