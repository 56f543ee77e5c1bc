"""What the rooms' tests share: the repository's folders, stores, and a way to load files into them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from attributed.graph.embedded import EmbeddedStore
from attributed.graph.store import Appended, Store
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for

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


@pytest.fixture(params=["embedded"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    """Opens an empty store of each engine, by a name; a second engine joins as one more parameter."""
    opened: list[Store] = []

    def open_one(name: str) -> Store:
        opened.append(EmbeddedStore.open(tmp_path / request.param / name))
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

    class Handler(BaseHTTPRequestHandler):
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

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield held
    server.shutdown()
    server.server_close()
    thread.join()
