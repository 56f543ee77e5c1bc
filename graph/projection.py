"""Deriving the graph from evidence: whole what is touched, and the same bytes as deriving everything anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.claims import ClaimProjector
from attributed.graph.editions import Edition, contents, current_versions, in_order, superseded
from attributed.graph.engine import Engine
from attributed.graph.hierarchy import Hierarchy
from attributed.graph.resolution import Candidate, described, resolve
from attributed.graph.roles import write_roles
from attributed.graph.snapshots import Snapshots
from attributed.graph.store import Projection
from attributed.schema.record import entity_id
from attributed.schema.source import CLAIMS
from attributed.schema.text import match_key

SIZE = 2_000
"""Things in one transaction or one look-up."""


@dataclass(slots=True)
class _Touched:
    """What one projection has found to be changed so far."""

    records: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    renamed: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)


class Projector:
    def __init__(self, engine: Engine, snapshots: Snapshots) -> None:
        self._engine = engine
        self._snapshots = snapshots

    def project(self, changes: Projection) -> None:
        """Derive what `changes` touches. A marker stands while it runs: where it is found, all is derived anew."""
        self._mark(True)
        if changes.everything:
            self._clear()
        disclosures = self._sealed(None if changes.everything else changes.disclosures)
        touched = _Touched(claims=set(changes.claims))
        series = {row["series"] for row in disclosures if row.get("series")}
        editions = {name: self._editions(name) for name in sorted(series)}
        self._link_sources(disclosures)
        candidates = self._candidates(editions, touched)
        self._resolve(candidates, touched)
        self._find_claims(disclosures, editions, touched)
        claims = ClaimProjector(self._engine)
        claims.derive(touched.claims)
        hierarchy = Hierarchy(self._engine)
        claims.write_edges(hierarchy, touched.renamed)
        write_roles(self._engine, touched.entities | claims.touched_entities, _agencies(candidates))
        self._mark_projected(disclosures)
        self._mark(False)

    def unfinished(self) -> bool:
        """Whether an earlier projection was interrupted."""
        found = self._engine.rows("MATCH (s:Source {id: '-'}) RETURN s.projecting AS projecting")
        return next(found, None) is not None

    def waiting(self) -> frozenset[str]:
        """Sealed disclosures that have not been projected."""
        query = "MATCH (d:Disclosure) WHERE d.sealed = true AND d.projected IS NULL RETURN d.id AS id"
        return frozenset(row["id"] for row in self._engine.rows(query))

    def _mark(self, running: bool) -> None:
        statement = (
            "MERGE (s:Source {id: '-'}) SET s.projecting = true" if running else "MATCH (s:Source {id: '-'}) DELETE s"
        )
        self._engine.write([(statement, {})])

    def _clear(self) -> None:
        for label, link in (("Claim", "STATED_IN"), ("Disclosure", "PUBLISHED_IN"), ("Review", "REVIEWS")):
            self._engine.write([(f"MATCH (:{label})-[l:{link}]->() DELETE l", {})])
        self._engine.write([("MATCH (d:Disclosure) SET d.projected = null", {})])
        ids = [row["id"] for row in self._engine.rows("MATCH (e:Entity) RETURN e.id AS id")]
        for chunk in chunks(ids, SIZE):
            self._engine.write([("UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e", {"ids": chunk})])
        self._engine.write([("MATCH (r:Record) SET r.refersTo = null, r.version = null", {})])

    def _sealed(self, ids: frozenset[str] | None) -> list[dict[str, Any]]:
        query = "MATCH (d:Disclosure) WHERE d.sealed = true RETURN d ORDER BY d.id"
        return [row["d"] for row in self._engine.rows(query) if ids is None or row["d"]["id"] in ids]

    def _editions(self, series: str) -> list[Edition]:
        query = "MATCH (d:Disclosure {series: $series}) WHERE d.sealed = true RETURN d"
        return in_order(
            Edition(
                row["id"],
                row.get("publishedOn") or "",
                row["recordedAt"],
                bool(row.get("complete")),
                frozenset(contents(self._snapshots, row["contents"])),
            )
            for row in (found["d"] for found in self._engine.rows(query, series=series))
        )

    def _link_sources(self, disclosures: list[dict[str, Any]]) -> None:
        statement = (
            "UNWIND $ids AS id MATCH (d:Disclosure {writtenIn: id}) MATCH (s:Source {id: d.source}) "
            "MERGE (d)-[:PUBLISHED_IN]->(s)"
        )
        for chunk in chunks([row["id"] for row in disclosures], SIZE):
            self._engine.write([(statement, {"ids": chunk})])

    def _candidates(self, editions: dict[str, list[Edition]], touched: _Touched) -> list[Candidate]:
        """Every record with its current version; records that are new or changed are touched."""
        current = {
            record: version for found in editions.values() for record, version in current_versions(found).items()
        }
        versions = {row["v"]["id"]: row["v"] for row in self._engine.rows("MATCH (v:RecordVersion) RETURN v")}
        only = {version["record"]: key for key, version in versions.items()}
        candidates, changed = [], []
        for row in self._engine.rows("MATCH (r:Record) RETURN r"):
            record = row["r"]
            key = current.get(record["id"]) or record.get("version") or only.get(record["id"])
            if key is None:
                continue
            if key != record.get("version"):
                changed.append({"id": record["id"], "version": key, "key": entity_id(record["id"])})
            candidates.append(_candidate(record, versions[key]))
        update = "UNWIND $rows AS row MATCH (r:Record {id: row.id}) SET r.version = row.version, r.key = row.key"
        for chunk in chunks(changed, SIZE):
            self._engine.write([(update, {"rows": chunk})])
        touched.records.update(row["id"] for row in changed)
        return candidates

    def _resolve(self, candidates: list[Candidate], touched: _Touched) -> None:
        resolved = resolve(candidates)
        query = "MATCH (r:Record) WHERE r.refersTo IS NOT NULL RETURN r.id AS id, r.refersTo AS entity"
        before = {row["id"]: row["entity"] for row in self._engine.rows(query)}
        moved = {record for record, entity in resolved.items() if before.get(record) != entity}
        touched.entities |= {resolved[record] for record in moved | touched.records if record in resolved}
        touched.entities |= {before[record] for record in moved if record in before}
        members: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            if resolved[candidate.record] in touched.entities:
                members[resolved[candidate.record]].append(candidate)
        self._write_entities({entity: described(found) for entity, found in members.items()}, touched)
        self._link_records({record: resolved[record] for record in sorted(moved)}, before)
        self._remove_entities(sorted(touched.entities - members.keys()))
        touched.entities &= members.keys()
        touched.records = moved

    def _write_entities(self, entities: dict[str, dict[str, Any]], touched: _Touched) -> None:
        query = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name"
        for chunk in chunks(sorted(entities), SIZE):
            held = {row["id"]: row["name"] for row in self._engine.rows(query, ids=chunk)}
            touched.renamed |= {key for key, name in held.items() if name != entities[key]["name"]}
            by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for key in chunk:
                row = entities[key] | {"matchKeys": sorted({match_key(n) for n in entities[key]["names"]})}
                by_type[row["type"] if key not in held else ""].append(row)
            for entity_type, rows in sorted(by_type.items()):
                if entity_type:
                    self._engine.create(entity_type, rows)
                else:
                    self._engine.write(
                        [("UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e = row", {"rows": rows})]
                    )

    def _link_records(self, moved: dict[str, str], before: dict[str, str]) -> None:
        for chunk in chunks(moved, SIZE):
            old = [record for record in chunk if record in before]
            rows = [{"id": record, "entity": moved[record]} for record in chunk]
            unlink = "UNWIND $ids AS id MATCH (r:Record {id: id})-[l:REFERS_TO]->() DELETE l"
            link = (
                "UNWIND $rows AS row MATCH (r:Record {id: row.id}) MATCH (e:Entity {id: row.entity}) "
                "CREATE (r)-[:REFERS_TO]->(e) SET r.refersTo = row.entity"
            )
            self._engine.write([(unlink, {"ids": old}), (link, {"rows": rows})] if old else [(link, {"rows": rows})])

    def _remove_entities(self, gone: list[str]) -> None:
        for chunk in chunks(gone, SIZE):
            self._engine.write([("UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e", {"ids": chunk})])

    def _find_claims(
        self, disclosures: list[dict[str, Any]], editions: dict[str, list[Edition]], touched: _Touched
    ) -> None:
        """Claims of these disclosures, claims of records that moved, and claims whose standing an edition changed."""
        for key in ("writtenIn", "statedIn"):
            query = f"UNWIND $ids AS id MATCH (c:Claim {{{key}: id}}) RETURN c.id AS id"
            touched.claims |= self._ids(query, [row["id"] for row in disclosures])
        for key in ("subjectRecord", "objectRecord", "claimantRecord"):
            query = f"UNWIND $ids AS id MATCH (c:Claim {{{key}: id}}) RETURN c.id AS id"
            touched.claims |= self._ids(query, sorted(touched.records))
        for name, found in editions.items():
            if name.startswith(CLAIMS) and len(found) > 1:
                self._supersede(dict(superseded(found)), touched)

    def _ids(self, query: str, ids: Iterable[str]) -> set[str]:
        return {row["id"] for chunk in chunks(ids, SIZE) for row in self._engine.rows(query, ids=chunk)}

    def _supersede(self, since: dict[str, str | None], touched: _Touched) -> None:
        query = "UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN c.id AS id, c.supersededAt AS since"
        claims = sorted(key for key in since if "@" not in key)
        for chunk in chunks(claims, SIZE):
            held = {row["id"]: row["since"] for row in self._engine.rows(query, ids=chunk)}
            rows = [{"id": key, "since": since[key]} for key in chunk if key in held and held[key] != since[key]]
            if rows:
                statement = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c.supersededAt = row.since"
                self._engine.write([(statement, {"rows": rows})])
                touched.claims |= {str(row["id"]) for row in rows}

    def _mark_projected(self, disclosures: list[dict[str, Any]]) -> None:
        for chunk in chunks([row["id"] for row in disclosures], SIZE):
            statement = "UNWIND $ids AS id MATCH (d:Disclosure {id: id}) SET d.projected = true"
            self._engine.write([(statement, {"ids": chunk})])


def _candidate(record: dict[str, Any], version: dict[str, Any]) -> Candidate:
    return Candidate(
        record=record["id"],
        type=record["type"],
        source=record["source"],
        recorded_at=record["recordedAt"],
        name=version["name"],
        names=tuple(version.get("names") or ()),
        identifiers=tuple(version.get("identifiers") or ()),
        country=version.get("country"),
        organ=bool(version.get("organ")),
        named=bool(version.get("named", True)),
        birth_dates=tuple(version.get("birthDates") or ()),
    )


def _agencies(candidates: list[Candidate]) -> frozenset[str]:
    """Records that their source calls an organ of state."""
    return frozenset(candidate.record for candidate in candidates if candidate.organ)
