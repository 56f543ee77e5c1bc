"""Copies of an embedded store: whole whenever they are made, and fenced processes that read them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from attributed.errors import StoreError, TooMuchMemory
from attributed.graph.arcade import ArcadeEngine
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.foreign import Limits
from attributed.graph.reader_pool import ReaderPool
from attributed.graph.replicas import Replicas
from attributed.graph.store import Appended, Projection

LIMITS = Limits(5, 1_000, 1_000_000)
COUNTS = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS links"


@pytest.fixture
def embedded(tmp_path: Path, load: Callable[..., list[Appended]], examples: list[Path]) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore.open(tmp_path / "store")
    load(store, *examples)
    yield store
    store.close()


def test_a_copy_made_while_the_graph_is_derived_anew_is_whole(embedded: EmbeddedStore, tmp_path: Path) -> None:
    whole = embedded.read(COUNTS).rows
    over = threading.Event()

    def change() -> None:
        while not over.is_set():
            embedded.project(Projection(everything=True))

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for number in range(5):
            folder = tmp_path / str(number)
            assert embedded.copy(folder, wait=30) is not None
            copied = ArcadeEngine(folder, read_only=True)
            assert copied.read(COUNTS, {}, 5, 10).rows == whole
            copied.close()
    finally:
        over.set()
        changing.join()


def test_no_copy_is_made_of_a_store_that_is_changing(embedded: EmbeddedStore, tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def batches() -> Iterator[None]:
        begun.set()
        go_on.wait(10)
        yield from ()

    loading = threading.Thread(target=lambda: embedded.append(batches()))  # type: ignore[arg-type]  # empty
    loading.start()
    assert begun.wait(10)
    assert embedded.copy(tmp_path / "copy", wait=0) is None
    pool = ReaderPool(Replicas(embedded, 128), size=1, memory=128)
    with pytest.raises(StoreError, match="first load"):
        pool.ask("RETURN 1", {}, Limits(0.1, 1, 100))
    go_on.set()
    loading.join()
    assert b"[[1]]" in pool.ask("RETURN 1 AS n", {}, LIMITS)
    pool.close()
    assert not (embedded.folder / "replicas").exists()


def test_a_query_past_the_memory_ends_alone(embedded: EmbeddedStore) -> None:
    pool = ReaderPool(Replicas(embedded, 128), size=1, memory=128)
    with pytest.raises(TooMuchMemory):
        pool.ask("RETURN size(reduce(s = 'abcd', i IN range(1, 40) | s + s)) AS n", {}, LIMITS)
    assert b"[[1]]" in pool.ask("RETURN 1 AS n", {}, LIMITS)
    pool.close()


def test_workers_end_with_whoever_started_them(embedded: EmbeddedStore) -> None:
    pool = ReaderPool(Replicas(embedded, 128), size=1, memory=128)
    pool.ask("RETURN 1 AS n", {}, LIMITS)
    reader = pool._free.get()
    assert reader is not None
    process = reader._process
    assert process.stdin is not None
    endless = "UNWIND range(1,100000) AS a UNWIND range(1,100000) AS b UNWIND range(1,100000) AS c RETURN count(*)"
    process.stdin.write(b'{"cypher": "%b", "params": {}, "seconds": 60, "rows": 1, "bytes": 100}\n' % endless.encode())
    process.stdin.flush()
    time.sleep(0.3)
    assert process.poll() is None
    process.stdin.close()
    assert process.wait(5) == 0
    assert process.stdout is not None
    process.stdout.close()
    pool._free.put(None)
    pool.close()
