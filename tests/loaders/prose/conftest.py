"""Reading a few sentences without a store, in each mode that this machine has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.parser import installed
from attributed.loaders.prose.reader import Context, Mode, read
from attributed.schema.canonical import sha256
from attributed.schema.disclosure import Disclosure

Read = Callable[..., Extraction]
MODES = [pytest.param(Mode.PARSER, marks=pytest.mark.skipif(not installed(), reason="no parser here")), Mode.RULES]


@pytest.fixture(params=MODES, ids=str)
def mode(request: pytest.FixtureRequest) -> Mode:
    chosen: Mode = request.param
    return chosen


@pytest.fixture
def reading(mode: Mode) -> Read:
    """Reads a body; every quote is checked against it."""

    def one(body: str, published: str | None = None) -> Extraction:
        disclosure = Disclosure(id="d1", source="prose-x", text_sha256=sha256(body.encode()), published_on=published)
        found = read(body, Context(disclosure, "prose-x", "Somebody"), mode)
        assert all(body[span.start : span.end] == span.quote for span in found.spans)
        return found

    return one


@pytest.fixture
def said(reading: Read) -> Callable[..., list[str]]:
    """The claims of a body in words: `claimant: subject PREDICATE object`, with a stance that is not `asserts`."""

    def one(body: str, published: str | None = None) -> list[str]:
        found = reading(body, published)
        names = {version.record: version.name for version in found.versions}
        return [
            f"{names[claim.claimant_record]}: {names[claim.subject_record]} {claim.predicate}"
            f" {names[str(claim.object_record)]}{'' if claim.stance == 'asserts' else f' ({claim.stance})'}"
            for claim in found.claims
        ]

    return one
