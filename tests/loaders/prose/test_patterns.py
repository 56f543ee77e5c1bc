"""Every pattern reads its example and leaves its counter-example."""

from __future__ import annotations

from typing import Any

import pytest

from attributed.loaders.prose.reader import Context, Extraction, read
from attributed.loaders.prose.tables import table
from attributed.schema.canonical import sha256
from attributed.schema.disclosure import Disclosure

PATTERNS = [(kind, row) for kind, rows in table("patterns").items() for row in rows]
READ = {
    "targeted": "TARGETED",
    "not_compromised": "TARGETED",
    "summoned": "RESPONDED_TO",
    "sanctions": "SANCTIONED_BY",
    "attributed": "ATTRIBUTED_TO",
}
BEFORE = "The NCSC said that APT31 conducted reconnaissance activity against UK parliamentarians in 2021. "


def reading(body: str) -> Extraction:
    disclosure = Disclosure(id="d1", source="prose-x", text_sha256=sha256(body.encode()))
    found = read(body, Context(disclosure, "prose-x", "Somebody"))
    for span in found.spans:
        assert body[span.start : span.end] == span.quote
    return found


def predicates(body: str) -> list[str]:
    return [str(claim.predicate) for claim in reading(body).claims]


@pytest.mark.parametrize(("kind", "row"), PATTERNS, ids=[row["name"] for _, row in PATTERNS])
def test_example_and_counter_example(kind: str, row: dict[str, Any]) -> None:
    before = BEFORE if kind == "not_compromised" else ""
    held = predicates(before).count(READ[kind])
    assert predicates(before + row["example"]).count(READ[kind]) > held
    assert predicates(before + row["counter"]).count(READ[kind]) == held


@pytest.mark.parametrize(
    "sentence",
    [
        "The NCSC could not say whether APT31 compromised the UK Electoral Commission.",
        "China denied that APT31 compromised the UK Electoral Commission.",
        "The UK Electoral Commission was not compromised by APT31.",
        "Experts say that APT31 compromised the UK Electoral Commission.",
        "A tool similar to APT31's was found at the UK Electoral Commission.",
        "APT31 compromised the UK Electoral Commission and APT40 watched.",
        "It might be that APT31 compromised the UK Electoral Commission.",
        "A pro-Russian group compromised the UK Electoral Commission.",
        "Did APT31 compromise the UK Electoral Commission?",
        "APT31 has the capability to compromise the UK Electoral Commission.",
        "See also: APT31 compromised the UK Electoral Commission in 2021.",
        "APT31 compromised the UK Electoral Commission in 2021",
    ],
)
def test_what_is_no_assertion_gives_no_claim(sentence: str) -> None:
    assert predicates(sentence) == []


def test_an_unlikely_event_keeps_its_words() -> None:
    (claim,) = reading(
        "The UK National Cyber Security Centre assesses it is highly unlikely that APT31 compromised the UK Parliament."
    ).claims
    assert claim.likelihood_term == "highly unlikely"
    assert claim.likelihood_high == 0.2


def test_offsets_hold_in_a_text_with_odd_white_space() -> None:
    body = "\ufeffA line.\r\n\r\nAPT28 compromised\r\nthe  German\u00a0Social Democratic Party in 2023. 😀 End.\r\n"
    (claim,) = reading(body).claims
    assert claim.event_start == "2023-01-01"


@pytest.mark.parametrize("body", ["a " * 2_500_000, "APT31 " * 300_000, "A." * 1_000_000, "(" * 1_000_000])
def test_a_very_long_text_is_read_to_its_end(body: str) -> None:
    assert reading(body).claims == ()
