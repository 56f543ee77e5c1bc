"""How a route asks the store: through the pool of threads, with the settings' limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from attributed.api.strangers import Strangers
from attributed.api.workers import Workers
from attributed.graph.catalogue import query
from attributed.graph.store import Rows, Store
from attributed.settings import Settings

Skip = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many to answer with.")]


class Asking:
    """For strangers, who share one pool of threads."""

    pool = "workers"

    def __init__(self, request: Request) -> None:
        self.store: Store = request.app.state.store
        self.workers: Workers = getattr(request.app.state, self.pool)
        self.strangers: Strangers = request.app.state.strangers
        self.settings: Settings = request.app.state.settings

    async def rows(self, name: str, params: Mapping[str, Any] | None = None) -> Rows:
        """The answer of a query of the catalogue."""
        return await self.workers.run(
            self.store.read,
            query(name).text,
            params or {},
            timeout=self.settings.query_seconds,
            max_rows=self.settings.query_rows,
        )


class OwnAsking(Asking):
    """For the user's own commands and for `/health`: places that no stranger takes."""

    pool = "own_workers"


Asked = Annotated[Asking, Depends(Asking)]
OwnAsked = Annotated[OwnAsking, Depends(OwnAsking)]
