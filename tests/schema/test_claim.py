"""The id of a claim is a hash of what was said, and of nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from attributed.errors import ModelViolation
from attributed.schema.claim import Claim, Origin, Outcome, ResponseKind, Stance, check_claim, claim_id
from attributed.schema.predicate import Predicate

CLAIM = Claim(
    predicate=Predicate.TARGETED,
    subject_record="claims-x:apt31",
    object_record="claims-x:parliamentarians",
    claimant_record="claims-x:ncsc",
    likelihood_term="almost certain",
    asserted_on="2024-03-25",
    outcome=Outcome.RECONNAISSANCE,
    stated_in="d1",
    carried_by="d2",
    origin=Origin.CURATED,
    extracted_by="claims/1",
)


def test_golden_vector() -> None:
    """The canonical JSON of what was said, written out by hand."""
    said = (
        '{"assertedOn":"2024-03-25","claimant":"claims-x:ncsc","likelihoodTerm":"almost certain",'
        '"object":"claims-x:parliamentarians","outcome":"reconnaissance","predicate":"TARGETED",'
        '"series":"claims-x","stance":"asserts","subject":"claims-x:apt31"}'
    )
    assert json.loads(said)
    assert claim_id(CLAIM, "claims-x") == "c" + hashlib.sha256(said.encode()).hexdigest()[:32]
    assert claim_id(CLAIM, "claims-x") == "c024e56a54d492c1438c05a0a350c4847"


@pytest.mark.parametrize(
    "change",
    [
        {"stance": Stance.DENIES},
        {"likelihood_term": "likely"},
        {"analytic_confidence": "high"},
        {"asserted_on": "2024-03-26"},
        {"event_start": "2021-01-01"},
        {"outcome": Outcome.ATTEMPTED},
        {"planned": True},
        {"basis": "industry"},
        {"programme": "Cyber"},
        {"position": "Minister"},
        {"quote": "said"},
        {"claimant_record": "claims-x:fcdo"},
    ],
)
def test_what_was_said_changes_the_id(change: dict[str, Any]) -> None:
    assert claim_id(replace(CLAIM, **change), "claims-x") != claim_id(CLAIM, "claims-x")


@pytest.mark.parametrize(
    "change",
    [
        {"carried_by": "d9"},
        {"stated_in": "d9"},
        {"extracted_by": "other"},
        {"likelihood_low": 0.1},
        {"recorded_at": "2024-01-01T00:00:00.000Z"},
        {"asserted_on_text": "today"},
        {"reference": "CYB0044"},
    ],
)
def test_how_it_came_to_us_does_not_change_the_id(change: dict[str, Any]) -> None:
    assert claim_id(replace(CLAIM, **change), "claims-x") == claim_id(CLAIM, "claims-x")


@pytest.mark.parametrize(
    ("change", "subject", "obj"),
    [
        ({}, "State", "Malware"),
        ({"outcome": None, "predicate": Predicate.SANCTIONED_BY}, "State", "State"),
        ({"predicate": Predicate.ATTRIBUTED_TO}, "ThreatActor", "State"),
        ({"outcome": None, "response_kind": ResponseKind.SUMMONED}, "ThreatActor", "Population"),
        ({"predicate": Predicate.KNOWN_AS, "outcome": None}, "ThreatActor", None),
        ({"value": "x"}, "ThreatActor", "Population"),
        ({"likelihood_term": None, "likelihood_low": 0.5}, "ThreatActor", "Population"),
        ({"event_start": "2022-01-01", "event_end": "2021-01-01"}, "ThreatActor", "Population"),
    ],
)
def test_what_the_model_does_not_allow_is_refused(change: dict[str, Any], subject: str, obj: str | None) -> None:
    with pytest.raises(ModelViolation, match=r"x\.yaml: line 3"):
        check_claim(replace(CLAIM, **change), subject, obj, file="x.yaml", where="line 3")


def test_an_allowed_claim_passes() -> None:
    check_claim(CLAIM, "ThreatActor", "Population")
