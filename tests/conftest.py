"""What the rooms' tests share: the repository's folders, stores, and a way to load files into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
