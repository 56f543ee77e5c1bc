"""Who is who and who stands behind whom, over HTTP and on the entity's page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from attributed.api.app import create_app
from attributed.graph.called import names
from attributed.graph.chain import chains
from attributed.graph.dossier import matches
from attributed.graph.store import Appended, Store
from attributed.schema.decision import JudgementVerdict, judgement
from attributed.settings import Settings

from ..graph.editions import edition

TWO_BEARERS = """\
attributed: claims/1
source: names
title: <b>Names</b>
publisher: Tests
licence: CC0-1.0
edition: "2026-01-01"
entities:
  - {id: vendor, type: Organization, name: CrowdStrike}
  - {id: heron, type: ThreatActor, name: Grey Heron}
  - {id: stork, type: ThreatActor, name: Black Stork}
  - {id: front, type: Organization, name: Harbour Software}
disclosures:
  - title: A list of names
    publisher: CrowdStrike
    url: https://example.org/names
    date: "2025-01-01"
    claimant: vendor
    claims:
      - {predicate: KNOWN_AS, subject: heron, value: Wading Kitten}
      - {predicate: KNOWN_AS, subject: stork, value: WADING KITTEN}
      - {predicate: KNOWN_AS, subject: front, value: Wading Kitten}
      - {predicate: KNOWN_AS, subject: heron, value: Ancient Kitten, stance: retracts}
"""


@pytest.fixture
def client(
    store: Store, load: Callable[..., list[Appended]], examples: list[Path], tmp_path: Path
) -> Iterator[TestClient]:
    file = tmp_path / "names.yaml"
    file.write_text(TWO_BEARERS)
    load(store, *examples, file)
    with TestClient(create_app(Settings(store=str(tmp_path)), store), raise_server_exceptions=False) as client:
        yield client


def entity(store: Store, name: str) -> str:
    return matches(store, name)[0].id


def as_json(made: Any) -> Any:
    return json.loads(json.dumps(asdict(made)))


def test_names_tell_who_gives_them_where_and_who_else_bears_them(client: TestClient, store: Store) -> None:
    key = entity(store, "Grey Heron")
    answer = client.get(f"/v1/entities/{key}/names").json()
    assert answer == as_json(names(store, key))
    assert answer["lens"] == "consensus"
    own, given, _ = answer["names"]
    assert (own["name"], own["primary"], own["given"]) == ("Grey Heron", True, [])
    assert own["entries"] == [{"source": "claims-names", "entries": 1, "behind": None}]
    (claim,) = given["given"]
    assert (claim["claimant"]["name"], claim["assertedOn"]) == ("CrowdStrike", "2025-01-01")
    assert claim["document"]["url"] == "https://example.org/names"
    assert given["namers"] == ["crowdstrike"]
    assert {(one["name"], one["type"]) for one in given["bearers"]} == {
        ("Black Stork", "ThreatActor"),
        ("Harbour Software", "Organization"),
    }


def test_a_name_that_claims_alone_give_is_found(client: TestClient) -> None:
    hits = client.get("/v1/search", params={"q": "violet typhoon"}).json()["hits"]
    assert [(hit["name"], hit["matched"]) for hit in hits] == [("APT31", "Violet Typhoon")]


def test_a_chain_is_the_same_over_http(client: TestClient, store: Store) -> None:
    apt31, china = entity(store, "APT31"), entity(store, "China")
    answer = client.get(f"/v1/entities/{apt31}/chain", params={"to": china, "limit": 2})
    assert answer.json() == as_json(chains(store, apt31, china, 2))
    assert answer.json()["chains"][0]["weakest"][0]["hop"] == 1
    assert client.get(f"/v1/entities/{entity(store, 'Sandworm')}/chain").json()["chains"] == []


def test_an_earlier_id_leads_on_and_an_unknown_one_nowhere(client: TestClient, store: Store) -> None:
    apt31 = entity(store, "APT31")
    (key,) = store.read("MATCH (r:Record {refersTo: $id}) WHERE r.key <> $id RETURN r.key LIMIT 1", {"id": apt31}).rows[
        0
    ]
    for path in ("/v1/entities/{}/names", "/v1/entities/{}/chain?limit=1", "/entities/{}"):
        moved = client.get(path.format(key), follow_redirects=False)
        assert (moved.status_code, moved.headers["location"]) == (308, path.format(apt31))
        unknown = client.get(path.format("e" + "0" * 20))
        assert (unknown.status_code, unknown.headers["content-type"]) == (404, "application/problem+json")
    assert client.get(f"/v1/entities/{apt31}/chain", params={"to": key}).status_code == 200
    assert client.get(f"/v1/entities/{apt31}/chain", params={"to": "e" + "0" * 20}).status_code == 404
    assert client.get(f"/v1/entities/{apt31}/chain", params={"to": "x"}).status_code == 422


def test_every_id_ever_issued_is_answered_after_merges_new_editions_and_unmerges(store: Store, tmp_path: Path) -> None:
    issued: set[str] = set()
    moved: set[str] = set()

    def judged(verdict: JudgementVerdict, second: int) -> None:
        store.decide(
            [judgement("list-one:1", "list-two:2", verdict, "a", f"2026-01-01T00:00:0{second}.000Z", "a test")]
        )

    steps = (
        lambda: store.append(edition("2024-01-01", ["1", "3"], series="list-one")),
        lambda: store.append(edition("2024-01-01", ["2", "3", "5"], series="list-two")),
        lambda: judged(JudgementVerdict.SAME, 1),
        lambda: store.append(edition("2024-02-01", ["1", "4"], series="list-one")),
        lambda: judged(JudgementVerdict.DIFFERENT, 2),
        lambda: store.append(edition("2024-03-01", ["2", "4", "5"], series="list-two")),
        lambda: judged(JudgementVerdict.TAKEN_BACK, 3),
    )
    with TestClient(create_app(Settings(store=str(tmp_path)), store)) as client:
        for step in steps:
            step()
            issued |= {row["id"] for row in store.stream("entity")}
            for path in ("", "/claims", "/names", "/chain"):
                answers = [client.get(f"/v1/entities/{key}{path}", follow_redirects=False) for key in sorted(issued)]
                assert {answer.status_code for answer in answers} <= {200, 308}
                moved |= {key for key, answer in zip(sorted(issued), answers, strict=True) if answer.status_code == 308}
                onward = [answer.headers["location"] for answer in answers if answer.status_code == 308]
                assert all(client.get(address, follow_redirects=False).status_code == 200 for address in onward)
    keys = {row["id"]: (row["key"], row["refersTo"]) for row in store.stream("record")}
    assert keys["list-two:2"][0] in moved
    assert all(keys[record][0] == keys[record][1] for record in ("list-one:1", "list-two:2"))


def test_the_page_says_who_calls_it_what_and_who_stands_behind_it(client: TestClient, store: Store) -> None:
    page = client.get(f"/entities/{entity(store, 'APT31')}")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert page.text.count("Zhao Guangzong</a> <code>") == 2  # beside the group, and beside the company
    for part in ("Violet Typhoon", "Microsoft", "Wuhan Xiaoruizhi", "Weakest: hop 1", "denies", "United States"):
        assert part in page.text
    assert "ambiguous" not in page.text
    assert f"/entities/{entity(store, 'APT31')}" in client.get("/", params={"q": "violet typhoon"}).text


def test_the_page_marks_a_name_that_others_bear(client: TestClient, store: Store) -> None:
    page = client.get(f"/entities/{entity(store, 'Grey Heron')}").text
    assert page.count("others bear this name too") == 1
    assert f"/entities/{entity(store, 'Black Stork')}" in page
    assert "<b>" not in page


def test_openapi_describes_names_and_chain(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    for path, model in (("names", "NamesAnswer"), ("chain", "ChainsAnswer")):
        answers = described["paths"][f"/v1/entities/{{id}}/{path}"]["get"]["responses"]
        assert {"200", "308", "404"} <= answers.keys()
        assert answers["200"]["content"]["application/json"]["schema"]["$ref"].endswith(model)
    assert described["components"]["schemas"]["NamesAnswer"]["properties"]["names"]["examples"]
