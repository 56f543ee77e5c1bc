"""The entries of a claims file as evidence: records, cited documents and claims, and what had to be skipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from attributed.errors import BadInput
from attributed.loaders import claims_keys as keys
from attributed.loaders.claims_file import ClaimsFile
from attributed.loaders.node import Node, brief, meant, read_keys
from attributed.schema.batch import Skipped
from attributed.schema.canonical import canonical_json
from attributed.schema.claim import Claim, Origin, check_claim, identified
from attributed.schema.confidence import Likelihood, likelihood
from attributed.schema.dates import PartialDate
from attributed.schema.disclosure import Disclosure, cited_id
from attributed.schema.entity import EntityType
from attributed.schema.record import Record, RecordVersion, record_id, versioned

_ONLY_FOR = {"assetKind": EntityType.ASSET, "birthDate": EntityType.PERSON}


@dataclass(frozen=True, slots=True)
class _Entity:
    record: Record
    version: RecordVersion
    where: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A disclosure of the file, and what its claims take from it."""

    cited: Disclosure
    where: str
    date: PartialDate | None
    claimant: str | None
    statement: str | None


@dataclass(slots=True)
class ClaimsEdition:
    """What one claims file says: a bad entry is passed over and told in `skipped`, the rest stands."""

    id: str
    source: str
    file: str
    cites: dict[str, Disclosure] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    _entities: dict[str, _Entity] = field(default_factory=dict)
    _lost: dict[str, str] = field(default_factory=dict)
    _entries: dict[str, _Entry] = field(default_factory=dict)
    _said: dict[str, str] = field(default_factory=dict)

    @property
    def records(self) -> list[Record]:
        return [entity.record for entity in self._entities.values()]

    @property
    def versions(self) -> list[RecordVersion]:
        return [entity.version for entity in self._entities.values()]

    def take(self, held: ClaimsFile) -> None:
        """Read every entry: all entities first, since a claim may stand before what it names."""
        self.skipped.extend(held.skipped)
        for node in held.entities:
            if not self._keep(self._take_entity, node):
                self._lost[_native(node)] = node.where
        for node in held.disclosures:
            self._keep(self._take_disclosure, node)

    def _keep(self, read: Callable[..., None], *given: Any) -> bool:
        try:
            read(*given)
        except BadInput as error:
            self.skipped.append(Skipped(error.where, error.why))
            return False
        return True

    def _take_entity(self, node: Node) -> None:
        given = read_keys(node, "an entity", keys.ENTITY, keys.ENTITY_REQUIRED)
        for key, kind in _ONLY_FOR.items():
            if key in given and given["type"] != kind:
                raise node.bad(f"{key} is for {kind} only, not for {given['type']}")
        native = given["id"]
        if native in self._entities:
            raise node.bad(f"the entity {native!r} is described already ({self._entities[native].where})")
        record = Record(id=record_id(self.source, native), type=given["type"], source=self.source)
        self._entities[native] = _Entity(record, _version(record.id, given), node.where)

    def _take_disclosure(self, node: Node) -> None:
        given = read_keys(node, "a disclosure", keys.DISCLOSURE, keys.DISCLOSURE_REQUIRED)
        if not given["claims"]:
            raise node.bad("a disclosure without claims says nothing")
        entry = _Entry(
            self._cited(node, given), node.where, given.get("date"), given.get("claimant"), given.get("statement")
        )
        first = self._entries.setdefault(entry.cited.id, entry)
        if first.cited != entry.cited:
            raise node.bad(f"the same document is described otherwise ({first.where}); put the claims together")
        for claim in given["claims"]:
            self._keep(self._take_claim, claim, entry)

    def _cited(self, node: Node, given: dict[str, Any]) -> Disclosure:
        if "url" not in given and "title" not in given:
            raise node.bad("a disclosure needs a url or a title")
        date = given.get("date")
        day = date.earliest if date else None
        return Disclosure(
            id=cited_id(given.get("url"), given.get("publisher"), given.get("title"), day),
            source=self.source,
            title=given.get("title"),
            url=given.get("url"),
            document_kind=given.get("kind"),
            publisher=given.get("publisher"),
            published_on=day,
            published_on_latest=date.latest if date else None,
            published_on_text=_words(date),
            language=given.get("language"),
        )

    def _take_claim(self, node: Node, entry: _Entry) -> None:
        given = read_keys(node, "a claim", keys.CLAIM, keys.CLAIM_REQUIRED)
        subject = self._named(node, "subject", given["subject"])
        obj = self._named(node, "object", given["object"]) if "object" in given else None
        claimant = self._named(node, "claimant", given.get("claimant") or entry.claimant)
        claim = identified(
            self._claim(given, entry, subject, obj, claimant, _likelihood(node, given, claimant)), self.source
        )
        check_claim(claim, subject.record.type, obj.record.type if obj else None, file=self.file, where=node.where)
        if claim.id in self._said:
            raise node.bad(f"the same claim stands already ({self._said[claim.id]})")
        self._said[claim.id] = node.where
        self.claims[claim.id] = claim
        self.cites[entry.cited.id] = entry.cited

    def _claim(
        self,
        given: dict[str, Any],
        entry: _Entry,
        subject: _Entity,
        obj: _Entity | None,
        claimant: _Entity,
        likely: Likelihood,
    ) -> Claim:
        asserted = given.get("assertedOn") or entry.date
        event = given.get("event")
        statement = given.get("statement") or entry.statement
        told: dict[str, Any] = {name: given[key] for key, name in _AS_GIVEN.items() if key in given}
        return Claim(
            subject_record=subject.record.id,
            object_record=obj.record.id if obj else None,
            claimant_record=claimant.record.id,
            statement_id=f"{self.source}:{statement}" if statement else None,
            asserted_on=asserted.earliest if asserted else None,
            asserted_on_latest=asserted.latest if asserted else None,
            asserted_on_text=_words(asserted),
            event_start=event.earliest if event else None,
            event_end=event.latest if event else None,
            event_text=given.get("eventText") or _words(event),
            stated_in=entry.cited.id,
            carried_by=self.id,
            origin=Origin.CURATED,
            extracted_by=keys.VERSION,
            **(told | likely.fields()),
        )

    def _named(self, claim: Node, role: str, native: str | None) -> _Entity:
        """The entity that a claim names in this role."""
        if native is None:
            raise claim.bad(f"no {role}, neither here nor in the disclosure")
        if native in self._entities:
            return self._entities[native]
        at = claim.map("a claim").get(role, claim)
        if native in self._lost:
            raise at.bad(f"its {role} {brief(native)} was skipped ({self._lost[native]})")
        raise at.bad(f"its {role} {brief(native)} is no entity of this file{meant(native, self._entities)}")


_AS_GIVEN = {
    "predicate": "predicate",
    "value": "value",
    "stance": "stance",
    "analyticConfidence": "analytic_confidence",
    "basis": "basis",
    "outcome": "outcome",
    "responseKind": "response_kind",
    "planned": "planned",
    "programme": "programme",
    "reference": "reference",
    "position": "position",
    "quote": "quote",
    "revises": "revises",
}


def _native(node: Node) -> str:
    """The id that an entity gives itself, even if nothing else of it can be read; empty where it gives none."""
    held = node.value.get("id") if isinstance(node.value, dict) else None
    return held.value if held and isinstance(held.value, str) else ""


def _version(record: str, given: dict[str, Any]) -> RecordVersion:
    birth: PartialDate | None = given.get("birthDate")
    note = given.get("note")
    return versioned(
        RecordVersion(
            record=record,
            name=given["name"],
            names=given.get("names", ()),
            identifiers=given.get("identifiers", ()),
            country=given.get("country"),
            organ=given.get("organ", False),
            named=given.get("named", True),
            count=given.get("count"),
            asset_kind=given.get("assetKind"),
            birth_dates=(birth.text,) if birth else (),
            as_given=canonical_json({"note": note}).decode() if note else None,
        )
    )


def _likelihood(node: Node, given: dict[str, Any], claimant: _Entity) -> Likelihood:
    """The term on the scale that the claim names or its claimant is bound by."""
    term, scale = given.get("likelihoodTerm"), given.get("likelihoodScale")
    if scale and not term:
        raise node.bad("likelihoodScale needs a likelihoodTerm to be read on it")
    version = claimant.version
    return likelihood(term, named=scale, claimant=version.name, country=version.country, organ=version.organ)


def _words(date: PartialDate | None) -> str | None:
    """The words of a date that is not one whole day."""
    return date.text if date and date.text != date.earliest else None
