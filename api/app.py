"""The application: the graph over HTTP for programs, and a small page for people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from attributed.api import claims, cypher, disclosures, entities, export, local, page, queries, search
from attributed.api.bodies import BodyLimit
from attributed.api.headers import SecurityHeaders
from attributed.api.problem import add_handlers, describe_problems
from attributed.api.strangers import Strangers
from attributed.api.workers import Workers
from attributed.graph.open import open_store
from attributed.graph.store import Store
from attributed.settings import Settings

OWN_THREADS = 4
OWN_BACKLOG = 64


def create_app(settings: Settings, store: Store | None = None, token: str | None = None) -> FastAPI:
    """The application over this store, or over the settings' own, opened at start and closed at the end.

    With a `token` the loopback routes for commands of the same user are there too.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.store = store or open_store(settings)
        app.state.workers = Workers(settings.threads, settings.backlog)
        app.state.own_workers = Workers(OWN_THREADS, OWN_BACKLOG)
        app.state.strangers = Strangers(app.state.store, settings)
        try:
            yield
        finally:
            app.state.strangers.close()
            app.state.workers.close()
            app.state.own_workers.close()
            if store is None:
                app.state.store.close()

    app = FastAPI(
        title="Attributed",
        summary="Who has publicly attributed what cyber activity to whom, and on what evidence.",
        version=version("attributed"),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    describe_problems(app)
    app.add_middleware(BodyLimit, prefix="/v1/")
    app.add_middleware(SecurityHeaders)
    add_handlers(app)
    for part in (search, entities, claims, disclosures, cypher, queries, export):
        app.include_router(part.router, prefix="/v1")
    app.include_router(page.router)
    if token:
        app.include_router(local.router(token))
    return app
