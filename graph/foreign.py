"""A stranger's query: what it may cost, and who answers it without harm to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from attributed.errors import Misuse
from attributed.graph.store import Store, Value
from attributed.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of work, `rows` and `bytes` (of JSON) of an answer; past one of them the whole query fails."""

    seconds: float
    rows: int
    bytes: int

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(settings.query_seconds, settings.query_rows, settings.query_bytes)


class Foreign(Protocol):
    """Answers what the store itself must not be asked: a query whose cost nobody knows beforehand."""

    def ask(self, cypher: str, params: Mapping[str, Value], limits: Limits) -> bytes:
        """The answer as `graph.answer` writes it.

        Raises NotAllowed, WriteRefused, QueryTimeout, TooManyRows, TooManyBytes, TooMuchMemory or QueryError, at the
        latest a second after the limit of time.
        """
        ...

    def close(self) -> None:
        """End what still runs."""
        ...


def foreign(store: Store, settings: Settings) -> Foreign:
    """Processes over copies for the embedded engine; over a server's connection where plans are judged first."""
    from attributed.graph.embedded import EmbeddedStore
    from attributed.graph.judged import Server
    from attributed.graph.neo4j_store import Neo4jStore
    from attributed.graph.reader_pool import ReaderPool, Source
    from attributed.graph.replicas import Replicas

    source: Source
    if isinstance(store, Neo4jStore):
        source = Server(store)
    elif isinstance(store, EmbeddedStore):
        source = Replicas(store, settings.query_memory)
    else:
        raise Misuse("only a store of this process answers strangers")
    return ReaderPool(source, size=settings.query_workers, memory=settings.query_memory)
