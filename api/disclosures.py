"""Disclosures: documents and what they state."""

from typing import Annotated

from fastapi import APIRouter, Path

from attributed.api.answers import DisclosureAnswer, claim, paged, plain
from attributed.api.asking import Asked, Limit, Skip
from attributed.api.problem import PROBLEMS, problems
from attributed.errors import NotFound

router = APIRouter(prefix="/disclosures", tags=["disclosures"], responses=PROBLEMS | problems(404))


@router.get("/{id}")
async def one(
    asked: Asked, id: Annotated[str, Path(pattern=r"^d[0-9a-f]{32}$")], skip: Skip = 0, limit: Limit = 50
) -> DisclosureAnswer:
    """A document, its source, and the claims it states."""
    row = (await asked.rows("disclosure", {"id": id})).one()
    if row is None:
        raise NotFound("disclosure", id)
    document = plain(row["disclosure"])
    if row["source"]:
        document["publishedIn"] = plain(row["source"])
    found = (await asked.rows("claims-of-disclosure", {"id": id, "skip": skip, "limit": limit + 1})).maps()
    rows, more = paged(found, f"/v1/disclosures/{id}", skip, limit)
    return DisclosureAnswer(disclosure=document, claims=[claim(row) for row in rows], next=more)
