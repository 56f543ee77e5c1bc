"""Search by name."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query

from attributed.api.answers import Found
from attributed.api.asking import Asked, Limit
from attributed.api.problem import PROBLEMS
from attributed.schema.entity import EntityType

router = APIRouter(tags=["search"], responses=PROBLEMS)
Words = Annotated[str, Query(min_length=1, max_length=200, description="A name or a part of it, in any case.")]
Types = Annotated[list[EntityType] | None, Query(alias="type", description="Only entities of these types.")]


@router.get("/search")
async def search(asked: Asked, q: Words, types: Types = None, limit: Limit = 20) -> Found:
    """Entities by name, without regard to case, accents or punctuation."""
    hits = await asked.workers.run(asked.store.search, q, tuple(types or ()), limit)
    return Found(hits=[asdict(hit) for hit in hits])
