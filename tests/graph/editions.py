"""Editions of a structured source, small ones, as a loader would give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attributed.schema.batch import Batch, Closing, Skipped
from attributed.schema.canonical import sha256
from attributed.schema.claim import Claim, Origin, Stance, identified
from attributed.schema.disclosure import Disclosure, DocumentKind, edition_id
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import Record, RecordVersion, record_id, versioned
from attributed.schema.source import Source

LIST = "test-list"
"""The source, and the series of its editions."""


def edition(
    day: str | None,
    entries: Iterable[str],
    *,
    series: str = LIST,
    names: dict[str, str] | None = None,
    words: dict[str, str] | None = None,
    retracted: Iterable[str] = (),
    complete: bool = True,
    confirmed: bool = False,
    skipped: int = 0,
    size: int = 50,
    version: str | None = None,
) -> Iterator[Batch]:
    """Each entry is a company that the list's authority, an organ of its state, sanctions; in two batches or more.

    `names` gives entries another name than their id, `words` the reasons for their listing, each after a `|` a listing
    of its own; `retracted` entries are said to be listed by mistake.
    """
    source = Source(id=series, title="A list", publisher="An authority")
    said = {key: (names or {}).get(key, f"Company {key}") for key in entries}
    taken_back = set(retracted)
    reasons = {key: (words or {}).get(key, "").split("|") for key in said}
    digest = sha256(
        repr((day, sorted(said.items()), sorted(reasons.items()), sorted(taken_back), skipped, version)).encode()
    )
    disclosure = Disclosure(
        id=edition_id(series, digest),
        source=series,
        title=f"A list, {day}",
        document_kind=DocumentKind.SANCTIONS_NOTICE,
        published_on=day,
        published_on_latest=day,
        sha256=digest,
        series=series,
        edition=version,
    )
    authority, state = _record(series, "authority", EntityType.ORGANIZATION), _record(series, "GB", EntityType.STATE)
    yield Batch(
        source=source,
        disclosure=disclosure,
        records=(authority, state),
        versions=(
            versioned(RecordVersion(record=authority.id, name="An authority", country="GB", organ=True)),
            versioned(RecordVersion(record=state.id, name="United Kingdom", country="GB")),
        ),
        claims=(_claim(disclosure, Predicate.PART_OF, authority.id, state.id, authority.id),),
        skipped=tuple(Skipped(f"entry {n}", "no name") for n in range(skipped)),
    )
    keys = sorted(said)
    for start in range(0, len(keys), size):
        piece = keys[start : start + size]
        records = [_record(series, key, EntityType.ORGANIZATION) for key in piece]
        yield Batch(
            source=source,
            disclosure=disclosure,
            records=tuple(records),
            versions=tuple(
                versioned(RecordVersion(record=record.id, name=said[key], identifiers=(f"lei:{key}",)))
                for record, key in zip(records, piece, strict=True)
            ),
            claims=tuple(
                claim
                for record, key in zip(records, piece, strict=True)
                for claim in (
                    *(
                        _claim(disclosure, Predicate.SANCTIONED_BY, record.id, authority.id, authority.id, quote=quote)
                        for quote in reasons[key]
                    ),
                    _claim(disclosure, Predicate.KNOWN_AS, record.id, None, authority.id, value=said[key]),
                    *_retraction(disclosure, record.id, authority.id, key in taken_back),
                )
            ),
        )
    yield Batch(source=source, disclosure=disclosure, closing=Closing(complete, confirmed))


def _record(series: str, key: str, entity_type: EntityType) -> Record:
    return Record(id=record_id(series, key), type=entity_type, source=series)


def _retraction(disclosure: Disclosure, record: str, authority: str, said: bool) -> Iterator[Claim]:
    if said:
        yield _claim(disclosure, Predicate.SANCTIONED_BY, record, authority, authority, stance=Stance.RETRACTS)


def _claim(
    disclosure: Disclosure,
    predicate: Predicate,
    subject: str,
    obj: str | None,
    claimant: str,
    *,
    value: str | None = None,
    quote: str = "",
    stance: Stance = Stance.ASSERTS,
) -> Claim:
    listed = "2020-01-01" if stance is Stance.ASSERTS else "2021-01-01"
    claim = Claim(
        predicate=predicate,
        subject_record=subject,
        object_record=obj,
        value=value,
        quote=quote or None,
        claimant_record=claimant,
        stance=stance,
        asserted_on=listed,
        asserted_on_latest=listed,
        stated_in=disclosure.id,
        carried_by=disclosure.id,
        origin=Origin.STRUCTURED,
        extracted_by="test 1",
    )
    return identified(claim, disclosure.series or "")
