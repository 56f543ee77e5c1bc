"""What entities and links of FollowTheMoney say, as records and claims of an edition."""

from __future__ import annotations

from typing import Any

from attributed.loaders.countries import country_code
from attributed.loaders.edition import Edition, asserted
from attributed.loaders.ftm.dataset import Dataset
from attributed.loaders.ftm.lines import Entity
from attributed.loaders.ftm.links import Linked, Links
from attributed.loaders.ftm.schemata import SANCTION, schemata
from attributed.loaders.ftm.thing import ALIASES, NAMES, held, leftover, name_of
from attributed.loaders.sanctions.clusters import cluster
from attributed.schema.claim import Stance
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import record_id
from attributed.schema.text import match_key, name_key


class Claims:
    """Who says it is the publisher of the dataset, who repeats what authorities have said; `day` is the edition's."""

    def __init__(self, evidence: Edition, links: Links, of: Dataset, day: str | None) -> None:
        self._evidence, self._links, self._day = evidence, links, day
        self._scheme = "opensanctions" if of.is_opensanctions else of.source.id
        self._claimant = None if of.is_opensanctions else _unknown(evidence)

    def note(self, entity: Entity) -> None:
        """The record of an entity, with what it keeps of its links, its other names and where it has addresses."""
        if self._evidence.knows(entity.id):
            return
        addresses = [found for key in entity.all("addressEntity") if (found := self._links.address(key))]
        left: dict[str, dict[str, Any]] = {}
        for link, is_claim in self._links.of(entity.id):
            kept = leftover(link.entity, is_claim)
            if kept:
                left[link.entity.id] = kept
        try:
            fields = held(entity, addresses, list(left.values()), self._scheme)
        except ValueError as error:  # a number past 2^53 beside the properties
            self._evidence.skip(entity.where, f"{entity.id}: what it holds cannot be kept: {error}")
            return
        record = self._evidence.record(schemata().things[entity.schema].type, entity.id, name_of(entity), **fields)
        for name, word in ALIASES.items():
            for value in entity.all(name):
                if value != name_of(entity):
                    self._say(Predicate.KNOWN_AS, record, value=value, basis=word)
        self._associate(record, entity)
        codes = {country_code(value) for place in addresses for value in place.all("country")}
        for code in sorted(code for code in codes if code):
            self._say(Predicate.LOCATED_IN, record, self._evidence.state(code))

    def _associate(self, record: str, entity: Entity) -> None:
        """A cluster's name among the names of a party makes it a party to the cluster, never the cluster itself."""
        if schemata().things[entity.schema].type not in (EntityType.ORGANIZATION, EntityType.PERSON):
            return
        for name in entity.all(*NAMES, *ALIASES):
            found = cluster(name)
            if found:
                other = self._evidence.record(EntityType.THREAT_ACTOR, f"cluster/{name_key(found)}", found)
                self._say(Predicate.AFFILIATED_WITH, record, other, basis="name in the dataset", quote=name)

    def link(self, link: Linked) -> None:
        """The claim of a link both of whose ends are records."""
        subject = record_id(self._evidence.source.id, link.subject)
        if link.entity.schema == SANCTION:
            self._sanction(subject, link.entity)
            return
        said = schemata().links[link.entity.schema]
        start, end = _period(link.entity)
        told: dict[str, Any] = {"event_start": start, "event_end": end, "statement_id": self._statement(link.entity)}
        for field, word in (("position", said.position), ("basis", said.basis)):
            if word:
                told[field] = link.entity.first(word)
        if said.predicate is Predicate.AFFILIATED_WITH:
            told["basis"] = told.get("basis") or link.entity.schema
        self._say(said.predicate, subject, record_id(self._evidence.source.id, link.object or ""), **told)

    def _sanction(self, subject: str, entity: Entity) -> None:
        """A sanction, listed on its first date; one that has ended by the day of the edition is taken back too."""
        authority = self._authority(entity)
        said = {
            "programme": entity.first("program") or entity.first("programId"),
            "reference": entity.first("authorityId") or entity.first("recordId"),
            "statement_id": self._statement(entity),
        }
        listed = _first_day(entity, "listingDate") or _first_day(entity, "startDate")
        ended = _first_day(entity, "endDate")
        quote = "\n".join(entity.all("reason")) or None
        self._say(Predicate.SANCTIONED_BY, subject, authority, **said, **asserted(listed), quote=quote)
        if ended and self._day and ended.latest <= self._day:
            self._say(Predicate.SANCTIONED_BY, subject, authority, stance=Stance.RETRACTS, **said, **asserted(ended))

    def _statement(self, link: Entity) -> str:
        """The id of a link, by which a later list of its changes names what it said."""
        return record_id(self._evidence.source.id, link.id)

    def _authority(self, entity: Entity) -> str:
        """The body that sanctions; where none is named, the state does, or nobody that is known."""
        country = entity.first("country")
        code = country_code(country)
        name = entity.first("authority")
        key = schemata().authorities.get(match_key(name)) if name else "eu" if country == "eu" else None
        if key:
            return self._evidence.authority(key)
        if name is None and code:
            return self._evidence.state(code)
        named = name or "unknown authority"
        return self._evidence.record(
            EntityType.ORGANIZATION,
            f"authority/{country or ''}/{name_key(named)}",
            named,
            country=code,
            organ=bool(name and code),
            named=name is not None,
        )

    def _say(self, predicate: Predicate, subject: str, obj: str | None = None, **told: Any) -> None:
        self._evidence.claim(predicate, subject, obj, claimant=self._claimant, **told)


def _unknown(evidence: Edition) -> str:
    return evidence.record(EntityType.ORGANIZATION, "publisher/unknown", "unknown publisher", named=False)


def _days(entity: Entity, name: str) -> list[PartialDate]:
    found = []
    for value in entity.all(name):
        try:
            found.append(PartialDate.parse(value[:10]))
        except ValueError:
            continue
    return sorted(found, key=lambda date: (date.earliest, date.latest))


def _first_day(entity: Entity, name: str) -> PartialDate | None:
    return next(iter(_days(entity, name)), None)


def _period(entity: Entity) -> tuple[str | None, str | None]:
    """From the first start to the last end; neither where they contradict each other."""
    start = _first_day(entity, "startDate")
    ends = _days(entity, "endDate")
    first, last = start.earliest if start else None, ends[-1].latest if ends else None
    return (None, None) if first and last and first > last else (first, last)
