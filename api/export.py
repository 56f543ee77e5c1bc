"""The whole graph as RDF."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from attributed.api.asking import Asked
from attributed.api.problem import PROBLEMS
from attributed.api.workers import Workers, pieces
from attributed.graph.rdf import ntriples, turtle

router = APIRouter(tags=["export"], responses=PROBLEMS)


@router.get("/export.ttl", response_class=StreamingResponse)
async def as_turtle(asked: Asked) -> StreamingResponse:
    """Claims, entities, documents and sources in Turtle."""
    return _streamed(asked, turtle(asked.store, asked.settings.base_iri), "text/turtle; charset=utf-8")


@router.get("/export.nt", response_class=StreamingResponse)
async def as_ntriples(asked: Asked) -> StreamingResponse:
    """The same in N-Triples."""
    return _streamed(asked, ntriples(asked.store, asked.settings.base_iri), "application/n-triples")


def _streamed(asked: Asked, text: Iterator[str], media_type: str) -> StreamingResponse:
    parts = pieces(part.encode() for part in text)
    return StreamingResponse(streamed(asked.workers, parts), media_type=media_type)


async def streamed(workers: Workers, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The parts, each made in the pool, so that a slow reader takes no thread."""
    while part := await workers.run(next, parts, b""):
        yield part
