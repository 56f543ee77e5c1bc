"""The catalogue over HTTP: questions by name, with checked parameters."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from attributed.api.asking import Asked
from attributed.api.cypher import Answer, strict
from attributed.api.problem import PROBLEMS, problems
from attributed.graph.catalogue import Query, question, questions

router = APIRouter(prefix="/queries", tags=["queries"], responses=PROBLEMS)
ERRORS = problems(400, 404, 413)
Name = Annotated[str, Path(description="A name of the catalogue.", examples=["attributions"])]


class Parameter(BaseModel):
    """One that may be left out is null then, or has its example where it is for paging."""

    name: str = Field(examples=["name"])
    type: str = Field(examples=["string"])
    note: str | None = None
    may_be_left_out: bool = Field(serialization_alias="mayBeLeftOut")
    example: Any = Field(examples=["APT31"])


class Question(BaseModel):
    """A question that the field asks; `cypher` is its text."""

    name: str = Field(examples=["attributions"])
    topic: str = Field(examples=["attribution"])
    purpose: str
    parameters: list[Parameter]
    cypher: str


class Catalogue(BaseModel):
    queries: list[Question]


@router.get("")
async def catalogue() -> Catalogue:
    """Every question by topic, with its parameters and its text."""
    return Catalogue(queries=[_shown(found) for found in questions()])


@router.get("/{name}", responses=problems(404))
async def one(name: Name) -> Question:
    """A question with its parameters and its text."""
    return _shown(question(name))


@router.post("/{name}", response_model=Answer, responses=ERRORS)
async def answered(
    asked: Asked, name: Name, params: Annotated[dict[str, Any], Body(examples=[{"name": "APT31"}])]
) -> Response:
    """Ask a question with its parameters as a JSON object."""
    found = question(name)
    return await _answer(asked, found, found.arguments(params))


@router.get("/{name}/answer", response_model=Answer, responses=ERRORS)
async def answer(asked: Asked, request: Request, name: Name) -> Response:
    """Ask a question with its parameters in the address, `?name=APT31&limit=10`."""
    found = question(name)
    return await _answer(asked, found, found.read(dict(request.query_params)))


async def _answer(asked: Asked, found: Query, params: dict[str, Any]) -> Response:
    data = await asked.strangers.ask(found.text, params)
    return Response(strict(data), media_type="application/json")


def _shown(found: Query) -> Question:
    parameters = [
        Parameter(name=p.name, type=p.type, note=p.note, may_be_left_out=p.may_be_left_out, example=p.example)
        for p in found.parameters
    ]
    return Question(
        name=found.name, topic=str(found.topic), purpose=found.purpose, parameters=parameters, cypher=found.text
    )
