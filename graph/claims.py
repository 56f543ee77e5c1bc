"""Deriving claims: whom they speak of, whether they stand, and the edges they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.edges import backs, edge_key, edge_of, retraction, stands
from attributed.graph.engine import Engine, Statement
from attributed.graph.hierarchy import Hierarchy
from attributed.schema.claim import Origin, Stance
from attributed.schema.predicate import ROLLS_UP

SIZE = 2_000
FROM_DOCUMENT = "document"
"""`assertedOnBasis` of a claim that states no date: its document's date stands in."""

_LINKS = (
    ("SUBJECT", "subject", "Entity"),
    ("OBJECT", "object", "Entity"),
    ("CLAIMANT", "claimant", "Entity"),
)
_CLAIMS = "UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN c"
_ENTITIES = "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN r.id AS id, r.refersTo AS entity"
_DATES = (
    "UNWIND $ids AS id MATCH (d:Disclosure {id: id}) "
    "RETURN d.id AS id, d.publishedOn AS day, d.publishedOnLatest AS latest, d.publishedOnText AS text"
)
_SPANS = (
    "UNWIND $ids AS id MATCH (s:Span {claim: id}) "
    "RETURN s.claim AS id, s.start AS start, s.end AS end, s.quote AS quote"
)
_REVIEWS = (
    "UNWIND $ids AS id MATCH (r:Review {claim: id}) RETURN id, r.id AS review, r.decidedAt AS at, r.verdict AS verdict"
)
_REVIEWED = "UNWIND $ids AS id MATCH (r:Review {claim: id}) MATCH (c:Claim {id: id}) MERGE (r)-[:REVIEWS]->(c)"


class ClaimProjector:
    """`derive` claims first, then `write_edges`; `touched_entities` are those whose roles may have changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._edges: set[str] = set()
        self._named: set[str] = set()
        self.touched_entities: set[str] = set()

    def derive(self, ids: Iterable[str]) -> None:
        for chunk in chunks(sorted(ids), SIZE):
            self._derive(chunk)
        for piece in chunks(sorted(self._edges), SIZE):
            query = "UNWIND $ids AS id MATCH (c:Claim {edge: id}) RETURN c"
            self._judge((row["c"] for row in self._engine.rows(query, ids=piece)), "edge")
        for piece in chunks(sorted(self._named), SIZE):
            query = "UNWIND $ids AS id MATCH (c:Claim {subject: id}) WHERE c.value IS NOT NULL RETURN c"
            self._judge((row["c"] for row in self._engine.rows(query, ids=piece)), "value")

    def _derive(self, ids: list[str]) -> None:
        claims = [row["c"] for row in self._engine.rows(_CLAIMS, ids=ids)]
        records = {c[key] for c in claims for key in ("subjectRecord", "objectRecord", "claimantRecord") if c.get(key)}
        entities = {row["id"]: row["entity"] for row in self._engine.rows(_ENTITIES, ids=sorted(records))}
        dates = {row["id"]: row for row in self._engine.rows(_DATES, ids=sorted({c["statedIn"] for c in claims}))}
        spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self._engine.rows(_SPANS, ids=ids):
            spans[row["id"]].append(row)
        verdicts = self._verdicts(ids)
        rows = []
        for claim in claims:
            derived = {
                **_ends(claim, entities),
                **_asserted(claim, dates.get(claim["statedIn"], {})),
                **_evidence(claim, spans[claim["id"]]),
                "verdict": verdicts.get(claim["id"]),
            }
            self._touch(claim, derived)
            rows.append({"id": claim["id"], "derived": derived})
        self._write_claims(claims, rows)

    def _verdicts(self, ids: list[str]) -> dict[str, str]:
        """The latest verdict on each claim, unless it was taken back."""
        reviews = sorted(self._engine.rows(_REVIEWS, ids=ids), key=lambda row: (row["at"], row["review"]))
        latest = {row["id"]: row["verdict"] for row in reviews}
        return {key: verdict for key, verdict in latest.items() if verdict != "takenBack"}

    def _touch(self, claim: dict[str, Any], derived: dict[str, Any]) -> None:
        for row in (claim, derived):
            self.touched_entities.update(row[end] for end in ("subject", "object", "claimant") if row.get(end))
            if row.get("edge"):
                self._edges.add(row["edge"])
            elif row.get("subject") and claim.get("value"):
                self._named.add(row["subject"])

    def _write_claims(self, claims: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
        held = {claim["id"]: claim for claim in claims}
        changed = [row for row in rows if any(held[row["id"]].get(k) != v for k, v in row["derived"].items())]
        statements: list[Statement] = [
            ("UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c += row.derived", {"rows": changed})
        ]
        linked = [claim["id"] for claim in claims if claim.get("subject")]
        unlink = "UNWIND $ids AS id MATCH (c:Claim {id: id})-[l:SUBJECT|OBJECT|CLAIMANT|STATED_IN]->() DELETE l"
        statements.append((unlink, {"ids": linked}))
        for link, end, label in _LINKS:
            pairs = [{"id": row["id"], "end": row["derived"][end]} for row in rows if row["derived"][end]]
            statements.append((_link(link, label), {"rows": pairs}))
        stated = [{"id": claim["id"], "end": claim["statedIn"]} for claim in claims]
        statements.append((_link("STATED_IN", "Disclosure"), {"rows": stated}))
        statements.append((_REVIEWED, {"ids": [claim["id"] for claim in claims]}))
        self._engine.write(statements)

    def _judge(self, claims: Iterable[dict[str, Any]], group_by: str) -> None:
        """Retraction, standing and backing, among the claims on one proposition."""
        groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for claim in claims:
            groups[(claim["subject"], claim[group_by])].append(claim)
        rows = []
        for group in groups.values():
            retractions = [claim for claim in group if claim["stance"] == Stance.RETRACTS]
            for claim in group:
                derived: dict[str, Any] = {"retractedOn": retraction(claim, retractions)}
                judged = claim | derived
                derived["standing"] = stands(judged)
                if claim.get("edge"):
                    derived["backs"] = backs(judged)
                if any(claim.get(key) != value for key, value in derived.items()):
                    rows.append({"id": claim["id"], "derived": derived})
        for chunk in chunks(rows, SIZE):
            statement = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c += row.derived"
            self._engine.write([(statement, {"rows": chunk})])

    def write_edges(self, hierarchy: Hierarchy, renamed: set[str]) -> None:
        """Every touched edge; those that bodies are rolled up by come first, for the others read them."""
        rolling = {key for key in self._edges if key.split("|")[1] in ROLLS_UP}
        before = hierarchy.below({key.split("|")[0] for key in rolling} | renamed)
        for chunk in chunks(sorted(rolling), SIZE):
            self._write(chunk, {})
        after = hierarchy.below({key.split("|")[0] for key in rolling} | renamed)
        if rolling or renamed:
            self._edges |= self._edges_of_claimants(before | after)
        for chunk in chunks(sorted(self._edges), SIZE):
            self._write(chunk, hierarchy)

    def _edges_of_claimants(self, claimants: set[str]) -> set[str]:
        query = (
            "UNWIND $ids AS id MATCH (c:Claim {claimant: id}) WHERE c.edge IS NOT NULL RETURN DISTINCT c.edge AS edge"
        )
        return {row["edge"] for chunk in chunks(sorted(claimants), SIZE) for row in self._engine.rows(query, ids=chunk)}

    def _write(self, keys: list[str], hierarchy: Hierarchy | dict[str, list[str]]) -> None:
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        query = "UNWIND $ids AS id MATCH (c:Claim {edge: id}) RETURN c"
        for row in self._engine.rows(query, ids=keys):
            groups[row["c"]["edge"]].append(row["c"])
        claimants = sorted({claim["claimant"] for group in groups.values() for claim in group})
        states = hierarchy.states(claimants) if isinstance(hierarchy, Hierarchy) else hierarchy
        naming = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name"
        names = {row["id"]: row["name"] for row in self._engine.rows(naming, ids=claimants)}
        by_predicate: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for key in keys:
            subject, predicate, obj = key.split("|")
            edge = edge_of(groups[key], names, states)
            by_predicate[predicate].append({"subject": subject, "object": obj, "edge": edge})
        self._engine.write([s for predicate, rows in sorted(by_predicate.items()) for s in _replace(predicate, rows)])


def _link(link: str, label: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (c:Claim {{id: row.id}}) MATCH (o:{label} {{id: row.end}}) "
        f"CREATE (c)-[:{link}]->(o)"
    )


def _replace(predicate: str, rows: list[dict[str, Any]]) -> list[Statement]:
    ends = "MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object})"
    return [
        (
            f"UNWIND $rows AS row MATCH (s:Entity {{id: row.subject}})-[r:{predicate}]->(o:Entity {{id: row.object}}) "
            "DELETE r",
            {"rows": [{"subject": row["subject"], "object": row["object"]} for row in rows]},
        ),
        (
            f"UNWIND $rows AS row {ends} CREATE (s)-[r:{predicate}]->(o) SET r = row.edge",
            {"rows": [row for row in rows if row["edge"]]},
        ),
    ]


def _ends(claim: dict[str, Any], entities: dict[str, str]) -> dict[str, Any]:
    subject = entities[claim["subjectRecord"]]
    obj = entities[claim["objectRecord"]] if claim.get("objectRecord") else None
    return {
        "subject": subject,
        "object": obj,
        "claimant": entities[claim["claimantRecord"]],
        "edge": edge_key(subject, claim["predicate"], obj) if obj else None,
    }


def _asserted(claim: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """The document's date where the claim itself states none."""
    if claim.get("assertedOn") and claim.get("assertedOnBasis") != FROM_DOCUMENT:
        return {}
    day = document.get("day")
    return {
        "assertedOn": day,
        "assertedOnLatest": document.get("latest") or day,
        "assertedOnText": document.get("text"),
        "assertedOnBasis": FROM_DOCUMENT if day else None,
    }


def _evidence(claim: dict[str, Any], spans: list[dict[str, Any]]) -> dict[str, Any]:
    """The spans of a text as parallel lists in text order, the first quote also as `quote`."""
    if claim["origin"] != Origin.PROSE:
        return {}
    ordered = sorted(spans, key=lambda s: (s["start"], s["end"]))
    return {
        "quote": ordered[0]["quote"] if ordered else None,
        "quotes": [s["quote"] for s in ordered],
        "spanStarts": [s["start"] for s in ordered],
        "spanEnds": [s["end"] for s in ordered],
    }
