"""The whole graph as RDF."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from attributed.api.asking import Asked
from attributed.api.problem import PROBLEMS
from attributed.api.workers import Overloaded, Workers, pieces
from attributed.graph.rdf import ntriples, turtle

router = APIRouter(tags=["export"], responses=PROBLEMS)
PAUSE = 0.05
"""Seconds until a place in the pool is asked for again."""


@router.get("/export.ttl", response_class=StreamingResponse)
async def as_turtle(asked: Asked) -> StreamingResponse:
    """Claims, entities, documents and sources in Turtle."""
    return await _streamed(asked, turtle(asked.store, asked.settings.base_iri), "text/turtle; charset=utf-8")


@router.get("/export.nt", response_class=StreamingResponse)
async def as_ntriples(asked: Asked) -> StreamingResponse:
    """The same in N-Triples."""
    return await _streamed(asked, ntriples(asked.store, asked.settings.base_iri), "application/n-triples")


async def _streamed(asked: Asked, text: Iterator[str], media_type: str) -> StreamingResponse:
    parts = pieces(part.encode() for part in text)
    return StreamingResponse(await streamed(asked.workers, parts), media_type=media_type)


async def streamed(workers: Workers, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The parts, each made in the pool, so that a slow reader takes no thread.

    The first is made before anything is answered, so that a full pool is an error and not an empty answer; the
    following ones wait for a place.
    """
    first = await workers.run(next, parts, b"")

    async def sent() -> AsyncIterator[bytes]:
        part = first
        while part:
            yield part
            part = await _next(workers, parts)

    return sent()


async def _next(workers: Workers, parts: Iterator[bytes]) -> bytes:
    while True:
        try:
            return await workers.run(next, parts, b"")
        except Overloaded:
            await asyncio.sleep(PAUSE)
