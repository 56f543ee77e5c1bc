"""The clients that researchers have, on both engines: the official driver, py2neo and its mapper, and cypher-shell."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase, ManagedTransaction

from attributed.graph.bolt import USER, Bolt, Reading
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.neo4j_store import Neo4jStore
from attributed.graph.store import Appended, Store

Load = Callable[..., list[Appended]]
NEO4J = Path(__file__).parents[1] / "scripts" / "neo4j"
TARGETS = (
    "MATCH (:ThreatActor {name: 'APT31'})-[r:TARGETED]->(t:Entity) RETURN t.name AS name, r.claimants AS claimants"
)
PATHS = "MATCH p = (:ThreatActor {name: 'APT31'})-[:TARGETED]->(t) RETURN p ORDER BY t.id"


@dataclass(frozen=True, slots=True)
class Server:
    """Where Bolt answers, and a store to compare with."""

    uri: str
    user: str
    password: str
    store: Store

    @property
    def targets(self) -> list[tuple[Any, ...]]:
        return sorted(self.store.read(TARGETS).rows)


@pytest.fixture(params=["embedded", "neo4j"])
def server(request: pytest.FixtureRequest, tmp_path: Path, load: Load, examples: list[Path]) -> Iterator[Server]:
    if request.param == "neo4j":
        address = request.getfixturevalue("empty_neo4j")
        with closing(Neo4jStore(address, tmp_path)) as on_server:
            load(on_server, *examples)
            yield Server(address.uri, address.user, address.password, on_server)
        return
    port = request.getfixturevalue("free_port")
    with closing(EmbeddedStore.open(tmp_path / "store")) as store:
        load(store, *examples)
        reading = Reading("127.0.0.1", port, "a password of this test", seconds=30, rows=100_000, heap="256m")
        with closing(Bolt(store, reading)) as bolt:
            yield Server(bolt.uri, USER, reading.password, store)


@pytest.fixture
def py2neo_graph(server: Server) -> Iterator[Any]:
    py2neo = pytest.importorskip("py2neo", reason="without the extra attributed[py2neo]")
    graph = py2neo.Graph(server.uri, auth=(server.user, server.password))
    yield graph
    graph.service.connector.close()


def test_the_driver_gives_what_the_store_gives(server: Server) -> None:
    def ask(transaction: ManagedTransaction) -> list[tuple[Any, ...]]:
        return sorted(tuple(record.values()) for record in transaction.run(TARGETS))

    auth = (server.user, server.password)
    with GraphDatabase.driver(server.uri, auth=auth) as driver, driver.session() as session:
        assert session.execute_read(ask) == server.targets
        paths = [record["p"] for record in session.run(PATHS)]
    assert len(paths) == len(server.targets)
    for path in paths:
        assert path.start_node.labels == {"Entity", "ThreatActor"}
        (edge,) = path.relationships
        assert edge.type == "TARGETED"
        assert edge["edge"] == f"{path.start_node['id']}|TARGETED|{path.end_node['id']}"


def test_py2neo_gives_what_the_store_gives(server: Server, py2neo_graph: Any) -> None:
    rows = py2neo_graph.run(TARGETS).data()
    assert sorted((row["name"], row["claimants"]) for row in rows) == server.targets
    assert py2neo_graph.nodes.match("ThreatActor", name="APT31").first()["name"] == "APT31"


def test_py2neo_s_mapper_walks_from_an_actor_to_its_evidence(server: Server, py2neo_graph: Any) -> None:
    from attributed.graph.ogm import ThreatActor

    actor = ThreatActor.match(py2neo_graph).where(name="APT31").first()
    assert sorted((body.name, actor.targeted.get(body, "claimants")) for body in actor.targeted) == server.targets
    question = (
        "MATCH (:ThreatActor {name: 'APT31'})<-[:SUBJECT]-(c:Claim)-[:STATED_IN]->(d:Disclosure) RETURN c.id, d.id"
    )
    held = {(claim.id, document.id) for claim in actor.claims for document in claim.statedIn}
    assert held == set(server.store.read(question).rows)
    claim = next(claim for claim in actor.claims if claim.quotes)
    assert [subject.name for subject in claim.subject] == ["APT31"]
    assert claim.quotes[0] == claim.quote


@pytest.mark.slow
def test_cypher_shell_gives_what_the_store_gives(server: Server) -> None:
    if "ATTRIBUTED_TEST_NEO4J_URI" not in os.environ:
        pytest.skip("cypher-shell comes with the tests on a Neo4j: ./scripts/test --all")
    command = [str(NEO4J), "shell", "--address", server.uri, "--username", server.user, "--format", "plain"]
    question = f"{TARGETS} ORDER BY name"
    environment = {**os.environ, "NEO4J_PASSWORD": server.password}
    done = subprocess.run([*command, question], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    head, *lines = done.stdout.splitlines()
    assert head == "name, claimants"
    assert [line.partition('", ')[0].strip('"') for line in lines] == [name for name, _ in server.targets]
