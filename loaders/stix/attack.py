"""MITRE ATT&CK: a STIX bundle that MITRE made, as an edition of one of its three series."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from attributed.loaders.edition import Edition
from attributed.loaders.json_stream import maps, text
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.researchers import researcher
from attributed.loaders.stix.survey import Survey, day
from attributed.schema.disclosure import Disclosure, DocumentKind, cited_id
from attributed.schema.predicate import Predicate
from attributed.schema.source import Source

MITRE = "identity--c78cb6e5-0c4b-4611-8297-d1b8b55e40b5"
AUTHORITIES = {MITRE: "mitre"}
"""Bodies that bundles of all producers name by one id."""

_SERIES = {
    "enterprise-attack": "mitre-attack-enterprise",
    "ics-attack": "mitre-attack-ics",
    "mobile-attack": "mitre-attack-mobile",
}
"""By ATT&CK domain."""

_CHAINS = {
    "mitre-attack": "enterprise-attack",
    "mitre-ics-attack": "ics-attack",
    "mitre-mobile-attack": "mobile-attack",
}
"""The domain by the kill chain of techniques: bundles before 2020 name no domain."""


def is_attack(survey: Survey) -> bool:
    """A bundle most of which MITRE made and that has objects of an ATT&CK domain."""
    return survey.producer == MITRE and bool(_domains(survey))


def attack_source(survey: Survey) -> Source:
    """The series of most objects; an object may belong to several."""
    domains = _domains(survey)
    return PUBLISHERS[_SERIES[max(_SERIES, key=lambda domain: domains[domain])]].source


def _domains(survey: Survey) -> Counter[str]:
    """How many objects are of each ATT&CK domain."""
    told = Counter({domain: count for domain, count in survey.domains.items() if domain in _SERIES})
    return told or Counter({_CHAINS[chain]: count for chain, count in survey.chains.items() if chain in _CHAINS})


def attack_edition(survey: Survey) -> tuple[str | None, str | None]:
    """Version and day: of the collection, where the bundle has one, else the newest change of an object."""
    collection = survey.collection or {}
    return text(collection.get("x_mitre_version")), day(collection.get("modified")) or day(survey.newest)


_CITATION = re.compile(r"\(Citation: ([^()]+(?:\([^()]*\)[^()]*)*)\)")
_TITLE = re.compile(r"\((?:\d{4}[^()]*|n\.d\.)\)\.\s*(.+?)\.?\s*Retrieved ", re.DOTALL)
"""In the description of a reference: `Author, A. (2018, May 4). Title. Retrieved June 1, 2018.`"""


class CitedNames:
    """Who uses a name: a company on whose site a document lies that MITRE cites for it.

    MITRE cites documents for each alias; and it refers an actor to documents of which some have its name in their
    title. Each is a claim of the company in that document. MITRE does not say who used a name first.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def __call__(self, thing: dict[str, Any], record: str, name: str) -> None:
        references = {str(held.get("source_name")): held for held in maps(thing.get("external_references"))}
        words = text(references.get(name, {}).get("description")) or ""
        cited = [references.get(citation.strip(), {}) for citation in _CITATION.findall(words)]
        titled = _titled(name, references.values()) if thing["type"] == "intrusion-set" else []
        quotes = {text(reference.get("url")): title for reference, title in titled}
        for reference in (*cited, *(reference for reference, _ in titled)):
            url = text(reference.get("url"))
            key = researcher(url) if url else None
            if url and key:
                self._edition.claim(
                    Predicate.KNOWN_AS,
                    record,
                    value=name,
                    claimant=self._edition.authority(key),
                    cited=self._document(url, reference),
                    reference=thing["id"],
                    quote=quotes.get(url),
                )

    def _document(self, url: str, reference: dict[str, Any]) -> Disclosure:
        return Disclosure(
            id=cited_id(url, None, None, None),
            source=self._edition.source.id,
            title=text(reference.get("source_name")),
            url=url,
            document_kind=DocumentKind.REPORT,
        )


def _titled(name: str, references: Iterable[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """The references to documents whose title has the name in it as a word, and the title."""
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    found = ((reference, _TITLE.search(text(reference.get("description")) or "")) for reference in references)
    return [(reference, title[1]) for reference, title in found if title and word.search(title[1])]
