"""The verbatim gate: what does not quote its text word for word is no claim."""

from __future__ import annotations

from dataclasses import replace

from attributed.loaders.prose.extractor import Extractor
from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.reader import Context

LONGEST = 1_200
"""Characters of a quote; a longer one shows nothing in particular."""


def verbatim(body: str, found: Extraction) -> Extraction:
    """Only the spans that stand in the text where they say, the claims they show, and the records of these."""
    spans = tuple(
        span
        for span in found.spans
        if 0 <= span.start < span.end <= span.start + LONGEST and body[span.start : span.end] == span.quote
    )
    shown = {span.claim for span in spans}
    claims = tuple(claim for claim in found.claims if claim.id in shown)
    kept = {end for claim in claims for end in (claim.subject_record, claim.object_record, claim.claimant_record)}
    return replace(
        found,
        records=tuple(record for record in found.records if record.id in kept),
        versions=tuple(version for version in found.versions if version.record in kept),
        claims=claims,
        spans=tuple(span for span in spans if span.claim in {claim.id for claim in claims}),
    )


class Verbatim(Extractor):
    """Another extractor behind the gate."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    @property
    def name(self) -> str:
        return self._extractor.name

    @property
    def needs(self) -> bytes:
        return self._extractor.needs

    def read(self, body: str, context: Context) -> Extraction:
        return verbatim(body, self._extractor.read(body, context))
