"""The edge rule: which claims stand, which of them make an edge, and what the edge then says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attributed.schema.claim import Outcome, Stance
from attributed.schema.decision import ReviewVerdict

NEWEST = 20
EVEN = 0.5

Row = Mapping[str, Any]


def edge_key(subject: str, predicate: str, obj: str) -> str:
    """`<subject id>|<PREDICATE>|<object id>`: the key that claims and their edge share."""
    return f"{subject}|{predicate}|{obj}"


def retraction(claim: Row, retractions: Iterable[Row]) -> str | None:
    """The day from which the claimant took the claim back, among the retractions of the same proposition.

    An undated claim counts as said before; a retraction without a date retracts nothing. One that names a programme
    ends only what was listed under it.
    """
    if claim["stance"] == Stance.RETRACTS:
        return None
    days = [
        other["assertedOn"]
        for other in retractions
        if other["claimant"] == claim["claimant"]
        and other.get("assertedOn")
        and other.get("programme") in (None, claim.get("programme"))
        and (claim.get("assertedOnLatest") or "") <= (other.get("assertedOnLatest") or other["assertedOn"])
        and not _set_aside(other)
    ]
    return min(days, default=None)


def _set_aside(claim: Row) -> bool:
    return claim.get("verdict") == ReviewVerdict.REJECTED or any(
        claim.get(key) for key in ("withdrawnOn", "supersededAt")
    )


def stands(claim: Row) -> bool:
    """Not rejected, retracted, withdrawn or superseded."""
    return not _set_aside(claim) and not claim.get("retractedOn")


def backs(claim: Row) -> bool:
    """Whether the claim by itself makes its edge."""
    return (
        stands(claim)
        and claim["stance"] == Stance.ASSERTS
        and claim.get("object") is not None
        and claim["subject"] != claim["object"]
        and not _below_even(claim)
        and claim.get("outcome") != Outcome.NOT_COMPROMISED
        and not claim.get("planned")
    )


def _below_even(claim: Row) -> bool:
    high = claim.get("likelihoodHigh")
    return high is not None and high < EVEN


def _disputes(claim: Row) -> bool:
    if not stands(claim):
        return False
    if claim["stance"] in (Stance.DENIES, Stance.DISPUTES):
        return True
    return claim["stance"] == Stance.ASSERTS and _below_even(claim)


def edge_of(claims: Sequence[Row], names: Mapping[str, str], states: Mapping[str, list[str]]) -> dict[str, Any] | None:
    """The properties of the edge that these claims on one proposition make, or None when none of them backs it.

    `names` gives claimants' names, `states` the names of the states they speak for.
    """
    backing = [claim for claim in claims if claim["backs"]]
    if not backing:
        return None
    claimants = sorted({claim["claimant"] for claim in backing})
    newest = sorted(backing, key=lambda c: (c.get("assertedOn") or "", c["id"]), reverse=True)
    edge: dict[str, Any] = {
        "edge": backing[0]["edge"],
        "claimCount": len(backing),
        "claimants": sorted({names[claimant] for claimant in claimants}),
        "claimantIds": claimants,
        "claimantStates": sorted({state for claimant in claimants for state in states.get(claimant, [])}),
        "firstAsserted": min(_values(backing, "assertedOn"), default=None),
        "lastAsserted": max(_values(backing, "assertedOnLatest"), default=None),
        "likelihoodTerms": sorted(set(_values(backing, "likelihoodTerm"))),
        "likelihoodLow": min(_values(backing, "likelihoodLow"), default=None),
        "likelihoodHigh": max(_values(backing, "likelihoodHigh"), default=None),
        "outcomes": sorted(set(_values(backing, "outcome"))),
        "responseKinds": sorted(set(_values(backing, "responseKind"))),
        "positions": sorted(set(_values(backing, "position"))),
        "reviewed": any(claim.get("verdict") == ReviewVerdict.ACCEPTED for claim in backing),
        "disputed": any(_disputes(claim) for claim in claims),
        "claims": [claim["id"] for claim in newest[:NEWEST]],
    }
    return {key: value for key, value in edge.items() if value not in (None, [])}


def _values(claims: Iterable[Row], key: str) -> list[Any]:
    return [claim[key] for claim in claims if claim.get(key) is not None]
