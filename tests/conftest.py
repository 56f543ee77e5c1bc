"""What the rooms' tests share: the repository's folders, stores, and a way to load files into them."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from attributed.graph.embedded import EmbeddedStore
from attributed.graph.neo4j import Address
from attributed.graph.neo4j_store import Neo4jStore
from attributed.graph.store import Appended, Store
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for

from .serving import Quiet, serving

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "loaders" / "examples"

Load = Callable[..., list[Appended]]
OpenStore = Callable[[str], Store]


@pytest.fixture
def examples() -> list[Path]:
    """The files that `attributed load examples` loads."""
    return sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".yaml", ".txt"))


@pytest.fixture
def seed() -> Path:
    """A real press text, where it lies beside the repository."""
    path = ROOT.parent / "shared" / "data" / "prose" / "dev" / "000_uk_apt31_news_seed.txt"
    if not path.exists():
        pytest.skip("the real texts are not here")
    return path


@pytest.fixture
def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def neo4j_server() -> Address:
    """The server that `scripts/neo4j start` started; what its database holds is deleted."""
    uri = os.environ.get("ATTRIBUTED_TEST_NEO4J_URI")
    if not uri:
        pytest.skip('no Neo4j to test with: eval "$(scripts/neo4j start)", or ./scripts/test --all')
    user, password = (os.environ[f"ATTRIBUTED_TEST_NEO4J_{key}"] for key in ("USER", "PASSWORD"))
    return Address(uri, user, password)


@pytest.fixture
def empty_neo4j(neo4j_server: Address) -> Address:
    """The server with nothing in its database, which is the only one it has."""
    auth = (neo4j_server.user, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
    return neo4j_server


@pytest.fixture(params=["embedded", "neo4j"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    """Opens an empty store of each engine, by a name.

    A Neo4j server has one database: beside the first store of a test, the others are embedded ones then.
    """
    opened: list[Store] = []
    server: Address | None = request.getfixturevalue("empty_neo4j") if request.param == "neo4j" else None

    def open_one(name: str) -> Store:
        folder = tmp_path / request.param / name
        if server and not opened:
            opened.append(Neo4jStore(server, folder))
        else:
            opened.append(EmbeddedStore.open(folder))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    return open_store("store")


@pytest.fixture
def load() -> Load:
    def load_files(store: Store, *paths: Path) -> list[Appended]:
        files = [InputFile(path, path.name) for path in paths]
        return [store.append(loader_for(file).load(file)) for file in files]

    return load_files


@dataclass
class Answer:
    """`length` is what the header claims of the body (-1: nothing); `send` sends it in pieces of its own."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    send: Callable[[Callable[[bytes], None]], None] | None = None


@dataclass
class Publisher:
    """A web server on this machine: its answers are given one after another, the last one for ever."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def answer(self, status: int = 200, body: bytes = b"", **more: object) -> Publisher:
        self.answers.append(Answer(status, body, **more))  # type: ignore[arg-type]  # the tests' own keywords
        return self

    def next(self, path: str, headers: dict[str, str]) -> Answer:
        """The next answer; what was asked is kept, header names in lower case."""
        self.asked.append({"path": path, **headers})
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    held = Publisher()

    class Handler(Quiet):
        def do_GET(self) -> None:
            answer = held.next(self.path, {key.lower(): value for key, value in self.headers.items()})
            self.send_response(answer.status)
            for key, value in answer.headers.items():
                self.send_header(key, value)
            length = len(answer.body) if answer.length is None else answer.length
            if length >= 0 and answer.status != 304:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            try:
                (answer.send or (lambda write: write(answer.body)))(self._write)
            except ConnectionError:
                self.close_connection = True

        def _write(self, data: bytes) -> None:
            self.wfile.write(data)

    with serving(Handler) as url:
        held.url = url
        yield held
