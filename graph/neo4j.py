"""The engine over a Neo4j server, through the official driver."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    Record,
    Result,
    Session,
    Transaction,
    unit_of_work,
)
from neo4j.exceptions import DriverError, Neo4jError

from attributed.errors import Misuse, QueryTimeout, StoreBusy, StoreReadOnly, StoreUnreachable, TooManyRows
from attributed.graph.engine import Links, Statement, connecting
from attributed.graph.labels import ENTITY_TYPES
from attributed.graph.neo4j_errors import store_error, stranger_error
from attributed.graph.neo4j_schema import definitions
from attributed.graph.neo4j_values import Elements, plain
from attributed.graph.store import Rows, Value

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
OLDEST = (5, 26)
"""The first version whose Cypher and limits are tested."""

LONGEST = 600
"""Seconds of one of the store's own transactions: what takes longer hangs on a lock."""

_CONNECTING = 5
_RETRYING = 30
_PAUSES = (0.1, 0.5, 2.0, 5.0)
_INDEXES_ONLINE = 300


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database answers and as whom; printing it shows no password."""

    uri: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.uri)
        if "@" in parts.netloc:
            raise Misuse("the address of a Neo4j holds no user and password: set ATTRIBUTED_NEO4J_USER and …_PASSWORD")
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise Misuse(f"{self.uri}: the address of a Neo4j reads like neo4j://host:7687, bolt:// or …+s://")
        try:
            parts.port  # noqa: B018 - raises where it is no number
        except ValueError:
            raise Misuse(f"{self.uri}: the port is not one") from None

    def __str__(self) -> str:
        return f"{self.uri} ({self.database})" if self.database else self.uri


class Neo4jEngine:
    """Any number of threads; every session sees what an earlier one of this engine wrote, also in a cluster.

    `fence` is a statement that gives a row only while this process may write; every write begins with it.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.fence: Statement | None = None
        self._inside = threading.local()
        self._driver = _connected(address)
        self._bookmarks = GraphDatabase.bookmark_manager()

    def define(self) -> None:
        """Asked of the leader, so that what this engine reads later is no older than the last load by anybody."""
        with suppress(StoreReadOnly), self._mapped(), self._session(WRITE_ACCESS) as session:
            missing = session.execute_write(_missing)
            if missing:
                session.execute_write(lambda transaction: [transaction.run(made).consume() for made in missing])
                session.run("CALL db.awaitIndexes($seconds)", seconds=_INDEXES_ONLINE).consume()

    def read(self, cypher: str, params: Mapping[str, Value], timeout: float, max_rows: int) -> Rows:
        deadline = time.monotonic() + timeout
        with (
            self._mapped(timeout),
            self._session(READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout) as transaction,
        ):
            result = transaction.run(cypher, dict(params))
            rows: list[tuple[Any, ...]] = []
            for record in result:
                rows.append(tuple(record.values()))
                if len(rows) > max_rows:
                    raise TooManyRows(max_rows)
                if time.monotonic() > deadline:
                    raise QueryTimeout(timeout)
            return Rows(tuple(result.keys()), _shown(transaction, rows))

    def plan(self, cypher: str, params: Mapping[str, Value], timeout: float) -> tuple[str, Mapping[str, Any]]:
        """The type of a stranger's query and the server's plan of it; nothing runs."""
        with (
            self._mapped(timeout),
            self._session(READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout) as transaction,
        ):
            told = transaction.run(f"EXPLAIN {cypher}", dict(params)).consume()
            return told.query_type or "", told.plan or {}

    def rows(self, cypher: str, **params: Any) -> Iterator[dict[str, Any]]:
        if transaction := self._transaction():
            with self._mapped():
                yield from map(_row, transaction.run(cypher, params))
            return
        with self._mapped(), self._session(READ_ACCESS) as session:
            yield from map(_row, _begun(session, cypher, params))

    def write(self, statements: Sequence[Statement]) -> None:
        """A transaction of its own, which the server ended for a passing reason, is tried again, whole."""
        if transaction := self._transaction():
            with self._mapped():
                for cypher, params in statements:
                    transaction.run(cypher, dict(params)).consume()
        elif statements:
            self.change(statements, fence=self.fence)

    @contextmanager
    def atomically(self) -> Iterator[None]:
        with (
            self._mapped(),
            self._session(WRITE_ACCESS) as session,
            session.begin_transaction(timeout=LONGEST) as transaction,
        ):
            self._pass(transaction, self.fence)
            self._inside.transaction = transaction
            try:
                yield
            finally:
                self._inside.transaction = None
            transaction.commit()

    def _transaction(self) -> Transaction | None:
        """The transaction that this thread is inside."""
        return getattr(self._inside, "transaction", None)

    def change(self, statements: Sequence[Statement], *, fence: Statement | None = None) -> list[list[dict[str, Any]]]:
        """The rows of each statement, all in one transaction; StoreBusy, and nothing done, where the fence is down."""

        @unit_of_work(timeout=LONGEST)
        def work(transaction: ManagedTransaction) -> list[list[dict[str, Any]]]:
            self._pass(transaction, fence)
            return [transaction.run(cypher, dict(params)).data() for cypher, params in statements]

        with self._mapped(), self._session(WRITE_ACCESS) as session:
            return session.execute_write(work)

    def _pass(self, transaction: Transaction | ManagedTransaction, fence: Statement | None) -> None:
        if fence and transaction.run(fence[0], dict(fence[1])).peek() is None:
            raise StoreBusy(str(self.address), 0, "another process took over: this one was silent for too long")

    def create(self, label: str, rows: Sequence[Mapping[str, Any]]) -> None:
        labels = f"Entity:{label}" if label in ENTITY_TYPES else label
        if rows:
            self.write([(f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row", {"rows": rows})])

    def connect(self, links: Sequence[Links]) -> None:
        self.write([connecting(link) for link in links if link.rows])

    def bookmarks(self) -> list[str]:
        """What this engine has seen, for another that is to read no older than it."""
        return sorted(self._bookmarks.get_bookmarks())

    def after(self, bookmarks: Collection[str]) -> None:
        """What is read from now on is no older than these."""
        self._bookmarks.update_bookmarks(self._bookmarks.get_bookmarks(), bookmarks)

    def close(self) -> None:
        self._driver.close()

    def _session(self, access: str) -> Session:
        return self._driver.session(
            database=self.address.database, default_access_mode=access, bookmark_manager=self._bookmarks
        )

    @contextmanager
    def _mapped(self, timeout: float | None = None) -> Iterator[None]:
        """The driver's errors as ours: those of a stranger's query where it has a `timeout`."""
        try:
            yield
        except (DriverError, Neo4jError) as error:
            if timeout is not None and (found := stranger_error(error, timeout)):
                raise found from None
            raise store_error(error, str(self.address)) from None


def _connected(address: Address) -> Driver:
    driver = GraphDatabase.driver(
        address.uri,
        auth=(address.user, address.password),
        connection_timeout=_CONNECTING,
        connection_acquisition_timeout=_RETRYING,
        max_transaction_retry_time=_RETRYING,
        notifications_min_severity="OFF",  # a label that no node has yet is no news here
        user_agent="attributed",
    )
    try:
        with driver.session(database=address.database, default_access_mode=READ_ACCESS) as session:
            _check_version(session.run("RETURN 1").consume().server.agent, address)
    except (DriverError, Neo4jError) as error:
        driver.close()
        raise store_error(error, str(address)) from None
    except BaseException:
        driver.close()
        raise
    return driver


def _check_version(agent: str, address: Address) -> None:
    found = re.fullmatch(r"Neo4j/(\d+)\.(\d+)\S*", agent)  # others add words, such as "compatible"
    if not found or (int(found[1]), int(found[2])) < OLDEST:
        raise StoreUnreachable(f"{address} is {agent}; needed is Neo4j {'.'.join(map(str, OLDEST))} or later")


def _missing(transaction: ManagedTransaction) -> list[str]:
    """The statements for the constraints and indexes of the model that the database lacks."""
    show = "SHOW INDEXES YIELD labelsOrTypes, properties, owningConstraint WHERE size(properties) = 1 RETURN *"
    held = {
        (row["labelsOrTypes"][0], row["properties"][0], row["owningConstraint"] is not None)
        for row in transaction.run(show)
        if row["labelsOrTypes"]
    }
    return definitions(held)


def _row(record: Record) -> dict[str, Any]:
    return {key: plain(value) for key, value in zip(record.keys(), record.values(), strict=True)}


def _begun(session: Session, cypher: str, params: Mapping[str, Any]) -> Result:
    """A result whose first row is there; until then a passing error is no error."""
    for pause in (*_PAUSES, None):
        try:
            result = session.run(cypher, dict(params))
            result.peek()
        except (DriverError, Neo4jError) as error:
            if pause is None or not error.is_retryable():
                raise
            time.sleep(pause)
        else:
            break
    return result


def _shown(transaction: Transaction, rows: list[tuple[Any, ...]]) -> tuple[tuple[Any, ...], ...]:
    """Nodes, relationships and paths in our form, with our ids; one look-up for all of an answer's rows."""
    elements = Elements()
    for row in rows:
        elements.note(row)
    if elements.missing:
        query = "MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n) AS element, n.id AS id"
        elements.learn(transaction.run(query, ids=sorted(elements.missing)))
    return tuple(tuple(elements.shown(value) for value in row) for row in rows)
