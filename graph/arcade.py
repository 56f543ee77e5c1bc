"""The embedded engine: ArcadeDB as a native library, in this process. Everything specific to it is here."""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attributed.errors import (
    NotAllowed,
    QueryError,
    QueryTimeout,
    StoreDamaged,
    StoreError,
    TooManyRows,
    TooMuchMemory,
    WriteRefused,
)
from attributed.graph.engine import Links, Statement, connecting
from attributed.graph.labels import ENTITY_TYPES, INDEXED, LINKS, PREDICATES, UNIQUE
from attributed.graph.rewrite import rewrite
from attributed.graph.store import Rows, Value

if TYPE_CHECKING:
    from arcadedb import Database

_FENCES = {
    # Without these two, LOAD CSV in a reading query opens any file and any address.
    "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
    "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
    "arcadedb.command.regexTimeout": "2000",
    "arcadedb.queryMaxRangeSize": "1000000",
}
_PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_RID = re.compile(r"#\d+:\d+")
_SCALARS = frozenset({str, int, float, bool, type(None)})
_MANY = 500
"""Relationships from which on the engine's batches are faster than Cypher."""


class ArcadeEngine:
    """One process owns the folder; threads may read while one of them writes.

    With `read_only` any number of processes open a copy that `recover` made ready, and nobody's time is limited.
    """

    def __init__(self, folder: Path, *, heap: str = "384m", read_only: bool = False) -> None:
        self._db = _open(folder, heap, read_only)
        self._writing = threading.RLock()
        self._together = threading.local()
        self._limiting = threading.Lock()
        self._limit_ms = 0 if read_only else -1
        self._read_only = read_only

    def define(self) -> None:
        indexed = {
            row["name"]: row["properties"]
            for row in self._db.query("sql", "SELECT name, properties.name AS properties FROM schema:types").to_list()
        }
        for label in UNIQUE:
            if label not in indexed:
                self._db.command("sql", f"CREATE VERTEX TYPE {label}")
                self._index(label, "id", "UNIQUE")
        for label, key in INDEXED:
            if key not in (indexed.get(label) or ()):
                self._index(label, key, "NOTUNIQUE NULL_STRATEGY SKIP")
        for entity_type in ENTITY_TYPES:
            if entity_type not in indexed:
                # A type that extends Entity answers to both labels and shares its unique index.
                self._db.command("sql", f"CREATE VERTEX TYPE {entity_type} EXTENDS Entity")
        for relationship in (*PREDICATES, *LINKS):
            if relationship not in indexed:
                self._db.command("sql", f"CREATE EDGE TYPE {relationship}")

    def _index(self, label: str, key: str, kind: str) -> None:
        """Only properties that are indexed are declared."""
        self._db.command("sql", f"CREATE PROPERTY {label}.{key} STRING")
        self._db.command("sql", f"CREATE INDEX ON {label} ({key}) {kind}")

    def read(self, cypher: str, params: Mapping[str, Value], timeout: float, max_rows: int) -> Rows:
        deadline = time.monotonic() + timeout
        try:
            result = self._query(rewrite(cypher), params, timeout)
            columns: tuple[str, ...] | None = None
            rows: list[list[Any]] = []
            for row in result:
                found = row.to_dict()
                columns = columns or tuple(found)
                rows.append([found.get(column) for column in columns])
                if len(rows) > max_rows:
                    result.close()
                    raise TooManyRows(max_rows)
                if time.monotonic() > deadline:
                    result.close()
                    raise QueryTimeout(timeout)
            return self._answer(columns or self._columns(cypher, params, timeout), rows)
        except Exception as error:
            raise _mapped(error, timeout) from error

    def _columns(self, cypher: str, params: Mapping[str, Value], timeout: float) -> tuple[str, ...]:
        plan = self._query("EXPLAIN " + rewrite(cypher), params, timeout).to_list()
        return _projected(plan[0]["executionPlanAsString"]) if plan else ()

    def _query(self, cypher: str, params: Mapping[str, Any], timeout: float) -> Any:
        """Start a query; the engine reads its limit, a setting of the database, when the query starts."""
        milliseconds = max(1, round(timeout * 1000)) if timeout and not self._read_only else 0
        with self._limiting:
            if milliseconds != self._limit_ms:
                self._db.command("sql", f"ALTER DATABASE `arcadedb.command.timeout` {milliseconds}")
                self._limit_ms = milliseconds
            return self._db.query("opencypher", cypher, dict(params))

    def rows(self, cypher: str, **params: Any) -> Iterator[dict[str, Any]]:
        try:
            for row in self._query(cypher, params, 0):
                yield {key: _plain(value) for key, value in row.to_dict().items()}
        except Exception as error:
            raise _mapped(error, 0) from error

    def write(self, statements: Sequence[Statement]) -> None:
        if not statements:
            return
        with self._transaction():
            for cypher, params in statements:
                self._db.command("opencypher", cypher, dict(params))

    @contextmanager
    def atomically(self) -> Iterator[None]:
        with self._transaction():
            self._together.open = True
            try:
                yield
            finally:
                self._together.open = False

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """The transaction of this thread: the open one, or a new one that is committed at the end."""
        if getattr(self._together, "open", False):
            with _refusing():
                yield
            return
        with self._writing, _refusing():
            self._limit_writes()
            with self._db.transaction():
                yield

    def create(self, label: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        held = [{key: value for key, value in row.items() if value is not None} for row in rows]
        with self._transaction():
            self._db.insert_many(label, held)

    def connect(self, links: Sequence[Links]) -> None:
        if sum(len(link.rows) for link in links) < _MANY or getattr(self._together, "open", False):
            self.write([connecting(link) for link in links if link.rows])
            return
        with self._writing, _refusing():
            places = self._places(links)
            # Without its log a crash could lose what an earlier call had finished.
            with self._db.graph_batch(use_wal=True) as batch:
                for link in links:
                    starts, ends = places[link.start], places[link.end]
                    rows = [row for row in link.rows if row[0] in starts and row[1] in ends]
                    properties = [dict(row[2]) for row in rows] if any(row[2] for row in rows) else None
                    batch.new_edges(
                        [starts[row[0]] for row in rows], link.relationship, [ends[row[1]] for row in rows], properties
                    )

    def _places(self, links: Sequence[Links]) -> dict[str, dict[str, str]]:
        """By label, where the engine keeps the nodes that are to be connected."""
        ids: dict[str, set[str]] = defaultdict(set)
        for link in links:
            ids[link.start].update(row[0] for row in link.rows)
            ids[link.end].update(row[1] for row in link.rows)
        return {label: self._places_of(label, sorted(keys)) for label, keys in ids.items()}

    def _places_of(self, label: str, ids: list[str]) -> dict[str, str]:
        found = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id, elementId(n) AS place"
        return {row["id"]: row["place"] for row in self._query(found, {"ids": ids}, 0).to_list()}

    def _limit_writes(self) -> None:
        with self._limiting:
            if self._limit_ms != 0:
                self._db.command("sql", "ALTER DATABASE `arcadedb.command.timeout` 0")
                self._limit_ms = 0

    def close(self) -> None:
        self._db.close()

    def _answer(self, columns: tuple[str, ...], rows: list[list[Any]]) -> Rows:
        """Nodes, relationships and paths in our form, with our ids; one look-up for all of an answer's rows."""
        elements = _Elements(self._db)
        for row in rows:
            elements.note(row)
        elements.fetch()
        return Rows(columns, tuple(tuple(elements.shown(value) for value in row) for row in rows))


class _Elements:
    """The engine gives a relationship without its ends and a path as text: both are completed here."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._missing: set[str] = set()
        self._found: dict[str, dict[str, Any]] = {}

    def note(self, value: Any) -> None:
        if isinstance(value, str) and value.startswith("(#") and _PATH.fullmatch(value):
            self._missing.update(_RID.findall(value))
        elif isinstance(value, Mapping):
            if "@rid" in value and _is_relationship(value["@type"]):
                self._missing.add(str(value["@rid"]))
            for item in value.values():
                self.note(item)
        elif isinstance(value, list | tuple):
            for item in value:
                self.note(item)

    def fetch(self) -> None:
        rids = sorted(self._missing)
        for start in range(0, len(rids), 1000):
            chunk = ", ".join(rids[start : start + 1000])
            ends = f"SELECT @rid AS rid, @out.id AS first, @in.id AS last, @this AS element FROM [{chunk}]"  # noqa: S608 - the engine's own record ids
            for row in self._db.query("sql", ends).to_list():
                self._found[str(row["rid"])] = row

    def shown(self, value: Any) -> Any:
        if isinstance(value, str):
            if value.startswith("(#") and _PATH.fullmatch(value):
                return [self._element(rid) for rid in _RID.findall(value)]
            return str(value) if type(value) is not str else value
        if isinstance(value, Mapping):
            if "@rid" in value and "@type" in value:
                return self._shape(value, self._found.get(str(value["@rid"]), {}))
            return {key: self.shown(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.shown(item) for item in value]
        return value

    def _element(self, rid: str) -> Any:
        row = self._found.get(rid, {})
        return self._shape(row["element"], row) if "element" in row else None

    def _shape(self, element: Mapping[str, Any], ends: Mapping[str, Any]) -> dict[str, Any]:
        kind = element["@type"]
        properties = _properties(element)
        if _is_relationship(kind):
            return {
                "type": kind,
                "start": ends.get("first"),
                "end": ends.get("last"),
                "properties": properties,
            }
        labels = ["Entity", kind] if kind in ENTITY_TYPES else [kind]
        return {"labels": sorted(labels), "properties": properties}


def _is_relationship(kind: str) -> bool:
    return kind in PREDICATES or kind in LINKS


def _properties(element: Mapping[str, Any]) -> dict[str, Any]:
    return {key: element[key] for key in sorted(element) if not key.startswith("@") and element[key] is not None}


def _plain(value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    if isinstance(value, Mapping):
        return _properties(value) if "@rid" in value else {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [item if type(item) in _SCALARS else _plain(item) for item in value]
    return value


def _projected(plan: str) -> tuple[str, ...]:
    """The column names in a plan: the engine does not tell them with an answer that has no rows."""
    found = re.search(r"\+ FINAL PROJECTION \[(.*)\]", plan)
    columns, depth = [""], 0
    for character in found[1] if found else "":
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            columns.append("")
        else:
            columns[-1] += character
    return tuple(column.strip() for column in columns if column.strip())


def _mapped(error: Exception, timeout: float) -> Exception:
    if isinstance(error, QueryError | StoreError):
        return error
    text = _message(error)
    if "OutOfMemoryError" in text or "HeapLimitExceeded" in text:
        return TooMuchMemory()
    if "LOAD CSV" in text:
        return NotAllowed("LOAD CSV is not allowed here")
    if "TimeoutException" in text or "exceeded the arcadedb.command.timeout" in text:
        return QueryTimeout(timeout)
    if "QueryNotIdempotentException" in text or "SecurityException" in text or "read only" in text.lower():
        return WriteRefused("only reading is allowed here")
    return QueryError(re.sub(r"^.*?Exception: ", "", text))


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith("arcadedb."):
            raise
        raise StoreError(f"the embedded engine refused to write: {_message(error)}") from error


def _message(error: Exception) -> str:
    return " ".join(str(error).split())[:500]


def recover(copy: Path) -> None:
    """Make a copied folder ready to be opened for reading: replay its log, and let it limit no query's time."""
    engine = ArcadeEngine(copy)
    try:
        engine.write([("RETURN 1", {})])
    finally:
        engine.close()


def native(heap: str, logs: Path) -> Any:
    """The native library, which reads its arguments once, at the first import."""
    if "arcadedb" not in sys.modules:
        fences = " ".join(f"-D{key}={value}" for key, value in _FENCES.items())
        os.environ["ARCADEDB_NATIVE_ISOLATE_ARGS"] = f"-Xmx{heap} {fences}"
        os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
        os.environ.setdefault("ARCADEDB_LOG_DIR", str(logs))
    import arcadedb

    return arcadedb


def _open(folder: Path, heap: str, read_only: bool) -> Any:
    """Open or create the database."""
    arcadedb = native(heap, folder.parent / "log")
    try:
        if arcadedb.database_exists(str(folder)):
            return arcadedb.open_database(str(folder), read_only=read_only)
        folder.parent.mkdir(parents=True, exist_ok=True)
        return arcadedb.create_database(str(folder))
    except Exception as error:
        raise StoreDamaged(f"the graph in {folder} cannot be opened: {_message(error)}") from error
