"""What EuRepoC says of an incident, as records and claims of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from attributed.loaders.countries import country_code, state_name
from attributed.loaders.edition import Edition, asserted
from attributed.loaders.eurepoc import attribution as terms
from attributed.loaders.eurepoc.attribution import Attribution, Initiator
from attributed.loaders.eurepoc.incident import Incident, Receiver, Response
from attributed.loaders.eurepoc.names import known_as
from attributed.schema.canonical import canonical_json
from attributed.schema.claim import ResponseKind
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.text import name_key

RESPONSES = {
    "Economic sanctions": ResponseKind.SANCTIONED,
    "Diplomatic protest notes": ResponseKind.CONDEMNED,
}
"""Kinds of response that say what was done; a statement may be of any kind, and is kept."""

_TYPES = {terms.STATE: EntityType.ORGANIZATION, terms.INDIVIDUAL: EntityType.PERSON}


@dataclass(frozen=True, slots=True)
class Claims:
    evidence: Edition

    def note(self, incident: Incident) -> None:
        record = self.evidence.record(
            EntityType.INCIDENT, incident.id, incident.name, as_given=canonical_json(incident.given).decode()
        )
        happened = _happened(incident.start, incident.end)
        for one in incident.attributions:
            for initiator in one.initiators:
                if initiator.is_said:
                    self._attribute(record, incident, one, initiator, happened)
        for receiver in incident.receivers:
            self._target(record, receiver, happened)
        for response in incident.responses:
            self._respond(record, response)
        for technique in incident.techniques:
            used = self.evidence.record(EntityType.TECHNIQUE, f"technique/{name_key(technique)}", technique)
            self.evidence.claim(Predicate.USES, record, used, **happened)

    def _attribute(
        self, record: str, incident: Incident, one: Attribution, initiator: Initiator, happened: dict[str, Any]
    ) -> None:
        blamed = self._initiator(incident, initiator)
        claimants = self._claimants(incident, one, blamed)
        said: dict[str, Any] = {"basis": "; ".join(one.bases) or None, **asserted(one.on), **happened}
        if len(claimants) > 1:
            said["statement_id"] = f"{self.evidence.source.id}:{one.id}"
        for claimant in claimants:
            self.evidence.claim(Predicate.ATTRIBUTED_TO, record, blamed, claimant=claimant, **said)

    def _initiator(self, incident: Incident, initiator: Initiator) -> str:
        """A state that is not named further is the state; what EuRepoC says of an actor's state is its own word."""
        code = country_code(initiator.country)
        is_state = initiator.category == terms.STATE
        if is_state and not initiator.name and code:
            return self.evidence.state(code)
        kind = _TYPES.get(initiator.category, EntityType.THREAT_ACTOR)
        if initiator.name:
            record = self._named(kind, initiator.name, is_state, code)
        else:
            record = self.evidence.record(
                kind, f"unnamed/{incident.id}/{initiator.category}/{code or ''}", initiator.category, named=False
            )
        if code:
            state = self.evidence.state(code)
            if is_state:
                self.evidence.claim(Predicate.PART_OF, record, state)
            else:
                self.evidence.claim(Predicate.LOCATED_IN, record, state)
            if initiator.category in terms.AFFILIATED:
                self.evidence.claim(Predicate.AFFILIATED_WITH, record, state, basis=initiator.category)
        return record

    def _named(self, kind: EntityType, name: str, is_state: bool, code: str | None) -> str:
        first, others, identifiers = known_as(name)
        native = f"initiator/{kind}/{name_key(name)}"
        new = not self.evidence.knows(native)
        record = self.evidence.record(
            kind,
            native,
            first,
            names=others,
            identifiers=identifiers,
            country=code if is_state else None,
            organ=is_state,
            as_given=canonical_json({"initiator": name}).decode() if name != first else None,
        )
        for other in others if new else ():
            self.evidence.claim(Predicate.KNOWN_AS, record, value=other)
        return record

    def _claimants(self, incident: Incident, one: Attribution, blamed: str) -> list[str]:
        """Those that are named; else the states that attribute; else whom the basis tells of, unnamed."""
        state = country_code(one.countries[0]) if len(one.countries) == 1 else None
        if one.claimants:
            return [self._claimant(name, state, terms.BY_RECEIVER_STATE in one.bases) for name in one.claimants]
        codes = [code for country in one.countries if (code := country_code(country))]
        if codes:
            return [self.evidence.state(code) for code in codes]
        if terms.SELF in one.bases:
            return [blamed]
        speakers = [terms.SPEAKERS[basis] for basis in one.bases if basis in terms.SPEAKERS]
        if not speakers:
            return [self.evidence.publisher]
        return [
            self.evidence.record(EntityType.ORGANIZATION, f"speaker/{incident.id}/{speaker}", speaker, named=False)
            for speaker in speakers
        ]

    def _claimant(self, name: str, state: str | None, is_organ: bool) -> str:
        """A body that attributes; one of the state that attributes where there is but one such state."""
        for kind in (EntityType.THREAT_ACTOR, EntityType.PERSON):
            if self.evidence.knows(f"initiator/{kind}/{name_key(name)}"):
                return self._named(kind, name, False, None)
        organ_of = state if is_organ else None
        record = self.evidence.record(
            EntityType.ORGANIZATION,
            f"body/{organ_of or ''}/{name_key(name)}",
            name,
            country=organ_of,
            organ=bool(organ_of),
        )
        if organ_of:
            self.evidence.claim(Predicate.PART_OF, record, self.evidence.state(organ_of))
        return record

    def _target(self, record: str, receiver: Receiver, happened: dict[str, Any]) -> None:
        """A named receiver, else its sector in its country; a country alone where there is no sector."""
        code = country_code(receiver.country)
        sector = receiver.subcategory or receiver.category
        if receiver.name:
            hit = self.evidence.record(EntityType.ORGANIZATION, f"receiver/{name_key(receiver.name)}", receiver.name)
            if sector:
                self.evidence.claim(Predicate.MEMBER_OF, hit, self._sector(sector, None))
        elif sector:
            hit = self._sector(sector, code)
        elif code:
            hit = self.evidence.state(code)
        else:
            return
        self.evidence.claim(Predicate.TARGETED, record, hit, **happened)
        if code and (receiver.name or sector):
            self.evidence.claim(Predicate.LOCATED_IN, hit, self.evidence.state(code))

    def _sector(self, sector: str, code: str | None) -> str:
        bare = sector.partition(" (corporate targets only coded")[0]
        name = f"{bare} ({state_name(code)})" if code else bare
        return self.evidence.record(
            EntityType.POPULATION, f"sector/{code or ''}/{name_key(sector)}", name, country=code
        )

    def _respond(self, record: str, response: Response) -> None:
        kind = RESPONSES.get(response.subtype)
        code = country_code(response.country)
        if kind is None or not code:
            return
        state = self.evidence.state(code)
        by = self._claimant(response.actor, code, True) if response.actor else state
        self.evidence.claim(
            Predicate.RESPONDED_TO, by, record, response_kind=kind, basis=response.type, **asserted(response.on)
        )


def _happened(start: PartialDate | None, end: PartialDate | None) -> dict[str, Any]:
    """From the first day of the start to the last day of the end, with the words where they mean more than one day."""
    first = start.earliest if start else None
    last = end.latest if end else start.latest if start else None
    if first and last and first > last:
        last = None
    said = list(dict.fromkeys(date.text for date in (start, end) if date))
    exact = all(date.earliest == date.latest for date in (start, end) if date)
    return {"event_start": first, "event_end": last, "event_text": None if exact or not said else "/".join(said)}
