"""Deriving claims: whom they speak of, whether they stand, and the edges they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.edges import backs, edge_key, edge_of, retraction, stands
from attributed.graph.engine import Engine, Links
from attributed.graph.hierarchy import Hierarchy
from attributed.schema.claim import Origin, Stance
from attributed.schema.predicate import ROLLS_UP

SIZE = 5_000
"""Claims or edges in one look-up."""
UPDATED = 1_000
"""Claims in one statement that changes them: more of them take longer each."""
FROM_DOCUMENT = "document"
"""`assertedOnBasis` of a claim that states no date: its document's date stands in."""

_RECORDS = ("subjectRecord", "objectRecord", "claimantRecord")
_LINKS = (("SUBJECT", "subject"), ("OBJECT", "object"), ("CLAIMANT", "claimant"))
_SAID = (
    *("id", "predicate", "subjectRecord", "objectRecord", "claimantRecord", "value", "stance", "origin", "statedIn"),
    *("programme", "position", "planned", "outcome", "responseKind", "likelihoodTerm", "likelihoodLow"),
    *("likelihoodHigh", "withdrawnOn", "supersededAt"),
)
_DERIVED = (
    *("subject", "object", "claimant", "edge", "verdict", "retractedOn", "standing", "backs", "assertedOn"),
    *("assertedOnLatest", "assertedOnText", "assertedOnBasis", "quotes", "spanStarts", "spanEnds"),
)
_KEYS = (*_SAID, *_DERIVED, "quote")
# A list of values is read in half the time of a node. The quote of a text alone is derived; others may be long.
_HELD = (
    f"RETURN [{', '.join(f'c.{key}' for key in (*_SAID, *_DERIVED))}, "
    f"CASE c.origin WHEN '{Origin.PROSE}' THEN c.quote END] AS held"
)
_CLAIMS = f"UNWIND $ids AS id MATCH (c:Claim {{id: id}}) {_HELD}"
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
_REVIEWED = (
    "UNWIND $ids AS id MATCH (r:Review {claim: id}) WHERE NOT (r)-[:REVIEWS]->() "
    "MATCH (c:Claim {id: id}) CREATE (r)-[:REVIEWS]->(c)"
)
_UPDATE = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c += row.derived"
_OF_EDGES = f"UNWIND $ids AS id MATCH (c:Claim {{edge: id}}) {_HELD}"
_TAKEN_BACK = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:SUBJECT]-(c:Claim) "
    "WHERE c.value IS NOT NULL AND (c.stance = 'retracts' OR c.retractedOn IS NOT NULL) RETURN DISTINCT id"
)
_EDGES_OF = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:CLAIMANT]-(c:Claim) "
    "WHERE c.edge IS NOT NULL RETURN DISTINCT c.edge AS edge"
)
_EDGE = "(:Entity {{id: row.subject}})-[r:{}]->(:Entity {{id: row.object}})"
_NAMING = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name"
_NAMES = f"UNWIND $ids AS id MATCH (:Entity {{id: id}})<-[:SUBJECT]-(c:Claim) WHERE c.value IS NOT NULL {_HELD}"


class ClaimProjector:
    """`derive` claims first, then `write_edges`; `touched_entities` are those whose roles may have changed.

    `anew`: no claim is linked and no edge is there.
    """

    def __init__(self, engine: Engine, *, anew: bool) -> None:
        self._engine = engine
        self._anew = anew
        self._fresh: set[str] = set()
        self._edges: dict[str, None] = {}
        self._left: set[str] = set()
        self._named: set[str] = set()
        self.touched_entities: dict[str, None] = {}

    def derive(self, ids: Iterable[str], entities: Mapping[str, str] | None = None) -> None:
        """What each claim says by itself, then what others take back of it.

        `entities` are those that records refer to; where they are not given, the graph is asked.
        """
        for chunk in chunks(ids, SIZE):
            self._derive(chunk, entities)
        named = [row["id"] for chunk in chunks(sorted(self._named), SIZE) for row in self._rows(_TAKEN_BACK, chunk)]
        for chunk in chunks(named, SIZE):
            groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
            for row in self._claims(_NAMES, chunk):
                groups[(row["subject"], row["value"])].append(row)
            self._judge(groups.values())

    def write_edges(self, hierarchy: Hierarchy, renamed: set[str]) -> None:
        """Every touched edge; those that bodies are rolled up by come first, for the others read them."""
        rolling = [key for key in self._edges if key.split("|")[1] in ROLLS_UP]
        bodies = {key.split("|")[0] for key in rolling}
        before = hierarchy.states(hierarchy.below(bodies))
        for chunk in chunks(rolling, SIZE):
            self._write(chunk, hierarchy)
        self._left.update(rolling)
        after = hierarchy.states(hierarchy.below(bodies))
        speaking = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        claimants = speaking | hierarchy.below(renamed)
        for chunk in chunks(sorted(claimants), SIZE):
            self._edges.update((row["edge"], None) for row in self._rows(_EDGES_OF, chunk))
        for chunk in chunks(self._edges, SIZE):
            self._write(chunk, hierarchy)

    def _rows(self, query: str, ids: list[str]) -> Iterator[dict[str, Any]]:
        return self._engine.rows(query, ids=ids)

    def _claims(self, query: str, ids: list[str]) -> Iterator[dict[str, Any]]:
        """What was said and what is derived of each claim, by key; empty is None."""
        return (dict(zip(_KEYS, row["held"], strict=True)) for row in self._rows(query, ids))

    def _derive(self, ids: list[str], entities: Mapping[str, str] | None) -> None:
        claims = list(self._claims(_CLAIMS, ids))
        linked = [] if self._anew else [claim["id"] for claim in claims if claim.get("subject")]
        reviewed = ids if self._anew else linked
        if entities is None:
            records = {claim[key] for claim in claims for key in _RECORDS if claim.get(key)}
            entities = {row["id"]: row["entity"] for row in self._rows(_ENTITIES, sorted(records))}
        dates = {row["id"]: row for row in self._rows(_DATES, sorted({c["statedIn"] for c in claims}))}
        spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self._rows(_SPANS, [c["id"] for c in claims if c["origin"] == Origin.PROSE]):
            spans[row["id"]].append(row)
        verdicts = self._verdicts(reviewed)
        rows = []
        for claim in claims:
            derived = {
                **_ends(claim, entities),
                **_asserted(claim, dates.get(claim["statedIn"], {})),
                **_evidence(claim, spans[claim["id"]]),
                "verdict": verdicts.get(claim["id"]),
            }
            self._touch(claim, derived)
            rows.append(_judged(claim, derived))
        self._fresh.update({claim["id"] for claim in claims}.difference(linked))
        self._link(rows, set(linked))
        self._update(rows)
        if reviewed:
            self._engine.write([(_REVIEWED, {"ids": reviewed})])

    def _link(self, rows: list[tuple[dict[str, Any], dict[str, Any]]], linked: set[str]) -> None:
        """Of a claim that is linked only what leads elsewhere now: to unlink one of many at a node takes long."""
        fresh = [claim for claim, _ in rows if claim["id"] not in linked]
        links = [Links("STATED_IN", "Claim", "Disclosure", [(claim["id"], claim["statedIn"], {}) for claim in fresh])]
        for link, end in _LINKS:
            moved = [
                (claim["id"], derived[end])
                for claim, derived in rows
                if claim["id"] not in linked or claim[end] != derived[end]
            ]
            if left := [key for key, _ in moved if key in linked]:
                self._engine.write(
                    [(f"UNWIND $ids AS id MATCH (:Claim {{id: id}})-[l:{link}]->() DELETE l", {"ids": left})]
                )
            links.append(Links(link, "Claim", "Entity", [(key, to, {}) for key, to in moved if to]))
        self._engine.connect(links)

    def _verdicts(self, ids: list[str]) -> dict[str, str]:
        """The latest verdict on each claim, unless it was taken back."""
        reviews = sorted(self._rows(_REVIEWS, ids), key=lambda row: (row["at"], row["review"]))
        latest = {row["id"]: row["verdict"] for row in reviews}
        return {key: verdict for key, verdict in latest.items() if verdict != "takenBack"}

    def _touch(self, claim: dict[str, Any], derived: dict[str, Any]) -> None:
        for row in (claim, derived):
            for end in ("subject", "object", "claimant"):
                if row.get(end):
                    self.touched_entities[row[end]] = None
            if row.get("edge"):
                self._edges[row["edge"]] = None
            elif row.get("subject") and claim.get("value"):
                self._named.add(row["subject"])
        if claim.get("edge") and not self._anew:
            self._left.add(claim["edge"])

    def _update(self, rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
        """Write what differs from what the claim held."""
        changed = [
            {"id": claim["id"], "derived": derived}
            for claim, derived in rows
            if any(claim.get(key) != value for key, value in derived.items())
        ]
        for chunk in chunks(changed, UPDATED):
            self._engine.write([(_UPDATE, {"rows": chunk})])

    def _judge(self, groups: Iterable[list[dict[str, Any]]]) -> None:
        """Which claims on one proposition are taken back, and so whether each stands; they hold it afterwards."""
        rows = []
        for group in groups:
            retractions = [claim for claim in group if claim["stance"] == Stance.RETRACTS]
            for claim in group:
                rows.append(_judged(claim, {"retractedOn": retraction(claim, retractions)}))
        self._update(rows)
        for claim, derived in rows:
            claim.update(derived)

    def _write(self, keys: list[str], hierarchy: Hierarchy) -> None:
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self._claims(_OF_EDGES, keys):
            groups[row["edge"]].append(row)
        self._judge(groups.values())
        claimants = sorted({claim["claimant"] for group in groups.values() for claim in group})
        states = hierarchy.states(claimants)
        names = {row["id"]: row["name"] for row in self._rows(_NAMING, claimants)}
        made: dict[str, dict[str, Any]] = {}
        for key in keys:
            if edge := edge_of(groups[key], names, states):
                made[key] = edge
        old = [key for key in keys if key in self._left or any(c["id"] not in self._fresh for c in groups[key])]
        held = self._held(old)
        self._change(made, held)
        new: dict[str, list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
        for key, edge in made.items():
            if key not in held:
                subject, predicate, obj = key.split("|")
                new[predicate].append((subject, obj, edge))
        self._engine.connect([Links(predicate, "Entity", "Entity", rows) for predicate, rows in sorted(new.items())])

    def _held(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        """Those of these edges that are there, with their properties."""
        return {
            row["r"]["edge"]: row["r"]
            for predicate, rows in _ends_of(keys)
            for row in self._engine.rows(
                f"UNWIND $rows AS row MATCH {_EDGE.format(predicate)} RETURN properties(r) AS r", rows=rows
            )
        }

    def _change(self, made: dict[str, dict[str, Any]], held: dict[str, dict[str, Any]]) -> None:
        """Edges that are there become what they are made now, or go."""
        other = [key for key, edge in held.items() if key in made and made[key] != edge]
        for predicate, rows in _ends_of(other):
            given = [row | {"properties": made[row["edge"]]} for row in rows]
            change = f"UNWIND $rows AS row MATCH {_EDGE.format(predicate)} SET r = row.properties"
            self._engine.write([(change, {"rows": given})])
        for predicate, rows in _ends_of(key for key in held if key not in made):
            self._engine.write([(f"UNWIND $rows AS row MATCH {_EDGE.format(predicate)} DELETE r", {"rows": rows})])


def _ends_of(keys: Iterable[str]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The keys of edges by predicate, each with the ends that `_EDGE` matches."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for key in keys:
        subject, predicate, obj = key.split("|")
        rows[predicate].append({"edge": key, "subject": subject, "object": obj})
    yield from sorted(rows.items())


def _judged(claim: dict[str, Any], derived: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The claim as it is held, and what is derived, with whether it then stands and makes its edge."""
    said = claim | derived
    derived["standing"] = stands(said)
    if said.get("edge"):
        derived["backs"] = backs(said)
    elif claim["backs"] is not None:
        derived["backs"] = None
    return claim, derived


def _ends(claim: dict[str, Any], entities: Mapping[str, str]) -> dict[str, Any]:
    subject = entities[claim["subjectRecord"]]
    obj = entities[claim["objectRecord"]] if claim.get("objectRecord") else None
    return {
        "subject": subject,
        "object": obj,
        "claimant": entities[claim["claimantRecord"]],
        "edge": edge_key(subject, claim["predicate"], obj) if obj else None,
    }


def _asserted(claim: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """The document's date where the claim itself states none; an edition's date says nothing of its entries."""
    if claim["origin"] == Origin.STRUCTURED:
        return {}
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
