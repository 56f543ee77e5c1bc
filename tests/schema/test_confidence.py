"""Words before numbers: scales, who is bound by them, and comparison across them."""

from __future__ import annotations

import pytest

from attributed.schema.confidence import ICD_203, PHIA, SCALES, Comparison, Interval, at_least, likelihood


@pytest.mark.parametrize(
    ("term", "low", "high"),
    [
        ("remote chance", 0, 0.05),
        ("highly unlikely", 0.10, 0.20),
        ("unlikely", 0.25, 0.35),
        ("realistic possibility", 0.40, 0.50),
        ("likely", 0.55, 0.75),
        ("probably", 0.55, 0.75),
        ("highly likely", 0.80, 0.90),
        ("Almost certainly", 0.95, 1.0),
    ],
)
def test_the_uk_yardstick(term: str, low: float, high: float) -> None:
    assert PHIA.interval(term) == Interval(low, high)


def test_the_us_directive_differs_from_it() -> None:
    assert ICD_203.interval("likely") == Interval(0.55, 0.80)
    assert ICD_203.interval("almost certain") == Interval(0.95, 0.99)


@pytest.mark.parametrize("name", SCALES)
def test_intervals_are_fractions_and_in_order(name: str) -> None:
    for interval in SCALES[name].terms.values():
        assert 0 <= interval.low <= interval.high <= 1


def test_a_term_is_read_on_the_scale_its_claimant_is_bound_by() -> None:
    read = likelihood("almost certain", claimant="National Cyber Security Centre", country="GB", organ=True)
    assert (read.scale, str(read.basis), read.interval) == ("PHIA", "claimant", Interval(0.95, 1.0))
    for claimant, country, organ in [("Mandiant", "US", False), ("Somebody", None, True), ("NCSC", "NZ", True)]:
        unbound = likelihood("almost certain", claimant=claimant, country=country, organ=organ)
        assert (unbound.term, unbound.scale, unbound.interval) == ("almost certain", None, None)


def test_nothing_unstated_becomes_a_number() -> None:
    assert set(likelihood(None, claimant="NCSC", country="GB", organ=True).fields().values()) == {None}
    assert likelihood("beyond doubt", claimant="NCSC", country="GB", organ=True).interval is None


def test_at_least_compares_intervals_across_scales() -> None:
    likely = Interval(0.55, 0.75)
    assert at_least(0.80, 0.90, likely) is Comparison.DEFINITELY
    assert at_least(0.45, 0.60, likely) is Comparison.POSSIBLY
    assert at_least(0.05, 0.20, likely) is Comparison.NO
    assert at_least(None, None, likely) is Comparison.POSSIBLY
