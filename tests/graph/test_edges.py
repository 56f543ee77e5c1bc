"""The edge rule, claim by claim."""

from __future__ import annotations

from typing import Any

import pytest

from attributed.graph.edges import backs, edge_of, retraction, stands


def claim(**said: Any) -> dict[str, Any]:
    return {
        "id": "c1",
        "subject": "e1",
        "object": "e2",
        "claimant": "e3",
        "stance": "asserts",
        "edge": "e1|X|e2",
    } | said


@pytest.mark.parametrize(
    ("said", "makes_an_edge"),
    [
        ({}, True),
        ({"likelihoodHigh": 0.5}, True),
        ({"likelihoodHigh": 0.49}, False),
        ({"likelihoodTerm": "highly unlikely", "likelihoodLow": 0.1, "likelihoodHigh": 0.2}, False),
        ({"outcome": "notCompromised"}, False),
        ({"outcome": "reconnaissance"}, True),
        ({"planned": True}, False),
        ({"stance": "denies"}, False),
        ({"stance": "supports"}, False),
        ({"stance": "disputes"}, False),
        ({"object": "e1"}, False),
        ({"object": None}, False),
        ({"verdict": "rejected"}, False),
        ({"verdict": "accepted"}, True),
        ({"withdrawnOn": "2024-01-01"}, False),
        ({"supersededAt": "2024-01-01T00:00:00.000Z"}, False),
        ({"retractedOn": "2024-01-01"}, False),
    ],
)
def test_which_claims_make_an_edge(said: dict[str, Any], makes_an_edge: bool) -> None:
    assert backs(claim(**said)) is makes_an_edge


def test_a_retraction_ends_what_the_same_claimant_said_before() -> None:
    said = claim(assertedOn="2021-01-01", assertedOnLatest="2021-12-31")
    taken_back = claim(id="c2", stance="retracts", assertedOn="2022-05-01", assertedOnLatest="2022-05-01")
    assert retraction(said, [taken_back]) == "2022-05-01"
    assert retraction(claim(claimant="e9"), [taken_back]) is None
    later = claim(assertedOn="2023-01-01", assertedOnLatest="2023-01-01")
    assert retraction(later, [taken_back]) is None
    assert retraction(said, [taken_back | {"verdict": "rejected"}]) is None
    assert not stands(said | {"retractedOn": "2022-05-01"})


def test_a_retraction_under_a_programme_ends_only_that_listing() -> None:
    said = claim(assertedOn="2021-07-19", assertedOnLatest="2021-07-19")
    delisted = claim(id="c2", stance="retracts", assertedOn="2022-05-01", programme="CYBER2")
    assert retraction(said | {"programme": "CYBER2"}, [delisted]) == "2022-05-01"
    assert retraction(said | {"programme": "RUSSIA"}, [delisted]) is None
    assert retraction(said | {"programme": "RUSSIA"}, [claim(id="c3", stance="retracts", assertedOn="2022-05-01")])


def test_an_edge_spans_opinions_and_counts_claimants() -> None:
    first = claim(
        backs=True, assertedOn="2021-01-01", assertedOnLatest="2021-01-01", likelihoodLow=0.55, likelihoodHigh=0.75
    )
    second = claim(id="c2", claimant="e4", backs=True, assertedOn="2022-01-01", assertedOnLatest="2022-01-01")
    third = claim(id="c3", claimant="e4", backs=True, likelihoodLow=0.95, likelihoodHigh=1.0)
    denial = claim(id="c4", claimant="e5", backs=False, stance="denies")
    edge = edge_of([first, second, third, denial], {"e3": "B", "e4": "A", "e5": "C"}, {"e3": ["S"]})
    assert edge is not None
    assert edge["claimCount"] == 3
    assert edge["claimants"] == ["A", "B"]
    assert edge["claimantStates"] == ["S"]
    assert (edge["likelihoodLow"], edge["likelihoodHigh"]) == (0.55, 1.0)
    assert (edge["firstAsserted"], edge["lastAsserted"]) == ("2021-01-01", "2022-01-01")
    assert edge["disputed"] is True
    assert edge["claims"] == ["c2", "c1", "c3"]


def test_a_denial_alone_is_no_edge() -> None:
    assert edge_of([claim(backs=False, stance="denies")], {}, {}) is None
