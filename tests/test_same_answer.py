"""One question, three ways: Cypher, HTTP and SPARQL give the same rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
from fastapi.testclient import TestClient

from attributed.api.app import create_app
from attributed.graph.rdf import turtle
from attributed.graph.store import Appended, Store
from attributed.settings import Settings

QUESTION = "MATCH (a:ThreatActor {name:'APT31'})-[r:TARGETED]->(t) RETURN t.name, r.claimants, r.likelihoodLow"
SPARQL = Path(__file__).parents[1] / "graph" / "queries" / "targets.rq"

Row = tuple[str, tuple[str, ...], float | None]


def by_cypher(store: Store) -> set[Row]:
    return {(name, tuple(claimants), low) for name, claimants, low in store.read(QUESTION).rows}


def by_http(store: Store, settings: Settings) -> set[Row]:
    with TestClient(create_app(settings, store)) as client:
        (hit,) = [
            hit for hit in client.get("/v1/search", params={"q": "apt31"}).json()["hits"] if hit["name"] == "APT31"
        ]
        edges: list[dict[str, Any]] = client.get(f"/v1/entities/{hit['id']}").json()["edges"]
    return {
        (edge["other"]["name"], tuple(edge["claimants"]), edge.get("likelihoodLow"))
        for edge in edges
        if edge["predicate"] == "TARGETED" and edge["direction"] == "out"
    }


def by_sparql(store: Store, base: str) -> set[Row]:
    graph = pyoxigraph.Store()
    graph.load("".join(turtle(store, base)).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    found = graph.query(SPARQL.read_text())
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return {
        (
            row["target"].value,
            tuple(sorted(row["claimants"].value.split("; "))),
            float(row["likelihoodLow"].value) if row["likelihoodLow"] else None,
        )
        for row in found
    }


def test_cypher_http_and_sparql_agree(
    store: Store, load: Callable[..., list[Appended]], examples: list[Path], tmp_path: Path
) -> None:
    load(store, *examples)
    settings = Settings(store=str(tmp_path))
    rows = by_cypher(store)
    assert ("UK parliamentarians", ("National Cyber Security Centre",), 0.95) in rows
    assert not any(name == "Electoral Commission" for name, _, _ in rows)
    assert by_http(store, settings) == rows
    assert by_sparql(store, settings.base_iri) == rows
