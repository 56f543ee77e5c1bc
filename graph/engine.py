"""What a graph engine must do for the store: the only part that differs between engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from attributed.graph.store import Rows, Value

Statement = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Links:
    """Relationships of one type between nodes of two labels of `labels.UNIQUE`.

    A row: the `id` of the node where it starts, of the node where it ends, and its properties.
    """

    relationship: str
    start: str
    end: str
    rows: Sequence[tuple[str, str, Mapping[str, Any]]]


def connecting(link: Links) -> Statement:
    """The links in Cypher, for an engine that has no faster way or that has only a few to make."""
    rows = [{"start": start, "end": end, "properties": dict(properties)} for start, end, properties in link.rows]
    return (
        f"UNWIND $rows AS row MATCH (a:{link.start} {{id: row.start}}) MATCH (b:{link.end} {{id: row.end}}) "
        f"CREATE (a)-[r:{link.relationship}]->(b) SET r = row.properties",
        {"rows": rows},
    )


class Engine(Protocol):
    """Cypher in, plain values out. Its own errors never leave: QueryError and StoreError do."""

    def define(self) -> None:
        """Make labels, relationship types and indexes of the model, where they are missing."""
        ...

    def read(self, cypher: str, params: Mapping[str, Value], timeout: float, max_rows: int) -> Rows:
        """A stranger's query, read-only and limited."""
        ...

    def rows(self, cypher: str, **params: Any) -> Iterator[dict[str, Any]]:
        """One of the store's own queries, unlimited; values are scalars, lists and maps of properties."""
        ...

    def write(self, statements: Sequence[Statement]) -> None:
        """All statements in one transaction (the open one inside `atomically`)."""
        ...

    def atomically(self) -> AbstractContextManager[None]:
        """One transaction for all that this thread writes inside, which its own `rows` see and no other thread does.

        An error that leaves it undoes all of it. For work of a bounded size; it is not nested.
        """
        ...

    def create(self, label: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """New nodes, each with the properties of its row, in one transaction (the open one inside `atomically`).

        The fast way for many. `label` is one of `labels.UNIQUE`, or an entity type, whose nodes are labelled `Entity`
        too. The `id` of a row is one that no node of the label has; StoreError, and none of the rows, where one has.
        None is not stored.
        """
        ...

    def connect(self, links: Sequence[Links]) -> None:
        """New relationships between nodes that exist, whether or not such a one is there; the fast way for many.

        Rows of which an end is missing are passed over. Outside `atomically` it may take several transactions: what
        it writes must be such that it can be derived again after a crash.
        """
        ...

    def close(self) -> None: ...
