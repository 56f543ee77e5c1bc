"""Evidence lines: every model object as one canonical JSON object a line, named by its `line` key.

The same lines make the evidence file (`attributed.evidence/1`) and travel between a command and a running server.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from attributed.schema.batch import Batch, Closing, Skipped, Snapshot
from attributed.schema.canonical import canonical_json
from attributed.schema.claim import Claim, Span
from attributed.schema.codec import from_row, to_row
from attributed.schema.decision import Decision, Judgement, Review
from attributed.schema.disclosure import Disclosure
from attributed.schema.record import Record, RecordVersion
from attributed.schema.source import Source

FORMAT = "attributed.evidence/1"
PART = 1 << 20
"""Snapshots travel in parts of this many bytes, base64."""

CLASSES: dict[str, type[Any]] = {
    "source": Source,
    "disclosure": Disclosure,
    "cited": Disclosure,
    "record": Record,
    "recordVersion": RecordVersion,
    "claim": Claim,
    "span": Span,
    "review": Review,
    "judgement": Judgement,
}
_LINE_OF = {Review: "review", Judgement: "judgement"}

Line = dict[str, Any]


def encode(line: Line) -> bytes:
    """One line as RFC 8785 bytes with its line feed."""
    return canonical_json(line) + b"\n"


def decode(data: bytes) -> Line:
    """The line of these bytes; ValueError when it is not a JSON object with a `line` key."""
    try:
        line = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not a JSON line: {error}") from None
    if not isinstance(line, dict) or not isinstance(line.get("line"), str):
        raise ValueError("not an evidence line: it has no `line` key")
    return line


def line_of(kind: str, thing: Any) -> Line:
    return {"line": kind, **to_row(thing)}


def thing_of(line: Line) -> Any:
    """The model object of a line; ValueError when the line is of another kind or does not fit the model."""
    kind = line["line"]
    if kind not in CLASSES:
        raise ValueError(f"unknown line {kind!r}")
    return from_row(CLASSES[kind], {key: value for key, value in line.items() if key != "line"})


def decision_line(decision: Decision) -> Line:
    return line_of(_LINE_OF[type(decision)], decision)


def snapshot_lines(sha256: str, data: bytes) -> Iterator[Line]:
    """The parts of a snapshot; an empty one has one empty part."""
    parts = max(1, -(-len(data) // PART))
    for part in range(parts):
        chunk = data[part * PART : (part + 1) * PART]
        yield {
            "line": "snapshot",
            "sha256": sha256,
            "part": part,
            "parts": parts,
            "data": base64.b64encode(chunk).decode("ascii"),
        }


class SnapshotReader:
    """Puts the parts of a snapshot together again and checks its hash."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def take(self, line: Line) -> Snapshot | None:
        """The snapshot once its last part is in, else None; ValueError when a part is missing or altered."""
        if line.get("part") != len(self._parts) or not isinstance(line.get("data"), str):
            raise ValueError("a part of a snapshot is missing")
        self._parts.append(base64.b64decode(line["data"], validate=True))
        if len(self._parts) < line["parts"]:
            return None
        data, self._parts = b"".join(self._parts), []
        if hashlib.sha256(data).hexdigest() != line["sha256"]:
            raise ValueError(f"snapshot {line['sha256']} does not have that hash")
        return Snapshot(line["sha256"], data)


def batch_lines(batch: Batch) -> Iterator[Line]:
    """A batch as lines, from `source` to `end`."""
    yield line_of("source", batch.source)
    yield line_of("disclosure", batch.disclosure)
    for kind, things in (
        ("cited", batch.cites),
        ("record", batch.records),
        ("recordVersion", batch.versions),
        ("claim", batch.claims),
        ("span", batch.spans),
    ):
        for thing in things:
            yield line_of(kind, thing)
    for snapshot in batch.snapshots:
        yield from snapshot_lines(snapshot.sha256, snapshot.data)
    for kind, parts in (("skipped", batch.skipped), ("warning", batch.warnings)):
        for part in parts:
            yield {"line": kind, "where": part.where, "why": part.why}
    end: Line = {"line": "end"}
    if batch.closing:
        end["complete"] = batch.closing.complete
        end["confirmed"] = batch.closing.confirmed
        end["gone"] = list(batch.closing.gone)
        end["replaced"] = list(batch.closing.replaced)
    yield end


def batches_of(lines: Iterable[Line]) -> Iterator[Batch]:
    """The batches that `batch_lines` wrote; ValueError for anything else."""
    things: dict[str, list[Any]] = {}
    snapshots = SnapshotReader()
    for line in lines:
        kind = line["line"]
        if kind == "end":
            yield _batch(things, line)
            things = {}
        elif kind == "snapshot":
            snapshot = snapshots.take(line)
            if snapshot:
                things.setdefault(kind, []).append(snapshot)
        elif kind in ("skipped", "warning"):
            things.setdefault(kind, []).append(Skipped(str(line["where"]), str(line["why"])))
        else:
            things.setdefault(kind, []).append(thing_of(line))
    if things:
        raise ValueError("the last batch has no end")


def _batch(things: dict[str, list[Any]], end: Line) -> Batch:
    if len(things.get("source", ())) != 1 or len(things.get("disclosure", ())) != 1:
        raise ValueError("a batch has one source and one disclosure")
    return Batch(
        source=things["source"][0],
        disclosure=things["disclosure"][0],
        cites=tuple(things.get("cited", ())),
        records=tuple(things.get("record", ())),
        versions=tuple(things.get("recordVersion", ())),
        claims=tuple(things.get("claim", ())),
        spans=tuple(things.get("span", ())),
        snapshots=tuple(things.get("snapshot", ())),
        skipped=tuple(things.get("skipped", ())),
        warnings=tuple(things.get("warning", ())),
        closing=_closing(end) if "complete" in end else None,
    )


def _closing(end: Line) -> Closing:
    gone, replaced = (tuple(str(key) for key in end.get(name, ())) for name in ("gone", "replaced"))
    return Closing(bool(end["complete"]), bool(end.get("confirmed")), gone, replaced)
