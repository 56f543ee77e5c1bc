"""The constraints and indexes that a Neo4j needs for the model, in Cypher."""

from __future__ import annotations

from collections.abc import Container

from attributed.graph.labels import ENTITY_TYPES, INDEXED, UNIQUE

APPENDER = "Appender"
"""The label of the one node that names who writes; `lease` keeps it."""

Held = tuple[str, str, bool]
"""A label, a property that is indexed, and whether its values are unique."""


def definitions(held: Container[Held] = ()) -> list[str]:
    """The statements that define what is not `held`."""
    statements = []
    for label in (*UNIQUE, APPENDER):
        if (label, "id", True) not in held:
            name = f"attributed_{label}_id"
            statements.append(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
    # A query may name an entity by its type alone, which no index on Entity serves here.
    typed = [(entity_type, key) for entity_type in ENTITY_TYPES for key in ("id", "name")]
    for label, key in (*INDEXED, *typed):
        if (label, key, True) not in held and (label, key, False) not in held:
            name = f"attributed_{label}_{key}"
            statements.append(f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})")
    return statements
