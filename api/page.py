"""The pages for people: a search box, what was found, a page for each entity; the API's own documentation."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader

from attributed.api.asking import Asked, OwnAsked
from attributed.api.entities import Id, moved
from attributed.api.problem import PROBLEMS
from attributed.graph.called import names
from attributed.graph.chain import chains
from attributed.graph.dossier import SECTIONS, dossier

router = APIRouter()


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(str(files("attributed.api") / "web")), autoescape=True)


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
async def index(asked: Asked, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    hits = await asked.workers.run(asked.store.search, q, (), 50) if q else []
    return HTMLResponse(_templates().get_template("index.html").render(q=q, hits=hits))


@router.get("/entities/{id}", response_class=HTMLResponse, include_in_schema=False)
async def entity(asked: Asked, request: Request, id: Id) -> Response:
    """Who calls a thing what, who stands behind it, and what is said of it."""
    if (await asked.rows("entity", {"id": id})).one() is None:
        return await moved(asked, request, id)
    shown = {
        "dossier": await asked.workers.run(dossier, asked.store, id),
        "names": await asked.workers.run(names, asked.store, id),
        "chains": await asked.workers.run(chains, asked.store, id),
        "sections": SECTIONS,
    }
    return HTMLResponse(_templates().get_template("entity.html").render(shown))


@router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
async def docs(request: Request) -> HTMLResponse:
    """Every route with its parameters, from the OpenAPI description itself."""
    described = request.app.openapi()
    return HTMLResponse(_templates().get_template("docs.html").render(api=described, routes=list(_routes(described))))


def _routes(described: dict[str, Any]) -> Any:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield {"path": path, "method": method.upper(), **operation}


@router.get("/style.css", include_in_schema=False)
async def style() -> Response:
    return Response((files("attributed.api") / "web" / "style.css").read_text("utf-8"), media_type="text/css")


@router.get("/health", tags=["health"], responses=PROBLEMS)
async def health(asked: OwnAsked) -> dict[str, Any]:
    """Whether the store answers, and how much it holds."""
    return {"status": "ok", **((await asked.rows("counts")).one() or {})}
