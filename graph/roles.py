"""The derived roles of entities, by the rules declared in the schema."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.engine import Engine
from attributed.schema.entity import ROLE_RULES, Role, RoleRule

SIZE = 2_000
_EDGES = {
    "subject": "UNWIND $ids AS id MATCH (e:Entity {id: id})-[r]->(o:Entity) ",
    "object": "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[r]-(o:Entity) ",
}
_KINDS = "RETURN DISTINCT id, e.type AS type, type(r) AS predicate, o.type AS other, r.positions IS NOT NULL AS office"
_SPEAKERS = "UNWIND $ids AS id MATCH (c:Claim {claimant: id}) WHERE c.standing = true RETURN DISTINCT id"
_MEMBERS = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.records AS records, e.roles AS roles"


def write_roles(engine: Engine, ids: set[str], agencies: frozenset[str]) -> None:
    """Derive the roles of these entities; `agencies` are records that their source calls an organ of state."""
    for chunk in chunks(sorted(ids), SIZE):
        roles = _roles(engine, chunk)
        rows = []
        for row in engine.rows(_MEMBERS, ids=chunk):
            if agencies.intersection(row["records"]):
                roles[row["id"]].add(Role.AGENCY)
            found = sorted(roles[row["id"]])
            if found != (row["roles"] or []):
                rows.append({"id": row["id"], "roles": found})
        if rows:
            statement = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.roles = row.roles"
            engine.write([(statement, {"rows": rows})])


def _roles(engine: Engine, ids: list[str]) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = defaultdict(set)
    for end, query in _EDGES.items():
        rules = [rule for rule in ROLE_RULES if rule.end == end]
        for row in engine.rows(query + _KINDS, ids=ids):
            roles[row["id"]].update(rule.role for rule in rules if _fits(rule, row))
    for row in engine.rows(_SPEAKERS, ids=ids):
        roles[row["id"]].update(rule.role for rule in ROLE_RULES if rule.end == "claimant")
    return roles


def _fits(rule: RoleRule, edge: dict[str, Any]) -> bool:
    return (
        edge["predicate"] == rule.predicate
        and edge["type"] in rule.types
        and edge["other"] in rule.other
        and (edge["office"] or not rule.with_position)
    )
