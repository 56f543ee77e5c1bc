"""Read-only Cypher over HTTP, as an honest client meets it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from attributed.api.app import create_app
from attributed.graph.store import Appended, Store
from attributed.schema.decision import ReviewVerdict, review
from attributed.settings import Settings

EDGES = "MATCH (a:ThreatActor {name: $name})-[r:TARGETED]->(t) RETURN t.name AS target ORDER BY target"


@pytest.fixture
def client(
    store: Store, load: Callable[..., list[Appended]], examples: list[Path], tmp_path: Path
) -> Iterator[TestClient]:
    load(store, *examples)
    settings = Settings(store=str(tmp_path), query_seconds=5, query_rows=100, query_bytes=100_000, query_workers=1)
    with TestClient(create_app(settings, store), raise_server_exceptions=False) as client:
        yield client


def ask(client: TestClient, query: str, **params: object) -> dict[str, object]:
    answer = client.post("/v1/cypher", json={"query": query, "params": params})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_rows_are_those_of_the_store(client: TestClient, store: Store) -> None:
    question = "MATCH p = (a:Entity {name: $name})-[r]->(b) RETURN a, r, b, p ORDER BY r.edge"
    told = store.read(question, {"name": "APT31"})
    found = ask(client, question, name="APT31")
    assert found["columns"] == list(told.columns)
    assert found["rows"] == [list(row) for row in told.rows]
    assert found["rows"]


def test_the_graph_holds_each_node_and_relationship_once(client: TestClient) -> None:
    question = "MATCH (a:ThreatActor {name: $name})-[r:TARGETED]->(t) RETURN {all: [a, r]} AS held, t"
    found = client.post("/v1/cypher", json={"query": question, "params": {"name": "APT31"}}).json()
    nodes = {node["properties"]["id"] for node in found["graph"]["nodes"]}
    assert len(found["graph"]["nodes"]) == len(nodes) == len(found["rows"]) + 1
    assert len(found["graph"]["relationships"]) == len(found["rows"]) > 1
    assert all({one["start"], one["end"]} <= nodes for one in found["graph"]["relationships"])


def test_a_decision_is_seen_by_the_next_question(client: TestClient, store: Store) -> None:
    before = ask(client, EDGES, name="APT31")["rows"]
    assert before == [list(row) for row in store.read(EDGES, {"name": "APT31"}).rows]
    claims = store.read(
        "MATCH (:ThreatActor {name: 'APT31'})<-[:SUBJECT]-(c:Claim {predicate: 'TARGETED'}) RETURN c.id AS id"
    ).rows
    store.decide(review(c, ReviewVerdict.REJECTED, "analyst", "2026-01-01T00:00:00.000Z", "a test") for (c,) in claims)
    assert ask(client, EDGES, name="APT31")["rows"] == []


def test_infinities_are_text(client: TestClient) -> None:
    assert ask(client, "RETURN 1.0 / 0 AS a, [0.0 / 0] AS b, 'NaN' AS c")["rows"] == [["Infinity", ["NaN"], "NaN"]]


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ({"query": "UNWIND range(1, 101) AS n RETURN n"}, 413, "more than 100 rows"),
        ({"query": "RETURN [n IN range(1, 50000) | n] AS ns"}, 413, "more than 100000 bytes"),
        ({"query": "CREATE (n:State) RETURN n"}, 403, "only reading"),
        ({"query": "RETURN 1; RETURN 2"}, 400, "one statement"),
        ({"query": "MATCH (n RETURN n"}, 400, ""),
        ({"query": ""}, 422, "query"),
        ({"query": "RETURN 1", "parameters": {}}, 422, "parameters"),
        ({"query": "RETURN $n AS n", "params": {"n": 10**30}}, 400, ""),
        ({"query": "RETURN 1", "params": {"n": "x" * 2_000_000}}, 413, "1000000 bytes"),
    ],
)
def test_every_refusal_is_a_problem_with_its_reason(
    client: TestClient, body: dict[str, object], status: int, reason: str
) -> None:
    answer = client.post("/v1/cypher", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"]
    assert reason in answer.json()["detail"]


def test_a_question_that_finds_no_turn_is_told_to_come_back(client: TestClient) -> None:
    assert ask(client, "RETURN 1 AS n")["rows"] == [[1]]
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c RETURN count(*)"
    statuses: list[int] = []
    other = threading.Thread(
        target=lambda: statuses.append(client.post("/v1/cypher", json={"query": endless}).status_code)
    )
    other.start()
    refused = client.post("/v1/cypher", json={"query": endless})
    assert refused.status_code == 503
    other.join()
    assert statuses == [503]
    assert ask(client, "RETURN 1 AS n")["rows"] == [[1]]
