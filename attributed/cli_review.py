"""Reviewing extracted claims: what waits, what a person decides, and decisions as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attributed.errors import BadInput, NotFound
from attributed.graph.catalogue import query
from attributed.graph.store import Store
from attributed.loaders.claims import ClaimsLoader
from attributed.loaders.edits import NAME, SOURCE, draft, edited
from attributed.loaders.loader import InputFile
from attributed.schema.dates import now
from attributed.schema.decision import Review, ReviewVerdict, review
from attributed.schema.line import decision_line, encode, thing_of
from attributed.schema.source import CLAIMS

Shown = dict[str, Any]
"""A claim to review: properties of `claim`, `subject`, `object`, `claimant` and `disclosure`."""

_PAGE = 200


def waiting(store: Store, disclosure: str | None = None) -> Iterator[Shown]:
    """Claims read from texts that stand and on which nobody has decided, in the order of their texts."""
    found = query("claims-to-review").text
    skip = 0
    while rows := store.read(found, {"disclosure": disclosure, "skip": skip, "limit": _PAGE}).maps():
        yield from map(_shown, rows)
        skip += _PAGE


def claim_of(store: Store, claim: str) -> Shown:
    """One claim; NotFound where there is none of that id."""
    row = store.read(query("claim").text, {"id": claim}).one()
    if row is None:
        raise NotFound("claim", claim)
    return _shown(row)


def _shown(row: dict[str, Any]) -> Shown:
    keys = ("claim", "subject", "object", "claimant", "disclosure")
    return {key: row[key]["properties"] if row[key] else None for key in keys}


def decide(store: Store, claim: str, verdict: ReviewVerdict, by: str, because: str | None = None) -> Review:
    """Store a verdict as of now; NotFound where there is no such claim."""
    decision = review(claim, verdict, by, now(), because)
    store.decide([decision])
    return decision


def draft_of(shown: Shown) -> str:
    return draft(shown["claim"], {end: shown[end] for end in ("subject", "object", "claimant")})


def edit(store: Store, shown: Shown, words: str, by: str) -> str:
    """Put a claim right: a curated claim that revises it, whose id is returned, and its rejection.

    BadInput where the words make no claim; nothing is stored then.
    """
    claim = shown["claim"]["id"]
    data = edited(edits(store), claim, shown["disclosure"], words)
    with TemporaryDirectory(prefix="attributed-") as folder:
        path = Path(folder, NAME)
        path.write_bytes(data)
        batches = list(ClaimsLoader().load(InputFile(path, "edit")))
    for skipped in (part for batch in batches for part in batch.skipped):
        raise BadInput("edit", skipped.why)
    (revised,) = (said.id for batch in batches for said in batch.claims if said.revises == claim)
    store.append(batches)
    decide(store, claim, ReviewVerdict.REJECTED, by, f"put right: {revised}")
    return revised


def edits(store: Store) -> bytes:
    """The claims file of all that was put right; empty where nothing was."""
    found = store.read(query("editions-of-series").text, {"series": CLAIMS + SOURCE}).one()
    return store.snapshot(found["disclosure"]["properties"]["sha256"]) if found else b""


def export_decisions(store: Store, path: Path) -> int:
    """Write every review as a line of JSON, in the order of deciding; returns how many."""
    rows = store.stream("review")
    held = sorted((_review(row) for row in rows), key=lambda one: (one.decided_at, one.id))
    path.write_bytes(b"".join(encode(decision_line(one)) for one in held))
    return len(held)


def import_decisions(store: Store, path: Path) -> tuple[int, int]:
    """Take the reviews of a file; returns how many were taken, and how many are of claims that are not here.

    BadInput, and nothing taken, where a line is no review or was altered.
    """
    decisions = [_decision(path.name, number, line) for number, line in enumerate(_lines(path), 1)]
    here = [one for one in decisions if store.read("MATCH (c:Claim {id: $id}) RETURN c.id", {"id": one.claim}).rows]
    store.decide(here)
    return len(here), len(decisions) - len(here)


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(str(path), f"cannot be read: {error}") from None


def _decision(name: str, number: int, line: str) -> Review:
    try:
        held = json.loads(line)
        found = thing_of(held) if isinstance(held, dict) and held.get("line") == "review" else None
    except (ValueError, RecursionError) as error:
        raise BadInput(name, str(error), f"line {number}") from None
    if not isinstance(found, Review):
        raise BadInput(name, "not a review", f"line {number}")
    if found != review(found.claim, found.verdict, found.decided_by, found.decided_at, found.because):
        raise BadInput(name, "its id does not fit what it says: it was altered", f"line {number}")
    return found


def _review(row: dict[str, Any]) -> Review:
    because = row.get("because")
    return review(row["claim"], ReviewVerdict(row["verdict"]), row["decidedBy"], row["decidedAt"], because)
