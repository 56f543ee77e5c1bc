"""The fast ways of writing, which every engine has."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from attributed.errors import StoreError
from attributed.graph.arcade import ArcadeEngine
from attributed.graph.engine import Engine, Links
from attributed.graph.neo4j import Neo4jEngine

FEW, MANY = 3, 700


@pytest.fixture(params=["embedded", "neo4j"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine: Engine
    if request.param == "neo4j":
        engine = Neo4jEngine(request.getfixturevalue("empty_neo4j"))
    else:
        engine = ArcadeEngine(tmp_path / "graph")
    engine.define()
    yield engine
    engine.close()


def test_created_nodes_hold_what_they_were_given(engine: Engine) -> None:
    held = {"id": "e1", "names": ["A", "É"], "likelihoodLow": 0.95, "claimCount": 3, "named": False, "whole": 1.0}
    engine.create("ThreatActor", [{**held, "country": None}])
    row = next(engine.rows("MATCH (n:Entity {id: 'e1'}) RETURN n, labels(n) AS labels"))
    assert row["n"] == held
    assert isinstance(row["n"]["whole"], float)
    assert set(row["labels"]) == {"Entity", "ThreatActor"}


def test_an_id_that_is_taken_refuses_all_rows(engine: Engine) -> None:
    engine.create("Record", [{"id": "a"}])
    with pytest.raises(StoreError):
        engine.create("Record", [{"id": "b"}, {"id": "a"}])
    assert [row["id"] for row in engine.rows("MATCH (r:Record) RETURN r.id AS id")] == ["a"]


@pytest.mark.parametrize("number", [FEW, MANY])
def test_relationships_join_what_is_there(engine: Engine, number: int) -> None:
    engine.create("Claim", [{"id": f"c{n}"} for n in range(number)])
    engine.create("Disclosure", [{"id": "d"}])
    engine.create("State", [{"id": "e1"}, {"id": "e2"}])
    engine.connect(
        [
            Links("STATED_IN", "Claim", "Disclosure", [(f"c{n}", "d", {}) for n in range(number + 1)]),
            Links("TARGETED", "Entity", "Entity", [("e1", "e2", {"claims": ["c1"], "claimCount": number})]),
            Links("SUBJECT", "Claim", "Entity", []),
        ]
    )
    stated = "MATCH (c:Claim)-[:STATED_IN]->(:Disclosure {id: 'd'}) RETURN count(DISTINCT c.id) AS n, count(c) AS all"
    assert next(engine.rows(stated)) == {"n": number, "all": number}
    targeted = "MATCH (:State {id: 'e1'})-[r:TARGETED]->(:State {id: 'e2'}) RETURN properties(r) AS r"
    assert [row["r"] for row in engine.rows(targeted)] == [{"claims": ["c1"], "claimCount": number}]


def test_what_is_written_atomically_is_seen_at_its_end_only(engine: Engine) -> None:
    engine.create("Claim", [{"id": f"c{n}", "edge": "old"} for n in range(MANY)])
    seen: list[int] = []

    def look() -> None:
        seen.append(next(engine.rows("MATCH (c:Claim {edge: 'new'})-[:SUBJECT]->() RETURN count(c) AS n"))["n"])

    with engine.atomically():
        engine.create("State", [{"id": "e1"}])
        engine.write([("MATCH (c:Claim) SET c.edge = 'new'", {})])
        engine.connect([Links("SUBJECT", "Claim", "Entity", [(f"c{n}", "e1", {}) for n in range(MANY)])])
        look()
        beside = threading.Thread(target=look)
        beside.start()
        beside.join()
    look()
    assert seen == [MANY, 0, MANY]


def test_an_error_undoes_what_was_written_atomically(engine: Engine) -> None:
    def same_twice() -> None:
        with engine.atomically():
            engine.create("State", [{"id": "e1"}])
            engine.create("State", [{"id": "e1"}])

    with pytest.raises(StoreError):
        same_twice()
    engine.create("State", [{"id": "e2"}])
    assert [row["id"] for row in engine.rows("MATCH (e:Entity) RETURN e.id AS id")] == ["e2"]
