"""The chain from a cluster to its state: made of typed edges that stand, each with its evidence, or none at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attributed.graph.chain import Chain, Chains, chains
from attributed.graph.dossier import matches
from attributed.graph.store import Appended, Store
from attributed.graph.ways import Part, Tie, may_be
from attributed.graph.weakest import weakest
from attributed.schema.decision import ReviewVerdict, review

WORLD = Path(__file__).parent / "world.yaml"


@pytest.fixture
def world(store: Store, load: Callable[..., list[Appended]]) -> Store:
    load(store, WORLD)
    return store


def of(store: Store, name: str, to: str | None = None, most: int = 50) -> Chains:
    start, end = (matches(store, one)[0].id if one else None for one in (name, to))
    assert start is not None
    return chains(store, start, end, most)


def links(chain: Chain) -> list[str]:
    return [link.name for link in chain.links]


def test_a_cluster_leads_over_its_company_and_the_organ_to_the_state(world: Store) -> None:
    (chain,) = of(world, "Grey Heron").chains
    assert links(chain) == ["Grey Heron", "Harbour Software", "Seventh Bureau", "Ministry of Secrets", "Southland"]
    assert [[joint.predicate for joint in hop.joints] for hop in chain.hops] == [
        ["AFFILIATED_WITH"],
        ["FRONT_FOR"],
        ["PART_OF"],
        ["PART_OF"],
    ]
    heron, shop = chain.links[:2]
    assert [(one["other"]["name"], one["responseKind"]) for one in heron.responses] == [
        ("Northern Police", "condemned")
    ]
    assert [(one["other"]["states"], one["programme"]) for one in shop.listings] == [(["Northland"], "CYBER")]
    assert [(one["name"], one["claimants"]) for one in heron.members] == [("Ben Example", ["Northern Police"])]
    assert [(one["name"], [by["name"] for by in one["listedBy"]]) for one in shop.members] == [
        ("Ann Example", ["Northern Treasury"])
    ]


def test_a_hop_shows_who_says_it_and_who_denies_it(world: Store) -> None:
    (chain,) = of(world, "Grey Heron").chains
    (joint,) = chain.hops[1].joints
    assert joint.disputed
    assert [(one["claimant"]["name"], one["stance"], one["assertedOn"]) for one in joint.claims] == [
        ("A Laboratory", "asserts", "2025-03-01"),
        ("Northern Treasury", "asserts", "2025-02-01"),
        ("Southern Press Office", "denies", "2025-03-02"),
    ]
    assert joint.claims[0]["document"]["url"] == "https://example.org/report"
    assert joint.claims[0]["backs"]
    assert not joint.claims[2]["backs"]
    (weak,) = chain.weakest
    assert (weak.hop, weak.why[0]) == (4, "only A Laboratory says so")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Black Stork", "it is only located there, likened to another, listed, and shares a person with it"),
        ("Red Crane", "two groups that are affiliated are not one"),
        ("Ben Example", "he is a member of two groups, of which one leads on"),
        ("Theft of the plans", "a group did it, and which of its companies, nobody says"),
        ("Northland", "a state leads nowhere"),
    ],
)
def test_what_only_likens_lists_or_locates_makes_no_hop(world: Store, name: str, why: str) -> None:
    reached = {links(chain)[1] for chain in of(world, name).chains}
    assert reached <= ({"Grey Heron"} if name == "Ben Example" else set()), why


def test_two_that_serve_one_ministry_are_not_linked_by_it(world: Store) -> None:
    assert of(world, "Hillside Software").found == 1
    assert of(world, "Hillside Software", "Grey Heron").chains == ()
    assert of(world, "Hillside Software", "Harbour Software").chains == ()


def test_a_chain_to_somebody_is_found_from_either_end(world: Store) -> None:
    there, back = of(world, "Grey Heron", "Ministry of Secrets"), of(world, "Southland", "Ann Example")
    assert links(there.chains[0]) == ["Grey Heron", "Harbour Software", "Seventh Bureau", "Ministry of Secrets"]
    assert links(back.chains[0])[:2] == ["Ann Example", "Harbour Software"]
    assert links(back.chains[0])[-1] == "Southland"


def test_a_rejected_claim_takes_its_hop_away(world: Store) -> None:
    rows = world.read("MATCH (c:Claim {predicate: 'PART_OF'})-[:OBJECT]->(:State {name: 'Southland'}) RETURN c.id").rows
    made = [review(row[0], ReviewVerdict.REJECTED, "analyst", "2026-01-02T00:00:00.000Z", "a test") for row in rows]
    world.decide(made)
    assert of(world, "Grey Heron").found == 0
    assert of(world, "Grey Heron", "Ministry of Secrets").found == 1


def test_the_fullest_chain_of_the_examples_comes_first(
    store: Store, load: Callable[..., list[Appended]], examples: list[Path]
) -> None:
    load(store, *examples)
    found = of(store, "APT31")
    assert links(found.chains[0])[1:] == [
        "Wuhan Xiaoruizhi Science and Technology Company Limited",
        "Ministry of State Security",
        "China",
    ]
    (alone,) = of(store, "APT31", most=1).chains
    shop = alone.links[1]
    assert [one["name"] for one in shop.members] == ["Ni Gaobin", "Zhao Guangzong"]
    listed = {state for claim in found.chains[0].links[1].listings for state in claim["other"]["states"]}
    assert listed == {"United Kingdom", "United States"}
    direct = next(chain for chain in found.chains if len(chain.hops) == 1)
    assert "denies" in {claim["stance"] for claim in direct.hops[0].joints[0].claims}
    assert "denied or doubted by Ministry of Foreign Affairs (China)" in direct.weakest[0].why
    assert of(store, "Sandworm").found == 0


def test_between_what_is_of_one_kind_an_affiliation_is_no_step() -> None:
    for part in (Part.CLUSTER, Part.COMPANY, Part.PERSON):
        assert not may_be(part, "AFFILIATED_WITH", part, up=True)
        assert may_be(part, "PART_OF", part, up=True)
        assert not may_be(part, "PART_OF", part, up=False)
    assert not may_be(Part.ORGAN, "AFFILIATED_WITH", Part.STATE, up=True)
    assert not may_be(Part.STATE, "MEMBER_OF", Part.COMPANY, up=True)


NONE: list[tuple[str, ...]] = [(), (), ()]


def ties(predicate: str, *by: str, **edge: Any) -> list[Tie]:
    return [Tie("a", predicate, "b", {"claimantIds": list(by), "claimants": list(by), **edge})]


def test_fewer_claimants_are_weaker_than_anything_else() -> None:
    hops = [ties("PART_OF", "one"), ties("AFFILIATED_WITH", "one", "two", disputed=True, likelihoodLow=0.5)]
    assert [weak.hop for weak in weakest(hops, NONE)] == [1]


def test_an_unstated_likelihood_is_neither_weaker_nor_stronger() -> None:
    hops = [
        ties("PART_OF", "one", likelihoodLow=0.95, likelihoodTerms=["almost certain"]),
        ties("PART_OF", "one", likelihoodLow=0.55, likelihoodTerms=["likely"]),
        ties("PART_OF", "one"),
    ]
    found = weakest(hops, NONE)
    assert [weak.hop for weak in found] == [2, 3]
    assert "said to be “likely”" in found[0].why
    assert "nobody states how likely it is" in found[1].why


def test_what_is_disputed_is_weaker_and_then_what_is_an_affiliation_only() -> None:
    plain, loose, denied = ties("PART_OF", "one"), ties("AFFILIATED_WITH", "one"), ties("PART_OF", "one", disputed=True)
    assert [weak.hop for weak in weakest([plain, loose, denied], NONE)] == [3]
    assert [weak.hop for weak in weakest([plain, loose, plain], NONE)] == [2]
    assert [weak.hop for weak in weakest([plain, plain], NONE)] == [1, 2]
