"""Taking the lines of an evidence file into an empty store, instants kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from attributed.errors import BadInput
from attributed.graph.append import ROWS, remove_unsealed
from attributed.graph.engine import Engine
from attributed.graph.snapshots import Snapshots
from attributed.graph.store import Appended, AppendedDisclosure, Line
from attributed.schema.codec import to_row
from attributed.schema.line import SnapshotReader, encode, thing_of

_LABELS = {
    "source": "Source",
    "disclosure": "Disclosure",
    "cited": "Disclosure",
    "record": "Record",
    "recordVersion": "RecordVersion",
    "claim": "Claim",
    "span": "Span",
    "review": "Review",
    "judgement": "Judgement",
}
_SET_BY_SEAL = ("complete", "confirmed", "contents", "sealed")


class Restorer:
    """One disclosure after another, each sealed when its lines are proven whole."""

    def __init__(self, engine: Engine, snapshots: Snapshots) -> None:
        self._engine = engine
        self._snapshots = snapshots
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._done: list[AppendedDisclosure] = []
        self._reset()

    def _reset(self) -> None:
        self._disclosure: dict[str, Any] | None = None
        self._counts: Counter[str] = Counter()
        self._sha256 = hashlib.sha256()
        self._reader = SnapshotReader()

    def restore(self, lines: Iterable[Line]) -> Appended:
        """All of the file or nothing: BadInput, and an empty store, when a line does not fit."""
        number = 0
        try:
            for line in lines:
                number += 1
                self._take(line)
            self._flush()
            if self._disclosure is not None:
                raise ValueError("the last disclosure has no seal")
        except BaseException as error:
            self._empty()
            if isinstance(error, ValueError | KeyError):
                raise BadInput("evidence", str(error), f"line {number}") from None
            raise
        return Appended(tuple(self._done))

    def _take(self, line: Line) -> None:
        kind = line["line"]
        if kind == "seal":
            self._seal(line)
            return
        if kind not in ("review", "judgement"):
            self._counts[kind] += 1
            self._sha256.update(encode(line))
        if kind == "snapshot":
            snapshot = self._reader.take(line)
            if snapshot:
                self._snapshots.put(snapshot.data)
            return
        row = to_row(thing_of(line))
        if kind == "disclosure":
            self._disclosure = row
            row = {key: value for key, value in row.items() if key not in _SET_BY_SEAL}
        elif kind in ("record", "recordVersion", "claim", "span") and self._disclosure:
            row["writtenIn"] = self._disclosure["id"]
        self._rows.setdefault(_LABELS[kind], []).append(row)
        if sum(map(len, self._rows.values())) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        for label, rows in self._rows.items():
            self._engine.create(label, rows)
        self._rows = {}

    def _seal(self, line: Line) -> None:
        disclosure = self._disclosure
        if disclosure is None or line["disclosure"] != disclosure["id"]:
            raise ValueError("a seal without its disclosure")
        if line["counts"] != dict(self._counts) or line["sha256"] != self._sha256.hexdigest():
            raise ValueError(f"disclosure {disclosure['id']} is not whole")
        self._flush()
        sealing = {key: disclosure.get(key) for key in _SET_BY_SEAL}
        statement = "MATCH (d:Disclosure {id: $id}) SET d += $sealing"
        self._engine.write([(statement, {"id": disclosure["id"], "sealing": sealing})])
        self._done.append(
            AppendedDisclosure(
                disclosure["id"],
                disclosure["source"],
                disclosure.get("title"),
                known=False,
                records=self._counts["record"],
                versions=self._counts["recordVersion"],
                claims=self._counts["claim"],
                spans=self._counts["span"],
                complete=bool(disclosure.get("complete")),
            )
        )
        self._reset()

    def _empty(self) -> None:
        found = "MATCH (d:Disclosure) WHERE d.writtenIn = d.id RETURN d.id AS id"
        for row in list(self._engine.rows(found)):
            remove_unsealed(self._engine, row["id"])
        for label in ("Review", "Judgement"):
            self._engine.write([(f"MATCH (n:{label}) DETACH DELETE n", {})])
        for sha256 in list(self._snapshots.hashes()):
            self._snapshots.remove(sha256)
