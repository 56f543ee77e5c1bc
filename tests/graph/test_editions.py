"""Editions of a series are compared by publication, whatever the order of loading."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attributed.graph.catalogue import query
from attributed.graph.editions import Edition, Presence, holdings, in_order, missing, presence, superseded
from attributed.graph.store import AppendedDisclosure, Kind, Projection, Store

from .editions import LIST, edition

OpenStore = Callable[[str], Store]
TWENTY = [f"{n:02}" for n in range(20)]


def loaded(store: Store, day: str | None, entries: list[str], **said: Any) -> AppendedDisclosure:
    (done,) = store.append(edition(day, entries, **said)).disclosures
    return done


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {kind: list(store.stream(kind)) for kind in get_args(Kind)}


def listing(store: Store, entry: str) -> dict[str, Any]:
    """The claim that the entry is sanctioned."""
    return next(
        claim
        for claim in store.stream("claim")
        if claim["predicate"] == "SANCTIONED_BY"
        and claim["subjectRecord"] == f"{LIST}:{entry}"
        and claim["stance"] == "asserts"
    )


def standing(store: Store, entry: str) -> tuple[bool, str | None, list[str]]:
    claim = listing(store, entry)
    return claim["standing"], claim.get("withdrawnOn"), claim.get("gaps", [])


def stands_as_of(store: Store, entry: str, day: str) -> bool:
    claim = listing(store, entry)
    asked = {"id": claim["subject"], "role": "SUBJECT", "predicate": "SANCTIONED_BY", "asOf": day, "knownAt": None}
    found = store.read(query("claims-of-entity").text, {**asked, "skip": 0, "limit": 50}).maps()
    return claim["id"] in {row["claim"]["properties"]["id"] for row in found}


def sanctioned(store: Store) -> set[str]:
    return {edge["subject"] for edge in store.stream("edge") if edge["predicate"] == "SANCTIONED_BY"}


def test_what_a_complete_edition_lacks_is_withdrawn_on_its_day_and_stands_again_when_it_is_back(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY)
    assert standing(store, "07") == (True, None, [])
    loaded(store, "2024-02-01", TWENTY[:7] + TWENTY[8:])
    assert standing(store, "07") == (False, "2024-02-01", [])
    assert listing(store, "07")["subject"] not in sanctioned(store)
    loaded(store, "2024-03-01", TWENTY)
    assert standing(store, "07") == (True, None, ["2024-02-01/2024-03-01"])
    assert listing(store, "07")["subject"] in sanctioned(store)
    assert [stands_as_of(store, "07", day) for day in ("2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01")] == [
        True,
        False,
        False,
        True,
    ]
    assert not stands_as_of(store, "07", "2019-12-31")


def test_the_same_edition_twice_changes_nothing(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY)
    loaded(store, "2024-02-01", TWENTY[1:])
    before = everything(store)
    again = loaded(store, "2024-01-01", TWENTY)
    assert again.known
    assert everything(store) == before


def test_an_older_edition_lands_in_its_place(open_store: OpenStore) -> None:
    editions = {
        "2024-01-01": TWENTY,
        "2024-02-01": TWENTY[1:],
        "2024-03-01": [*TWENTY[:1], *TWENTY[2:]],
    }
    found = []
    for number, order in enumerate(itertools.permutations(editions)):
        store = open_store(f"order {number}")
        for day in order:
            loaded(store, day, editions[day])
        found.append({entry: standing(store, entry) for entry in TWENTY})
        assert found[-1]["00"] == (True, None, ["2024-02-01/2024-03-01"])
        assert found[-1]["01"] == (False, "2024-03-01", [])
    assert all(one == found[0] for one in found)


def test_editions_without_a_day_are_ordered_by_their_release(open_store: OpenStore) -> None:
    editions = {"1.2": TWENTY, "1.9": TWENTY[1:], "1.10": TWENTY[2:]}
    for number, order in enumerate(itertools.permutations(editions)):
        store = open_store(f"order {number}")
        for version in order:
            loaded(store, "2020-01-01" if version == "1.9" else None, editions[version], version=version)
        assert [standing(store, entry)[0] for entry in TWENTY[:3]] == [False, False, True]
        assert standing(store, "00")[1] == "2020-01-01"
        graph = everything(store)
        store.project(Projection(everything=True))
        assert everything(store) == graph


def test_an_edition_without_day_or_release_withdraws_nothing_until_a_person_says_that_it_is_the_newest(
    store: Store,
) -> None:
    loaded(store, "2024-01-01", TWENTY)
    done = loaded(store, None, TWENTY[1:])
    assert (done.complete, done.missing) == (False, 0.0488)
    assert standing(store, "00")[0]
    loaded(store, None, TWENTY[1:], confirmed=True)
    assert not standing(store, "00")[0]


def test_an_undated_edition_that_was_the_only_one_withdraws_nothing_when_another_joins_it(store: Store) -> None:
    loaded(store, None, TWENTY)
    loaded(store, "2024-01-01", [*TWENTY, "99"])
    loaded(store, "2024-02-01", [*TWENTY[1:], "99"])
    assert [standing(store, entry)[0] for entry in ("00", "01", "99")] == [True, True, True]
    graph = everything(store)
    store.project(Projection(everything=True))
    assert everything(store) == graph


def test_editions_with_days_are_ordered_by_them_whatever_their_release() -> None:
    first, second = (replace(of(f"2024-0{n}-01"), version=f"{9 - n}") for n in (1, 2))
    assert in_order([second, first]) == [first, second]
    undated = replace(second, day="2020-01-01", dated=False)
    assert in_order([first, undated]) == [undated, first]
    unnumbered = replace(undated, version="spring")
    assert in_order([first, unnumbered]) == [unnumbered, first]


@pytest.mark.parametrize(
    ("entries", "said", "missing"),
    [
        (TWENTY[1:], {"complete": False}, 0.0488),
        (TWENTY[1:], {"skipped": 2}, 0.0488),
        (TWENTY[1:], {"skipped": 2, "confirmed": True}, 0.0488),
        (TWENTY[:1], {}, 0.9268),
        (TWENTY[3:], {}, 0.1463),
    ],
)
def test_a_partial_edition_adds_but_never_withdraws(
    store: Store, entries: list[str], said: dict[str, Any], missing: float
) -> None:
    loaded(store, "2024-01-01", TWENTY)
    done = loaded(store, "2024-02-01", [*entries, "99"], **said)
    assert done.complete is False
    assert done.missing == missing
    assert all(standing(store, entry)[0] for entry in [*TWENTY, "99"])


def of_entry(store: Store, entry: str) -> list[dict[str, Any]]:
    """The claims that an entry is sanctioned, by their words."""
    found = [one for one in store.stream("claim") if one["subjectRecord"] == f"{LIST}:{entry}" and one.get("object")]
    return sorted(found, key=lambda one: one.get("quote") or "")


def edge_of(store: Store, entry: str) -> dict[str, Any]:
    (found,) = [one for one in store.stream("edge") if one["subject"] == listing(store, entry)["subject"]]
    return found


def test_an_amended_wording_supersedes_the_one_before_and_withdraws_nothing(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY, words={"05": "one"})
    loaded(store, "2024-02-01", TWENTY, words={"05": "two"})
    one, two = of_entry(store, "05")
    assert (one["standing"], one["amendedOn"], one.get("withdrawnOn")) == (False, "2024-02-01", None)
    assert one["supersededAt"] == two["recordedAt"]
    assert (two["standing"], two.get("amendedOn"), two.get("withdrawnOn")) == (True, None, None)
    edge = edge_of(store, "05")
    assert (edge["claimCount"], edge["claims"], edge["firstAsserted"]) == (1, [two["id"]], "2020-01-01")


def test_a_part_that_holds_an_entry_amends_it(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY, words={"05": "one"})
    loaded(store, "2024-02-01", ["05"], words={"05": "two"}, complete=False)
    one, two = of_entry(store, "05")
    assert (one["standing"], one["amendedOn"], two["standing"]) == (False, "2024-02-01", True)
    assert all(standing(store, entry)[0] for entry in TWENTY if entry != "05")


def test_an_entry_that_is_amended_and_then_gone_is_withdrawn_in_its_last_words(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY, words={"05": "one"})
    loaded(store, "2024-02-01", TWENTY, words={"05": "two"})
    loaded(store, "2024-03-01", TWENTY[:5] + TWENTY[6:])
    one, two = of_entry(store, "05")
    assert (one["amendedOn"], one.get("withdrawnOn")) == ("2024-02-01", None)
    assert (two.get("amendedOn"), two["withdrawnOn"]) == (None, "2024-03-01")


def test_words_that_come_back_stand_again(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY, words={"05": "one"})
    loaded(store, "2024-02-01", ["05"], words={"05": "two"}, complete=False)
    loaded(store, "2024-03-01", TWENTY, words={"05": "one"})
    one, two = of_entry(store, "05")
    assert (one["standing"], one.get("amendedOn"), one.get("gaps")) == (True, None, None)
    assert (two["standing"], two["amendedOn"]) == (False, "2024-03-01")


def test_of_two_statements_on_one_entry_the_one_that_goes_is_an_amendment(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY, words={"05": "one|two"})
    loaded(store, "2024-02-01", TWENTY, words={"05": "one"})
    one, two = of_entry(store, "05")
    assert (one["standing"], two["standing"], two["amendedOn"]) == (True, False, "2024-02-01")


def test_a_list_that_words_everything_anew_is_still_the_whole_list(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY, words=dict.fromkeys(TWENTY, "one"))
    done = loaded(store, "2024-02-01", TWENTY[1:], words=dict.fromkeys(TWENTY, "two"))
    assert done.complete
    assert standing(store, "00") == (False, "2024-02-01", [])


def test_amendments_do_not_depend_on_the_order_of_loading(open_store: OpenStore) -> None:
    editions = {"2024-01-01": "one", "2024-02-01": "two", "2024-03-01": "three"}
    found = []
    for number, order in enumerate(itertools.permutations(editions)):
        store = open_store(f"order {number}")
        for day in order:
            loaded(store, day, TWENTY, words={"05": editions[day]})
        found.append([(one["quote"], one["standing"], one.get("amendedOn")) for one in of_entry(store, "05")])
    assert found == [[("one", False, "2024-02-01"), ("three", True, None), ("two", False, "2024-03-01")]] * 6


def test_as_of_a_day_an_amended_entry_is_listed_once_and_what_was_known_before_is_still_known(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY, words={"05": "one"})
    loaded(store, "2024-02-01", TWENTY, words={"05": "two"})
    one, two = of_entry(store, "05")

    def quotes(as_of: str | None, known_at: str | None) -> list[str]:
        asked = {"id": two["subject"], "role": "SUBJECT", "predicate": "SANCTIONED_BY", "asOf": as_of}
        rows = store.read(query("claims-of-entity").text, {**asked, "knownAt": known_at, "skip": 0, "limit": 50}).maps()
        return sorted(row["claim"]["properties"]["quote"] for row in rows)

    assert quotes("2023-01-01", None) == ["two"]
    assert quotes("2023-01-01", one["recordedAt"]) == ["one"]
    assert quotes("2023-01-01", two["recordedAt"]) == ["two"]


def test_a_part_that_was_loaded_first_withdraws_nothing_of_the_whole_before_it(store: Store) -> None:
    loaded(store, "2024-02-01", ["00", "99"])
    loaded(store, "2024-01-01", TWENTY)
    assert all(standing(store, entry)[0] for entry in TWENTY)


def test_a_person_can_say_that_much_is_gone_also_afterwards(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY)
    loaded(store, "2024-02-01", TWENTY[:2])
    again = loaded(store, "2024-02-01", TWENTY[:2], confirmed=True)
    assert again.known
    assert again.complete
    assert standing(store, "05") == (False, "2024-02-01", [])
    assert standing(store, "01") == (True, None, [])
    graph = everything(store)
    store.project(Projection(everything=True))
    assert everything(store) == graph


def test_nothing_of_an_earlier_disclosure_is_changed(store: Store) -> None:
    loaded(store, "2024-01-01", TWENTY)
    before = [line for line in store.evidence() if line["line"] != "source"]
    loaded(store, "2024-02-01", TWENTY[1:], names={"05": "Renamed"})
    after = list(store.evidence())
    assert all(line in after for line in before)


def test_an_entity_has_the_name_of_the_last_edition(store: Store) -> None:
    loaded(store, "2024-02-01", TWENTY, names={"05": "Later"})
    loaded(store, "2024-01-01", TWENTY, names={"05": "Earlier"})
    names = {entity["name"] for entity in store.stream("entity")}
    assert "Later" in names
    assert "Earlier" not in names


def of(day: str, complete: bool = True) -> Edition:
    return Edition(day, day, f"{day}T00:00:00.000Z", complete, False, "")


EDITIONS = [of("2024-01-01"), of("2024-02-01"), of("2024-03-01", False), of("2024-04-01"), of("2024-05-01")]
COMPLETE = [edition.complete for edition in EDITIONS]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ({0, 1, 2, 3, 4}, Presence()),
        ({0}, Presence("2024-02-01")),
        ({1, 2}, Presence("2024-04-01")),
        ({1, 4}, Presence(None, ("2024-04-01/2024-05-01",))),
        ({0, 2}, Presence("2024-04-01", ("2024-02-01/2024-03-01",))),
        ({0, 3}, Presence("2024-05-01", ("2024-02-01/2024-04-01",))),
    ],
)
def test_presence_counts_complete_editions_from_the_first_that_holds_a_claim(
    held: set[int], expected: Presence
) -> None:
    assert presence(EDITIONS, COMPLETE, held) == expected


def test_a_curated_claim_is_superseded_when_the_edition_without_it_was_recorded() -> None:
    assert superseded(EDITIONS, {0, 1, 2, 3, 4}) is None
    assert superseded(EDITIONS, {0, 1}) == "2024-04-01T00:00:00.000Z"
    assert superseded(EDITIONS, {0, 4}) is None


def test_missing_counts_entries_and_claims_and_no_versions() -> None:
    before = ["a:1@x", "a:2@x", "c1", "c2", "c3", "c4"]
    assert missing(before, ["a:1@y", "a:2@y", "c1", "c2", "c3", "c4"]) == 0
    assert missing(before, ["a:1@x", "c1", "c2", "c3", "c4"]) == 0.5
    assert missing(before, ["a:1@x", "a:2@x", "c1", "c2", "c3"]) == 0.25
    assert missing([], ["c1"]) == 0


@given(st.lists(st.sets(st.text("abc", max_size=3)), max_size=5))
def test_holdings_are_those_of_the_sets(sets: list[set[str]]) -> None:
    found = dict(holdings([sorted(ids) for ids in sets]))
    expected = {key: {n for n, ids in enumerate(sets) if key in ids} for ids in sets for key in ids}
    assert found == expected
    assert list(found) == sorted(found)
