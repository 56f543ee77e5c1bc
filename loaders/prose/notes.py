"""What a reading has found so far: records, their versions, claims and the spans that show them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from attributed.errors import ModelViolation
from attributed.schema.claim import Claim, Origin, Span, check_claim, identified, span
from attributed.schema.disclosure import Disclosure
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import Record, RecordVersion, record_id, versioned
from attributed.schema.text import name_key


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text speaks of a record: code-point offsets into the stored text."""

    record: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a text says. A record is an end or the claimant of a claim, or a named actor, malware or vulnerability."""

    records: tuple[Record, ...]
    versions: tuple[RecordVersion, ...]
    claims: tuple[Claim, ...]
    spans: tuple[Span, ...]
    mentions: tuple[Mention, ...] = ()


class Notes:
    """Records are made when first named; those that no claim needs are not handed on."""

    def __init__(self, disclosure: Disclosure, source: str, extracted_by: str) -> None:
        self._disclosure = disclosure
        self._series = disclosure.text_sha256 or ""
        self._prefix = f"{self._series[:16]}/"
        self._source = source
        self._extracted_by = extracted_by
        self._versions: dict[str, RecordVersion] = {}
        self._types: dict[str, EntityType] = {}
        self._named: dict[tuple[EntityType, str], str] = {}
        self._phrases: Counter[tuple[EntityType, str]] = Counter()
        self._claims: dict[str, Claim] = {}
        self._spans: dict[str, Span] = {}
        self._mentions: dict[Mention, None] = {}
        self._kept: set[str] = set()

    def at(self, start: int, end: int, quote: str) -> None:
        """The sentence that the next claims are read from."""
        self._start, self._end, self._quote = start, end, quote
        self._here: dict[tuple[EntityType, str], str] = {}

    def named(self, kind: EntityType, name: str, *, words: str | None = None, **held: Any) -> str:
        """The record of a named thing; its id keeps the words of the first mention."""
        key = (kind, name)
        if key not in self._named:
            native = f"{self._prefix}{kind}/{name_key(words or name)}"
            self._named[key] = self._make(kind, native, name=name, names=(words or name,), **held)
        return self._named[key]

    def unnamed(self, kind: EntityType, phrase: str, **held: Any) -> str:
        """The record of a thing that is only described: one for each description in a sentence."""
        key = (kind, name_key(phrase))
        if phrase == "unknown publisher":
            return self._named.get(key) or self._named.setdefault(key, self._describe(kind, phrase, **held))
        if key not in self._here:
            self._here[key] = self._describe(kind, phrase, **held)
        return self._here[key]

    def _describe(self, kind: EntityType, phrase: str, **held: Any) -> str:
        key = (kind, name_key(phrase))
        self._phrases[key] += 1
        native = f"{self._prefix}{kind}/unnamed/{key[1]}/{self._phrases[key]}"
        return self._make(kind, native, name=phrase, named=False, **held)

    def _make(self, kind: EntityType, native: str, **held: Any) -> str:
        record = record_id(self._source, native)
        self._types[record] = kind
        self._versions[record] = versioned(RecordVersion(record=record, **held))
        return record

    def version(self, record: str) -> RecordVersion:
        return self._versions[record]

    def mention(self, record: str, start: int, end: int) -> None:
        """Note a place where the text speaks of a record."""
        self._mentions[Mention(record, start, end)] = None

    def keep(self, record: str) -> None:
        """Hand a record on even where no claim needs it."""
        self._kept.add(record)

    def claim(self, predicate: Predicate, subject: str, obj: str, claimant: str, rule: str, **told: Any) -> None:
        """Note a claim, where it is said and the rule that read it; what the model does not allow is no claim."""
        claim = identified(
            Claim(
                predicate=predicate,
                subject_record=subject,
                object_record=obj,
                claimant_record=claimant,
                stated_in=self._disclosure.id,
                carried_by=self._disclosure.id,
                origin=Origin.PROSE,
                extracted_by=f"{self._extracted_by} {rule}",
                **told,
            ),
            self._series,
        )
        try:
            check_claim(claim, self._types[subject], self._types[obj])
        except ModelViolation:
            return
        shown = span(claim.id, self._disclosure.id, self._start, self._end, self._quote)
        self._claims.setdefault(claim.id, claim)
        self._spans[shown.id] = shown

    def taken(self) -> Extraction:
        """All that was noted, without records that nothing needs."""
        ends = ((claim.subject_record, claim.object_record, claim.claimant_record) for claim in self._claims.values())
        used = {record for three in ends for record in three} | self._kept
        ids = [record for record in self._versions if record in used]
        return Extraction(
            records=tuple(Record(id=record, type=self._types[record], source=self._source) for record in ids),
            versions=tuple(self._versions[record] for record in ids),
            claims=tuple(self._claims.values()),
            spans=tuple(self._spans.values()),
            mentions=tuple(mention for mention in self._mentions if mention.record in used),
        )
