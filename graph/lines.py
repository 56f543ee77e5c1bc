"""Evidence lines out of an engine: what was said and decided, nothing derived."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.claims import FROM_DOCUMENT
from attributed.graph.engine import Engine
from attributed.graph.snapshots import Snapshots
from attributed.schema.canonical import is_empty
from attributed.schema.claim import Origin
from attributed.schema.codec import keys_of
from attributed.schema.line import CLASSES, Line, encode, snapshot_lines

PAGE = 2_000
_ROWS = (("record", "Record"), ("recordVersion", "RecordVersion"), ("claim", "Claim"), ("span", "Span"))
_QUOTED = frozenset({"quote"})
_KEPT_FALSE = frozenset({"named"})
_DATED = frozenset({"assertedOn", "assertedOnLatest", "assertedOnText"})


def evidence_lines(engine: Engine, snapshots: Snapshots, since: str | None) -> Iterator[Line]:
    """Disclosures by (recordedAt, id), each from `source` (when new) to `seal`; decisions in place by their time."""
    disclosures = [
        row["d"]
        for row in engine.rows("MATCH (d:Disclosure) WHERE d.sealed = true RETURN d ORDER BY d.recordedAt, d.id")
    ]
    decisions = sorted(_decisions(engine), key=lambda line: (line["decidedAt"], line["id"]))
    sources: set[str] = set()
    kept: set[str] = set()
    for disclosure in disclosures:
        while decisions and decisions[0]["decidedAt"] <= disclosure["recordedAt"]:
            yield from _recent(decisions.pop(0), since)
        lines = _sealed(_disclosure(engine, snapshots, disclosure, sources, kept), disclosure["id"])
        if since is None or disclosure["recordedAt"] > since:
            yield from lines
    for decision in decisions:
        yield from _recent(decision, since)


def _recent(decision: Line, since: str | None) -> Iterator[Line]:
    if since is None or decision["decidedAt"] > since:
        yield decision


def _decisions(engine: Engine) -> Iterator[Line]:
    for kind, label in (("review", "Review"), ("judgement", "Judgement")):
        for row in engine.rows(f"MATCH (n:{label}) RETURN n"):
            yield _line(kind, row["n"])


def _sealed(lines: Iterable[Line], disclosure: str) -> Iterator[Line]:
    """The lines, then the seal over them."""
    counts: Counter[str] = Counter()
    sha256 = hashlib.sha256()
    for line in lines:
        counts[line["line"]] += 1
        sha256.update(encode(line))
        yield line
    yield {"line": "seal", "disclosure": disclosure, "counts": dict(counts), "sha256": sha256.hexdigest()}


def _disclosure(
    engine: Engine, snapshots: Snapshots, row: dict[str, Any], sources: set[str], kept: set[str]
) -> Iterator[Line]:
    if row["source"] not in sources:
        sources.add(row["source"])
        yield _line("source", next(engine.rows("MATCH (s:Source {id: $id}) RETURN s", id=row["source"]))["s"])
    yield _line("disclosure", row)
    cited = "MATCH (n:Disclosure {writtenIn: $id}) WHERE n.id <> $id RETURN n ORDER BY n.id"
    for found in engine.rows(cited, id=row["id"]):
        yield _line("cited", found["n"])
    for kind, label in _ROWS:
        yield from (_line(kind, found) for found in _written(engine, label, row["id"]))
    for sha256 in sorted({row[key] for key in ("sha256", "textSha256", "contents") if row.get(key)} - kept):
        if sha256 in snapshots:
            kept.add(sha256)
            yield from snapshot_lines(sha256, snapshots.get(sha256))


def _written(engine: Engine, label: str, disclosure: str) -> Iterator[dict[str, Any]]:
    """The rows of one label that a disclosure wrote, by id; only their ids are held at once."""
    written = f"MATCH (n:{label} {{writtenIn: $id}}) RETURN n.id AS id"
    query = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n"
    for chunk in chunks(sorted(row["id"] for row in engine.rows(written, id=disclosure)), PAGE):
        yield from sorted((row["n"] for row in engine.rows(query, ids=chunk)), key=lambda n: str(n["id"]))


def _line(kind: str, row: dict[str, Any]) -> Line:
    """A stored row as the evidence it was made from: without what the projection filled in."""
    filled: frozenset[str] = frozenset()
    if kind == "claim":
        filled |= _QUOTED if row["origin"] == Origin.PROSE else frozenset()
        filled |= _DATED if row.get("assertedOnBasis") == FROM_DOCUMENT else frozenset()
        filled |= frozenset({"supersededAt"})
    line: Line = {"line": kind}
    for key in keys_of(CLASSES[kind]):
        value = row.get(key)
        if key not in filled and (not is_empty(value) or (value is False and key in _KEPT_FALSE)):
            line[key] = value
    return line
