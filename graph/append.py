"""Writing evidence: all or nothing per disclosure, in small transactions.

Snapshots and the contents list come first, then new rows only, each with `writtenIn`, then one small transaction
that seals. What a crash leaves unsealed is removed at the next open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from attributed.errors import ModelViolation
from attributed.graph.chunks import chunks
from attributed.graph.editions import Marks, contents_bytes
from attributed.graph.engine import Engine
from attributed.graph.labels import WRITTEN
from attributed.graph.snapshots import Snapshots
from attributed.graph.store import AppendedDisclosure
from attributed.schema.batch import Batch, Closing, Skipped
from attributed.schema.codec import to_row
from attributed.schema.dates import after
from attributed.schema.disclosure import Disclosure

ROWS = 10_000
"""Rows in one transaction."""

HEADER = (
    "title",
    "publisher",
    "url",
    "publishedOn",
    "publishedOnLatest",
    "publishedOnText",
    "retrievedAt",
    "language",
)
"""What a text's header says: metadata of which the last loaded stands."""


@dataclass(slots=True)
class _Open:
    """A disclosure that is being written."""

    disclosure: Disclosure
    recorded_at: str
    ids: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)
    new_snapshots: list[str] = field(default_factory=list)
    new: dict[str, int] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Skipped] = field(default_factory=list)


class Appender:
    """One at a time per store; `changed` collects the disclosures to project."""

    def __init__(self, engine: Engine, snapshots: Snapshots) -> None:
        self._engine = engine
        self._snapshots = snapshots
        self.changed: set[str] = set()

    def append(self, batches: Iterable[Batch]) -> Iterator[AppendedDisclosure]:
        """Write each disclosure and tell what it brought once it is sealed."""
        current: _Open | None = None
        known: str | None = None
        try:
            for batch in batches:
                key = batch.disclosure.id
                if current and current.disclosure.id != key:
                    self._remove(current)
                    current = None
                if current is None:
                    if key != known and self._is_sealed(key):
                        known = key
                        self._update_header(batch.disclosure)
                        yield AppendedDisclosure(key, batch.source.id, batch.disclosure.title, known=True)
                    if key == known:
                        self._confirm(key, batch.closing)
                        continue
                    current = self._begin(batch)
                self._write(current, batch)
                if batch.closing:
                    done = self._seal(current, batch.closing)
                    current = None
                    yield done
        finally:
            if current:
                self._remove(current)

    def _is_sealed(self, key: str) -> bool:
        found = self._engine.rows("MATCH (d:Disclosure {id: $id}) WHERE d.sealed = true RETURN d.id AS id", id=key)
        return next(found, None) is not None

    def _update_header(self, disclosure: Disclosure) -> None:
        if disclosure.text_sha256 is None:
            return
        stated = {key: value for key, value in to_row(disclosure).items() if key in HEADER}
        held = next(self._engine.rows("MATCH (d:Disclosure {id: $id}) RETURN d", id=disclosure.id))["d"]
        if any(held.get(key) != value for key, value in stated.items()):
            self._engine.write(
                [("MATCH (d:Disclosure {id: $id}) SET d += $stated", {"id": disclosure.id, "stated": stated})]
            )
            self.changed.add(disclosure.id)

    def _confirm(self, key: str, closing: Closing | None) -> None:
        """A person may say of a known edition that it is complete, once the store has doubted it."""
        if closing and closing.confirmed:
            held = next(self._engine.rows("MATCH (d:Disclosure {id: $id}) RETURN d", id=key))["d"]
            if held.get("complete") and not held.get("confirmed"):
                self._engine.write([("MATCH (d:Disclosure {id: $id}) SET d.confirmed = true", {"id": key})])
                self.changed.add(key)

    def _begin(self, batch: Batch) -> _Open:
        last = next(self._engine.rows("MATCH (d:Disclosure) RETURN max(d.recordedAt) AS last"))["last"]
        opened = _Open(batch.disclosure, after(last))
        self._write_new(opened, "Source", [to_row(batch.source)])
        row = replace(batch.disclosure, complete=False, confirmed=False, sealed=False, recorded_at=opened.recorded_at)
        self._write_new(opened, "Disclosure", [to_row(replace(row, written_in=row.id))])
        return opened

    def _write(self, opened: _Open, batch: Batch) -> None:
        for snapshot in batch.snapshots:
            if snapshot.sha256 not in self._snapshots:
                opened.new_snapshots.append(self._snapshots.put(snapshot.data))
        cites = [replace(d, recorded_at=opened.recorded_at, written_in=opened.disclosure.id) for d in batch.cites]
        self._write_new(opened, "Disclosure", [to_row(d) for d in cites])
        self._write_new(opened, "Record", self._dated(opened, batch.records))
        self._write_new(opened, "RecordVersion", self._dated(opened, batch.versions))
        self._write_new(opened, "Claim", self._dated(opened, batch.claims))
        self._write_new(opened, "Span", self._dated(opened, batch.spans))
        opened.records.update(record.id for record in batch.records)
        opened.ids.update(version.id for version in batch.versions)
        opened.ids.update(claim.id for claim in batch.claims)
        for claim in batch.claims:
            opened.needed.update({claim.subject_record, claim.claimant_record})
            if claim.object_record:
                opened.needed.add(claim.object_record)
        opened.skipped.extend(batch.skipped)
        opened.warnings.extend(batch.warnings)

    @staticmethod
    def _dated(opened: _Open, things: Iterable[Any]) -> list[dict[str, Any]]:
        extra = {"recordedAt": opened.recorded_at, "writtenIn": opened.disclosure.id}
        return [to_row(thing) | extra for thing in things]

    def _write_new(self, opened: _Open, label: str, rows: list[dict[str, Any]]) -> None:
        for chunk in chunks(rows, ROWS):
            unique = {row["id"]: row for row in reversed(chunk)}
            existing = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id"
            held = {row["id"] for row in self._engine.rows(existing, ids=list(unique))}
            new = [unique[key] for key in sorted(unique.keys() - held)]
            self._engine.create(label, new)
            opened.new[label] = opened.new.get(label, 0) + len(new)

    def _seal(self, opened: _Open, closing: Closing) -> AppendedDisclosure:
        self._check_records(opened)
        data = contents_bytes(opened.ids, Marks(frozenset(closing.gone), frozenset(closing.replaced)))
        listed = self._snapshots.put(data)
        complete = closing.complete and not opened.skipped
        sealing = {
            "complete": True if complete else None,
            "confirmed": True if complete and closing.confirmed else None,
            "contents": listed,
            "sealed": True,
        }
        self._engine.write(
            [
                (
                    "MATCH (d:Disclosure {id: $id}) SET d += $sealing",
                    {"id": opened.disclosure.id, "sealing": sealing},
                )
            ]
        )
        self.changed.add(opened.disclosure.id)
        return AppendedDisclosure(
            opened.disclosure.id,
            opened.disclosure.source,
            opened.disclosure.title,
            known=False,
            records=opened.new.get("Record", 0),
            versions=opened.new.get("RecordVersion", 0),
            claims=opened.new.get("Claim", 0),
            spans=opened.new.get("Span", 0),
            complete=complete,
            skipped=tuple(opened.skipped),
            warnings=tuple(opened.warnings),
        )

    def _check_records(self, opened: _Open) -> None:
        """Every record that a claim names is in this disclosure or in the store."""
        elsewhere = sorted(opened.needed - opened.records)
        query = "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN r.id AS id"
        held = {row["id"] for chunk in chunks(elsewhere, ROWS) for row in self._engine.rows(query, ids=chunk)}
        missing = [key for key in elsewhere if key not in held]
        if missing:
            title = opened.disclosure.title or opened.disclosure.id
            raise ModelViolation(title, f"claims name a record that is nowhere: {missing[0]}")

    def _remove(self, opened: _Open) -> None:
        remove_unsealed(self._engine, opened.disclosure.id)
        for sha256 in opened.new_snapshots:
            self._snapshots.remove(sha256)


def unsealed(engine: Engine) -> list[str]:
    """Disclosures that were begun and not sealed."""
    query = "MATCH (d:Disclosure) WHERE d.sealed IS NULL AND d.writtenIn = d.id RETURN d.id AS id ORDER BY id"
    return [row["id"] for row in engine.rows(query)]


def remove_unsealed(engine: Engine, key: str) -> None:
    """Take out every row that an unsealed disclosure wrote, the disclosure itself last."""
    for label in WRITTEN:
        where = "WHERE n.id <> $key " if label == "Disclosure" else ""
        found = f"MATCH (n:{label} {{writtenIn: $key}}) {where}RETURN n.id AS id"
        ids = [row["id"] for row in engine.rows(found, key=key)]
        for chunk in chunks(ids, ROWS):
            engine.write([(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", {"ids": chunk})])
    engine.write([("MATCH (d:Disclosure {id: $key}) DETACH DELETE d", {"key": key})])
    used = {row["id"] for row in engine.rows("MATCH (d:Disclosure) RETURN DISTINCT d.source AS id")}
    idle = [row["id"] for row in engine.rows("MATCH (s:Source) RETURN s.id AS id") if row["id"] not in used]
    engine.write([("UNWIND $ids AS id MATCH (s:Source {id: id}) DETACH DELETE s", {"ids": idle})])
