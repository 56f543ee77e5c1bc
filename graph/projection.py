"""Deriving the graph from evidence: whole what is touched, and the same bytes as deriving everything anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from attributed.graph.candidate import Candidate
from attributed.graph.census import Census, telling
from attributed.graph.chunks import chunks
from attributed.graph.claims import ClaimProjector
from attributed.graph.clusters import CONSENSUS
from attributed.graph.engine import Engine, Links
from attributed.graph.hierarchy import Hierarchy
from attributed.graph.resolution import Resolution, described
from attributed.graph.roles import write_roles
from attributed.graph.series import SeriesProjector
from attributed.graph.snapshots import Snapshots
from attributed.graph.store import Projection
from attributed.schema.record import entity_id
from attributed.schema.text import match_key

SIZE = 5_000
"""Things in one transaction or one look-up."""
SMALL = 5_000
"""New claims up to which a projection is one transaction."""


Ids = dict[str, None]
"""A set of ids in the order in which they were found: that in which they are stored, which is fast to go through."""


@dataclass(slots=True)
class _Touched:
    """What one projection has found to be changed so far."""

    entities: Ids = field(default_factory=dict)
    gone: Ids = field(default_factory=dict)
    renamed: set[str] = field(default_factory=set)
    claims: Ids = field(default_factory=dict)


class Projector:
    """Keeps its census between projections; the graph's revision tells when another process has written."""

    def __init__(self, engine: Engine, snapshots: Snapshots, lens: str = CONSENSUS) -> None:
        self._engine = engine
        self._snapshots = snapshots
        self._lens = lens
        self._census: Census | None = None
        self.revision = 0

    def project(self, changes: Projection) -> Ids | None:
        """Derive what `changes` touches, and tell the entities that it wrote or removed, None for all.

        A little is derived in one transaction; for more a marker stands while it runs, and where that is found, all is
        derived anew.
        """
        small = not changes.everything and self._size(changes) <= SMALL
        try:
            with self._engine.atomically() if small else self._marked():
                written = self._project(changes)
                self._revise()
        except BaseException:
            self._census = None  # it may hold what was never written
            raise
        return None if changes.everything else written

    def _project(self, changes: Projection) -> Ids:
        if changes.everything:
            self._clear()
            self._census = Census()
        disclosures = self._sealed(changes)
        touched = _Touched(claims=dict.fromkeys(sorted(changes.claims)))
        changed: Ids = {}
        if disclosures:
            self._link_sources(disclosures)
            series = self._series(disclosures)
            changed = self._changed(disclosures, series)
            self._find_claims(disclosures, series, touched)
        changed |= self._heard(touched.claims, self._all_judged() if changes.everything else changes.records)
        if changed:
            self._resolve(changed, touched)
        claims = ClaimProjector(self._engine, anew=changes.everything)
        claims.derive(touched.claims, self._census.entities if disclosures and self._census else None)
        claims.write_edges(Hierarchy(self._engine), touched.renamed)
        write_roles(self._engine, touched.entities | claims.touched_entities)
        self._mark_projected(disclosures)
        return touched.entities | touched.gone

    def unfinished(self) -> bool:
        """Whether an earlier projection was interrupted, or was made under another lens."""
        left = "MATCH (p:Projection {id: '-'}) WHERE p.running = true OR p.lens <> $lens RETURN p.id AS id"
        return next(self._engine.rows(left, lens=self._lens), None) is not None

    def waiting(self) -> Projection:
        """Sealed disclosures that have not been projected, and what was decided since."""
        sealed = "MATCH (d:Disclosure) WHERE d.sealed = true AND d.projected IS NULL RETURN d.id AS id"
        reviewed = "MATCH (r:Review) WHERE NOT (r)-[:REVIEWS]->() RETURN r.claim AS id"
        judged = "MATCH (j:Judgement) WHERE j.projected IS NULL RETURN j.leftRecord AS id"
        queries = (sealed, reviewed, judged)
        disclosures, claims, records = (frozenset(row["id"] for row in self._engine.rows(q)) for q in queries)
        return Projection(disclosures, claims, records)

    def _size(self, changes: Projection) -> int:
        query = "UNWIND $ids AS id MATCH (c:Claim {writtenIn: id}) RETURN count(c) AS n"
        return len(changes.claims) + sum(
            int(row["n"]) for row in self._engine.rows(query, ids=sorted(changes.disclosures))
        )

    @contextmanager
    def _marked(self) -> Iterator[None]:
        self._engine.write([("MERGE (p:Projection {id: '-'}) SET p.running = true", {})])
        yield
        self._engine.write([("MATCH (p:Projection {id: '-'}) SET p.running = false", {})])

    def _revise(self) -> None:
        self.revision = self.read_revision() + 1
        statement = "MERGE (p:Projection {id: '-'}) SET p.revision = $revision, p.lens = $lens"
        self._engine.write([(statement, {"revision": self.revision, "lens": self._lens})])

    def read_revision(self) -> int:
        for row in self._engine.rows("MATCH (p:Projection {id: '-'}) RETURN p.revision AS revision"):
            return int(row["revision"] or 0)
        return 0

    def _known(self) -> Census:
        """The census of the graph as it is."""
        if self._census is None or self.revision != self.read_revision():
            self.revision = self.read_revision()
            self._census = Census.read(self._engine)
        return self._census

    def _clear(self) -> None:
        self._clear_statements()
        for label, link in (("Disclosure", "PUBLISHED_IN"), ("Review", "REVIEWS")):
            statement = f"UNWIND $ids AS id MATCH (:{label} {{id: id}})-[l:{link}]->() DELETE l"
            for chunk in chunks(self._all(label), SIZE):
                self._engine.write([(statement, {"ids": chunk})])
        for chunk in chunks(self._all("Entity"), SIZE // 10):
            self._engine.write([("UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e", {"ids": chunk})])
        for statement, label in (
            ("MATCH (d:Disclosure {id: id}) SET d.projected = null", "Disclosure"),
            (
                "MATCH (r:Record {id: id}) SET r.refersTo = null, r.version = null, "
                "r.joinedTo = null, r.joinedBy = null, r.joinedFor = null",
                "Record",
            ),
        ):
            for chunk in chunks(self._all(label), SIZE):
                self._engine.write([(f"UNWIND $ids AS id {statement}", {"ids": chunk})])

    def _clear_statements(self) -> None:
        """From the disclosure's end: many claims lead to one, and to find one of many there takes long."""
        stated = "MATCH (d:Disclosure)<-[l:STATED_IN]-() RETURN d.id AS id, count(l) AS n"
        for row in list(self._engine.rows(stated)):
            some = f"MATCH (:Disclosure {{id: $id}})<-[l:STATED_IN]-() WITH l LIMIT {SIZE} DELETE l"
            for _ in range(0, row["n"], SIZE):
                self._engine.write([(some, {"id": row["id"]})])

    def _all(self, label: str) -> list[str]:
        return [row["id"] for row in self._engine.rows(f"MATCH (n:{label}) RETURN n.id AS id")]

    def _sealed(self, changes: Projection) -> list[dict[str, Any]]:
        if changes.everything:
            query = "MATCH (d:Disclosure) WHERE d.sealed = true RETURN d"
            return sorted((row["d"] for row in self._engine.rows(query)), key=lambda d: str(d["id"]))
        query = "UNWIND $ids AS id MATCH (d:Disclosure {id: id}) WHERE d.sealed = true RETURN d"
        return [row["d"] for row in self._engine.rows(query, ids=sorted(changes.disclosures))]

    def _series(self, disclosures: list[dict[str, Any]]) -> list[SeriesProjector]:
        fresh: dict[str, set[str]] = defaultdict(set)
        for row in disclosures:
            if _is_edition(row):
                fresh[row["series"]].add(row["id"])
        return [SeriesProjector(self._engine, self._snapshots, name, ids) for name, ids in sorted(fresh.items())]

    def _link_sources(self, disclosures: list[dict[str, Any]]) -> None:
        statement = (
            "UNWIND $ids AS id MATCH (d:Disclosure {writtenIn: id}) MATCH (s:Source {id: d.source}) "
            "MERGE (d)-[:PUBLISHED_IN]->(s)"
        )
        for chunk in chunks([row["id"] for row in disclosures], SIZE):
            self._engine.write([(statement, {"ids": chunk})])

    def _changed(self, disclosures: list[dict[str, Any]], series: list[SeriesProjector]) -> Ids:
        """The records that have another current version now, and those that they bear on in another way."""
        census = self._known()
        current: dict[str, str] = {}
        written = "UNWIND $ids AS id MATCH (v:RecordVersion {writtenIn: id}) RETURN v.record AS record, v.id AS id"
        fresh = [row["id"] for row in disclosures if not row.get("projected")]
        for chunk in chunks(fresh, SIZE):
            current.update((row["record"], row["id"]) for row in self._engine.rows(written, ids=chunk))
        for found in series:
            current.update(found.versions())
        changed = {record: key for record, key in current.items() if census.versions.get(record) != key}
        return census.take(self._engine, changed.values())

    def _heard(self, claims: Ids, judged: Collection[str]) -> Ids:
        """The records of which these claims or judgements say something new of who they are."""
        told = telling(self._engine, claims)
        changed = self._known().hear(self._engine, told) if told else {}
        if judged:
            changed |= self._known().judge(self._engine, judged)
            for end in ("leftRecord", "rightRecord"):
                taken = f"UNWIND $ids AS id MATCH (j:Judgement {{{end}: id}}) SET j.projected = true"
                self._engine.write([(taken, {"ids": sorted(judged)})])
        return changed

    def _all_judged(self) -> list[str]:
        return [row["id"] for row in self._engine.rows("MATCH (j:Judgement) RETURN DISTINCT j.leftRecord AS id")]

    def _resolve(self, changed: Ids, touched: _Touched) -> None:
        """Who is who among these records and all that may depend on them."""
        census = self._known()
        together = census.together(changed)
        resolution = Resolution((census.candidates[record] for record in together), self._lens)
        resolved = resolution.entities
        before = {record: census.entities[record] for record in resolved if record in census.entities}
        moved = [record for record in together if before.get(record) != resolved[record]]
        linked = {record for record in moved if record in before}
        touched.entities = dict.fromkeys(resolved[record] for record in (*changed, *moved))
        touched.entities |= dict.fromkeys(before[record] for record in moved if record in before)
        members: dict[str, list[Candidate]] = defaultdict(list)
        for record in together:
            if resolved[record] in touched.entities:
                members[resolved[record]].append(census.candidates[record])
        self._write_entities(members, touched)
        touched.claims |= self._claims_of(linked, {before[record] for record in linked})
        census.entities.update({record: resolved[record] for record in moved})
        joined = [record for record in together if census.joined.get(record) != resolution.joined.get(record)]
        census.joined.update({record: resolution.joined.get(record) for record in joined})
        self._write_records(dict.fromkeys((*changed, *moved, *joined)), census)
        self._link_records({record: resolved[record] for record in moved}, linked)
        touched.gone = dict.fromkeys(sorted(touched.entities.keys() - members.keys()))
        self._remove_entities(touched.gone)
        touched.entities = dict.fromkeys(members)

    def _write_entities(self, members: dict[str, list[Candidate]], touched: _Touched) -> None:
        query = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name"
        for chunk in chunks(members, SIZE):
            held = {row["id"]: row["name"] for row in self._engine.rows(query, ids=chunk)}
            new: dict[str, list[dict[str, Any]]] = defaultdict(list)
            known: list[dict[str, Any]] = []
            for row in (_entity(members[key]) for key in chunk):
                if row["id"] not in held:
                    new[row["type"]].append({**row, "roles": []})
                    continue
                known.append(row)
                if held[row["id"]] != row["name"]:
                    touched.renamed.add(row["id"])
            for entity_type, rows in sorted(new.items()):
                self._engine.create(entity_type, rows)
            if known:
                update = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e += row"
                self._engine.write([(update, {"rows": known})])

    def _claims_of(self, records: set[str], entities: set[str]) -> Ids:
        """The claims that name these records, which refer to these entities."""
        ends = ("subjectRecord", "objectRecord", "claimantRecord")
        query = (
            "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:SUBJECT|OBJECT|CLAIMANT]-(c:Claim) "
            f"RETURN c.id AS id, {', '.join(f'c.{end} AS {end}' for end in ends)}"
        )
        return {
            row["id"]: None
            for chunk in chunks(sorted(entities), SIZE)
            for row in self._engine.rows(query, ids=chunk)
            if not records.isdisjoint(row[end] for end in ends)
        }

    def _write_records(self, records: Ids, census: Census) -> None:
        update = "UNWIND $rows AS row MATCH (r:Record {id: row.id}) SET r += row.derived"
        for chunk in chunks(records, SIZE):
            rows = [{"id": record, "derived": _derived(record, census)} for record in chunk]
            self._engine.write([(update, {"rows": rows})])

    def _link_records(self, entities: dict[str, str], linked: set[str]) -> None:
        unlink = "UNWIND $ids AS id MATCH (r:Record {id: id})-[l:REFERS_TO]->() DELETE l"
        for chunk in chunks(entities, SIZE):
            old = [record for record in chunk if record in linked]
            if old:
                self._engine.write([(unlink, {"ids": old})])
            self._engine.connect([Links("REFERS_TO", "Record", "Entity", [(key, entities[key], {}) for key in chunk])])

    def _remove_entities(self, gone: Iterable[str]) -> None:
        for chunk in chunks(gone, SIZE // 10):
            self._engine.write([("UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e", {"ids": chunk})])

    def _find_claims(self, disclosures: list[dict[str, Any]], series: list[SeriesProjector], touched: _Touched) -> None:
        """Claims of these disclosures, and claims whose standing an edition changed."""
        wanted = [("writtenIn", [row["id"] for row in disclosures if not row.get("projected")])]
        wanted += [("statedIn", [row["id"] for row in disclosures if row.get("projected")])]
        for key, ids in wanted:
            touched.claims |= self._ids(f"UNWIND $ids AS id MATCH (c:Claim {{{key}: id}}) RETURN c.id AS id", ids)
        for found in series:
            touched.claims |= dict.fromkeys(sorted(found.write_claims()))

    def _ids(self, query: str, ids: Iterable[str]) -> Ids:
        return {row["id"]: None for chunk in chunks(ids, SIZE) for row in self._engine.rows(query, ids=chunk)}

    def _mark_projected(self, disclosures: list[dict[str, Any]]) -> None:
        for chunk in chunks([row["id"] for row in disclosures], SIZE):
            statement = "UNWIND $ids AS id MATCH (d:Disclosure {id: id}) SET d.projected = true"
            self._engine.write([(statement, {"ids": chunk})])


def _derived(record: str, census: Census) -> dict[str, str | None]:
    joined = census.joined.get(record)
    return {
        "version": census.versions[record],
        "key": entity_id(record),
        "refersTo": census.entities[record],
        "joinedTo": joined.to if joined else None,
        "joinedBy": str(joined.reason) if joined else None,
        "joinedFor": joined.words if joined else None,
    }


def _is_edition(disclosure: dict[str, Any]) -> bool:
    """A text is the first of its series: there is nothing to compare. Later readings of it are editions."""
    return bool(disclosure.get("series")) and not disclosure.get("textSha256")


def _entity(members: list[Candidate]) -> dict[str, Any]:
    """The properties of an entity that follow from its records alone."""
    said: dict[str, Any] = described(members)
    return said | {
        "matchKeys": sorted({match_key(name) for name in said["names"]}),
        "organ": any(member.organ for member in members) or None,
    }
