"""Who is who by the first rule, whatever the order."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from attributed.graph.candidate import Candidate
from attributed.graph.resolution import described, resolve


def candidate(record: str, name: str, type: str = "ThreatActor", **held: Any) -> Candidate:
    given: dict[str, Any] = {
        "record": record,
        "type": type,
        "source": record.partition(":")[0],
        "recorded_at": "2024-01-01T00:00:00.000Z",
        "name": name,
        "names": (name,),
        "identifiers": (),
        "country": None,
        "organ": False,
        "named": True,
        "birth_dates": (),
    }
    return Candidate(**(given | held))


TEXTS = [candidate("prose-a:1", "APT31"), candidate("prose-b:1", "apt31"), candidate("prose-c:1", "APT 31")]
CATALOGUE = candidate("mitre-attack-enterprise:x", "ZIRCONIUM", names=("APT31", "ZIRCONIUM"))


def groups(candidates: list[Candidate]) -> set[frozenset[str]]:
    entities = resolve(candidates)
    return {frozenset(r for r, e in entities.items() if e == entity) for entity in entities.values()}


def test_three_texts_that_name_apt31_are_one_and_a_catalogue_joins_them() -> None:
    assert len(groups(TEXTS)) == 1
    assert len(groups([*TEXTS, CATALOGUE])) == 1


def test_every_order_gives_the_same_grouping() -> None:
    found = [groups(list(order)) for order in itertools.permutations([*TEXTS, CATALOGUE])]
    assert all(one == found[0] for one in found)


def test_a_name_that_two_catalogue_entries_bear_joins_neither() -> None:
    other = candidate("mitre-attack-enterprise:y", "Other", names=("APT31", "Other"))
    assert len(groups([TEXTS[0], CATALOGUE, other])) == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (candidate("prose-a:1", "an actor", named=False), candidate("prose-b:1", "an actor", named=False)),
        (candidate("prose-a:1", "Li Wei", "Person"), candidate("prose-b:1", "Li Wei", "Person")),
        (candidate("ofac-sdn:1", "APT31"), candidate("uk-sanctions:1", "APT31")),
        (
            candidate("prose-a:1", "NCSC", "Organization", organ=True),
            candidate("prose-b:1", "NCSC", "Organization", organ=True),
        ),
        (
            candidate("prose-a:1", "NCSC", "Organization", country="GB"),
            candidate("prose-b:1", "NCSC", "Organization", country="NZ"),
        ),
        (candidate("prose-a:1", "Unit", "Organization"), candidate("prose-b:1", "Unit")),
    ],
)
def test_what_never_joins_by_name(left: Candidate, right: Candidate) -> None:
    assert len(groups([left, right])) == 2


def test_shared_identifiers_and_iso_codes_join() -> None:
    left = candidate("mitre-attack-enterprise:x", "A", identifiers=("mitre-attack:G0128",))
    right = candidate("misp-galaxy-threat-actor:y", "B", identifiers=("mitre-attack:G0128",))
    assert len(groups([left, right])) == 1
    britain = [
        candidate("prose-a:1", "United Kingdom", "State", country="GB"),
        candidate("eurepoc:2", "UK", "State", country="GB"),
    ]
    assert len(groups(britain)) == 1


def test_an_entity_is_named_as_most_members_name_it() -> None:
    entity = described([CATALOGUE, *TEXTS[:1], candidate("prose-d:1", "APT31")])
    assert entity["name"] == "APT31"
    assert entity["names"] == ["APT31", "ZIRCONIUM"]
