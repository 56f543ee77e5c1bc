"""What people decide: reviews of extracted claims, and judgements of identity. Taking back is one more line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attributed.schema.canonical import digest


class ReviewVerdict(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    TAKEN_BACK = "takenBack"


class JudgementVerdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    TAKEN_BACK = "takenBack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A verdict on one claim: the latest by `decided_at` (then id) stands."""

    id: str = ""
    claim: str
    verdict: ReviewVerdict
    decided_by: str
    decided_at: str
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict on whether two records (in code-point order) are one thing."""

    id: str = ""
    left_record: str
    right_record: str
    verdict: JudgementVerdict
    decided_by: str
    decided_at: str
    because: str | None = None
    source: str | None = None


Decision = Review | Judgement


def review(claim: str, verdict: ReviewVerdict, by: str, at: str, because: str | None = None) -> Review:
    """A review with its id: `r` + 32 hex over all it holds; `at` is an instant."""
    said = {"claim": claim, "verdict": verdict, "decidedBy": by, "decidedAt": at, "because": because}
    return Review(id="r" + digest(said), claim=claim, verdict=verdict, decided_by=by, decided_at=at, because=because)


def judgement(
    left: str,
    right: str,
    verdict: JudgementVerdict,
    by: str,
    at: str,
    because: str | None = None,
    source: str | None = None,
) -> Judgement:
    """A judgement with its id: `j` + 32 hex over all it holds."""
    left, right = sorted((left, right))
    said = {
        "leftRecord": left,
        "rightRecord": right,
        "verdict": verdict,
        "decidedBy": by,
        "decidedAt": at,
        "because": because,
        "source": source,
    }
    return Judgement(
        id="j" + digest(said),
        left_record=left,
        right_record=right,
        verdict=verdict,
        decided_by=by,
        decided_at=at,
        because=because,
        source=source,
    )
