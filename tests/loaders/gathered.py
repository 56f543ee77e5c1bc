"""All that a loader says of one file, with short ways to look things up."""

from __future__ import annotations

from dataclasses import dataclass, field

from attributed.loaders.loader import InputFile, Loader
from attributed.schema.batch import Batch, Skipped
from attributed.schema.claim import Claim
from attributed.schema.disclosure import Disclosure
from attributed.schema.predicate import Predicate
from attributed.schema.record import Record, RecordVersion


@dataclass
class Gathered:
    """`names` gives the name of a record, `versions` what it held; `batch` is the last one."""

    batch: Batch
    records: dict[str, Record] = field(default_factory=dict)
    versions: dict[str, RecordVersion] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    cites: dict[str, Disclosure] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def name(self, record: str | None) -> str:
        return self.versions[record].name if record else ""

    def said(self, predicate: Predicate) -> set[tuple[str, str]]:
        """Subject and object (or value) of the claims with this predicate, by name."""
        return {
            (self.name(claim.subject_record), claim.value or self.name(claim.object_record))
            for claim in self.claims.values()
            if claim.predicate is predicate
        }

    def find(self, predicate: Predicate, subject: str, obj: str) -> list[Claim]:
        """The claims of this predicate between two names."""
        return [
            claim
            for claim in self.claims.values()
            if claim.predicate is predicate
            and self.name(claim.subject_record) == subject
            and (claim.value or self.name(claim.object_record)) == obj
        ]

    def called(self, name: str) -> list[RecordVersion]:
        return [version for version in self.versions.values() if version.name == name]


def gather(loader: Loader, file: InputFile) -> Gathered:
    """What the loader says of the file; every claim must name records that it gives."""
    batches = list(loader.load(file))
    held = Gathered(batches[-1])
    for batch in batches:
        held.records |= {record.id: record for record in batch.records}
        held.versions |= {version.record: version for version in batch.versions}
        held.claims |= {claim.id: claim for claim in batch.claims}
        held.cites |= {document.id: document for document in batch.cites}
        held.skipped += batch.skipped
    ends = {
        end
        for claim in held.claims.values()
        for end in (claim.subject_record, claim.object_record, claim.claimant_record)
        if end
    }
    assert ends <= held.records.keys()
    assert {claim.stated_in for claim in held.claims.values()} <= {batches[0].disclosure.id, *held.cites}
    return held
