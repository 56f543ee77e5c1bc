"""What an entity is called, by whom, and who else bears the name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from attributed.graph.catalogue import query
from attributed.graph.store import Hit, Store
from attributed.schema.text import match_key

MOST = 200
"""Entities of one name that are looked through."""


@dataclass(frozen=True, slots=True)
class Name:
    """`given` are the claims of this spelling; `bearers` other entities of the type that bear the name as well."""

    name: str
    given: tuple[dict[str, Any], ...]
    bearers: tuple[Hit, ...]


def names(store: Store, entity: dict[str, Any]) -> list[Name]:
    """Every name of an entity (a map of its properties), those that somebody claims first."""
    given: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.read(query("names-of-entity").text, {"id": entity["id"]}).maps():
        given[row["name"]].append({key: value for key, value in row.items() if key != "name" and value is not None})
    every = sorted({*entity["names"], *given}, key=lambda name: (name not in given, name))
    bearers = {key: _bearers(store, entity, key) for key in {match_key(name) for name in every}}
    return [Name(name, tuple(given[name]), bearers[match_key(name)]) for name in every]


def _bearers(store: Store, entity: dict[str, Any], key: str) -> tuple[Hit, ...]:
    hits = store.search(key, [entity["type"]], MOST)
    return tuple(
        hit for hit in hits if hit.id != entity["id"] and key in {match_key(name) for name in (hit.name, *hit.names)}
    )
