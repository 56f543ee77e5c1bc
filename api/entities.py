"""Entities: what is said about a thing by its id."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from attributed.api.answers import ChainsAnswer, Claims, EntityAnswer, NamesAnswer, claim, paged, plain
from attributed.api.asking import Asked, Limit, Skip
from attributed.api.problem import PROBLEMS, problems
from attributed.errors import NotFound
from attributed.graph import called, chain
from attributed.schema.predicate import Predicate

router = APIRouter(prefix="/entities", tags=["entities"], responses=PROBLEMS | problems(404))
ID = r"^e[0-9a-f]{20}$"
Id = Annotated[str, Path(pattern=ID, description="An entity's id, or one it had before.")]
End = Annotated[str | None, Query(pattern=ID, description="Only chains to this entity; to any state without it.")]
Day = Annotated[date | None, Query()]
Instant = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$")]
Role = Annotated[Literal["SUBJECT", "OBJECT", "CLAIMANT"] | None, Query(description="The entity's part in the claim.")]
MOVED: dict[int | str, dict[str, Any]] = {308: {"description": "The id belongs to this entity now."}}


@router.get("/{id}", response_model=EntityAnswer, responses=MOVED)
async def entity(asked: Asked, request: Request, id: Id, skip: Skip = 0, limit: Limit = 100) -> EntityAnswer | Response:
    """An entity and its edges in both directions, with all their properties."""
    row = (await asked.rows("entity", {"id": id})).one()
    if row is None:
        return await moved(asked, request, id)
    found = (await asked.rows("edges", {"id": id, "skip": skip, "limit": limit + 1})).maps()
    shown, more = paged(found, f"/v1/entities/{id}", skip, limit)
    return EntityAnswer(entity=plain(row["entity"]), edges=[_edge(edge, id) for edge in shown], next=more)


def _edge(row: dict[str, Any], id: str) -> dict[str, Any]:
    edge = row["edge"]
    return {
        "predicate": edge["type"],
        "direction": "out" if edge["start"] == id else "in",
        "other": {key: row[key] for key in ("id", "type", "name")},
        **edge["properties"],
    }


@router.get("/{id}/claims", response_model=Claims, responses=MOVED)
async def claims(
    asked: Asked,
    request: Request,
    id: Id,
    role: Role = None,
    predicate: Predicate | None = None,
    as_of: Day = None,
    known_at: Instant = None,
    skip: Skip = 0,
    limit: Limit = 50,
) -> Claims | Response:
    """The claims about or by an entity; `as_of` a day: what was asserted then, `known_at`: what the graph held."""
    if (await asked.rows("entity", {"id": id})).one() is None:
        return await moved(asked, request, id)
    params = {
        "id": id,
        "role": role,
        "predicate": predicate and str(predicate),
        "asOf": as_of and as_of.isoformat(),
        "knownAt": known_at,
    }
    found = (await asked.rows("claims-of-entity", {**params, "skip": skip, "limit": limit + 1})).maps()
    rows, more = paged(found, f"/v1/entities/{id}/claims", skip, limit)
    given = {"role": role, "predicate": predicate, "as_of": as_of, "known_at": known_at}
    if more:
        more += "".join(f"&{key}={value}" for key, value in given.items() if value)
    return Claims(claims=[claim(row) for row in rows], next=more)


@router.get("/{id}/names", response_model=NamesAnswer, responses=MOVED)
async def names(asked: Asked, request: Request, id: Id) -> NamesAnswer | Response:
    """Who calls an entity what, when and in which document, and who else is called so."""
    if (await asked.rows("entity", {"id": id})).one() is None:
        return await moved(asked, request, id)
    return NamesAnswer(**asdict(await asked.workers.run(called.names, asked.store, id)))


@router.get("/{id}/chain", response_model=ChainsAnswer, responses=MOVED)
async def chains(
    asked: Asked, request: Request, id: Id, to: End = None, limit: Annotated[int, Query(ge=1, le=50)] = 10
) -> ChainsAnswer | Response:
    """From a group, a company or a person to the organ and the state behind it, hop by hop with the evidence."""
    if (await asked.rows("entity", {"id": id})).one() is None:
        return await moved(asked, request, id)
    end = await _present(asked, to) if to else None
    return ChainsAnswer(**asdict(await asked.workers.run(chain.chains, asked.store, id, end, limit)))


async def moved(asked: Asked, request: Request, id: str) -> Response:
    """To the present id of an entity that had this one; NotFound for an id that was never issued."""
    present = await _present(asked, id)
    asked_for = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(asked_for.replace(id, present, 1), 308)


async def _present(asked: Asked, id: str) -> str:
    row = (await asked.rows("entity-by-record-key", {"id": id})).one()
    if row is None:
        raise NotFound("entity", id)
    return str(row["id"])
