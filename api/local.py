"""The store for commands of the same user, on loopback and with a token: the other end of `graph/remote.py`.

What is sent is kept aside whole before the store is asked, so that a command that dies half-way changes nothing.
"""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import IO, Any, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from attributed.api.asking import OwnAsked
from attributed.api.export import streamed
from attributed.api.workers import pieces
from attributed.errors import AttributedError, NotFound, StoreError
from attributed.graph.foreign import Limits
from attributed.graph.remote import ABORT, DONE, error_line, packed
from attributed.graph.store import Kind, Line, Projection
from attributed.schema.line import batches_of, thing_of

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
IN_MEMORY = 8_000_000
LARGEST = 200_000_000
"""Bytes of an answer to a command's query."""


def router(token: str) -> APIRouter:
    """The routes, open to who holds the token."""

    def admitted(request: Request) -> None:
        client = request.client.host if request.client else ""
        given = request.headers.get("authorization", "").encode()
        if client not in LOOPBACK or request.url.hostname not in LOOPBACK or "origin" in request.headers:
            raise HTTPException(403, "for commands on this machine only")
        if not secrets.compare_digest(given, f"Bearer {token}".encode()):
            raise HTTPException(401, "the token is not the right one", {"WWW-Authenticate": "Bearer"})

    routes = APIRouter(prefix="/local", include_in_schema=False, dependencies=[Depends(admitted)])
    for path, answer in (("alive", _alive), ("evidence", _evidence), ("stream/{kind}", _stream)):
        routes.get(f"/{path}")(answer)
    routes.get("/snapshot/{sha256}")(_snapshot)
    for name in _TAKING:
        routes.post(f"/{name}")(_taking(name))
    return routes


async def _alive() -> dict[str, bool]:
    return {"alive": True}


async def _snapshot(asked: OwnAsked, sha256: str) -> Response:
    try:
        data = await asked.workers.run(asked.store.snapshot, sha256)
    except AttributedError as error:
        return _failed(error)
    return Response(data, media_type="application/octet-stream")


async def _evidence(asked: OwnAsked, since: str | None = None) -> Response:
    return await _lines_out(asked, asked.store.evidence(since))


async def _stream(asked: OwnAsked, kind: str) -> Response:
    for known in get_args(Kind):
        if kind == known:
            return await _lines_out(asked, asked.store.stream(known))
    return _failed(NotFound("kind", kind))


async def _lines_out(asked: OwnAsked, lines: Iterable[Line]) -> Response:
    def sent() -> Iterator[bytes]:
        try:
            for line in lines:
                yield packed(line)
            yield packed(DONE)
        except AttributedError as error:
            yield packed(error_line(error))

    return StreamingResponse(await streamed(asked.workers, pieces(sent())), media_type="application/x-ndjson")


def _append(asked: OwnAsked, lines: Iterator[Line]) -> Any:
    return asdict(asked.store.append(batches_of(lines)))


def _restore(asked: OwnAsked, lines: Iterator[Line]) -> Any:
    return asdict(asked.store.restore(lines))


def _decide(asked: OwnAsked, lines: Iterator[Line]) -> Any:
    return asked.store.decide([thing_of(line) for line in lines])


def _project(asked: OwnAsked, lines: Iterator[Line]) -> Any:
    said = next(lines)
    disclosures, claims, records = (frozenset(said[key]) for key in ("disclosures", "claims", "records"))
    return asked.store.project(Projection(disclosures, claims, records, bool(said["everything"])))


def _read(asked: OwnAsked, lines: Iterator[Line]) -> Any:
    said = next(lines)
    limits = Limits(said["timeout"], said["maxRows"], LARGEST)
    return asked.strangers.foreign.ask(said["cypher"], said["params"], limits)


def _search(asked: OwnAsked, lines: Iterator[Line]) -> Any:
    said = next(lines)
    return {"hits": [asdict(hit) for hit in asked.store.search(said["text"], said["types"], said["limit"])]}


_TAKING: dict[str, Callable[[OwnAsked, Iterator[Line]], Any]] = {
    "append": _append,
    "restore": _restore,
    "decide": _decide,
    "project": _project,
    "read": _read,
    "search": _search,
}


def _taking(name: str) -> Callable[..., Any]:
    async def take(asked: OwnAsked, request: Request) -> Response:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
            async for chunk in request.stream():
                kept.write(chunk)
            kept.seek(0)
            try:
                # Not JSONResponse, which refuses the infinities that a query may answer with.
                answer = await asked.workers.run(_TAKING[name], asked, _received(kept))
                content = answer if isinstance(answer, bytes) else packed(answer)
                return Response(content, media_type="application/json")
            except AttributedError as error:
                return _failed(error)
            except (ValueError, KeyError, TypeError) as error:
                return _failed(StoreError(f"what was sent cannot be read: {error}"))

    return take


def _received(kept: IO[bytes]) -> Iterator[Line]:
    for data in kept:
        line = json.loads(data)
        if line == DONE:
            return
        if line == ABORT:
            break
        yield line
    raise StoreError("the sender broke off")


def _failed(error: AttributedError) -> Response:
    return JSONResponse(error_line(error), error.status)
