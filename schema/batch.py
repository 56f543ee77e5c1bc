"""What a loader gives and a store takes: one chunk of one disclosure."""

from __future__ import annotations

from dataclasses import dataclass

from attributed.schema.claim import Claim, Span
from attributed.schema.disclosure import Disclosure
from attributed.schema.record import Record, RecordVersion
from attributed.schema.source import Source


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Bytes kept under their SHA-256."""

    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a file that was passed over: where (line, record or element) and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a disclosure: without it nothing of the disclosure is sealed.

    `complete`: it holds all that its publisher has. `confirmed`: a person says so, although much of the edition
    before is missing; without that the store takes such an edition for a part. A list of changes names what is `gone`
    and what it holds anew (`replaced`): ids of records, or statement ids.
    """

    complete: bool
    confirmed: bool = False
    gone: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """`disclosure` and `source` are the same in every batch of one disclosure; `cites` are documents it names.

    A part that is `skipped` makes the edition partial; of what is in `warnings` only a detail was left out.
    """

    source: Source
    disclosure: Disclosure
    cites: tuple[Disclosure, ...] = ()
    records: tuple[Record, ...] = ()
    versions: tuple[RecordVersion, ...] = ()
    claims: tuple[Claim, ...] = ()
    spans: tuple[Span, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Skipped, ...] = ()
    closing: Closing | None = None
