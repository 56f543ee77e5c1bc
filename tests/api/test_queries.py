"""The catalogue over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from attributed.api.app import create_app
from attributed.graph.catalogue import question, questions
from attributed.graph.store import Appended, Store
from attributed.settings import Settings


@pytest.fixture
def client(
    store: Store, load: Callable[..., list[Appended]], examples: list[Path], tmp_path: Path
) -> Iterator[TestClient]:
    load(store, *examples)
    with TestClient(create_app(Settings(store=str(tmp_path)), store), raise_server_exceptions=False) as client:
        yield client


def test_every_question_is_listed_and_answered_as_the_store_does(client: TestClient, store: Store) -> None:
    listed = client.get("/v1/queries").json()["queries"]
    assert [one["name"] for one in listed] == [one.name for one in questions()]
    for one in listed:
        params = {p["name"]: p["example"] for p in one["parameters"] if not p["mayBeLeftOut"]}
        answer = client.post(f"/v1/queries/{one['name']}", json=params)
        told = store.read(one["cypher"], question(one["name"]).arguments(params))
        assert answer.status_code == 200, (one["name"], answer.text)
        assert answer.json()["columns"] == list(told.columns)
        assert answer.json()["rows"] == [list(row) for row in told.rows]


def test_a_question_is_asked_in_the_address(client: TestClient) -> None:
    shown = client.get("/v1/queries/names-by-authority").json()
    assert shown["topic"] == "names"
    assert shown["parameters"][0] == {
        "name": "name",
        "type": "string",
        "note": None,
        "mayBeLeftOut": False,
        "example": "APT31",
    }
    found = client.get("/v1/queries/names-by-authority/answer", params={"name": "APT31", "skip": 1}).json()
    assert [row[:2] for row in found["rows"]] == [["Microsoft", "Violet Typhoon"]]


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("/v1/queries/nothing", 404, "no query 'nothing'"),
        ("/v1/queries/claims-of-entity", 404, "no query"),
        ("/v1/queries/attributions/answer", 400, "needs name"),
        ("/v1/queries/attributions/answer?name=APT31&limit=many", 400, "limit"),
        ("/v1/queries/attributions/answer?name=APT31&by=me", 400, "no parameter by"),
        ("/v1/queries/attributions-as-of/answer?name=APT31&asOf=soon", 400, "asOf"),
    ],
)
def test_a_wrong_parameter_is_named(client: TestClient, path: str, status: int, reason: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert reason in answer.json()["detail"]
