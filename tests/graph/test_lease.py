"""One appender at a time on a server, also when one of them is killed or falls asleep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from attributed.errors import StoreBusy
from attributed.graph.lease import Lease, is_held
from attributed.graph.neo4j import Address, Neo4jEngine
from attributed.graph.neo4j_store import Neo4jStore
from attributed.graph.store import Appended, Projection

Load = Callable[..., list[Appended]]
HOLDS = """
import sys, time
from attributed.graph.lease import Lease
from attributed.graph.neo4j import Address, Neo4jEngine
engine = Neo4jEngine(Address(*sys.argv[1:]))
with Lease(engine, 10, lambda: None):
    print("held", flush=True)
    time.sleep(600)
"""
TEXT = """Title: A text of many {number}
Publisher: Somebody
---
The UK's National Cyber Security Centre (NCSC) assesses the compromise of the UK Electoral Commission's systems by a
Chinese state-affiliated entity between 2021 and 2022. This is text number {number}.
"""


@pytest.fixture
def engine(empty_neo4j: Address) -> Iterator[Neo4jEngine]:
    with closing(Neo4jEngine(empty_neo4j)) as engine:
        engine.define()
        yield engine


def nothing() -> None:
    pass


def environment(server: Address, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "ATTRIBUTED_STORE": server.uri,
        "ATTRIBUTED_NEO4J_USER": server.user,
        "ATTRIBUTED_NEO4J_PASSWORD": server.password,
        "ATTRIBUTED_SNAPSHOTS": str(folder),
    }


def write_texts(folder: Path, numbers: range) -> Path:
    folder.mkdir()
    for number in numbers:
        (folder / f"{number:02}.txt").write_text(TEXT.format(number=number))
    return folder


def graph(store: Neo4jStore) -> list[list[dict[str, Any]]]:
    return [list(store.stream(kind)) for kind in ("entity", "claim", "edge")]


def test_a_second_appender_is_told_who_holds_the_store(engine: Neo4jEngine, empty_neo4j: Address) -> None:
    with closing(Neo4jEngine(empty_neo4j)) as other, Lease(engine, 0, nothing):
        assert is_held(other)
        with pytest.raises(StoreBusy) as refused, Lease(other, 0.2, nothing):
            pass
        assert refused.value.pid == os.getpid()
        assert empty_neo4j.uri in str(refused.value)
    assert not is_held(engine)
    with Lease(engine, 0, nothing):
        pass


def test_the_same_thread_may_hold_it_twice(engine: Neo4jEngine) -> None:
    lease = Lease(engine, 0, nothing)
    with lease, lease:
        engine.write([("CREATE (:Source {id: 'a'})", {})])
    assert not is_held(engine)


def test_another_thread_waits_for_it(engine: Neo4jEngine) -> None:
    lease = Lease(engine, 0, nothing)
    order: list[str] = []

    def second() -> None:
        with lease:
            order.append("second")

    with lease:
        beside = threading.Thread(target=second)
        beside.start()
        time.sleep(0.2)
        order.append("first")
    beside.join()
    assert order == ["first", "second"]


def test_a_holder_is_renewed_while_it_says_nothing(engine: Neo4jEngine, empty_neo4j: Address) -> None:
    with closing(Neo4jEngine(empty_neo4j)) as other, Lease(engine, 0, nothing, silence=0.8):
        time.sleep(2)
        with pytest.raises(StoreBusy), Lease(other, 0, nothing, silence=0.8):
            pass


def test_a_holder_that_was_killed_is_no_holder(engine: Neo4jEngine, empty_neo4j: Address) -> None:
    command = [sys.executable, "-c", HOLDS, empty_neo4j.uri, empty_neo4j.user, empty_neo4j.password]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StoreBusy), Lease(engine, 0, nothing):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with Lease(engine, 0, nothing):
        pass


def test_who_was_silent_too_long_writes_nothing_more(engine: Neo4jEngine, empty_neo4j: Address) -> None:
    silent = Lease(engine, 0, nothing, silence=600)
    with closing(Neo4jEngine(empty_neo4j)) as other, silent:
        with Lease(other, 5, nothing, silence=0.01):
            with pytest.raises(StoreBusy, match="took over"):
                engine.write([("CREATE (:Source {id: 'a'})", {})])
            with pytest.raises(StoreBusy, match="took over"), engine.atomically():
                pass
        assert next(engine.rows("MATCH (s:Source) RETURN count(s) AS n"))["n"] == 0


def test_many_that_take_it_in_turn_lose_no_write(engine: Neo4jEngine, empty_neo4j: Address) -> None:
    add = "MERGE (s:Source {id: 'counter'}) SET s.n = coalesce(s.n, 0) + 1"
    lost: list[Exception] = []

    def take_turns() -> None:
        try:
            with closing(Neo4jEngine(empty_neo4j)) as own:
                lease = Lease(own, 60, nothing)
                for _ in range(10):
                    with lease:
                        own.write([(add, {})])
        except Exception as error:
            lost.append(error)

    threads = [threading.Thread(target=take_turns) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lost == []
    assert next(engine.rows("MATCH (s:Source) RETURN s.n AS n"))["n"] == 40


def test_two_processes_that_load_at_once_both_finish(empty_neo4j: Address, tmp_path: Path) -> None:
    folders = [write_texts(tmp_path / "one", range(8)), write_texts(tmp_path / "two", range(4, 12))]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "attributed", "--wait", "60", "load", str(folder)],
            env=environment(empty_neo4j, tmp_path / "snapshots"),
            stdout=subprocess.DEVNULL,
        )
        for folder in folders
    ]
    assert [process.wait(120) for process in started] == [0, 0]
    with closing(Neo4jStore(empty_neo4j, tmp_path / "snapshots")) as store:
        disclosures = list(store.stream("disclosure"))
        assert len(disclosures) == 12
        assert len({row["recordedAt"] for row in disclosures}) == 12
        before = graph(store)
        store.project(Projection(everything=True))
        assert graph(store) == before


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0.0, 0.4, 1.2])
def test_a_load_killed_on_the_way_leaves_whole_disclosures(
    engine: Neo4jEngine, empty_neo4j: Address, tmp_path: Path, moment: float
) -> None:
    """Killed that many seconds after it began to append, however long a busy machine takes to start it."""
    texts = write_texts(tmp_path / "texts", range(60))
    snapshots = tmp_path / "snapshots"
    command = [sys.executable, "-m", "attributed", "load", str(texts)]
    started = subprocess.Popen(
        command, env=environment(empty_neo4j, snapshots), stdout=subprocess.DEVNULL, start_new_session=True
    )
    while not is_held(engine):
        assert started.poll() is None, "the load ended before it was seen to append"
        time.sleep(0.01)
    time.sleep(moment)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    with closing(Neo4jStore(empty_neo4j, snapshots)) as store:
        sealed = {row["id"] for row in store.stream("disclosure")}
        assert all(row["sealed"] and row["projected"] for row in store.stream("disclosure"))
        claims = list(store.stream("claim"))
        assert len(claims) == 3 * len(sealed)
        assert not is_held(engine)
        before = graph(store)
        store.project(Projection(everything=True))
        assert graph(store) == before
        assert not next(store.engine.rows("MATCH (n:Appender) RETURN n.owner AS owner"))["owner"]
