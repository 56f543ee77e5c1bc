"""What the store holds of every source, counted by type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from attributed.graph.catalogue import query
from attributed.graph.store import Store

SECONDS = 120
SOURCES = 10_000


@dataclass(frozen=True, slots=True)
class Holding:
    """`entries` by entity type and `claims` by predicate, of all editions together; `last_edition` is a day."""

    title: str | None = None
    publisher: str | None = None
    licence: str | None = None
    homepage: str | None = None
    disclosures: int = 0
    last_edition: str | None = None
    last_recorded: str | None = None
    entries: Mapping[str, int] = field(default_factory=dict)
    claims: Mapping[str, int] = field(default_factory=dict)


def holdings(store: Store) -> dict[str, Holding]:
    """By source."""
    entries: dict[str, dict[str, int]] = {}
    for row in _rows(store, "entries-by-type"):
        entries.setdefault(row["source"], {})[row["type"]] = row["entries"]
    source_of = {row["disclosure"]: row["source"] for row in _rows(store, "sources-of-disclosures")}
    claims: dict[str, dict[str, int]] = {}
    for row in _rows(store, "claims-by-predicate"):
        of_source = claims.setdefault(source_of[row["disclosure"]], {})
        of_source[row["predicate"]] = of_source.get(row["predicate"], 0) + row["claims"]
    return {
        row["source"]: Holding(
            title=row["title"],
            publisher=row["publisher"],
            licence=row["licence"],
            homepage=row["homepage"],
            disclosures=row["disclosures"],
            last_edition=row["lastPublished"],
            last_recorded=row["lastRecorded"],
            entries=entries.get(row["source"], {}),
            claims=dict(sorted(claims.get(row["source"], {}).items())),
        )
        for row in _rows(store, "sources", skip=0, limit=SOURCES)
    }


def _rows(store: Store, name: str, **params: int) -> list[dict[str, Any]]:
    return store.read(query(name).text, params, timeout=SECONDS).maps()
