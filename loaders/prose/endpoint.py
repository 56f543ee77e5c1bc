"""A model behind an endpoint as an extractor: what it says counts where it quotes the text and names what is in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from attributed.errors import ModelViolation
from attributed.loaders.prose.endpoint_client import Endpoint, ask
from attributed.loaders.prose.extractor import Extractor
from attributed.loaders.prose.gate import LONGEST, verbatim
from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.reader import Context
from attributed.loaders.prose.states import noun_forms, states
from attributed.loaders.prose.tables import table
from attributed.schema.canonical import sha256
from attributed.schema.claim import Claim, Origin, Outcome, ResponseKind, Span, Stance, check_claim, identified, span
from attributed.schema.confidence import likelihood
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import Record, RecordVersion, record_id, versioned
from attributed.schema.text import name_key

VERSION = "endpoint/1"
PIECE = 12_000
"""Characters of a text that are sent at once."""

Ask = Callable[[str, str], str]


class _End(BaseModel):
    type: EntityType
    name: str = Field(min_length=2, max_length=300)
    named: bool = True


class _Said(BaseModel):
    quote: str = Field(min_length=8, max_length=LONGEST)
    predicate: Predicate
    subject: _End
    object: _End
    claimant: _End | None = None
    stance: Stance = Stance.ASSERTS
    likelihoodTerm: str | None = None
    analyticConfidence: str | None = None
    outcome: Outcome | None = None
    responseKind: ResponseKind | None = None
    planned: bool = False


class EndpointExtractor(Extractor):
    """Asks the model piece by piece; `asking` stands in for the endpoint where another way to a model is wanted."""

    def __init__(self, endpoint: Endpoint, asking: Ask | None = None) -> None:
        self._ask = asking or partial(ask, endpoint)
        self._name = f"{VERSION} {sha256(_prompt().encode())[:12]} {endpoint.model}"

    @property
    def name(self) -> str:
        return self._name

    def read(self, body: str, context: Context) -> Extraction:
        """BadInput where the endpoint does not answer; of an answer what is not in the text is dropped."""
        scribe = _Scribe(body, context, self._name)
        for start, end in _pieces(body):
            for said in _claims(self._ask(_prompt(), body[start:end])):
                scribe.take(said, start, end)
        return verbatim(body, scribe.taken())


@cache
def _prompt() -> str:
    return (files(__package__) / "endpoint.txt").read_text("utf-8")


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    """Parts of the text, cut between paragraphs where there are any."""
    start = 0
    while start < len(body):
        end = len(body)
        if end - start > PIECE:
            cut = body.rfind("\n\n", start + 1, start + PIECE)
            end = cut if cut > start else start + PIECE
        yield start, end
        start = end


def _claims(answer: str) -> Iterator[_Said]:
    """The claims of an answer that have the form; an answer of another kind has none."""
    try:
        held: Any = json.loads(answer)
    except (ValueError, RecursionError):
        return
    claims = held.get("claims") if isinstance(held, dict) else None
    for one in claims if isinstance(claims, list) else ():
        try:
            yield _Said.model_validate(one)
        except ValidationError:
            continue


class _Scribe:
    """Makes records, claims and spans of what the model said; what does not stand in the text is left out."""

    def __init__(self, body: str, context: Context, extracted_by: str) -> None:
        self._body = body
        self._context = context
        self._extracted_by = extracted_by
        self._series = context.disclosure.text_sha256 or ""
        self._unnamed: Counter[str] = Counter()
        self._records: dict[str, Record] = {}
        self._versions: dict[str, RecordVersion] = {}
        self._claims: dict[str, Claim] = {}
        self._spans: dict[str, Span] = {}

    def take(self, said: _Said, start: int, end: int) -> None:
        at = self._body.find(said.quote, start, end)
        words = (said.likelihoodTerm, said.analyticConfidence)
        ends = [one for one in (said.subject, said.object, said.claimant) if one]
        if at < 0 or any(word and word.casefold() not in said.quote.casefold() for word in words):
            return
        if any(one.name not in self._body for one in ends):
            return
        try:
            claim = self._claim(said)
        except ModelViolation:
            return
        shown = span(claim.id, self._context.disclosure.id, at, at + len(said.quote), said.quote)
        self._claims.setdefault(claim.id, claim)
        self._spans[shown.id] = shown

    def taken(self) -> Extraction:
        return Extraction(
            records=tuple(self._records.values()),
            versions=tuple(self._versions.values()),
            claims=tuple(self._claims.values()),
            spans=tuple(self._spans.values()),
        )

    def _claim(self, said: _Said) -> Claim:
        subject, obj = self._record(said.subject), self._record(said.object)
        claimant = self._record(said.claimant or self._own_voice())
        speaker = self._versions[claimant]
        likely: dict[str, Any] = likelihood(
            said.likelihoodTerm, claimant=speaker.name, country=speaker.country, organ=speaker.organ
        ).fields()
        claim = Claim(
            predicate=said.predicate,
            subject_record=subject,
            object_record=obj,
            claimant_record=claimant,
            stance=said.stance,
            analytic_confidence=said.analyticConfidence,
            outcome=said.outcome,
            response_kind=said.responseKind,
            planned=said.planned,
            stated_in=self._context.disclosure.id,
            carried_by=self._context.disclosure.id,
            origin=Origin.PROSE,
            extracted_by=self._extracted_by,
            **likely,
        )
        check_claim(claim, self._records[subject].type, self._records[obj].type)
        return identified(claim, self._series)

    def _own_voice(self) -> _End:
        publisher = self._context.publisher
        named = publisher is not None
        return _End(type=EntityType.ORGANIZATION, name=publisher or "unknown publisher", named=named)

    def _record(self, end: _End) -> str:
        name, country, organ = end.name, None, False
        if end.type is EntityType.STATE:
            country = noun_forms().get(end.name)
            name = states()[country].name if country else name
        elif end.type is EntityType.ORGANIZATION:
            name, country, organ = _organs().get(end.name, (name, None, False))
        key = name_key(end.name)
        if not end.named:
            self._unnamed[key] += 1
            key = f"unnamed/{key}/{self._unnamed[key]}"
        record = record_id(self._context.source, f"{self._series[:16]}/{end.type}/{key}")
        self._records.setdefault(record, Record(id=record, type=end.type, source=self._context.source))
        version = RecordVersion(
            record=record,
            name=name,
            names=(end.name,) if end.named else (),
            named=end.named,
            country=country,
            organ=organ,
        )
        self._versions.setdefault(record, versioned(version))
        return record


@cache
def _organs() -> dict[str, tuple[str, str | None, bool]]:
    """Organs of state by their spellings: name and country, which is open where several states have one so called."""
    found: dict[str, tuple[str, str | None, bool]] = {}
    for country, name, *spellings in table("organs"):
        for spelling in (name, *spellings):
            known = found.get(spelling)
            found[spelling] = (name, country, True) if known is None else (known[0], None, True)
    return found
