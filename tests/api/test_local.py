"""The loopback routes: who is admitted, and that the remote store is the store."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from attributed.api.app import create_app
from attributed.errors import BadInput, NotFound, QueryError, StoreError, WriteRefused
from attributed.graph.remote import RemoteStore
from attributed.graph.store import Appended, Projection, Store
from attributed.schema.batch import Batch
from attributed.schema.decision import ReviewVerdict, review
from attributed.settings import Settings

Load = Callable[..., list[Appended]]
TOKEN = "a-token-for-tests"


@pytest.fixture
def url(store: Store, tmp_path: Path) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(Settings(store=str(tmp_path)), store, TOKEN)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def remote(url: str) -> RemoteStore:
    return RemoteStore(url, TOKEN)


def test_the_remote_store_is_the_store(remote: RemoteStore, store: Store, load: Load, examples: list[Path]) -> None:
    assert remote.answers()
    load(remote, *examples)
    assert list(remote.evidence()) == list(store.evidence())
    assert list(remote.stream("edge")) == list(store.stream("edge"))
    assert remote.search("apt31") == store.search("apt31")
    question = "MATCH (a:Entity {name: $name})-[r]->(b) RETURN a, r, b ORDER BY r.edge"
    assert remote.read(question, {"name": "APT31"}) == store.read(question, {"name": "APT31"})
    text = next(d["textSha256"] for d in store.stream("disclosure") if d.get("textSha256"))
    assert remote.snapshot(text) == store.snapshot(text)
    claim = next(c["id"] for c in store.stream("claim") if c.get("backs"))
    remote.decide([review(claim, ReviewVerdict.REJECTED, "analyst", "2026-01-01T00:00:00.000Z")])
    assert next(c for c in store.stream("claim") if c["id"] == claim)["verdict"] == "rejected"
    before = list(store.stream("edge"))
    remote.project(Projection(everything=True))
    assert list(store.stream("edge")) == before


def test_errors_come_back_as_they_were_raised(remote: RemoteStore) -> None:
    assert remote.read("RETURN 1.0 / 0 AS n").rows == ((float("inf"),),)
    with pytest.raises(WriteRefused):
        remote.read("CREATE (n:Entity)")
    with pytest.raises(QueryError):
        remote.read("MATCH (n")
    with pytest.raises(NotFound):
        remote.snapshot("0" * 64)


def test_a_load_that_fails_on_the_way_leaves_nothing(remote: RemoteStore, store: Store, examples: list[Path]) -> None:
    from attributed.loaders.loader import InputFile
    from attributed.loaders.registry import loader_for

    file = InputFile(examples[0], examples[0].name)

    def broken() -> Iterator[Batch]:
        yield next(iter(loader_for(file).load(file)))
        raise BadInput(file.name, "cut off")

    with pytest.raises(BadInput, match="cut off"):
        remote.append(broken())
    assert list(store.stream("disclosure")) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": f"Bearer {TOKEN}", "Origin": "http://127.0.0.1"}, 403),
        ({"Authorization": f"Bearer {TOKEN}", "Host": "evil.example"}, 403),
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
    ],
)
def test_who_is_admitted(url: str, headers: dict[str, str], status: int) -> None:
    assert httpx.get(f"{url}/local/alive", headers=headers, trust_env=False).status_code == status


def test_a_wrong_token_is_no_answer(url: str) -> None:
    assert not RemoteStore(url, "wrong").answers()
    with pytest.raises(StoreError):
        RemoteStore(url, "wrong").read("RETURN 1")
