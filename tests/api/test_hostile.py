"""The queries of hostile.yaml over HTTP: nothing hangs, writes, reads a file or reaches the network."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from fastapi.testclient import TestClient

from attributed.api.app import create_app
from attributed.graph.store import Appended, Kind, Store
from attributed.settings import Settings

SECRET = "a-secret-line"
SECONDS = 2.0
MARGIN = 2.0
STATUSES = {
    "refused": {400, 403},
    "stopped": {400, 403, 413, 422, 503},
    "ended": {200, 400, 403, 413, 503},
    "answered": {200},
}
ENTRIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "hostile.yaml").read_text("utf-8"))


def deep_subqueries(depth: int) -> str:
    return "CALL { " * depth + "MATCH (n) RETURN n.id AS id" + " } RETURN id" * depth


MADE = {
    "{a1000}": "a" * 1_000,
    "{a10000}": "a" * 10_000,
    "{a30000}": "a" * 30_000,
    "{deep brackets}": "(" * 5_000 + "1" + ")" * 5_000,
    "{deep lists}": "[" * 5_000 + "1" + "]" * 5_000,
    "{long sum}": "1" + " + 1" * 4_500,
    "{many nots}": "NOT " * 4_500,
    "{deep subqueries}": deep_subqueries(40),
}


class Visitors:
    """Listens on loopback and counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/lines.csv"
        self.count = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            self.count += 1
            visitor.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def visitors() -> Iterator[Visitors]:
    visitors = Visitors()
    yield visitors
    visitors.close()


@pytest.fixture
def client(
    store: Store, load: Callable[..., list[Appended]], examples: list[Path], tmp_path: Path
) -> Iterator[TestClient]:
    load(store, *examples)
    settings = Settings(
        store=str(tmp_path), query_seconds=SECONDS, query_rows=1_000, query_bytes=1_000_000, query_memory=192
    )
    with TestClient(create_app(settings, store), raise_server_exceptions=False) as client:
        assert ask(client, "RETURN 1").status_code == 200
        yield client


def ask(client: TestClient, query: str) -> Any:
    return client.post("/v1/cypher", json={"query": query})


def tried(client: TestClient, entries: list[dict[str, Any]], tmp_path: Path, visitors: Visitors) -> dict[str, str]:
    """What was not as it must be, by the name of the query."""
    secret = tmp_path / "secret.csv"
    secret.write_text(SECRET + "\n")
    wrong = {}
    for entry in entries:
        query = str(entry["query"])
        for word, text in {**MADE, "{file}": str(secret), "{address}": visitors.address}.items():
            query = query.replace(word, text)
        begun = time.monotonic()
        answer = ask(client, query)
        took = time.monotonic() - begun
        if answer.status_code not in STATUSES[entry["must"]]:
            wrong[entry["name"]] = f"{answer.status_code}: {answer.text[:300]}"
        elif took > SECONDS + MARGIN:
            wrong[entry["name"]] = f"took {took:.1f} s"
        elif SECRET in answer.text:
            wrong[entry["name"]] = "told the secret"
        elif answer.status_code != 200 and not answer.json().get("detail"):
            wrong[entry["name"]] = f"{answer.status_code} without a reason"
        elif "rows" in entry and len(answer.json()["rows"]) != entry["rows"]:
            wrong[entry["name"]] = f"{len(answer.json()['rows'])} rows: {answer.text[:300]}"
    return wrong


def chosen(*what: str) -> list[dict[str, Any]]:
    return [entry for entry in ENTRIES if entry["must"] in what]


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {kind: list(store.stream(kind)) for kind in get_args(Kind)}


def test_the_file_is_as_large_as_it_should_be() -> None:
    assert len(chosen("refused", "stopped", "ended")) >= 60
    assert len(chosen("answered")) >= 20
    assert len({entry["name"] for entry in ENTRIES}) == len(ENTRIES)


def test_what_writes_reads_files_or_commands_is_refused(
    client: TestClient, store: Store, tmp_path: Path, visitors: Visitors
) -> None:
    before = everything(store)
    assert tried(client, chosen("refused"), tmp_path, visitors) == {}
    assert everything(store) == before
    assert visitors.count == 0


def test_honest_questions_are_answered(client: TestClient, tmp_path: Path, visitors: Visitors) -> None:
    assert tried(client, chosen("answered"), tmp_path, visitors) == {}


@pytest.mark.slow
def test_explosions_end_in_time_and_others_are_served_meanwhile(
    client: TestClient, store: Store, tmp_path: Path, visitors: Visitors
) -> None:
    over = threading.Event()
    slowest = [0.0]

    def look_on() -> None:
        while not over.wait(0.1):
            begun = time.monotonic()
            assert client.get("/v1/search", params={"q": "apt31"}).json()["hits"]
            slowest[0] = max(slowest[0], time.monotonic() - begun)

    before = everything(store)
    other = threading.Thread(target=look_on)
    other.start()
    try:
        assert tried(client, chosen("stopped", "ended"), tmp_path, visitors) == {}
    finally:
        over.set()
        other.join()
    assert slowest[0] < SECONDS
    assert everything(store) == before
    assert tried(client, chosen("answered"), tmp_path, visitors) == {}
