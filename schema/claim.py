"""The claim: one assertion by one claimant, and the spans of text that show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from attributed.errors import ModelViolation
from attributed.schema.canonical import digest
from attributed.schema.confidence import ScaleBasis
from attributed.schema.naming import key_of
from attributed.schema.predicate import WITH_VALUE, Predicate, allowed, may_join


class Stance(StrEnum):
    ASSERTS = "asserts"
    SUPPORTS = "supports"
    DENIES = "denies"
    DISPUTES = "disputes"
    RETRACTS = "retracts"


class Outcome(StrEnum):
    COMPROMISED = "compromised"
    ATTEMPTED = "attempted"
    RECONNAISSANCE = "reconnaissance"
    NOT_COMPROMISED = "notCompromised"
    UNSPECIFIED = "unspecified"


class ResponseKind(StrEnum):
    SANCTIONED = "sanctioned"
    SUMMONED = "summoned"
    INDICTED = "indicted"
    CONDEMNED = "condemned"
    EXPELLED = "expelled"
    ARRESTED = "arrested"
    REWARDED = "rewarded"
    ACCUSED = "accused"
    DENIED = "denied"


class Origin(StrEnum):
    STRUCTURED = "structured"
    CURATED = "curated"
    PROSE = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion. Records are named by id; absent values are None; `id` is made by `identified`."""

    id: str = ""
    predicate: Predicate
    subject_record: str
    object_record: str | None = None
    value: str | None = None
    claimant_record: str
    stance: Stance = Stance.ASSERTS
    statement_id: str | None = None
    likelihood_term: str | None = None
    likelihood_scale: str | None = None
    likelihood_scale_basis: ScaleBasis | None = None
    likelihood_low: float | None = None
    likelihood_high: float | None = None
    analytic_confidence: str | None = None
    basis: str | None = None
    asserted_on: str | None = None
    asserted_on_latest: str | None = None
    asserted_on_text: str | None = None
    event_start: str | None = None
    event_end: str | None = None
    event_text: str | None = None
    outcome: Outcome | None = None
    response_kind: ResponseKind | None = None
    planned: bool = False
    programme: str | None = None
    reference: str | None = None
    position: str | None = None
    quote: str | None = None
    """The words of a dataset entry; the words of a text are Spans."""
    stated_in: str
    carried_by: str
    origin: Origin
    extracted_by: str
    revises: str | None = None
    recorded_at: str | None = None


_SAID = (
    "predicate",
    "stance",
    "likelihood_term",
    "analytic_confidence",
    "asserted_on",
    "event_start",
    "event_end",
    "outcome",
    "response_kind",
    "planned",
    "basis",
    "programme",
    "position",
)


_SAID_BY = tuple((key_of(field), field) for field in _SAID)


def claim_id(claim: Claim, series: str) -> str:
    """`c` + 32 hex over what was said; `series` is the edition's series, for a text its textSha256."""
    said: dict[str, Any] = {key: value for key, field in _SAID_BY if (value := getattr(claim, field))}
    said |= {
        "series": series,
        "subject": claim.subject_record,
        "object": claim.object_record,
        "value": claim.value,
        "claimant": claim.claimant_record,
        "quote": None if claim.origin is Origin.PROSE else claim.quote,
    }
    return "c" + digest(said)


def identified(claim: Claim, series: str) -> Claim:
    """The claim with its id, which is `claim` itself: frozen for everyone but its maker."""
    object.__setattr__(claim, "id", claim_id(claim, series))
    return claim


def check_claim(claim: Claim, subject_type: str, object_type: str | None, *, file: str = "", where: str = "") -> None:
    """Refuse at the door what the model does not allow; raises ModelViolation naming `file` and `where`."""

    def refuse(why: str) -> None:
        raise ModelViolation(file, why, where)

    if (claim.value is not None) == (claim.object_record is not None):
        refuse(f"{claim.predicate} needs either an object or a value")
    if (claim.predicate in WITH_VALUE) != (claim.value is not None):
        refuse(f"{claim.predicate} takes {'a value' if claim.predicate in WITH_VALUE else 'an object'}")
    if not may_join(claim.predicate, subject_type, object_type):
        refuse(f"{claim.predicate} cannot join {subject_type} and {object_type}; it joins {allowed(claim.predicate)}")
    if claim.outcome and claim.predicate is not Predicate.TARGETED:
        refuse(f"outcome belongs to TARGETED, not to {claim.predicate}")
    if (claim.response_kind is not None) != (claim.predicate is Predicate.RESPONDED_TO):
        refuse("responseKind belongs to RESPONDED_TO, which needs it")
    if claim.likelihood_low is not None and not claim.likelihood_term:
        refuse("an interval needs the likelihood term it was read from")
    if claim.event_start and claim.event_end and claim.event_start > claim.event_end:
        refuse("the event ends before it starts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a text says it: code-point offsets into the stored text, `text[start:end] == quote`."""

    id: str = ""
    claim: str
    disclosure: str
    start: int
    end: int
    quote: str
    recorded_at: str | None = None


def span(claim: str, disclosure: str, start: int, end: int, quote: str) -> Span:
    """A span with its id: `s` + 32 hex over all it holds."""
    said = {"claim": claim, "disclosure": disclosure, "start": start, "end": end, "quote": quote}
    return Span(id="s" + digest(said), claim=claim, disclosure=disclosure, start=start, end=end, quote=quote)
