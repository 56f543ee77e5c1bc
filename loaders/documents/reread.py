"""Reading a known text again: a later reading is an edition of the text's series, and what it lacks is superseded."""

from __future__ import annotations

from dataclasses import dataclass, replace

from attributed.loaders.documents.language import is_read
from attributed.loaders.prose.extractor import Extractor
from attributed.loaders.prose.reader import Context
from attributed.loaders.reading import Stored
from attributed.schema.batch import Batch, Closing, Snapshot
from attributed.schema.canonical import sha256
from attributed.schema.claim import Claim
from attributed.schema.disclosure import Disclosure, reading_id


@dataclass(frozen=True, slots=True)
class Known:
    """A text as a store holds it. `last` is the id of its last reading, by `read_by`, which `holds` these ids of
    record versions and claims; `accepted` are its claims that a person has accepted."""

    stored: Stored
    body: str
    last: str
    read_by: str | None
    holds: frozenset[str]
    accepted: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Reread:
    """A reading that differs from the last: the claims that are new, and those that are no longer found."""

    batch: Batch
    new: frozenset[str]
    gone: frozenset[str]


def reread(known: Known, extractor: Extractor) -> Reread | None:
    """The text read again; None where that says nothing else, or where the text's language is not read.

    What a person has accepted stays, whether or not it is found.
    """
    first = known.stored.disclosure
    if not is_read(first.language):
        return None
    found = extractor.read(known.body, Context(first, first.source, first.publisher))
    held = {version.id for version in found.versions} | {claim.id for claim in (*found.claims, *known.accepted)}
    if held == known.holds and known.read_by:
        return None
    reading = _reading(known, extractor.name)
    claims = {claim.id: replace(claim, carried_by=reading.id) for claim in found.claims}
    kept = {claim.id: claim for claim in known.accepted}
    batch = Batch(
        source=known.stored.source,
        disclosure=reading,
        records=found.records,
        versions=found.versions,
        claims=tuple((claims | kept).values()),
        spans=found.spans,
        snapshots=(Snapshot(sha256(extractor.needs), extractor.needs),) if extractor.needs else (),
        closing=Closing(complete=True),
    )
    before = frozenset(key for key in known.holds if "@" not in key)
    now = frozenset(claim.id for claim in batch.claims)
    return Reread(batch, now - before, before - now)


def _reading(known: Known, read_by: str) -> Disclosure:
    first = known.stored.disclosure
    return Disclosure(
        id=reading_id(first.series or "", read_by, known.last),
        source=first.source,
        title=first.title,
        language=first.language,
        read_by=read_by,
        series=first.series,
    )
