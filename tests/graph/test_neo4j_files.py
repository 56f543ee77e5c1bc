"""Files for `neo4j-admin database import`, and a real import of them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from attributed.cli_export import write
from attributed.errors import Misuse, StoreError, StoreReadOnly
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.neo4j import Address
from attributed.graph.neo4j_files import write_files
from attributed.graph.neo4j_store import Neo4jStore
from attributed.graph.store import Appended, Kind, Store

Load = Callable[..., list[Appended]]
SCRIPT = Path(__file__).parents[2] / "scripts" / "neo4j"
NODES = "MATCH (n) WHERE NOT n:Appender AND NOT n:Projection RETURN labels(n) AS labels, properties(n) AS properties"
LINKS = "MATCH (a)-[r]->(b) RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties"


@pytest.fixture
def loaded(tmp_path: Path, load: Load, examples: list[Path]) -> Iterator[EmbeddedStore]:
    with closing(EmbeddedStore.open(tmp_path / "store")) as store:
        load(store, *examples)
        yield store


def checksum(store: Store) -> tuple[int, int, str]:
    """How many nodes and relationships there are, and one hash over all of both with their properties."""
    rows = [store.read(question).rows for question in (NODES, LINKS)]
    lines = sorted(json.dumps([_in_order(value) for value in row], sort_keys=True) for found in rows for row in found)
    return len(rows[0]), len(rows[1]), hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _in_order(value: Any) -> Any:
    """Labels have no order."""
    return sorted(value) if isinstance(value, list) else value


class Started:
    """A server of its own with what was imported."""

    def __init__(self, home: Path, files: Path, *words: str) -> None:
        self._environment = {**os.environ, "ATTRIBUTED_NEO4J_HOME": str(home)}
        lines = self.run("start", "--import", str(files), *words)
        told = dict(line.removeprefix("export ").split("=", 1) for line in lines.splitlines())
        uri, user, password = (told[f"ATTRIBUTED_TEST_NEO4J_{key}"] for key in ("URI", "USER", "PASSWORD"))
        self.address = Address(uri, user, password)

    def run(self, *words: str) -> str:
        done = subprocess.run([str(SCRIPT), *words], env=self._environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, file: Path) -> None:
        address = ("-a", self.address.uri, "-u", self.address.user, "-p", self.address.password)
        self.run("shell", *address, "-f", str(file))


@pytest.mark.slow
@pytest.mark.usefixtures("neo4j_server")
def test_an_imported_graph_is_the_same_graph(
    loaded: EmbeddedStore, tmp_path: Path, load: Load, examples: list[Path]
) -> None:
    write(loaded, "neo4j-admin", "https://example.org/", tmp_path / "files")
    started = Started(tmp_path / "home", tmp_path / "files")
    try:
        started.shell(tmp_path / "files" / "after-import.cypher")
        with closing(Neo4jStore(started.address, loaded.folder / "snapshots")) as imported:
            assert checksum(imported) == checksum(loaded)
            assert all(one.known for appended in load(imported, *examples) for one in appended.disclosures)
    finally:
        started.run("stop")


@pytest.mark.slow
@pytest.mark.usefixtures("neo4j_server")
def test_a_server_that_takes_no_writes_is_read_and_not_written(
    loaded: EmbeddedStore, tmp_path: Path, load: Load, examples: list[Path]
) -> None:
    (tmp_path / "files").mkdir()
    write_files(loaded, tmp_path / "files")
    started = Started(tmp_path / "home", tmp_path / "files", "--read-only")
    try:
        with closing(Neo4jStore(started.address, loaded.folder / "snapshots")) as replica:
            assert list(replica.stream("claim")) == list(loaded.stream("claim"))
            with pytest.raises(StoreReadOnly, match="takes no writes"):
                load(replica, *examples)
    finally:
        started.run("stop")


class _Rows:
    """A store that streams these records and nothing else."""

    def __init__(self, *records: dict[str, Any]) -> None:
        self._records = records

    def stream(self, kind: Kind) -> Iterator[dict[str, Any]]:
        yield from self._records if kind == "record" else ()


def written(tmp_path: Path, *records: dict[str, Any]) -> tuple[str, str]:
    write_files(_Rows(*records), tmp_path)  # type: ignore[arg-type] # all it asks of a store
    return (tmp_path / "Record.header.csv").read_text(), (tmp_path / "Record.csv").read_text()


def test_a_property_met_late_is_one_more_column(tmp_path: Path) -> None:
    header, rows = written(tmp_path, {"id": "a"}, {"id": "b", "n": 1, "yes": True}, {"id": "c", "n": 0.5})
    assert header == "id:ID(Record),:LABEL,n:double,yes:boolean\n"
    assert rows == '"a","Record"\n"b","Record",1,true\n"c","Record",0.5\n'


def test_quotes_commas_and_lines_stay_in_their_field(tmp_path: Path) -> None:
    _, rows = written(tmp_path, {"id": "a", "name": 'say "yes",\nor no', "names": ["x;y", "z"]})
    assert rows == '"a","Record","say ""yes"",\nor no","x;y\x1fz"\n'


def test_a_property_of_two_kinds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"Record\.n is string in one place and long in another"):
        written(tmp_path, {"id": "a", "n": "one"}, {"id": "b", "n": 1})


def test_a_folder_that_holds_something_is_refused(loaded: EmbeddedStore, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "mine.txt").write_text("mine")
    for out in (tmp_path / "files", None):
        with pytest.raises(Misuse, match="give --out a folder"):
            write(loaded, "neo4j-admin", "https://example.org/", out)
