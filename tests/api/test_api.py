"""The HTTP graph API over a real store."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from fastapi.testclient import TestClient

from attributed.api.app import create_app
from attributed.graph.store import Appended, Store
from attributed.settings import Settings


@pytest.fixture
def client(
    store: Store, load: Callable[..., list[Appended]], examples: list[Path], tmp_path: Path
) -> Iterator[TestClient]:
    load(store, *examples)
    with TestClient(create_app(Settings(store=str(tmp_path)), store), raise_server_exceptions=False) as client:
        yield client


def apt31(client: TestClient) -> str:
    hits = client.get("/v1/search", params={"q": "apt31"}).json()["hits"]
    return str(next(hit["id"] for hit in hits if hit["name"] == "APT31"))


def test_an_entity_has_its_edges_in_both_directions(client: TestClient) -> None:
    answer = client.get(f"/v1/entities/{apt31(client)}").json()
    assert answer["entity"]["type"] == "ThreatActor"
    directions = {(edge["predicate"], edge["direction"]) for edge in answer["edges"]}
    assert {("TARGETED", "out"), ("AFFILIATED_WITH", "in")} <= directions
    targeted = next(edge for edge in answer["edges"] if edge["other"]["name"] == "UK parliamentarians")
    assert targeted["claimantStates"] == ["United Kingdom"]
    assert targeted["likelihoodLow"] == 0.95


def test_pages_follow_each_other(client: TestClient) -> None:
    id = apt31(client)
    whole = client.get(f"/v1/entities/{id}/claims", params={"limit": 200}).json()["claims"]
    pages, address = [], f"/v1/entities/{id}/claims?limit=5"
    while address:
        page = client.get(address).json()
        pages += page["claims"]
        address = page["next"]
    assert [claim["id"] for claim in pages] == [claim["id"] for claim in whole]
    assert len(pages) > 5
    exactly = client.get(f"/v1/entities/{id}/claims", params={"limit": len(whole)}).json()
    assert (len(exactly["claims"]), exactly["next"]) == (len(whole), None)


def test_as_of_a_day_shows_what_was_asserted_by_then(client: TestClient) -> None:
    path = f"/v1/entities/{apt31(client)}/claims"
    early = client.get(path, params={"as_of": "2021-07-19"}).json()
    assert {claim["assertedOn"] for claim in early["claims"]} <= {"2021-03-18", "2021-07-19"}
    assert early["resolution"] == "current"
    assert client.get(path, params={"known_at": "2001-01-01T00:00:00.000Z"}).json()["claims"] == []


def test_a_claim_has_its_spans_document_and_source(client: TestClient) -> None:
    claims = client.get(f"/v1/entities/{apt31(client)}/claims", params={"limit": 200}).json()["claims"]
    claim = next(claim for claim in claims if claim["origin"] == "prose")
    shown = client.get(f"/v1/claims/{claim['id']}").json()["claim"]
    assert shown == claim
    (span,) = shown["evidence"]
    assert "APT31" in span["quote"]
    assert span["end"] - span["start"] == len(span["quote"])
    document = client.get(f"/v1/disclosures/{shown['statedIn']['id']}").json()
    assert document["disclosure"]["publishedIn"]["id"] == "prose-attributed-examples"
    assert claim["id"] in [one["id"] for one in document["claims"]]


def test_the_key_of_any_record_leads_to_its_entity(client: TestClient, store: Store) -> None:
    (key,) = store.read(
        "MATCH (r:Record)-[:REFERS_TO]->(e:ThreatActor {name:'APT31'}) WHERE r.key <> e.id RETURN r.key LIMIT 1"
    ).rows[0]
    for rest in ("", "/claims", "/claims?as_of=2021-07-19&role=SUBJECT"):
        moved = client.get(f"/v1/entities/{key}{rest}", follow_redirects=False)
        assert moved.status_code == 308
        assert moved.headers["location"] == f"/v1/entities/{apt31(client)}{rest}"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/entities/e" + "0" * 20, 404),
        ("/v1/claims/c" + "0" * 32, 404),
        ("/v1/disclosures/d" + "0" * 32, 404),
        ("/v1/claims/x", 422),
        ("/v1/search", 422),
        ("/v1/entities/e" + "0" * 20 + "/claims?as_of=2021-99-99", 422),
        ("/v1/search?q=a&limit=100000", 422),
        ("/nowhere", 404),
        ("/local/alive", 404),
    ],
)
def test_every_error_has_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["title"]


def test_exports_are_whole(client: TestClient) -> None:
    turtle = client.get("/v1/export.ttl")
    lines = client.get("/v1/export.nt")
    first = {q.triple for q in pyoxigraph.parse(turtle.content, format=pyoxigraph.RdfFormat.TURTLE)}
    second = {q.triple for q in pyoxigraph.parse(lines.content, format=pyoxigraph.RdfFormat.N_TRIPLES)}
    assert first == second
    assert first


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/?q=<script>", "/docs"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert 'src="http' not in answer.text
        assert "<script" not in answer.text
    assert "APT31" in client.get("/?q=apt31").text
    assert client.get("/style.css").headers["content-type"].startswith("text/css")


def test_openapi_has_examples_and_no_local_route(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert not [path for path in described["paths"] if path.startswith("/local")]
    assert "/v1/entities/{id}" in described["paths"]
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))
    assert named - described["components"]["schemas"].keys() == set()
    assert described["components"]["schemas"]["ClaimAnswer"]["properties"]["claim"]["examples"]


def test_health_counts(client: TestClient, store: Store) -> None:
    health = client.get("/health").json()
    assert health["status"] == "ok"
    assert health["claims"] == len(list(store.stream("claim")))


def test_overflow_is_told_to_come_back(store: Store, tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path), threads=1, backlog=0)
    app = create_app(settings, store)
    with TestClient(app) as client:
        go_on, begun = threading.Event(), threading.Event()

        def hold() -> None:
            begun.set()
            go_on.wait(10)

        portal = client.portal
        assert portal is not None
        held = portal.start_task_soon(app.state.workers.run, hold)
        assert begun.wait(10)
        refused = client.get("/v1/search", params={"q": "a"})
        assert client.get("/v1/export.nt").status_code == 503
        assert client.get("/health").status_code == 200
        go_on.set()
        held.result()
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        assert client.get("/v1/search", params={"q": "a"}).status_code == 200
