"""A real press text, as a careful analyst would read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attributed.graph.store import Appended, Store

CLAIMS = """
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity) MATCH (c)-[:CLAIMANT]->(who:Entity)
RETURN s.name AS subject, s.named AS named, c.predicate AS predicate, o.name AS object, who.name AS claimant,
       c.outcome AS outcome, c.responseKind AS responseKind, c.position AS position, c.likelihoodTerm AS term,
       c.likelihoodScale AS scale, c.eventStart AS start, c.eventEnd AS end, c.backs AS backs, c.stance AS stance
"""


@pytest.fixture
def claims(store: Store, load: Callable[..., list[Appended]], seed: Path) -> list[dict[str, Any]]:
    load(store, seed)
    return store.read(CLAIMS).maps()


def one(claims: list[dict[str, Any]], **said: Any) -> dict[str, Any]:
    (found,) = [claim for claim in claims if said.items() <= claim.items()]
    return found


NCSC = "National Cyber Security Centre"
FCDO = "Foreign, Commonwealth and Development Office"


def test_the_electoral_commission_was_compromised_by_an_unnamed_actor(claims: list[dict[str, Any]]) -> None:
    said = one(claims, predicate="TARGETED", object="Electoral Commission")
    assert said["named"] is False
    assert (said["outcome"], said["claimant"]) == ("compromised", NCSC)
    assert (said["start"], said["end"]) == ("2021-01-01", "2022-12-31")


def test_parliamentarians_were_reconnoitred_by_apt31(claims: list[dict[str, Any]]) -> None:
    said = one(claims, predicate="TARGETED", object="UK parliamentarians", subject="APT31", claimant=NCSC)
    assert (said["outcome"], said["term"], said["scale"]) == ("reconnaissance", "almost certain", "PHIA")


def test_no_account_was_compromised(claims: list[dict[str, Any]]) -> None:
    said = one(claims, object="parliamentary accounts")
    assert (said["stance"], said["outcome"], said["backs"]) == ("asserts", "notCompromised", False)


def test_sanctions_and_summons(claims: list[dict[str, Any]]) -> None:
    for party in ("a front company", "two individuals"):
        assert one(claims, subject=party, predicate="SANCTIONED_BY", object=FCDO)["named"] is False
        one(claims, subject=party, predicate="AFFILIATED_WITH", object="APT31")
    one(claims, subject=FCDO, predicate="RESPONDED_TO", responseKind="summoned")


def test_the_centre_belongs_to_its_state(claims: list[dict[str, Any]]) -> None:
    assert one(claims, subject=NCSC, predicate="PART_OF")["object"] == "United Kingdom"
    assert one(claims, subject=FCDO, predicate="PART_OF")["object"] == "United Kingdom"


def test_officials_have_their_offices(claims: list[dict[str, Any]]) -> None:
    one(claims, subject="Oliver Dowden", object="United Kingdom", position="Deputy Prime Minister")
    one(claims, subject="James Cleverly", object="United Kingdom", position="Home Secretary")
    one(claims, subject="Wang Yi", object="China", position="Foreign Minister")


def test_nothing_false_comes_out(claims: list[dict[str, Any]]) -> None:
    assert not [c for c in claims if c["subject"] == "APT31" and c["object"] == "Electoral Commission"]
    names = {name for c in claims for name in (c["subject"], c["object"], c["claimant"])}
    assert not [name for name in names if any(word in name for word in ("CrowdStrike", "Wipro", "Huntkey", "Amazon"))]
