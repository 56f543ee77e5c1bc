"""The Cyber Operations Tracker of the Council on Foreign Relations: one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.cfr.affiliation import Affiliation, affiliation, type_of
from attributed.loaders.cfr.row import NEEDED, Entry, entry
from attributed.loaders.edition import Edition, asserted, catalogued
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.table import header_of, rows
from attributed.schema.batch import Batch
from attributed.schema.canonical import canonical_json, digest
from attributed.schema.claim import ResponseKind
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.text import name_key

FORMAT = "cfr"
SOURCE = PUBLISHERS["cfr-cyber-operations"].source

RESPONSES = {
    "criminal charges": ResponseKind.INDICTED,
    "denouncement": ResponseKind.CONDEMNED,
    "sanctions": ResponseKind.SANCTIONED,
}
"""Responses of a kind that the model knows; who responded is not in the table."""


class CfrLoader(Loader):
    """Reads the table twice: an entry whose title others name as the one who did it is a threat actor itself."""

    format = FORMAT

    def recognises(self, name: str, head: bytes) -> bool:
        return set(NEEDED) <= set(header_of(head))

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        named: set[str] = set()
        newest = ""
        for held in _entries(file):
            if isinstance(held, Entry):
                named.update(name_key(name) for name in _said(held).names)
                newest = max(newest, held.date.latest if held.date else "")
        day = newest or None
        disclosure = catalogued(SOURCE, file.sha256(), wanted, published_on=day, published_on_latest=day, edition=day)
        evidence = Edition(file, SOURCE, disclosure, "cfr", f"{FORMAT}/1")
        yield evidence.opening()
        tracker = _Tracker(evidence)
        for held in _entries(file):
            if isinstance(held, Entry) and name_key(held.title) in named:
                tracker.profile(held)
        first: BadInput | None = None
        for held in _entries(file):
            if isinstance(held, Entry):
                tracker.note(held)
            else:
                first = first or held
                evidence.refused(held)
            yield from evidence.ready()
        if not tracker.count:
            raise first or BadInput(file.name, "the table has no entries")
        yield evidence.closed(wanted)


def _entries(file: InputFile) -> Iterator[Entry | BadInput]:
    """The entries, each with its native id: the hash of title and date; a second one of both is counted."""
    times: Counter[str] = Counter()
    for row in rows(file, NEEDED, None):
        if isinstance(row, BadInput):
            yield row
        elif not row.get("Title"):
            yield BadInput(file.name, "an entry without a title", row.where)
        else:
            key = digest({"title": row.get("Title"), "date": row.get("Date")})
            times[key] += 1
            yield entry(row, key if times[key] == 1 else f"{key}-{times[key]}")


def _said(held: Entry) -> Affiliation:
    return affiliation(held.affiliations)


class _Tracker:
    """`_profiles` are the entries that are threat actors, by the key of their name."""

    def __init__(self, evidence: Edition) -> None:
        self._evidence = evidence
        self._profiles: dict[str, str] = {}
        self.count = 0

    def profile(self, held: Entry) -> None:
        """Note an entry that is a threat actor before others name it."""
        if type_of(held.title) is EntityType.THREAT_ACTOR:
            record = self._record(held, EntityType.THREAT_ACTOR)
            self._profiles.setdefault(name_key(held.title), record)

    def note(self, held: Entry) -> None:
        record = self._record(held, EntityType.INCIDENT)
        self.count += 1
        for warning in held.warnings:
            self._evidence.warn(held.where, f"{held.title}: {warning}")
        self._attribute(record, held, _said(held))
        self._target(record, held)
        self._respond(record, held)

    def _record(self, held: Entry, kind: EntityType) -> str:
        said = _said(held)
        own = said.aliases if kind is EntityType.THREAT_ACTOR and not said.names else ()
        given = canonical_json(held.given).decode()
        return self._evidence.record(kind, held.native, held.title, names=own, as_given=given)

    def _attribute(self, record: str, held: Entry, said: Affiliation) -> None:
        # the date of an entry is the day on which the operation became known
        told: dict[str, Any] = {**asserted(held.date), "likelihood_term": said.term}
        for code in held.sponsors:
            state = self._evidence.state(code)
            self._evidence.claim(Predicate.ATTRIBUTED_TO, record, state, quote=held.affiliations or None, **told)
        actors = [self._actor(name) for name in said.names]
        for actor in actors:
            if actor != record:
                self._evidence.claim(Predicate.ATTRIBUTED_TO, record, actor, quote=held.affiliations, **told)
        known, name = (actors[0], said.names[0]) if actors else (record, held.title)
        for alias in said.aliases:
            if alias != name:
                self._evidence.claim(Predicate.KNOWN_AS, known, value=alias, quote=held.affiliations)

    def _actor(self, name: str) -> str:
        kind = type_of(name)
        if kind is EntityType.THREAT_ACTOR and name_key(name) in self._profiles:
            return self._profiles[name_key(name)]
        return self._evidence.record(kind, f"actor/{kind}/{name_key(name)}", name)

    def _target(self, record: str, held: Entry) -> None:
        """The victims as they are called, unnamed, and the sectors."""
        if held.victims:
            victims = self._evidence.record(
                EntityType.POPULATION, f"victims/{name_key(held.victims)}", held.victims, named=False
            )
            self._evidence.claim(Predicate.TARGETED, record, victims)
        for sector in held.sectors:
            hit = self._evidence.record(EntityType.POPULATION, f"sector/{name_key(sector)}", sector)
            self._evidence.claim(Predicate.TARGETED, record, hit)

    def _respond(self, record: str, held: Entry) -> None:
        kind = RESPONSES.get(held.response.casefold())
        if kind:
            by = self._evidence.record(EntityType.ORGANIZATION, "responder/unknown", "unknown authority", named=False)
            self._evidence.claim(Predicate.RESPONDED_TO, by, record, response_kind=kind)
