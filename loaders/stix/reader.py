"""The objects of a bundle as records and claims of one edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.countries import country_code
from attributed.loaders.edition import Edition
from attributed.loaders.json_stream import maps, text, texts
from attributed.loaders.stix.survey import Report, Survey, day, described, is_stix_id
from attributed.loaders.stix.terms import KINDS, NAMED_IN_RECORD, RELATIONS, SIGHTED, STANCES
from attributed.schema.canonical import canonical_json
from attributed.schema.claim import Outcome, Stance
from attributed.schema.confidence import stix_confidence
from attributed.schema.disclosure import Disclosure, DocumentKind, cited_id
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate, may_join
from attributed.schema.record import RecordStatus

ATTACK_SOURCES = frozenset({"mitre-attack", "mitre-mobile-attack", "mitre-ics-attack"})
_ATTACK_ID = re.compile(r"[A-Z]{1,3}\d{4}(?:\.\d{3})?")
_CVE = re.compile(r"CVE-\d{4}-\d{4,}")

Naming = Callable[[dict[str, Any], str, str], None]
"""Notes who else uses a name: the object, its record and the name."""


class BundleReader:
    """`take` every object that the survey wants read again.

    `authorities` are bodies that we know by their identity's id; `naming` is called for every name.
    """

    def __init__(
        self, edition: Edition, survey: Survey, authorities: Mapping[str, str], naming: Naming | None = None
    ) -> None:
        self._edition = edition
        self._survey = survey
        self._authorities = authorities
        self._naming = naming
        self._reports: dict[str, Disclosure] = {}
        self._claimants: dict[str | None, str] = {}
        for native, kind in survey.kinds.items():
            edition.expect(kind, native)

    def take(self, thing: dict[str, Any]) -> None:
        """Note what the object says; a part that cannot be read is passed over and told."""
        try:
            if thing["type"] == "relationship":
                self._relationship(thing)
            elif self._survey.versions[thing["id"]] == str(thing.get("modified", "")):
                self._record(thing)
        except BadInput as error:
            self._edition.skip(thing["id"], error.why)

    def _record(self, thing: dict[str, Any]) -> None:
        native = thing["id"]
        if self._edition.knows(native):
            return
        kind, name, named = described(thing)
        aliases = tuple(alias for key in ("aliases", "x_mitre_aliases") for alias in texts(thing.get(key)))
        record = self._edition.record(
            kind,
            native,
            name,
            names=aliases,
            named=named,
            identifiers=tuple(self._identifiers(thing)),
            country=country_code(text(thing.get("country"))) if kind is EntityType.STATE else None,
            asset_kind=AssetKind.SYSTEM if kind is EntityType.ASSET else None,
            count=_count(thing),
            status=_status(thing),
            as_given=self._as_given(thing),
        )
        for alias in dict.fromkeys((name, *aliases)):
            if alias != name:
                self._alias(thing, record, alias)
            if self._naming and named:
                self._naming(thing, record, alias)
        if thing["type"] == "sighting":
            self._sighting(thing, record)

    def _identifiers(self, thing: dict[str, Any]) -> list[str]:
        found = [f"stix:{thing['id']}"]
        if thing["id"] in self._authorities:
            found.append(f"authority:{self._authorities[thing['id']]}")
        for reference in maps(thing.get("external_references")):
            source, key = text(reference.get("source_name")), text(reference.get("external_id"))
            if source in ATTACK_SOURCES and key and _ATTACK_ID.fullmatch(key):
                found.append(f"mitre-attack:{key}")
            elif source == "cve" and key and _CVE.fullmatch(key):
                found.append(f"cve:{key}")
        return found

    def _as_given(self, thing: dict[str, Any]) -> str | None:
        kept = {key: value for key, value in thing.items() if key not in NAMED_IN_RECORD}
        try:
            return canonical_json(kept).decode()
        except (ValueError, RecursionError) as error:  # a lone surrogate, a number past 2^53
            self._edition.warn(thing["id"], f"what is not modelled cannot be kept: {error}")
            return None

    def _alias(self, thing: dict[str, Any], record: str, alias: str) -> None:
        """A name of the object: said between its creation and its last change."""
        created, modified = day(thing.get("created")), day(thing.get("modified"))
        latest = max(created, modified) if created and modified else created
        self._edition.claim(
            Predicate.KNOWN_AS,
            record,
            value=alias,
            claimant=self._claimant(thing),
            asserted_on=created,
            asserted_on_latest=latest,
            asserted_on_text=f"{created}/{latest}" if created != latest else None,
            reference=thing["id"],
            quote=_words_of_alias(thing, alias),
        )

    def _relationship(self, thing: dict[str, Any]) -> None:
        subject, target = self._end(thing, "source_ref"), self._end(thing, "target_ref")
        if subject is None or target is None:
            return
        word = thing["relationship_type"]
        predicate, kind = RELATIONS[word], self._edition.type_of(target)
        if predicate is Predicate.TARGETED and kind is EntityType.VULNERABILITY:
            predicate = Predicate.EXPLOITED
        if not may_join(predicate, self._edition.type_of(subject), kind):
            self._leave(thing)
            return
        outcome = Outcome.COMPROMISED if word == "compromises" and predicate is Predicate.TARGETED else None
        self._state(thing, predicate, subject, target, self._dates(thing), outcome=outcome)

    def _end(self, thing: dict[str, Any], key: str) -> str | None:
        """The record of one end; None where it is no thing of the model, BadInput where it is nowhere."""
        ref = thing[key]
        if ref in self._survey.kinds:
            return f"{self._edition.source.id}:{ref}"
        if ref.partition("--")[0] in KINDS:
            raise BadInput("", f"its {key} {ref[:150]} is not in the bundle")
        self._leave(thing)
        return None

    def _leave(self, thing: dict[str, Any]) -> None:
        ends = " ".join(thing[key].partition("--")[0][:60] for key in ("source_ref", "target_ref"))
        self._survey.left_out[f"relationship: {thing['relationship_type']} of {ends}"] += 1

    def _dates(self, thing: dict[str, Any]) -> tuple[str | None, str | None]:
        """When it happened: as the relationship says, else as the campaign or incident that it starts from."""
        start, end = day(thing.get("start_time")), day(thing.get("stop_time"))
        if not start and not end and RELATIONS[thing["relationship_type"]] is not Predicate.SAME_AS:
            activity = self._survey.activity.get(thing["source_ref"], {})
            start, end = day(activity.get("first_seen")), day(activity.get("last_seen"))
        return (start, None) if start and end and end < start else (start, end)

    def _sighting(self, thing: dict[str, Any], record: str) -> None:
        ref = thing.get("sighting_of_ref")
        seen = day(thing.get("first_seen")), day(thing.get("last_seen"))
        if not isinstance(ref, str) or ref not in self._survey.kinds:
            raise BadInput("", f"what was sighted ({str(ref)[:150]}) is not in the bundle")
        predicate = SIGHTED.get(self._survey.kinds[ref])
        if predicate:
            self._state(thing, predicate, record, f"{self._edition.source.id}:{ref}", seen)
        for place in texts(thing.get("where_sighted_refs")):
            if self._survey.kinds.get(place) is EntityType.STATE:
                self._state(thing, Predicate.LOCATED_IN, record, f"{self._edition.source.id}:{place}", seen)

    def _state(
        self,
        thing: dict[str, Any],
        predicate: Predicate,
        subject: str,
        target: str,
        dates: tuple[str | None, str | None],
        **told: Any,
    ) -> None:
        """The claim of a relationship or sighting, and what others think of it."""
        report = self._survey.reports.get(thing["id"])
        said = {"event_start": dates[0], "event_end": dates[1], **told}
        self._edition.claim(
            predicate,
            subject,
            target,
            cited=self._document(report) if report else None,
            quote=text(thing.get("description")),
            **self._said_by(thing),
            **said,
        )
        for opinion in self._survey.opinions.get(thing["id"], ()):
            self._edition.claim(
                predicate,
                subject,
                target,
                stance=STANCES[opinion["opinion"].strip()],
                quote=text(opinion.get("explanation")),
                **self._said_by(opinion),
                **(said if STANCES[opinion["opinion"].strip()] is Stance.SUPPORTS else {}),
            )

    def _said_by(self, thing: dict[str, Any]) -> dict[str, Any]:
        """Who said it, when and how sure."""
        created = day(thing.get("created"))
        told: dict[str, Any] = {
            "claimant": self._claimant(thing),
            "asserted_on": created,
            "asserted_on_latest": created,
            "reference": thing["id"],
        }
        number = thing.get("confidence")
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= 100:
            told |= {"analytic_confidence": str(number), **stix_confidence(number).fields()}
        return told

    def _claimant(self, thing: dict[str, Any]) -> str:
        """Who created the object, else who made the bundle; an identity that is not in it has no name."""
        ref = thing.get("created_by_ref")
        creator = ref if isinstance(ref, str) and is_stix_id(ref) else None
        if creator not in self._claimants:
            self._claimants[creator] = self._creator(creator or self._survey.producer)
        return self._claimants[creator]

    def _creator(self, creator: str | None) -> str:
        if creator and creator in self._authorities:
            return self._edition.authority(self._authorities[creator])
        if creator in self._survey.kinds:
            return f"{self._edition.source.id}:{creator}"
        native = creator or "producer/unknown"
        named_by = (f"stix:{creator}",) if creator else ()
        return self._edition.record(
            EntityType.ORGANIZATION, native, "unknown producer", named=False, identifiers=named_by
        )

    def _document(self, report: Report) -> Disclosure:
        if report.id not in self._reports:
            published = report.published
            first = published.earliest if published else None
            self._reports[report.id] = Disclosure(
                id=cited_id(report.url, None, report.title or report.id, first),
                source=self._edition.source.id,
                title=report.title,
                url=report.url,
                document_kind=DocumentKind.REPORT,
                published_on=first,
                published_on_latest=published.latest if published else None,
            )
        return self._reports[report.id]


def _count(thing: dict[str, Any]) -> int | None:
    number = thing.get("count") if thing["type"] == "sighting" else None
    return number if isinstance(number, int) and 0 < number < 1_000_000_000 and number is not True else None


def _status(thing: dict[str, Any]) -> RecordStatus | None:
    if thing.get("revoked") is True:
        return RecordStatus.REVOKED
    return RecordStatus.DEPRECATED if thing.get("x_mitre_deprecated") is True else None


def _words_of_alias(thing: dict[str, Any], alias: str) -> str | None:
    """What the reference that bears the alias says of it: mostly which documents use it."""
    for reference in maps(thing.get("external_references")):
        if reference.get("source_name") == alias:
            return text(reference.get("description"))
    return None
