"""The shipped examples: wide enough to show the model, and nothing false in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.graph.store import Appended, Store


@pytest.fixture
def loaded(store: Store, load: Callable[..., list[Appended]], examples: list[Path]) -> Store:
    for appended in load(store, *examples):
        for one in appended.disclosures:
            assert one.skipped == ()
    return store


def test_many_documents_by_many_governments(loaded: Store) -> None:
    cited = [
        d for d in loaded.stream("disclosure") if not d.get("textSha256") and d.get("documentKind") != "claimsFile"
    ]
    dated = sorted(d["publishedOn"] for d in cited if d.get("publishedOn"))
    assert len(dated) >= 30
    assert (dated[0][:4], dated[-1][:4]) == ("2018", "2026")
    without = [d["title"] for d in cited if not d.get("url")]
    assert all("regular press conference" in title for title in without), without
    speakers = "MATCH (c:Claim)-[:CLAIMANT]->(e:Entity) UNWIND e.countries AS country RETURN DISTINCT country"
    assert len(loaded.read(speakers).rows) >= 8


def test_a_denial_a_coalition_and_a_front_company(loaded: Store) -> None:
    assert loaded.read("MATCH (c:Claim {stance: 'denies'}) RETURN c.id").rows
    coalition = "MATCH (c:Claim) WHERE c.statementId IS NOT NULL RETURN c.statementId, count(DISTINCT c.claimant) AS n"
    assert max(n for _, n in loaded.read(coalition).rows) >= 4
    assert loaded.read("MATCH (a)-[:FRONT_FOR]->(o {name: 'Ministry of State Security'}) RETURN a.name").rows
    assert loaded.read("MATCH (e:Organization) WHERE 'frontCompany' IN e.roles RETURN e.name").rows


def test_two_readings_of_one_attack_stand_side_by_side(loaded: Store) -> None:
    query = (
        "MATCH (:Incident)<-[:SUBJECT]-(c:Claim {predicate: 'ATTRIBUTED_TO', origin: 'curated'})"
        "-[:OBJECT]->(a:ThreatActor) "
        "MATCH (c)-[:CLAIMANT]->(who) RETURN who.name, a.name, c.analyticConfidence ORDER BY who.name"
    )
    assert loaded.read(query).rows == (
        ("CERT Polska", "Static Tundra", None),
        ("ESET", "Sandworm", "medium confidence"),
    )


def test_a_name_has_its_namer(loaded: Store) -> None:
    query = (
        "MATCH (:ThreatActor {name: 'APT31'})<-[:SUBJECT]-(c:Claim {predicate: 'KNOWN_AS'})-[:CLAIMANT]->(who) "
        "RETURN who.name, c.value ORDER BY who.name"
    )
    assert loaded.read(query).rows == (("CrowdStrike", "JUDGMENT PANDA"), ("Microsoft", "Violet Typhoon"))


def test_the_electoral_commission_is_never_laid_at_apt31_s_door(loaded: Store) -> None:
    query = "MATCH (a:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->({name: 'Electoral Commission'}) RETURN DISTINCT a.named"
    assert loaded.read(query).rows == ((False,),)


def test_each_text_shows_something_and_no_advertisement_is_a_node(loaded: Store) -> None:
    names = {name for entity in loaded.stream("entity") for name in entity["names"]}
    assert not [
        name
        for name in names
        if any(word in name for word in ("tools", "Newsletter", "register holds", "mail programs"))
    ]
    read = "MATCH (c:Claim {origin: 'prose'}) RETURN count(c)"
    assert loaded.read(read).rows[0][0] >= 10


def test_every_quote_of_a_curated_claim_is_short(loaded: Store) -> None:
    quotes = [c["quote"] for c in loaded.stream("claim") if c["origin"] == "curated" and c.get("quote")]
    assert quotes
    assert all(len(quote.split()) <= 12 for quote in quotes)
