"""The derived roles of entities, by the rules declared in the schema."""

from __future__ import annotations

from collections.abc import Iterable

from attributed.graph.chunks import chunks
from attributed.graph.engine import Engine
from attributed.schema.entity import ROLE_RULES, EntityType, Role, RoleRule

SIZE = 2_000
_UPDATE = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.roles = row.roles"


def write_roles(engine: Engine, ids: Iterable[str]) -> None:
    """Derive the roles of these entities."""
    for chunk in chunks(ids, SIZE):
        rows = []
        for row in engine.rows(_QUERY, ids=chunk):
            roles = {rule.role for number, rule in enumerate(ROLE_RULES) if row[f"rule{number}"]}
            if row["organ"]:
                roles.add(Role.AGENCY)
            if sorted(roles) != row["roles"]:
                rows.append({"id": row["id"], "roles": sorted(roles)})
        if rows:
            engine.write([(_UPDATE, {"rows": rows})])


def _shown(rule: RoleRule) -> str:
    """Whether an entity `e` has the rule's role; one edge or claim is enough, however many there are."""
    if rule.end == "claimant":
        shown = "MATCH (c:Claim)-[:CLAIMANT]->(e) WHERE c.standing = true"
    else:
        start, end = ("e", "o") if rule.end == "subject" else ("o", "e")
        shown = f"MATCH ({start})-[r:{rule.predicate}]->({end}) WHERE true"
        shown += " AND r.positions IS NOT NULL" if rule.with_position else ""
        shown += _among("o", rule.other)
    return f"EXISTS {{ {shown} }}{_among('e', rule.types)}"


def _among(variable: str, types: frozenset[EntityType]) -> str:
    if types == frozenset(EntityType):
        return ""
    return f" AND {variable}.type IN [{', '.join(repr(str(t)) for t in sorted(types))}]"


_QUERY = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.roles AS roles, e.organ AS organ, "
    + ", ".join(f"{_shown(rule)} AS rule{number}" for number, rule in enumerate(ROLE_RULES))
)
