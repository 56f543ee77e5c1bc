"""Queries that strangers wrote: a few at once, the next wait a moment, and no one else waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from attributed.api.workers import Overloaded, Workers
from attributed.graph.foreign import Limits, foreign
from attributed.graph.store import Store
from attributed.settings import Settings

PATIENCE = 1.0
"""Seconds a query waits for its turn."""


class Strangers:
    def __init__(self, store: Store, settings: Settings) -> None:
        self.foreign = foreign(store, settings)
        self._limits = Limits.of(settings)
        self._turns = asyncio.Semaphore(settings.query_workers)
        self._waiting = settings.backlog
        self._threads = Workers(settings.query_workers, 0)

    async def ask(self, cypher: str, params: Mapping[str, Any], limits: Limits | None = None) -> bytes:
        """The answer as JSON; Overloaded where no turn comes in time."""
        if self._waiting <= 0:
            raise Overloaded
        self._waiting -= 1
        try:
            await asyncio.wait_for(self._turns.acquire(), PATIENCE)
        except TimeoutError:
            raise Overloaded from None
        finally:
            self._waiting += 1
        try:
            return await self._threads.run(self.foreign.ask, cypher, params, limits or self._limits)
        finally:
            self._turns.release()

    def close(self) -> None:
        self.foreign.close()
        self._threads.close()
