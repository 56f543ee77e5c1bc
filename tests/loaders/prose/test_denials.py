"""What a text denies, refuses to say or takes back is no attribution, with the parser and without."""

from __future__ import annotations

from typing import Any

import pytest

from attributed.schema.claim import Stance

DENIED = [
    "Russia denied any involvement in the attack on the Finnish Parliament.",
    "The Kremlin said that Russia had nothing to do with the attack on the Finnish Parliament.",
    "The minister stopped short of blaming Russia for the attack on the Finnish Parliament.",
    "The EU has yet to attribute the attack on the Finnish Parliament to APT28.",
    "The police were unable to attribute the attack on the Finnish Parliament to APT28.",
    "There is not enough evidence to attribute the attack on the Finnish Parliament to APT28.",
    "An earlier version said that APT28 was behind the attack on the Finnish Parliament.",
    "Nothing ties APT28 to the attack on the Finnish Parliament.",
    "The company stopped attributing the attack on the Finnish Parliament to APT28.",
    "Claims that APT28 was behind the attack on the Finnish Parliament are baseless, the Russian embassy said.",
]
UNDECIDED = [
    "The spokesman neither confirmed nor denied that APT28 was behind the attack on the Finnish Parliament.",
    "The White House declined to say who was behind the attack on the Finnish Parliament.",
    "The attempts to blame APT28 for the attack on the Finnish Parliament continue, the embassy said.",
    "Asked whether APT28 was behind the attack on the Finnish Parliament, the minister said it was too early to say.",
    "It is doubtful that APT28 was behind the attack on the Finnish Parliament.",
    "The theory that APT28 was behind the attack on the Finnish Parliament has been discredited.",
    "There is speculation that APT28 was behind the attack on the Finnish Parliament.",
    "A forged report blamed APT28 for the attack on the Finnish Parliament.",
    "No government has blamed APT28 for the attack on the Finnish Parliament.",
    "Few analysts believe that APT28 was behind the attack on the Finnish Parliament.",
    "The minister ruled out that APT28 was behind the attack on the Finnish Parliament.",
    "The attack on the Finnish Parliament was initially blamed on APT28.",
    "Attribution of the attack on the Finnish Parliament to APT28 remains disputed.",
    "The attack on the Finnish Parliament was the work of neither Russia nor China.",
    "The minister apologised for blaming Russia for the attack on the Finnish Parliament.",
    "Analysts compared the attack on the Finnish Parliament to those by APT28.",
    "A simulated attack on the Finnish Parliament was attributed to Russia.",
    "Hackers launched an attack on the Finnish Parliament.",
]


@pytest.mark.parametrize("body", DENIED)
def test_a_denial_or_refusal_asserts_no_attribution(body: str, reading: Any) -> None:
    stances = [claim.stance for claim in reading(body).claims if claim.predicate == "ATTRIBUTED_TO"]
    assert stances
    assert set(stances) <= {Stance.DENIES, Stance.DISPUTES, Stance.RETRACTS}


@pytest.mark.parametrize("body", UNDECIDED)
def test_what_is_left_open_is_not_read_as_an_attribution(body: str, reading: Any) -> None:
    assert not [claim for claim in reading(body).claims if claim.predicate == "ATTRIBUTED_TO"]


@pytest.mark.parametrize(
    "body",
    [
        "UNC1151 is sponsored by Belarus, not by Russia.",
        "The attack on the Finnish Parliament was carried out by Belarus and not the Russian government.",
    ],
)
def test_what_it_is_said_not_to_be_is_no_culprit(body: str, reading: Any) -> None:
    said = [claim for claim in reading(body).claims if claim.predicate == "ATTRIBUTED_TO"]
    assert [claim.object_record.rsplit("/", 1)[-1] for claim in said] == ["belarus"]


def test_improbable_is_the_word_for_how_likely_it_is(reading: Any) -> None:
    (claim,) = (
        claim
        for claim in reading("It is improbable that UNC1151 works for the Russian government.").claims
        if claim.predicate == "ATTRIBUTED_TO"
    )
    assert claim.likelihood_term == "improbable"
