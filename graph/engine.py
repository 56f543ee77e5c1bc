"""What a graph engine must do for the store: the only part that differs between engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from attributed.graph.store import Rows, Value

Statement = tuple[str, Mapping[str, Any]]


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
        """All statements in one transaction."""
        ...

    def entity_labels(self, entity_type: str) -> str:
        """The labels that a new Entity of a type is created with, as written after the colon."""
        ...

    def close(self) -> None: ...
