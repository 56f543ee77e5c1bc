"""The store on a Neo4j server, beyond what every engine does: addresses, errors, evidence into it, causal reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attributed.errors import BadInput, Misuse, StoreError, StoreUnreachable
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.evidence import read_evidence, write_evidence
from attributed.graph.neo4j import Address, Neo4jEngine
from attributed.graph.neo4j_store import Neo4jStore, snapshot_folder
from attributed.graph.open import open_store
from attributed.graph.rdf import ntriples
from attributed.graph.store import Appended, Store
from attributed.schema.line import encode
from attributed.settings import Settings

Load = Callable[..., list[Appended]]
SECRET = "a password nobody may see"


@pytest.fixture
def on_neo4j(empty_neo4j: Address, tmp_path: Path) -> Iterator[Neo4jStore]:
    with closing(Neo4jStore(empty_neo4j, tmp_path / "on neo4j")) as store:
        yield store


@pytest.fixture
def embedded(tmp_path: Path, load: Load, examples: list[Path]) -> Iterator[EmbeddedStore]:
    """An embedded store that holds the examples."""
    with closing(EmbeddedStore.open(tmp_path / "embedded")) as store:
        load(store, *examples)
        yield store


@pytest.fixture
def evidence(embedded: EmbeddedStore, tmp_path: Path) -> Path:
    path = tmp_path / "all.evidence"
    with path.open("wb") as out:
        write_evidence(embedded, out)
    return path


def graph(store: Store) -> list[list[dict[str, Any]]]:
    return [list(store.stream(kind)) for kind in ("source", "disclosure", "record", "entity", "claim", "edge")]


def test_evidence_of_the_embedded_engine_gives_the_same_graph_here(
    on_neo4j: Neo4jStore, embedded: EmbeddedStore, evidence: Path
) -> None:
    on_neo4j.restore(read_evidence(evidence, evidence.name))
    assert [encode(line) for line in on_neo4j.evidence()] == [encode(line) for line in embedded.evidence()]
    assert graph(on_neo4j) == graph(embedded)
    base = "https://example.org/"
    assert "".join(ntriples(on_neo4j, base)) == "".join(ntriples(embedded, base))


def test_altered_evidence_leaves_nothing_here(on_neo4j: Neo4jStore, evidence: Path) -> None:
    lines = list(read_evidence(evidence, evidence.name))
    with pytest.raises(BadInput):
        on_neo4j.restore(lines[:-1])
    assert on_neo4j.read("MATCH (n) WHERE NOT n:Appender RETURN count(n)").rows == ((0,),)


def test_values_look_as_on_the_embedded_engine(on_neo4j: Neo4jStore, embedded: EmbeddedStore) -> None:
    question = (
        "RETURN date('2024-03-25') AS day, datetime('2024-03-25T10:00:00Z') AS instant, duration('P1DT2H') AS long, "
        "datetime('2024-03-25T10:00:01.5Z') AS precise, localtime('10:00') AS clock, {b: [1, null], a: 2.0} AS map"
    )
    assert on_neo4j.read(question) == embedded.read(question)


@pytest.mark.parametrize(
    "given",
    ["http://localhost:7474", "neo4j://", "bolt://host:port", "neo4j+x://host"],
)
def test_an_address_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(Misuse, match=r"address|port"):
        Address(given)


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    with pytest.raises(Misuse, match="ATTRIBUTED_NEO4J_USER") as refused:
        open_store(Settings(store=f"neo4j://neo4j:{SECRET}@localhost"))
    assert SECRET not in str(refused.value)


def test_settings_and_addresses_print_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTRIBUTED_NEO4J_PASSWORD", SECRET)
    settings = Settings(store="neo4j://localhost")
    assert settings.neo4j_password.get_secret_value() == SECRET
    assert SECRET not in f"{settings!r} {settings} {Address('bolt://localhost', password=SECRET)!r}"


def test_a_server_that_is_down_is_named() -> None:
    with pytest.raises(StoreUnreachable, match=r"no Neo4j answers at bolt://127\.0\.0\.1:1"):
        Neo4jEngine(Address("bolt://127.0.0.1:1", password=SECRET))


def test_a_wrong_password_is_told(neo4j_server: Address) -> None:
    with pytest.raises(StoreUnreachable, match="refused the user or the password") as refused:
        Neo4jEngine(replace(neo4j_server, password=SECRET))
    assert SECRET not in str(refused.value)


def test_a_database_that_is_not_there_is_told(neo4j_server: Address) -> None:
    with pytest.raises(StoreUnreachable, match="no such database"):
        Neo4jEngine(replace(neo4j_server, database="nowhere"))


def test_a_server_without_encryption_is_not_taken_for_one_with(neo4j_server: Address) -> None:
    with pytest.raises(StoreUnreachable):
        Neo4jEngine(replace(neo4j_server, uri=neo4j_server.uri.replace("bolt://", "bolt+s://")))


def test_another_process_sees_what_was_loaded(
    on_neo4j: Neo4jStore, neo4j_server: Address, load: Load, examples: list[Path], tmp_path: Path
) -> None:
    load(on_neo4j, *examples)
    routed = replace(neo4j_server, uri=neo4j_server.uri.replace("bolt://", "neo4j://"))
    with closing(Neo4jStore(routed, tmp_path / "elsewhere")) as other:
        assert graph(other) == graph(on_neo4j)


def test_an_engine_begins_with_the_leader_s_bookmark(neo4j_server: Address) -> None:
    with closing(Neo4jEngine(neo4j_server)) as engine:
        engine.define()
        assert set(engine._bookmarks.get_bookmarks())


def test_a_load_without_the_snapshots_of_the_earlier_one_is_refused(
    on_neo4j: Neo4jStore, neo4j_server: Address, load: Load, examples: list[Path], tmp_path: Path
) -> None:
    load(on_neo4j, *examples[:1])
    with closing(Neo4jStore(neo4j_server, tmp_path / "elsewhere")) as other:
        before = graph(other)
        with pytest.raises(StoreError, match="ATTRIBUTED_SNAPSHOTS"):
            load(other, *examples[1:])
        assert graph(other) == before


def test_the_snapshot_folder_belongs_to_one_database(tmp_path: Path) -> None:
    given = ["neo4j://a", "bolt://a:7687", "neo4j://b", "neo4j://a:7688"]
    folders = [snapshot_folder(Address(uri), tmp_path) for uri in given]
    assert folders[0] == folders[1]
    assert len({*folders, snapshot_folder(Address("neo4j://a", database="other"), tmp_path)}) == 4
    assert all(folder.is_relative_to(tmp_path) for folder in folders)


def test_every_lookup_of_the_model_has_an_index(on_neo4j: Neo4jStore) -> None:
    plans = {
        "MATCH (n:ThreatActor {name: 'APT31'}) RETURN n": "NodeIndexSeek",
        "MATCH (n:Entity {id: 'e'}) RETURN n": "NodeUniqueIndexSeek",
        "MATCH (c:Claim {edge: 'x'}) RETURN c": "NodeIndexSeek",
    }
    engine = Neo4jEngine(on_neo4j.address)
    with closing(engine), engine._session("READ") as session:
        for query, expected in plans.items():
            plan = session.run("EXPLAIN " + query).consume().plan
            assert plan
            assert expected in str(plan)


def test_the_commands_work_on_a_server(empty_neo4j: Address, tmp_path: Path) -> None:
    told = {
        "ATTRIBUTED_STORE": empty_neo4j.uri,
        "ATTRIBUTED_NEO4J_USER": empty_neo4j.user,
        "ATTRIBUTED_NEO4J_PASSWORD": empty_neo4j.password,
        "XDG_DATA_HOME": str(tmp_path),
    }

    def answer(*words: str) -> Any:
        command = [sys.executable, "-m", "attributed", *words, "--json"]
        environment = {**os.environ, **told}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert empty_neo4j.password not in done.stdout + done.stderr
        return json.loads(done.stdout)

    assert not any(file["known"] for file in answer("load", "examples")["files"])
    assert all(file["known"] for file in answer("load", "examples")["files"])
    assert answer("query", "MATCH (a:ThreatActor {name: 'APT31'}) RETURN a.name")["rows"] == [["APT31"]]
    assert answer("info")["store"] == empty_neo4j.uri
    verified = answer("verify")
    assert verified["matches"] > 0
    assert not verified["snapshotsDiffer"]
    assert answer("show", "APT31")
