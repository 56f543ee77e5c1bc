"""What every engine must do; an engine joins through the parameter of `open_store`."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from attributed.errors import BadInput, Misuse, NotFound, QueryError, QueryTimeout, TooManyRows, WriteRefused
from attributed.graph.evidence import read_evidence, write_evidence
from attributed.graph.rdf import ntriples
from attributed.graph.store import Appended, Kind, Projection, Store
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
from attributed.schema.batch import Batch
from attributed.schema.decision import ReviewVerdict, review
from attributed.schema.line import encode

Load = Callable[..., list[Appended]]
OpenStore = Callable[[str], Store]

BASE = "https://example.org/"
EDGES = "MATCH (a:ThreatActor {name:'APT31'})-[r:TARGETED]->(t) RETURN t.name AS target ORDER BY target"


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {kind: list(store.stream(kind)) for kind in get_args(Kind)}


def lines(store: Store) -> list[bytes]:
    return [encode(line) for line in store.evidence()]


def grouping(store: Store) -> tuple[Any, ...]:
    """The graph without entity ids, which depend on what was recorded first."""
    records = {entity["id"]: tuple(entity["records"]) for entity in store.stream("entity")}
    claims = {
        claim["id"]: (records[claim["subject"]], claim.get("backs"), claim["standing"])
        for claim in store.stream("claim")
    }
    edges = {
        (records[edge["subject"]], edge["predicate"], records[edge["object"]], edge["claimCount"], *edge["claims"])
        for edge in store.stream("edge")
    }
    return set(records.values()), claims, edges


def test_loading_twice_changes_nothing(store: Store, load: Load, examples: list[Path]) -> None:
    load(store, *examples)
    before, graph = lines(store), everything(store)
    again = load(store, *examples)
    assert all(one.known for appended in again for one in appended.disclosures)
    assert lines(store) == before
    assert everything(store) == graph


def test_any_order_gives_the_same_claims_groups_and_edges(
    open_store: OpenStore, load: Load, examples: list[Path]
) -> None:
    found = []
    for number, order in enumerate(list(itertools.permutations(examples))[::7]):
        store = open_store(f"order {number}")
        load(store, *order)
        found.append(grouping(store))
    assert len(found) > 2
    assert all(one == found[0] for one in found)


def test_a_rebuild_gives_the_same_bytes(store: Store, load: Load, examples: list[Path]) -> None:
    load(store, *examples)
    graph, rdf = everything(store), "".join(ntriples(store, BASE))
    store.project(Projection(everything=True))
    assert everything(store) == graph
    assert "".join(ntriples(store, BASE)) == rdf


def test_the_evidence_file_restores_all_of_it(
    open_store: OpenStore, load: Load, examples: list[Path], tmp_path: Path
) -> None:
    store, other = open_store("one"), open_store("other")
    load(store, *examples)
    claim = next(c for c in store.stream("claim") if c["predicate"] == "TARGETED")
    store.decide([review(claim["id"], ReviewVerdict.REJECTED, "analyst", "2026-01-01T00:00:00.000Z", "a test")])
    path = tmp_path / "all.evidence"
    with path.open("wb") as out:
        write_evidence(store, out)
    other.restore(read_evidence(path, path.name))
    assert lines(other) == lines(store)
    assert everything(other) == everything(store)
    assert "".join(ntriples(other, BASE)) == "".join(ntriples(store, BASE))
    for disclosure in store.stream("disclosure"):
        if disclosure.get("textSha256"):
            assert other.snapshot(disclosure["textSha256"]) == store.snapshot(disclosure["textSha256"])
    with pytest.raises(Misuse):
        other.restore(read_evidence(path, path.name))


def test_an_altered_evidence_file_is_refused_and_leaves_nothing(
    open_store: OpenStore, load: Load, examples: list[Path], tmp_path: Path
) -> None:
    store, other = open_store("one"), open_store("other")
    load(store, *examples)
    held = io.BytesIO()
    write_evidence(store, held)
    path = tmp_path / "cut.evidence"
    path.write_bytes(held.getvalue()[: len(held.getvalue()) // 2])
    with pytest.raises(BadInput):
        other.restore(read_evidence(path, path.name))
    with pytest.raises(BadInput):
        other.restore(line for line in lines_without_last(store))
    assert all(not rows for rows in everything(other).values())


def lines_without_last(store: Store) -> Iterator[dict[str, Any]]:
    held = list(store.evidence())
    yield from held[:-1]


def test_a_disclosure_that_fails_half_way_leaves_nothing(store: Store, examples: list[Path]) -> None:
    path = next(path for path in examples if path.suffix == ".yaml")

    def broken() -> Iterator[Batch]:
        for batch in loader_for(InputFile(path, path.name)).load(InputFile(path, path.name)):
            if batch.closing:
                raise BadInput(path.name, "cut off")
            yield batch

    with pytest.raises(BadInput):
        store.append(broken())
    assert all(not rows for rows in everything(store).values())
    file = InputFile(path, path.name)
    unclosed = [replace(batch, closing=None) for batch in loader_for(file).load(file)]
    store.append(unclosed)
    assert all(not rows for rows in everything(store).values())


def test_a_rejected_claim_makes_no_edge_until_the_review_is_taken_back(
    store: Store, load: Load, examples: list[Path]
) -> None:
    load(store, *examples)
    before = store.read(EDGES).rows
    claims = store.read(
        "MATCH (:ThreatActor {name:'APT31'})<-[:SUBJECT]-(c:Claim {predicate:'TARGETED'})-[:OBJECT]->"
        "({name:'UK parliamentarians'}) RETURN c.id AS id"
    ).rows
    store.decide(review(c, ReviewVerdict.REJECTED, "analyst", "2026-01-01T00:00:00.000Z", "a test") for (c,) in claims)
    assert ("UK parliamentarians",) in before
    assert ("UK parliamentarians",) not in store.read(EDGES).rows
    store.decide(review(c, ReviewVerdict.TAKEN_BACK, "analyst", "2026-01-02T00:00:00.000Z", "again") for (c,) in claims)
    assert store.read(EDGES).rows == before


def test_a_decision_about_nothing_is_refused(store: Store) -> None:
    with pytest.raises(NotFound):
        store.decide([review("c" + "0" * 32, ReviewVerdict.REJECTED, "analyst", "2026-01-01T00:00:00.000Z", "why")])


def test_every_record_has_its_own_entity_key(store: Store, load: Load, examples: list[Path]) -> None:
    load(store, *examples)
    row = store.read(
        "MATCH (r:Record)-[:REFERS_TO]->(e:ThreatActor {name:'APT31'}) RETURN count(DISTINCT r.key) AS keys, "
        "count(DISTINCT r) AS records, count(DISTINCT e) AS entities"
    ).one()
    assert row is not None
    assert row["keys"] == row["records"] > 1
    assert row["entities"] == 1


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Entity {id: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Entity) SET n.name = 'x'",
        "MERGE (n:Entity {id: 'x'}) RETURN n",
    ],
)
def test_reading_writes_nothing(store: Store, load: Load, examples: list[Path], cypher: str) -> None:
    load(store, *examples)
    before = everything(store)
    with pytest.raises(WriteRefused):
        store.read(cypher)
    assert everything(store) == before


def test_a_reading_query_opens_no_file(store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\n")
    with pytest.raises(QueryError):
        store.read(f"LOAD CSV FROM 'file://{secret}' AS line RETURN line")


def test_limits_end_a_query_with_an_error(store: Store) -> None:
    with pytest.raises(TooManyRows):
        store.read("UNWIND range(1, 50) AS n RETURN n", max_rows=49)
    with pytest.raises(QueryTimeout):
        store.read(
            "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN count(*)",
            timeout=0.3,
        )
    with pytest.raises(QueryError):
        store.read("MATCH (n RETURN n")


def test_columns_of_an_empty_answer_are_told(store: Store) -> None:
    assert store.read("MATCH (n:Entity) RETURN n.id AS id, n.name AS name").columns == ("id", "name")


def test_a_relationship_variable_in_a_property_map_is_right(store: Store, load: Load, examples: list[Path]) -> None:
    load(store, *examples)
    start, end = "MATCH (a:Entity)-[r:TARGETED]->() MATCH ", " RETURN c.id ORDER BY c.id"
    by_map = store.read(f"{start}(c:Claim {{edge: r.edge}}){end}")
    by_where = store.read(f"{start}(c:Claim) WHERE c.edge = r.edge{end}")
    assert by_map.rows == by_where.rows
    assert by_map.rows


def test_nodes_relationships_and_paths_carry_our_ids_only(store: Store, load: Load, examples: list[Path]) -> None:
    load(store, *examples)
    row = store.read("MATCH p = (a:ThreatActor {name:'APT31'})-[r:TARGETED]->(t) RETURN a, r, p LIMIT 1").one()
    assert row is not None
    assert row["a"]["labels"] == ["Entity", "ThreatActor"]
    assert row["r"]["start"] == row["a"]["properties"]["id"]
    assert row["p"][0] == row["a"]
    assert row["p"][1] == row["r"]
    assert "@rid" not in str(row)
    assert "#" not in row["r"]["end"]


def test_a_relationship_alone_knows_its_ends(store: Store, load: Load, examples: list[Path]) -> None:
    load(store, *examples)
    found = store.read(
        "MATCH (a:ThreatActor {name:'APT31'})-[r:TARGETED]->(t) RETURN r, a.id, t.id, [r] AS listed"
    ).rows
    assert found
    for edge, start, end, listed in found:
        assert (edge["start"], edge["end"], [edge]) == (start, end, listed)


def test_search_disregards_case_and_punctuation(store: Store, load: Load, examples: list[Path]) -> None:
    load(store, *examples)
    assert store.search("apt 31")[0].name == "APT31"
    assert store.search("apt31", ["Person"]) == []
    assert store.search("no such name") == []
