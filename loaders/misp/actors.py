"""What a cluster says of an actor: its names and who uses them, its country, its sponsor and its targets."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from attributed.loaders.authority import AUTHORITIES
from attributed.loaders.countries import country_code
from attributed.loaders.edition import Edition
from attributed.loaders.json_stream import text, texts
from attributed.loaders.misp.victims import NOBODY, population, victim
from attributed.schema.disclosure import Disclosure, DocumentKind, cited_id
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.text import name_key

FILLER = "50"
"""The `attribution-confidence` that nearly every cluster with one has: nobody's judgement, so it is unstated."""

_SUSPECTED = "suspected"
_ORIGIN = "origin:"
_BY_UUID = {held.misp: key for key, held in AUTHORITIES.items() if held.misp}
_BY_NAME = {name_key(held.name): key for key, held in AUTHORITIES.items()}
_VICTIMS = {"cfr-suspected-victims": ("cfr", True), "suspected-victims": (None, True), "victims": (None, False)}
_SECTORS = {"cfr-target-category": "cfr", "target-category": None, "targeted-sector": None}
"""Who says it; None for the claimant of the cluster."""


class ActorReader:
    """`claimant` is the record of who speaks in the cluster."""

    def __init__(self, edition: Edition, claimant: str) -> None:
        self._edition = edition
        self._claimant = claimant

    def read(self, record: str, names: tuple[str, ...], meta: dict[str, Any]) -> None:
        """Claims of one value: its own name comes first in `names`."""
        self._names(record, names, meta)
        self._country(record, meta)
        self._sponsor(record, meta)
        self._targets(record, meta)
        for unit in texts(meta.get("GRU")):
            self._unit(record, unit, country_code(text(meta.get("country"))))

    def _names(self, record: str, names: tuple[str, ...], meta: dict[str, Any]) -> None:
        users: dict[str, list[str]] = defaultdict(list)
        for word in texts(meta.get("name-attribution")):
            name, _, producer = word.rpartition(":")
            if name and producer:
                users[name].append(self._producer(producer))
        for key, words in meta.items():
            if key.startswith(_ORIGIN):
                users[key.removeprefix(_ORIGIN)] += [self._company(name) for name in texts(words)]
        for name in names[1:]:
            self._edition.claim(Predicate.KNOWN_AS, record, value=name, claimant=self._claimant)
        for name, claimants in users.items():
            for claimant in dict.fromkeys(claimants):
                self._edition.claim(Predicate.KNOWN_AS, record, value=name, claimant=claimant)

    def _producer(self, uuid: str) -> str:
        """A value of the producer cluster, which gives it its name where that is loaded and we do not know it."""
        if uuid in _BY_UUID:
            return self._edition.authority(_BY_UUID[uuid])
        return self._edition.record(
            EntityType.ORGANIZATION, f"producer/{uuid}", "unknown producer", named=False, identifiers=(f"misp:{uuid}",)
        )

    def _company(self, name: str) -> str:
        key = _BY_NAME.get(name_key(name))
        if key:
            return self._edition.authority(key)
        return self._edition.record(EntityType.ORGANIZATION, f"organization/{name_key(name)}", name)

    def _country(self, record: str, meta: dict[str, Any]) -> None:
        """Where an actor comes from; that a state stands behind it is said by the sponsor alone."""
        confidence = text(meta.get("attribution-confidence"))
        code = country_code(text(meta.get("country")))
        if code:
            stated = None if confidence == FILLER else confidence
            self._locate(record, code, self._claimant, analytic_confidence=stated)
        for words in texts(meta.get("microsoft-origin-threat")):
            code = country_code(words.partition(",")[0])
            if code:
                self._locate(record, code, self._edition.authority("microsoft"), quote=words)

    def _locate(self, record: str, code: str, claimant: str, **told: Any) -> None:
        self._edition.claim(Predicate.LOCATED_IN, record, self._edition.state(code), claimant=claimant, **told)

    def _sponsor(self, record: str, meta: dict[str, Any]) -> None:
        for key, claimant in (("cfr-suspected-state-sponsor", "cfr"), ("suspected-state-sponsor", None)):
            for words in texts(meta.get(key)):
                code = country_code(words)
                if code:
                    state = self._edition.state(code)
                    self._said(Predicate.ATTRIBUTED_TO, record, state, claimant, meta, likelihood_term=_SUSPECTED)

    def _targets(self, record: str, meta: dict[str, Any]) -> None:
        for key, (claimant, suspected) in _VICTIMS.items():
            term = _SUSPECTED if suspected else None
            for words in texts(meta.get(key)):
                if words.casefold() not in NOBODY:
                    whom = victim(self._edition, words)
                    self._said(Predicate.TARGETED, record, whom, claimant, meta, likelihood_term=term)
        for key, claimant in _SECTORS.items():
            for words in texts(meta.get(key)):
                if words.casefold() not in NOBODY:
                    self._said(Predicate.TARGETED, record, population(self._edition, words), claimant, meta)

    def _unit(self, record: str, name: str, country: str | None) -> None:
        """A military unit of the GRU, which has a key of its own in the cluster."""
        unit = self._edition.record(
            EntityType.ORGANIZATION, f"organization/{name_key(name)}", name, country=country, organ=True
        )
        service = self._edition.record(EntityType.ORGANIZATION, "organization/gru", "GRU", country=country, organ=True)
        self._edition.claim(Predicate.ATTRIBUTED_TO, record, unit, claimant=self._claimant, quote=f"GRU: {name}")
        self._edition.claim(Predicate.PART_OF, unit, service, claimant=self._claimant)

    def _said(
        self, predicate: Predicate, record: str, obj: str, claimant: str | None, meta: dict[str, Any], **told: Any
    ) -> None:
        """A claim of the cluster's claimant, or of another in the document that the value refers to for it."""
        self._edition.claim(
            predicate,
            record,
            obj,
            claimant=self._edition.authority(claimant) if claimant else self._claimant,
            cited=self._tracker(meta) if claimant == "cfr" else None,
            **told,
        )

    def _tracker(self, meta: dict[str, Any]) -> Disclosure | None:
        """The page of the CFR's tracker, where the value refers to one and no more."""
        pages = [url for url in texts(meta.get("refs")) if "//www.cfr.org/" in url]
        if len(pages) != 1:
            return None
        return Disclosure(
            id=cited_id(pages[0], None, None, None),
            source=self._edition.source.id,
            url=pages[0],
            document_kind=DocumentKind.WEB_PAGE,
            publisher=AUTHORITIES["cfr"].name,
        )
