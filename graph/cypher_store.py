"""The Store over any engine that speaks Cypher."""

from __future__ import annotations

import heapq
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from attributed.errors import Misuse, NotFound
from attributed.graph.append import Appender, remove_unsealed, unsealed
from attributed.graph.chunks import chunks
from attributed.graph.clusters import CONSENSUS
from attributed.graph.engine import Engine
from attributed.graph.lines import evidence_lines
from attributed.graph.names import Names, rank
from attributed.graph.projection import Projector
from attributed.graph.restore import Restorer
from attributed.graph.snapshots import Snapshots
from attributed.graph.store import Appended, AppendedDisclosure, Hit, Kind, Line, Projection, Rows, Value
from attributed.schema.batch import Batch
from attributed.schema.codec import to_row
from attributed.schema.decision import Decision, Judgement, JudgementVerdict, Review
from attributed.schema.text import match_key

PAGE = 2_000
_LABELS: dict[str, str] = {
    "source": "Source",
    "disclosure": "Disclosure",
    "record": "Record",
    "recordVersion": "RecordVersion",
    "entity": "Entity",
    "claim": "Claim",
    "span": "Span",
    "review": "Review",
    "judgement": "Judgement",
}


class CypherStore:
    """Opening removes what a crash left unsealed and derives what it left underived.

    A graph that was derived under another `lens` is derived anew.
    `appending` is the lock that whoever writes holds, re-entrant: of this process's threads where none is given.
    """

    def __init__(
        self,
        engine: Engine,
        snapshots: Snapshots,
        appending: AbstractContextManager[Any] | None = None,
        lens: str = CONSENSUS,
    ) -> None:
        self.engine = engine
        self._snapshots = snapshots
        self._projector = Projector(engine, snapshots, lens)
        self._names = Names(engine, self._projector.read_revision)
        self._appending = appending or threading.RLock()
        engine.define()
        self._recover()

    def _recover(self) -> None:
        for key in unsealed(self.engine):
            remove_unsealed(self.engine, key)
        if self._projector.unfinished():
            self.project(Projection(everything=True))
        elif waiting := self._projector.waiting():
            self.project(waiting)

    def append(self, batches: Iterable[Batch]) -> Appended:
        with self._appending:
            appender = Appender(self.engine, self._snapshots)
            done: list[AppendedDisclosure] = []
            try:
                done.extend(appender.append(batches))
            finally:
                if appender.changed:
                    self.project(Projection(disclosures=frozenset(appender.changed)))
            return Appended(tuple(self._as_taken(done)))

    def _as_taken(self, done: list[AppendedDisclosure]) -> Iterator[AppendedDisclosure]:
        """With what comparing the editions has found."""
        query = (
            "UNWIND $ids AS id MATCH (d:Disclosure {id: id}) WHERE d.takenAsComplete IS NOT NULL "
            "RETURN id, d.takenAsComplete AS complete, d.missing AS missing"
        )
        found = {row["id"]: row for row in self.engine.rows(query, ids=[one.id for one in done])}
        for one in done:
            row = found.get(one.id)
            yield replace(one, complete=row["complete"], missing=row["missing"]) if row else one

    def decide(self, decisions: Iterable[Decision]) -> None:
        with self._appending:
            given = {decision.id: decision for decision in decisions}
            for decision in given.values():
                self._check_decision(decision)
            new = [decision for decision in given.values() if not self._is_stored(decision)]
            for label, rows in _by_label(new).items():
                self.engine.create(label, rows)
            claims = frozenset(one.claim for one in new if isinstance(one, Review))
            judged = [one for one in new if isinstance(one, Judgement)]
            records = frozenset(record for one in judged for record in (one.left_record, one.right_record))
            if changes := Projection(claims=claims, records=records):
                self.project(changes)

    def _is_stored(self, decision: Decision) -> bool:
        known = f"MATCH (n:{type(decision).__name__} {{id: $id}}) RETURN n.id AS id"
        return next(self.engine.rows(known, id=decision.id), None) is not None

    def _check_decision(self, decision: Decision) -> None:
        if isinstance(decision, Review):
            named = [("claim", "Claim", decision.claim)]
        else:
            if decision.left_record == decision.right_record:
                raise Misuse(f"{decision.left_record} is one record: there is nothing to judge")
            named = [("record", "Record", decision.left_record), ("record", "Record", decision.right_record)]
        types = set()
        for what, label, key in named:
            row = next(self.engine.rows(f"MATCH (n:{label} {{id: $id}}) RETURN n.type AS type", id=key), None)
            if row is None:
                raise NotFound(what, key)
            types.add(row["type"])
        if len(types) > 1 and isinstance(decision, Judgement) and decision.verdict is JudgementVerdict.SAME:
            raise Misuse(f"{' and '.join(sorted(types))} are never one thing; a claim can say how they belong together")

    def project(self, changes: Projection) -> None:
        with self._appending:
            entities = self._projector.project(changes)
            self._names.change(entities, self._projector.revision)

    def read(
        self,
        cypher: str,
        params: Mapping[str, Value] | None = None,
        *,
        timeout: float = 30,
        max_rows: int = 100_000,
    ) -> Rows:
        return self.engine.read(cypher, params or {}, timeout, max_rows)

    def search(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        key = match_key(text)
        if not key:
            return []
        query = (
            "UNWIND $ids AS id MATCH (e:Entity {id: id}) "
            "RETURN e.id AS id, e.type AS type, e.name AS name, e.names AS names"
        )
        best = self._names.best(key, types, limit)
        hits = (_hit(row, key) for chunk in chunks(best, PAGE) for row in self.engine.rows(query, ids=chunk))
        return [hit for _, hit in heapq.nsmallest(limit, hits, key=lambda ranked: ranked[0])]

    def stream(self, kind: Kind) -> Iterator[dict[str, Any]]:
        if kind == "edge":
            yield from self._edges()
            return
        last = ""
        query = f"MATCH (n:{_LABELS[kind]}) WHERE n.id > $last RETURN n ORDER BY n.id LIMIT {PAGE}"
        while page := [row["n"] for row in self.engine.rows(query, last=last)]:
            hidden = set(unsealed(self.engine))
            for row in page:
                if row.get("writtenIn") not in hidden:
                    yield row
            last = page[-1]["id"]

    def _edges(self) -> Iterator[dict[str, Any]]:
        ids = f"MATCH (e:Entity) WHERE e.id > $last RETURN e.id AS id ORDER BY e.id LIMIT {PAGE}"
        edges = (
            "UNWIND $ids AS id MATCH (s:Entity {id: id})-[r]->(o:Entity) "
            "RETURN s.id AS subject, type(r) AS predicate, o.id AS object, properties(r) AS properties"
        )
        last = ""
        while page := [row["id"] for row in self.engine.rows(ids, last=last)]:
            found = sorted(self.engine.rows(edges, ids=page), key=lambda r: (r["subject"], r["predicate"], r["object"]))
            for row in found:
                yield {**row["properties"], **{key: row[key] for key in ("subject", "predicate", "object")}}
            last = page[-1]

    def snapshot(self, sha256: str) -> bytes:
        return self._snapshots.get(sha256)

    def evidence(self, since: str | None = None) -> Iterator[Line]:
        return evidence_lines(self.engine, self._snapshots, since)

    def restore(self, lines: Iterable[Line]) -> Appended:
        with self._appending:
            if next(self.engine.rows("MATCH (d:Disclosure) RETURN d.id AS id LIMIT 1"), None):
                raise Misuse("an evidence file is loaded into an empty store only; this one holds disclosures")
            done = Restorer(self.engine, self._snapshots).restore(lines)
            self.project(Projection(everything=True))
            return done

    def close(self) -> None:
        self.engine.close()


def _hit(row: dict[str, Any], key: str) -> tuple[tuple[int, int, str, str], Hit]:
    names = tuple(row["names"] or ())
    ranked, matched = min((rank(match_key(name), key), name) for name in names)
    return (*ranked, matched, row["id"]), Hit(row["id"], row["type"], row["name"], names, matched)


def _by_label(decisions: Iterable[Decision]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for decision in decisions:
        rows[type(decision).__name__].append(to_row(decision))
    return rows
