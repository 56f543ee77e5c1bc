"""Claims: one assertion with its evidence."""

from typing import Annotated

from fastapi import APIRouter, Path

from attributed.api.answers import ClaimAnswer, claim
from attributed.api.asking import Asked
from attributed.api.problem import PROBLEMS, problems
from attributed.errors import NotFound

router = APIRouter(prefix="/claims", tags=["claims"], responses=PROBLEMS | problems(404))


@router.get("/{id}")
async def one(asked: Asked, id: Annotated[str, Path(pattern=r"^c[0-9a-f]{32}$")]) -> ClaimAnswer:
    """A claim with its spans, the document that states it, and its reviews."""
    row = (await asked.rows("claim", {"id": id})).one()
    if row is None:
        raise NotFound("claim", id)
    return ClaimAnswer(claim=claim(row))
