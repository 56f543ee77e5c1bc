"""Evidence the size of ATT&CK, written and derived, beside plain bulk statements with the same nodes and edges.

Between the two, how long the store takes to answer, and until it shows a review, a judgement and a small edition.

Run: .venv/bin/python benchmarks/store.py [--engine embedded|neo4j] [--records 25000] [--skip-plain]

The plain write is what the engine can do at best by its own bulk statements: nodes with all their properties, also
the derived ones, then every relationship. On a Neo4j (eval "$(scripts/neo4j start)" first; what it holds is deleted)
also the rows of evidence alone, appended and by plain UNWIND through the driver in turn. All is measured in one run;
what counts are the ratios.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from neo4j import GraphDatabase

from attributed.graph.append import Appender
from attributed.graph.cypher_store import CypherStore
from attributed.graph.engine import Engine, Links
from attributed.graph.labels import LINKS, PREDICATES, UNIQUE
from attributed.graph.snapshots import Snapshots
from attributed.graph.store import Projection
from attributed.schema.batch import Batch, Closing
from attributed.schema.canonical import sha256
from attributed.schema.claim import Claim, Origin, identified
from attributed.schema.codec import to_row
from attributed.schema.dates import now
from attributed.schema.decision import JudgementVerdict, ReviewVerdict, judgement, review
from attributed.schema.disclosure import Disclosure, edition_id
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import Record, RecordVersion, record_id, versioned
from attributed.schema.source import Source

SERIES = "benchmark-catalogue"
PIECE = 1_000
ROWS = 5_000
ROUNDS = 3
ASKED = 100
POINT = "MATCH (e:Entity {id: $id}) RETURN e.name"
HOP = "MATCH (:Entity {id: $id})-[r:USES]->(o) RETURN o.name, r.claimCount, r.claimants"


def catalogue(records: int, day: str = "2024-01-01", seed: int = 1) -> Iterator[Batch]:
    """Actors, malware and techniques, what they are called and what they use: as in ATT&CK, but more of them."""
    chance = random.Random(seed)
    digest = sha256(f"{records} {day} {seed}".encode())
    disclosure = Disclosure(
        id=edition_id(SERIES, digest), source=SERIES, title=f"A catalogue, {day}", published_on=day, series=SERIES
    )
    source = Source(id=SERIES, title="A catalogue", publisher="A compiler")
    author = Record(id=record_id(SERIES, "author"), type=EntityType.ORGANIZATION, source=SERIES)
    named = [versioned(RecordVersion(record=author.id, name="A compiler"))]
    yield Batch(source=source, disclosure=disclosure, records=(author,), versions=tuple(named))
    kinds = [EntityType.THREAT_ACTOR] * 20 + [EntityType.MALWARE] * 50 + [EntityType.TECHNIQUE] * 30
    things = [
        Record(id=record_id(SERIES, f"x--{seed}-{n:08}"), type=kinds[n * 37 % 100], source=SERIES)
        for n in range(records)
    ]
    means = [thing for thing in things if thing.type is not EntityType.THREAT_ACTOR]
    for start in range(0, records, PIECE):
        piece = things[start : start + PIECE]
        claims = [claim for n, thing in enumerate(piece, start) for claim in _said(thing, n, means, author, chance)]
        yield Batch(
            source=source,
            disclosure=disclosure,
            records=tuple(piece),
            versions=tuple(_version(thing, start + n, seed) for n, thing in enumerate(piece)),
            claims=tuple(identified(claim(disclosure.id), SERIES) for claim in claims),
        )
    yield Batch(source=source, disclosure=disclosure, closing=Closing(complete=True))


def _version(thing: Record, number: int, seed: int) -> RecordVersion:
    return versioned(
        RecordVersion(
            record=thing.id,
            name=f"Thing {seed} {number}",
            names=(f"Other {seed} {number}", f"Third name {number}"),
            identifiers=(f"mitre-attack:X{seed}{number:07}",),
            as_given='{"description":"' + "some words of a description " * 8 + '"}',
        )
    )


def _said(
    thing: Record, number: int, means: list[Record], author: Record, chance: random.Random
) -> Iterator[Callable[[str], Claim]]:
    def claim(predicate: Predicate, **said: Any) -> Callable[[str], Claim]:
        return lambda stated_in: Claim(
            predicate=predicate,
            subject_record=thing.id,
            claimant_record=author.id,
            asserted_on=f"20{10 + number % 14}-0{1 + number % 9}-11",
            asserted_on_latest=f"20{10 + number % 14}-0{1 + number % 9}-11",
            stated_in=stated_in,
            carried_by=stated_in,
            origin=Origin.STRUCTURED,
            extracted_by="benchmark 1",
            **said,
        )

    yield claim(Predicate.KNOWN_AS, value=f"Other {number}")
    if thing.type in (EntityType.THREAT_ACTOR, EntityType.MALWARE):
        for used in chance.sample(means, 2):
            yield claim(Predicate.USES, object_record=used.id, quote=f"{thing.id} has used {used.id} " * 4)


@contextmanager
def embedded(folder: Path) -> Iterator[Engine]:
    from attributed.graph.arcade import ArcadeEngine

    engine = ArcadeEngine(folder / "graph")
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def on_neo4j(_: Path) -> Iterator[Engine]:
    """The server that scripts/neo4j started, emptied."""
    from attributed.graph.neo4j import Address, Neo4jEngine

    uri, user, password = (os.environ[f"ATTRIBUTED_TEST_NEO4J_{key}"] for key in ("URI", "USER", "PASSWORD"))
    engine = Neo4jEngine(Address(uri, user, password))
    try:
        for label in UNIQUE:
            while ids := [row["id"] for row in engine.rows(f"MATCH (n:{label}) RETURN n.id AS id LIMIT 20000")]:
                engine.write([(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", {"ids": ids})])
        yield engine
    finally:
        engine.close()


ENGINES = {"embedded": embedded, "neo4j": on_neo4j}


class Clock:
    """Prints what each step took, and the memory that the process held at most until then."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, rows: int = 0) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.taken[name] = seconds = time.perf_counter() - begun
        rate = f"{rows / seconds:10,.0f}/s" if rows else " " * 12
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name:42} {seconds:8.3f} s {rate}  at most {peak} MB")


def drawn(held: CypherStore) -> tuple[dict[str, list[dict[str, Any]]], list[Links]]:
    """All nodes by their label, entities by their type, and all relationships."""
    nodes = {label: [row["n"] for row in held_rows(held, f"MATCH (n:{label}) RETURN n")] for label in UNIQUE}
    for row in nodes.pop("Entity"):
        nodes.setdefault(row["type"], []).append(row)
    return nodes, [link for link in _all_links(held) if link.rows]


def plain(engine: Engine, nodes: dict[str, list[dict[str, Any]]], links: list[Links], clock: Clock) -> None:
    """The same nodes and relationships, by the engine's own bulk writing and nothing else."""
    engine.define()
    with clock.step("plain: nodes", sum(map(len, nodes.values()))):
        for label, rows in nodes.items():
            for start in range(0, len(rows), ROWS):
                engine.create(label, rows[start : start + ROWS])
    with clock.step("plain: relationships", sum(len(link.rows) for link in links)):
        for link in links:
            for start in range(0, len(link.rows), ROWS * 4):
                piece = link.rows[start : start + ROWS * 4]
                engine.connect([Links(link.relationship, link.start, link.end, piece)])


def answers(store: CypherStore, records: int) -> None:
    """The middle of what some questions take, each asked of another entity; of names also the first search."""
    names = [f"thing 1 {n}" for n in range(7, records, max(1, records // ASKED))][:ASKED]
    first = _seconds(lambda: store.search(names[0]))
    some = "MATCH (e:Malware)-[:USES]->() RETURN DISTINCT e.id AS id LIMIT $n"
    ids = [row["id"] for row in store.engine.rows(some, n=ASKED)]
    point = [_seconds(lambda: store.read(POINT, {"id": key})) for key in ids]  # noqa: B023 - called at once
    hop = [_seconds(lambda: store.read(HOP, {"id": key})) for key in ids]  # noqa: B023 - called at once
    search = [_seconds(lambda: store.search(name)) for name in names]  # noqa: B023 - called at once
    for what, taken in (("point look-up", point), ("one hop", hop), ("search", search)):
        print(f"{what:42} {statistics.median(taken) * 1000:8.2f} ms, at most {max(taken) * 1000:.2f} ms")
    print(f"{'search, the first of a process':42} {first * 1000:8.2f} ms")


def _seconds(asking: Callable[[], object]) -> float:
    begun = time.perf_counter()
    asking()
    return time.perf_counter() - begun


def changes(store: CypherStore, clock: Clock) -> None:
    """How soon a decision or a small edition shows."""
    some = next(iter(held_rows(store, "MATCH (c:Claim {predicate: 'USES'}) RETURN c.id AS id LIMIT 1")))["id"]
    pair = [record_id(SERIES, f"x--1-{n:08}") for n in (0, 100)]  # two of one kind
    at = "2026-01-01T00:00:00.000Z"
    with clock.step("one review"):
        store.decide([review(some, ReviewVerdict.REJECTED, "analyst", at)])
    with clock.step("one judgement"):
        store.decide([judgement(pair[0], pair[1], JudgementVerdict.SAME, "analyst", at)])
    with clock.step("one load of 20 records"):
        store.append(catalogue(20, "2024-02-01", seed=2))
    with clock.step("search after a change"):
        store.search("third name 12")


def beside_unwind(batches: list[Batch], clock: Clock) -> None:
    """Append and plain statements with the same rows in turn, in an emptied database each; the middle one counts."""
    uri, user, password = (os.environ[f"ATTRIBUTED_TEST_NEO4J_{key}"] for key in ("URI", "USER", "PASSWORD"))
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for batch in batches:
        written = {"recordedAt": now(), "writtenIn": batch.disclosure.id}  # what every stored row holds as well
        for label, things in (("Record", batch.records), ("RecordVersion", batch.versions), ("Claim", batch.claims)):
            rows[label] += [to_row(thing) | written for thing in things]
    count = sum(map(len, rows.values()))
    ratios = []
    for turn in range(ROUNDS):
        with on_neo4j(Path()) as engine, tempfile.TemporaryDirectory() as folder:
            engine.define()
            with clock.step(f"append, turn {turn}", count):
                list(Appender(engine, Snapshots(Path(folder))).append(batches))
        with on_neo4j(Path()) as engine, GraphDatabase.driver(uri, auth=(user, password)) as driver:
            engine.define()
            with clock.step(f"UNWIND … CREATE, turn {turn}", count):
                for label, held in rows.items():
                    for start in range(0, len(held), ROWS):
                        statement = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row"
                        driver.execute_query(statement, rows=held[start : start + ROWS])
        ratios.append(clock.taken[f"UNWIND … CREATE, turn {turn}"] / clock.taken[f"append, turn {turn}"])
    print(f"append writes evidence at {statistics.median(ratios):.2f} times the rate of UNWIND … CREATE")


def held_rows(held: CypherStore, cypher: str) -> Iterator[dict[str, Any]]:
    return held.engine.rows(cypher)


def _all_links(held: CypherStore) -> Iterator[Links]:
    ends = {"REFERS_TO": ("Record", "Entity"), "STATED_IN": ("Claim", "Disclosure")}
    ends |= {"PUBLISHED_IN": ("Disclosure", "Source"), "REVIEWS": ("Review", "Claim")}
    for relationship in LINKS:
        start, end = ends.get(relationship, ("Claim", "Entity"))
        query = f"MATCH (a:{start})-[:{relationship}]->(b:{end}) RETURN a.id AS a, b.id AS b"
        yield Links(relationship, start, end, [(row["a"], row["b"], {}) for row in held_rows(held, query)])
    for predicate in PREDICATES:
        query = f"MATCH (a:Entity)-[r:{predicate}]->(b:Entity) RETURN a.id AS a, b.id AS b, properties(r) AS r"
        yield Links(predicate, "Entity", "Entity", [(row["a"], row["b"], row["r"]) for row in held_rows(held, query)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=sorted(ENGINES), default="embedded")
    parser.add_argument("--records", type=int, default=25_000)
    parser.add_argument("--skip-plain", action="store_true")
    asked = parser.parse_args()
    clock = Clock()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = stack.enter_context(ENGINES[asked.engine](folder / "one"))
        snapshots = Snapshots(folder / "one" / "snapshots")
        store = CypherStore(engine, snapshots)
        batches = list(catalogue(asked.records))
        rows = sum(len(b.records) + len(b.versions) + len(b.claims) for b in batches)
        claims = sum(len(b.claims) for b in batches)
        print(f"{asked.records} records, {claims} claims, {rows} rows of evidence")
        appender = Appender(engine, snapshots)
        with clock.step("append", rows):
            list(appender.append(batches))
        with clock.step("project", claims):
            store.project(Projection(disclosures=frozenset(appender.changed)))
        if asked.engine == "embedded":
            del batches
        answers(store, asked.records)
        changes(store, clock)
        if not asked.skip_plain:
            nodes, links = drawn(store)
            plain(stack.enter_context(ENGINES[asked.engine](folder / "two")), nodes, links, clock)
            ours = clock.taken["append"] + clock.taken["project"]
            least = clock.taken["plain: nodes"] + clock.taken["plain: relationships"]
            print(f"append and project {ours:.1f} s, plain {least:.1f} s, ratio {ours / least:.2f}")
        if asked.engine == "neo4j":
            beside_unwind(batches, clock)


if __name__ == "__main__":
    sys.exit(main())
