"""Cypher over HTTP: strangers ask the graph in its own language, reading only and within limits."""

from __future__ import annotations

import json
import math
from typing import Annotated, Any

from fastapi import APIRouter, Body
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from attributed.api.asking import Asked
from attributed.api.problem import PROBLEMS, problems
from attributed.graph.guard import LONGEST

router = APIRouter(tags=["cypher"], responses=PROBLEMS | problems(400, 403, 413))

EXAMPLE = "MATCH (a:ThreatActor {name: $name})-[r:ATTRIBUTED_TO]->(b) RETURN a, r, b"


class Question(BaseModel):
    """A reading query. Names are case-sensitive; parameters are written `$name` in the text."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=LONGEST, examples=[EXAMPLE])
    params: dict[str, Any] = Field(default_factory=dict, examples=[{"name": "APT31"}])


class Graph(BaseModel):
    """Every node and relationship of the rows, once; `start` and `end` are ids of nodes."""

    nodes: list[dict[str, Any]]
    relationships: list[dict[str, Any]]


class Answer(BaseModel):
    """Whole or not at all: an answer past a limit is an error. Infinities are written as text."""

    columns: list[str] = Field(examples=[["name", "claims"]])
    rows: list[list[Any]] = Field(examples=[[["APT31", 12]]])
    graph: Graph


@router.post("/cypher", response_model=Answer)
async def cypher(asked: Asked, question: Annotated[Question, Body()]) -> Response:
    """Ask in Cypher. Limits on time, rows, bytes and memory end a query with an error."""
    data = await asked.strangers.ask(question.query, question.params)
    return Response(await asked.workers.run(strict, data), media_type="application/json")


def strict(data: bytes) -> bytes:
    """The same without the infinities that JSON does not know."""
    if b"Infinity" not in data and b"NaN" not in data:
        return data
    return json.dumps(_finite(json.loads(data)), ensure_ascii=False, separators=(",", ":")).encode()


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return value
