"""One shape for every error: RFC 9457 problem details."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from attributed.api.headers import HEADERS
from attributed.api.workers import Overloaded
from attributed.errors import AttributedError, QueryError, StoreError

MEDIA_TYPE = "application/problem+json"
TYPES = "https://w3id.org/attributed/problem#"
RETRY_AFTER = 2


class Wrong(BaseModel):
    """One parameter that cannot be used."""

    where: str = Field(examples=["query limit"])
    why: str = Field(examples=["Input should be less than or equal to 500"])


class Problem(BaseModel):
    """What every error looks like; `type` names the kind of error and stays the same over time."""

    type: str = Field(examples=[TYPES + "NotFound"])
    title: str = Field(examples=["Nothing here has that id"])
    status: int = Field(examples=[404])
    detail: str | None = Field(None, examples=["no entity 'e0123456789abcdef0123'"])
    instance: str | None = Field(None, examples=["/v1/entities/e0123456789abcdef0123"])
    errors: list[Wrong] | None = None


def problem(request: Request, shown: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    shown.instance = request.url.path
    content = shown.model_dump(exclude_none=True)
    return JSONResponse(content, shown.status, {**HEADERS, **(headers or {})}, media_type=MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    app.add_exception_handler(AttributedError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)


def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AttributedError)  # noqa: S101 - the type it is registered for
    headers = {"Retry-After": str(RETRY_AFTER)} if error.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    shown = Problem(
        type=TYPES + type(error).__name__,
        title=error.title,
        status=error.status,
        detail=error.detail if _is_for_strangers(error) else None,
    )
    return problem(request, shown, headers)


def _is_for_strangers(error: AttributedError) -> bool:
    """A store's own error names files of the machine it runs on."""
    if isinstance(error, Overloaded | QueryError):
        return True
    return error.status < HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, StoreError)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - the type it is registered for
    title = HTTPStatus(error.status_code).phrase
    detail = error.detail if error.detail != title else None
    shown = Problem(type="about:blank", title=title, status=error.status_code, detail=detail)
    return problem(request, shown, dict(error.headers or {}))


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - the type it is registered for
    wrong = [Wrong(where=" ".join(map(str, part["loc"])), why=part["msg"]) for part in error.errors()]
    shown = Problem(
        type=TYPES + "InvalidRequest",
        title="The request is not valid",
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        detail="; ".join(f"{part.where}: {part.why}" for part in wrong),
        errors=wrong,
    )
    return problem(request, shown)


def _unforeseen(request: Request, _: Exception) -> JSONResponse:
    shown = Problem(
        type="about:blank",
        title=HTTPStatus.INTERNAL_SERVER_ERROR.phrase,
        status=500,
        detail="an error that was not foreseen; the server's log says more",
    )
    return problem(request, shown)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the errors that a route answers with."""
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: reference}} for status in statuses
    }


def describe_problems(app: FastAPI) -> None:
    """Put the shape of errors into the OpenAPI description, where `problems` refers to it."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        whole = described()
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        whole["components"]["schemas"] |= shape.pop("$defs", {}) | {"Problem": shape}
        return whole

    app.openapi = openapi  # type: ignore[method-assign]


PROBLEMS = problems(422, 500, 503)
