"""Estimative words: the published scales, the intervals they give, and who is bound by which.

Intervals are fractions from 0 to 1. Words outside a scale keep no interval; nothing unstated becomes a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class ScaleBasis(StrEnum):
    """Why a term is read on a scale."""

    DOCUMENT = "document"
    CLAIMANT = "claimant"
    FIELD = "field"


class Comparison(StrEnum):
    DEFINITELY = "definitely"
    POSSIBLY = "possibly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A published scale: `terms` maps each normalised term to its interval; `source` is where it is published."""

    name: str
    title: str
    source: str
    terms: dict[str, Interval]

    def interval(self, term: str) -> Interval | None:
        return self.terms.get(normal_term(term))


def normal_term(term: str) -> str:
    """A term as the scales spell it: case-folded, single blanks, `almost certainly` as `almost certain`."""
    words = re.sub(r"[\s\u2010-\u2015-]+", " ", term.casefold()).strip()
    return _ADVERBS.get(words, words)


_ADVERBS = {
    "almost certainly": "almost certain",
    "nearly certainly": "nearly certain",
    "probably": "probable",
    "highly probably": "highly probable",
    "very probably": "very probable",
    "improbably": "improbable",
}


def _scale(name: str, title: str, source: str, rows: list[tuple[str, float, float]]) -> Scale:
    terms = {term: Interval(low, high) for words, low, high in rows for term in words.split("|")}
    return Scale(name, title, source, terms)


PHIA = _scale(
    "PHIA",
    "UK Professional Head of Intelligence Assessment probability yardstick",
    "https://www.gov.uk/government/publications/explaining-uncertainty-in-uk-intelligence-assessment",
    [
        ("remote chance", 0.0, 0.05),
        ("highly unlikely", 0.10, 0.20),
        ("unlikely", 0.25, 0.35),
        ("realistic possibility", 0.40, 0.50),
        ("likely|probable", 0.55, 0.75),
        ("highly likely", 0.80, 0.90),
        ("almost certain", 0.95, 1.0),
    ],
)
ICD_203 = _scale(
    "ICD-203",
    "US Intelligence Community Directive 203, Analytic Standards",
    "https://www.dni.gov/files/documents/ICD/ICD-203.pdf",
    [
        ("almost no chance|remote", 0.01, 0.05),
        ("very unlikely|highly improbable", 0.05, 0.20),
        ("unlikely|improbable", 0.20, 0.45),
        ("roughly even chance|roughly even odds", 0.45, 0.55),
        ("likely|probable", 0.55, 0.80),
        ("very likely|highly probable", 0.80, 0.95),
        ("almost certain|nearly certain", 0.95, 0.99),
    ],
)
_STIX_SOURCE = "https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html#_1v6elyto0uqg"
STIX_LOW_MED_HIGH = _scale(
    "STIX-none-low-med-high",
    "STIX 2.1 confidence, None / Low / Med / High",
    _STIX_SOURCE,
    [("none", 0.0, 0.0), ("low", 0.01, 0.29), ("med|medium", 0.30, 0.69), ("high", 0.70, 1.0)],
)
STIX_ADMIRALTY = _scale(
    "STIX-admiralty-credibility",
    "STIX 2.1 confidence, Admiralty credibility",
    _STIX_SOURCE,
    [
        ("5 improbable|improbable", 0.0, 0.19),
        ("4 doubtful|doubtful", 0.20, 0.39),
        ("3 possibly true|possibly true", 0.40, 0.59),
        ("2 probably true|probably true", 0.60, 0.79),
        ("1 confirmed by other sources|confirmed by other sources", 0.80, 1.0),
    ],
)
STIX_WEP = _scale(
    "STIX-WEP",
    "STIX 2.1 confidence, words of estimative probability",
    _STIX_SOURCE,
    [
        ("impossible", 0.0, 0.0),
        ("highly unlikely|almost certainly not", 0.01, 0.19),
        ("unlikely|probably not", 0.20, 0.39),
        ("even chance", 0.40, 0.59),
        ("likely|probable", 0.60, 0.79),
        ("highly likely|almost certain", 0.80, 0.99),
        ("certain", 1.0, 1.0),
    ],
)
MISP_ESTIMATIVE = _scale(
    "MISP-estimative-language",
    "MISP taxonomy estimative-language, likelihood-probability",
    "https://github.com/MISP/misp-taxonomies/blob/main/estimative-language/machinetag.json",
    [
        ("almost no chance", 0.0, 0.05),
        ("very unlikely", 0.05, 0.20),
        ("unlikely", 0.20, 0.45),
        ("roughly even chance", 0.45, 0.55),
        ("likely", 0.55, 0.80),
        ("very likely", 0.80, 0.95),
        ("almost certain", 0.95, 1.0),
    ],
)

SCALES: dict[str, Scale] = {
    scale.name: scale for scale in (PHIA, ICD_203, STIX_LOW_MED_HIGH, STIX_ADMIRALTY, STIX_WEP, MISP_ESTIMATIVE)
}


@dataclass(frozen=True, slots=True)
class Bound:
    """Bodies of a state that write by a scale: `names` (case-folded), or every organ of the state if empty."""

    scale: Scale
    country: str
    names: frozenset[str]
    source: str


BOUND: tuple[Bound, ...] = (
    Bound(PHIA, "GB", frozenset(), PHIA.source),
    Bound(
        ICD_203,
        "US",
        frozenset(
            {
                "office of the director of national intelligence",
                "odni",
                "national intelligence council",
                "central intelligence agency",
                "cia",
                "national security agency",
                "nsa",
                "defense intelligence agency",
                "dia",
                "federal bureau of investigation",
                "fbi",
                "national geospatial-intelligence agency",
                "national reconnaissance office",
                "office of intelligence and analysis",
                "bureau of intelligence and research",
                "us intelligence community",
                "u.s. intelligence community",
                "united states intelligence community",
            }
        ),
        "https://www.dni.gov/index.php/what-we-do/members-of-the-ic",
    ),
)


def binding_scale(name: str, country: str | None, *, organ: bool) -> Scale | None:
    """The scale that an organ of state of this name and country (ISO 3166-1 alpha-2) is bound by, if any."""
    if not organ or not country:
        return None
    for bound in BOUND:
        if bound.country == country and (not bound.names or name.casefold() in bound.names):
            return bound.scale
    return None


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A likelihood as worded, with its scale and interval where it has them; spread into a Claim by `fields`."""

    term: str | None = None
    scale: str | None = None
    basis: ScaleBasis | None = None
    interval: Interval | None = None

    def fields(self) -> dict[str, object]:
        return {
            "likelihood_term": self.term,
            "likelihood_scale": self.scale,
            "likelihood_scale_basis": self.basis,
            "likelihood_low": self.interval.low if self.interval else None,
            "likelihood_high": self.interval.high if self.interval else None,
        }


def likelihood(
    term: str | None,
    *,
    named: str | None = None,
    claimant: str = "",
    country: str | None = None,
    organ: bool = False,
) -> Likelihood:
    """Read `term` on the scale the document names, else on the one the claimant is bound by, else on none.

    Raises KeyError where the document names a scale that is not in SCALES. A scale that lacks the term
    gives neither scale nor interval unless the document names it, in which case the scale is kept.
    """
    if not term:
        return Likelihood()
    if named:
        scale = SCALES[named]
        return Likelihood(term, scale.name, ScaleBasis.DOCUMENT, scale.interval(term))
    bound = binding_scale(claimant, country, organ=organ)
    interval = bound.interval(term) if bound else None
    if bound is None or interval is None:
        return Likelihood(term)
    return Likelihood(term, bound.name, ScaleBasis.CLAIMANT, interval)


def field_likelihood(term: str | None, scale: Scale) -> Likelihood:
    """A term from a field that has a scale of its own; one that the scale lacks keeps its words alone."""
    interval = scale.interval(term) if term else None
    return Likelihood(term, scale.name, ScaleBasis.FIELD, interval) if interval else Likelihood(term)


def stix_confidence(number: int) -> Likelihood:
    """The words that STIX 2.1 gives for a producer's confidence of 0 to 100; 0 is no confidence, not a denial."""
    if number == 0:
        return Likelihood("None")
    words = ("Low", "Med", "High")
    term = next(word for word in reversed(words) if number / 100 >= STIX_LOW_MED_HIGH.terms[word.casefold()].low)
    return field_likelihood(term, STIX_LOW_MED_HIGH)


def at_least(low: float | None, high: float | None, threshold: Interval) -> Comparison:
    """Whether an interval is at least as likely as another, across scales; an unstated one is `possibly`."""
    if low is None or high is None:
        return Comparison.POSSIBLY
    if low >= threshold.low:
        return Comparison.DEFINITELY
    return Comparison.POSSIBLY if high >= threshold.low else Comparison.NO
