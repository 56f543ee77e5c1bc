"""The store: where evidence is kept and the graph derived from it; every engine behaves as written here.

What a query meets (property keys as in `schema`, derived ones in brackets):

(:Disclosure)-[:PUBLISHED_IN]->(:Source) (:Record)-[:REFERS_TO]->(:Entity:ThreatActor …)
(:Claim)-[:SUBJECT|OBJECT|CLAIMANT]->(:Entity) (:Claim)-[:STATED_IN]->(:Disclosure) (:Review)-[:REVIEWS]->(:Claim)
(:Entity)-[:ATTRIBUTED_TO|TARGETED|… {edge, claimCount, claimants, …}]->(:Entity)
(:RecordVersion {record}) (:Span {claim}) (:Judgement) (:Projection {id: '-', revision, running})

`Disclosure` [takenAsComplete, missing: how an edition compares with the complete one before it];
`Record` [key: the entity id it would have alone; refersTo; version: the current one; joinedTo, joinedBy, joinedFor: the
record of its entity to which it was joined, for what reason, in which words]; `Entity` id, type, name,
names, matchKeys, roles, named, and of its members: records, identifiers, countries; `Claim` [subject, object,
claimant, edge, backs, standing, verdict, retractedOn, withdrawnOn, gaps (`<day>/<day>`: withdrawn from the first until
before the second), amendedOn (from which its source says the same in other words), supersededAt; assertedOn of the
document where the claim states none (assertedOnBasis `document`); quotes, spanStarts, spanEnds, and quote, the first].
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from attributed.schema.batch import Batch, Skipped
from attributed.schema.decision import Decision

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""A query parameter, and a value of an answer. A node is `{"labels": [sorted], "properties": {}}`, a relationship
`{"type", "start", "end", "properties"}` with our ids, a path the list of both; engine ids never leave."""

Line = dict[str, Any]
"""One line of the evidence file, decoded; `schema.line` says its shapes."""

Passing = Callable[[Iterable[dict[str, Any]]], Iterable[dict[str, Any]]]
"""What rows are passed through to be counted, such as `iter`."""

Kind = Literal[
    "source", "disclosure", "record", "recordVersion", "entity", "claim", "span", "edge", "review", "judgement"
]


@dataclass(frozen=True, slots=True)
class Rows:
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def maps(self) -> list[dict[str, Any]]:
        """The rows as maps from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def one(self) -> dict[str, Any] | None:
        """The first row, or None."""
        return dict(zip(self.columns, self.rows[0], strict=True)) if self.rows else None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity whose names hold the text searched for; better matches first: exact, beginning, elsewhere."""

    id: str
    type: str
    name: str
    names: tuple[str, ...]
    matched: str


@dataclass(frozen=True, slots=True)
class AppendedDisclosure:
    """What one disclosure brought: counts of *new* rows; `known` when the store held it sealed already."""

    id: str
    source: str
    title: str | None
    known: bool
    records: int = 0
    versions: int = 0
    claims: int = 0
    spans: int = 0
    complete: bool = True
    """Whether what an edition lacks counts as withdrawn; `missing` is its share of the complete edition before it."""
    missing: float = 0.0
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Appended:
    disclosures: tuple[AppendedDisclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Projection:
    """What to derive anew: the sealed `disclosures`, the `claims` that reviews touched and the `records` that were
    judged; or everything."""

    disclosures: frozenset[str] = field(default_factory=frozenset)
    claims: frozenset[str] = field(default_factory=frozenset)
    records: frozenset[str] = field(default_factory=frozenset)
    everything: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to derive."""
        return bool(self.disclosures or self.claims or self.records or self.everything)


@runtime_checkable
class Store(Protocol):
    """One synchronous store. Errors are those of `attributed.errors`; none of an engine's own leaves."""

    def append(self, batches: Iterable[Batch]) -> Appended:
        """Store evidence, all or nothing per disclosure, and derive the graph from what was sealed.

        A disclosure that is known sealed is not read further; for a text its header's metadata is updated.
        """
        ...

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Store reviews and judgements and derive what they touch; a known decision changes nothing."""
        ...

    def project(self, changes: Projection) -> None:
        """Derive the graph anew for what changed; `append` and `decide` call it themselves."""
        ...

    def read(
        self,
        cypher: str,
        params: Mapping[str, Value] | None = None,
        *,
        timeout: float = 30,
        max_rows: int = 100_000,
    ) -> Rows:
        """Answer a query; raises WriteRefused, QueryTimeout, TooManyRows or QueryError."""
        ...

    def search(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """Entities by name, without regard to case, accents or punctuation."""
        ...

    def stream(self, kind: Kind) -> Iterator[dict[str, Any]]:
        """All nodes of a kind (or all derived edges), by id, as maps of properties, in constant memory.

        An edge's map has `predicate`, `subject` and `object` (entity ids) beside its properties. A claim's map
        holds its derived properties too. Only what is sealed and projected.
        """
        ...

    def snapshot(self, sha256: str) -> bytes:
        """Bytes kept under their hash; NotFound when there are none."""
        ...

    def evidence(self, since: str | None = None) -> Iterator[Line]:
        """Every evidence and decision line without header and footer; `since` an instant: those recorded later."""
        ...

    def restore(self, lines: Iterable[Line]) -> Appended:
        """Take the lines of an evidence file, `recordedAt` kept; Misuse unless the store is empty."""
        ...

    def close(self) -> None: ...
