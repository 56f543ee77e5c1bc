"""A claim as a reader is told it: what was said, by whom, of what, in which document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attributed.graph.catalogue import query
from attributed.graph.store import Store
from attributed.schema.decision import ReviewVerdict
from attributed.schema.predicate import Predicate

PAGE = 100


def claims_of(store: Store, key: str, role: str, predicate: Predicate, most: int) -> Iterator[dict[str, Any]]:
    """At most `most` claims in which the entity has the role, newest first, without rejected and superseded ones.

    Each is a map of its properties with `other` (the entity at its other end), `claimant` and `document`.
    """
    shown = 0
    params: dict[str, Any] = {"id": key, "role": role, "predicate": predicate.value, "asOf": None, "knownAt": None}
    for skip in range(0, 100 * PAGE, PAGE):
        page = store.read(query("claims-of-entity").text, {**params, "skip": skip, "limit": PAGE}).maps()
        for row in page:
            if _is_set_aside(row["claim"]["properties"]):
                continue
            yield {**told(row), "other": brief(row["object" if role == "SUBJECT" else "subject"])}
            shown += 1
            if shown == most:
                return
        if len(page) < PAGE:
            return


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with `claim`, `claimant` and `disclosure`, as nodes."""
    claim: dict[str, Any] = row["claim"]["properties"]
    document = row["disclosure"]["properties"] if row["disclosure"] else {}
    return {
        **{key: claim[key] for key in _SHOWN if claim.get(key) is not None},
        "claimant": brief(row["claimant"]),
        "document": {key: document[key] for key in ("id", "title", "url", "publishedOn") if document.get(key)},
    }


def brief(node: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Which thing a node is."""
    if node is None:
        return None
    return {key: node["properties"].get(key) for key in ("id", "type", "name")}


def _is_set_aside(claim: Mapping[str, Any]) -> bool:
    return claim.get("verdict") == ReviewVerdict.REJECTED or bool(claim.get("supersededAt"))


_SHOWN = (
    "id",
    "predicate",
    "stance",
    "likelihoodTerm",
    "likelihoodScale",
    "likelihoodScaleBasis",
    "likelihoodLow",
    "likelihoodHigh",
    "analyticConfidence",
    "assertedOn",
    "assertedOnText",
    "assertedOnBasis",
    "eventStart",
    "eventEnd",
    "eventText",
    "outcome",
    "responseKind",
    "planned",
    "programme",
    "reference",
    "position",
    "basis",
    "quote",
    "quotes",
    "origin",
    "standing",
    "verdict",
    "withdrawnOn",
    "amendedOn",
    "retractedOn",
)
