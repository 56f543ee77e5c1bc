"""One edition of a publisher's dataset, gathered entry by entry and handed on in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.authority import AUTHORITIES
from attributed.loaders.countries import state_name
from attributed.loaders.loader import InputFile, Wanted
from attributed.schema.batch import Batch, Closing, Skipped
from attributed.schema.claim import Claim, Origin, check_claim, identified
from attributed.schema.dates import PartialDate
from attributed.schema.disclosure import Disclosure, DocumentKind, edition_id
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import Record, RecordVersion, record_id, versioned
from attributed.schema.source import Source

ROWS = 2_000
"""Records or claims in one batch."""


class Edition:
    """Takes records and claims as they are read; `ready` hands on what is full, `closed` the rest.

    A claim may name a record that is only `expected`, if it is noted later in the same edition. Nothing is kept of
    what was handed on but the ids of records.
    """

    def __init__(
        self, file: InputFile, source: Source, disclosure: Disclosure, publisher: str, extracted_by: str
    ) -> None:
        self.source, self.disclosure = source, disclosure
        self._file = file.name
        self._extracted_by = extracted_by
        self._publisher = publisher
        self._known: dict[str, EntityType] = {}
        self._expected: dict[str, EntityType] = {}
        self._records: list[Record] = []
        self._versions: list[RecordVersion] = []
        self._claims: dict[str, Claim] = {}
        self._cites: dict[str, Disclosure] = {}
        self._skipped: list[Skipped] = []
        self._skipped_any = False
        self._warnings: list[Skipped] = []

    def record(self, kind: EntityType, native: str, name: str, **held: Any) -> str:
        """The id of the record of this native id; noted when it is first seen, whatever is said of it later."""
        record = record_id(self.source.id, native)
        if record not in self._known:
            self._known[record] = kind
            self._expected.pop(record, None)
            self._records.append(Record(id=record, type=kind, source=self.source.id))
            self._versions.append(versioned(RecordVersion(record=record, name=name, **held)))
        return record

    def expect(self, kind: EntityType, native: str) -> str:
        """The id of a record that the caller will note later in this edition."""
        record = record_id(self.source.id, native)
        self._expected[record] = kind
        return record

    def knows(self, native: str) -> bool:
        return record_id(self.source.id, native) in self._known

    def expects(self, native: str) -> bool:
        return record_id(self.source.id, native) in self._expected

    def type_of(self, record: str) -> EntityType:
        return self._known.get(record) or self._expected[record]

    def state(self, code: str) -> str:
        """The record of a state by its ISO 3166-1 alpha-2 code."""
        return self.record(EntityType.STATE, f"state/{code}", state_name(code), country=code)

    def authority(self, key: str) -> str:
        """The record of a body in AUTHORITIES; that an organ is part of its state is said by the publisher."""
        held = AUTHORITIES[key]
        native = f"authority/{key}"
        if self.knows(native):
            return record_id(self.source.id, native)
        record = self.record(
            held.type,
            native,
            held.name,
            names=held.names,
            country=held.country,
            organ=held.organ,
            identifiers=held.identifiers,
        )
        if held.country and held.organ:
            self.claim(Predicate.PART_OF, record, self.state(held.country))
        return record

    @property
    def publisher(self) -> str:
        """The record of the publisher, who says what no other claimant is named for."""
        return self.authority(self._publisher)

    def claim(
        self,
        predicate: Predicate,
        subject: str,
        obj: str | None = None,
        *,
        claimant: str | None = None,
        cited: Disclosure | None = None,
        where: str = "",
        **told: Any,
    ) -> str:
        """Note a claim of noted records and return its id; ModelViolation where the model does not allow it.

        `cited` is the document that states it, where it is not this edition itself.
        """
        if cited:
            self._cites[cited.id] = cited
        claim = identified(
            Claim(
                predicate=predicate,
                subject_record=subject,
                object_record=obj,
                claimant_record=claimant or self.publisher,
                stated_in=cited.id if cited else self.disclosure.id,
                carried_by=self.disclosure.id,
                origin=Origin.STRUCTURED,
                extracted_by=self._extracted_by,
                **told,
            ),
            self.disclosure.series or self.source.id,
        )
        check_claim(claim, self.type_of(subject), self.type_of(obj) if obj else None, file=self._file, where=where)
        self._claims.setdefault(claim.id, claim)
        return claim.id

    def skip(self, where: str, why: str) -> None:
        """A part of the file that is passed over; the edition is then partial."""
        self._skipped.append(Skipped(where, why))
        self._skipped_any = True

    def warn(self, where: str, why: str) -> None:
        """A detail that cannot be read and is left out; the record stays, and so does the edition's completeness."""
        self._warnings.append(Skipped(where, why))

    def refused(self, error: BadInput) -> None:
        self.skip(error.where, error.why)

    def opening(self) -> Batch:
        """The first batch: metadata alone, so that a store which holds the edition can stop there."""
        return Batch(source=self.source, disclosure=self.disclosure)

    def ready(self) -> Iterator[Batch]:
        """A batch when enough has been gathered."""
        if max(len(self._records), len(self._claims)) >= ROWS:
            yield self._batch(None)

    def closed(self, wanted: Wanted, gone: Iterable[str] = (), replaced: Iterable[str] = ()) -> Batch:
        """The last batch; a list of changes names the native ids of what is gone and what it holds anew."""
        marks = (tuple(record_id(self.source.id, key) for key in keys) for keys in (gone, replaced))
        return self._batch(Closing(wanted.complete and not self._skipped_any, wanted.confirmed, *marks))

    def _batch(self, closing: Closing | None) -> Batch:
        batch = Batch(
            source=self.source,
            disclosure=self.disclosure,
            cites=tuple(self._cites.values()),
            records=tuple(self._records),
            versions=tuple(self._versions),
            claims=tuple(self._claims.values()),
            skipped=tuple(self._skipped),
            warnings=tuple(self._warnings),
            closing=closing,
        )
        self._records, self._versions, self._claims = [], [], {}
        self._cites, self._skipped, self._warnings = {}, [], []
        return batch


def catalogued(source: Source, sha256: str, wanted: Wanted, **described: Any) -> Disclosure:
    """An edition of a dataset as a disclosure: its series is its source, its id its bytes and the part taken of it."""
    return Disclosure(
        id=edition_id(source.id, sha256, ", ".join(sorted(wanted.programmes)) or None),
        source=source.id,
        title=source.title,
        document_kind=DocumentKind.CATALOGUE,
        publisher=source.publisher,
        sha256=sha256,
        series=source.id,
        **described,
    )


def asserted(on: PartialDate | None) -> dict[str, Any]:
    """The fields of a claim that say when it was asserted, with the words where they mean more than one day."""
    if on is None:
        return {}
    words = on.text if on.text != on.earliest else None
    return {"asserted_on": on.earliest, "asserted_on_latest": on.latest, "asserted_on_text": words}
