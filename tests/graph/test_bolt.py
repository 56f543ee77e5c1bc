"""Bolt on the embedded engine: for reading, by one user, from a copy that follows the store."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError

from attributed.errors import StoreUnreachable
from attributed.graph.bolt import USER, Bolt, Reading
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.neo4j import Address, Neo4jEngine
from attributed.graph.store import Appended

Load = Callable[..., list[Appended]]
PASSWORD = "a password of this test"

HOSTILE = [
    "CREATE (:Entity {id: 'x'})",
    "CREATE (:Other)",
    "MERGE (:Entity {id: 'x'})",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Entity) SET n.name = 'x'",
    "MATCH (n:Entity) SET n:Other",
    "MATCH (n:Entity) REMOVE n.name",
    "MATCH ()-[r:TARGETED]->() DELETE r",
    "MATCH ()-[r:TARGETED]->() SET r.claimCount = 0",
    "MATCH (a:ThreatActor), (b:State) CREATE (a)-[:TARGETED]->(b)",
    "FOREACH (n IN [1] | CREATE (:Entity {id: 'x'}))",
    "MATCH (n:Entity) WITH n LIMIT 1 CALL { WITH n SET n.name = 'x' } RETURN 1",
    "CALL { CREATE (:Entity {id: 'x'}) } IN TRANSACTIONS",
    "CREATE INDEX FOR (n:Entity) ON (n.other)",
    "CREATE CONSTRAINT FOR (n:Other) REQUIRE n.id IS UNIQUE",
    "DROP INDEX other",
    "CREATE USER other SET PASSWORD 'a long password'",
    "ALTER USER reader SET PASSWORD 'a long password'",
    "DROP USER root",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line",
    "CALL apoc.load.json('file:///etc/hostname')",
    "CALL dbms.security.createUser('other', 'a long password')",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with closing(EmbeddedStore.open(tmp_path / "store")) as store:
        yield store


@pytest.fixture
def bolt(store: EmbeddedStore, free_port: int, load: Load, examples: list[Path]) -> Iterator[Bolt]:
    load(store, *examples[:1])
    reading = Reading("127.0.0.1", free_port, PASSWORD, seconds=2, rows=10_000, heap="256m")
    with closing(Bolt(store, reading)) as bolt:
        yield bolt


def driver(bolt: Bolt, password: str = PASSWORD) -> Driver:
    return GraphDatabase.driver(bolt.uri, auth=(USER, password), notifications_min_severity="OFF")


def count(bolt: Bolt, label: str) -> int:
    with driver(bolt) as connected:
        found: int = connected.execute_query(f"MATCH (n:{label}) RETURN count(n)").records[0][0]
        return found


def everything(bolt: Bolt) -> tuple[object, ...]:
    questions = ("MATCH (n) RETURN n.id, properties(n) ORDER BY n.id", "MATCH ()-[r]->() RETURN count(r)")
    with driver(bolt) as connected:
        return tuple([record.values() for record in connected.execute_query(asked).records] for asked in questions)


def test_nothing_is_written_and_no_file_is_read(bolt: Bolt) -> None:
    before = everything(bolt)
    with driver(bolt) as connected:
        for query in HOSTILE:
            with pytest.raises((Neo4jError, DriverError)):
                connected.execute_query(query)
            with connected.session(default_access_mode="WRITE") as session, pytest.raises((Neo4jError, DriverError)):
                session.run(query).consume()
    assert everything(bolt) == before


def test_a_query_ends_at_its_limit(bolt: Bolt) -> None:
    begun = time.monotonic()
    with driver(bolt) as connected, pytest.raises(ClientError, match="timeout"):
        connected.execute_query(
            "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN count(*)"
        )
    assert time.monotonic() - begun < 10


def test_only_the_reader_is_let_in(bolt: Bolt) -> None:
    for user, password in ((USER, "wrong"), ("root", PASSWORD), ("neo4j", "neo4j")):
        with GraphDatabase.driver(bolt.uri, auth=(user, password)) as connected, pytest.raises(AuthError):
            connected.verify_connectivity()


def listening(pid: int) -> set[int]:
    """The ports on which a process listens, as Linux tells it."""
    inodes = set()
    for path in Path(f"/proc/{pid}/fd").iterdir():
        inodes.add(str(path.readlink()).removeprefix("socket:[").removesuffix("]"))
    ports = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                ports.add(int(fields[1].rpartition(":")[2], 16))
    return ports


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="asks Linux")
def test_only_bolt_listens(bolt: Bolt) -> None:
    ports = listening(bolt.pid)
    assert int(bolt.uri.rpartition(":")[2]) in ports
    for port in ports:  # the relay's, and the engine's own behind it
        with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=(USER, PASSWORD)) as connected:
            connected.verify_connectivity()


def test_a_relationship_variable_in_a_property_map_is_right(bolt: Bolt) -> None:
    start, end = "MATCH (a:Entity)-[r:TARGETED]->() MATCH ", " RETURN c.id AS id ORDER BY id"
    with driver(bolt) as connected:
        by_map = connected.execute_query(f"{start}(c:Claim {{edge: r.edge}}){end}").records
        by_where = connected.execute_query(f"{start}(c:Claim) WHERE c.edge = r.edge{end}").records
    assert by_map
    assert by_map == by_where


def test_a_long_query_and_long_parameters_arrive_whole(bolt: Bolt) -> None:
    words = [f"word {number}" for number in range(20_000)]
    padding = "/*" + "x" * 200_000 + "*/"
    with driver(bolt) as connected:
        (row,) = connected.execute_query(f"UNWIND $words AS word {padding} RETURN count(word)", words=words).records
    assert row[0] == len(words)


def test_what_is_no_bolt_is_let_go(bolt: Bolt) -> None:
    host, port = bolt.uri.removeprefix("bolt://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(1) == b""


def test_it_follows_the_store(bolt: Bolt, store: EmbeddedStore, load: Load, examples: list[Path]) -> None:
    before = count(bolt, "Disclosure")
    load(store, *examples[1:])
    expected = before + len(examples) - 1
    assert eventually(lambda: count(bolt, "Disclosure") == expected)


def test_it_begins_anew_where_its_process_has_died(bolt: Bolt) -> None:
    before = bolt.pid
    os.kill(before, signal.SIGKILL)
    assert eventually(lambda: bolt.pid != before and count(bolt, "Disclosure") > 0)


def test_nothing_is_left_of_it(store: EmbeddedStore, bolt: Bolt) -> None:
    pid = bolt.pid
    bolt.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not (store.folder / "bolt").exists()


def test_it_is_not_taken_for_a_neo4j(bolt: Bolt) -> None:
    with pytest.raises(StoreUnreachable, match=r"needed is Neo4j 5\.26 or later"):
        Neo4jEngine(Address(bolt.uri, USER, PASSWORD))


def eventually(holds: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if holds():
                return True
        except (DriverError, Neo4jError):  # while it begins anew
            pass
        time.sleep(0.2)
    return False
