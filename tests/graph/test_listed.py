"""Listed things across lists: a name and a further fact make one of two, a contradiction keeps them apart."""

from __future__ import annotations

from typing import Any

import pytest

from attributed.graph.candidate import Candidate
from attributed.graph.listed import compare, links


def listed(record: str, name: str, *names: str, kind: str = "Person", **held: Any) -> Candidate:
    return Candidate(
        record=record,
        type=kind,
        source=record.partition(":")[0],
        recorded_at="",
        name=name,
        names=(name, *names),
        identifiers=held.pop("identifiers", ()),
        country=held.pop("country", None),
        organ=False,
        named=True,
        **held,
    )


def one(*candidates: Candidate) -> list[tuple[str, str]]:
    return [(found.left, found.right) for found in links(candidates)]


UK_RUSSIA, EU_RUSSIA = ("The Russia (Sanctions) (EU Exit) Regulations 2019",), ("UKR",)


@pytest.mark.parametrize(
    "fact",
    [
        {"birth_dates": ("1985-10-27",)},
        {"identifiers": ("passport:CN:E12345678",)},
        {"addresses": ("12 Optics Valley Road, Wuhan 430074, China",)},
        {"positions": ("Deputy Head of the Main Directorate of the General Staff",)},
        {"nationalities": ("CN",), "birth_dates": ("1985",)},
        {"nationalities": ("CN",), "programmes": ("CYB",)},
    ],
)
def test_a_name_and_a_further_fact_are_enough(fact: dict[str, Any]) -> None:
    assert one(listed("uk:1", "Ni Gaobin", **fact), listed("eu:1", "NI Gao Bin", **fact))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({}, {}),
        ({"nationalities": ("CN",)}, {"nationalities": ("CN",)}),
        ({"birth_dates": ("1985-10-27",)}, {}),
        ({"birth_dates": ("1985-10-27",)}, {"birth_dates": ("1972-01-02",)}),
        (
            {"birth_dates": ("1985-10-27",), "nationalities": ("CN",)},
            {"birth_dates": ("1985-10-27",), "nationalities": ("RU",)},
        ),
        ({"identifiers": ("imo:1234567",)}, {"identifiers": ("imo:7654321",)}),
    ],
)
def test_a_name_alone_or_contradicted_is_not(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert not one(listed("uk:1", "Ni Gaobin", **mine), listed("eu:1", "NI Gao Bin", **theirs))


def test_one_reference_does_not_outvote_what_contradicts_it() -> None:
    found = compare(
        listed("uk:1", "Ni Gaobin", identifiers=("un-sc:KPi.001",), birth_dates=("1985-10-27",)),
        listed("un:1", "Ni Gaobin", identifiers=("un-sc:KPi.001",), birth_dates=("1950-01-05",)),
    )
    assert found.contradicted


def test_name_and_regime_are_enough_for_the_only_ones() -> None:
    left = listed("uk:1", "Andrey Pinchuk", programmes=UK_RUSSIA)
    right = listed("eu:1", "Андрей Пинчук", programmes=EU_RUSSIA)
    assert one(left, right) == [("eu:1", "uk:1")]
    assert one(left, right, listed("eu:2", "Andrej PINCHUK", programmes=EU_RUSSIA)) == []


def test_types_never_fuse() -> None:
    fact: dict[str, Any] = {"programmes": EU_RUSSIA, "identifiers": ("registration:RU:123",)}
    assert not one(listed("uk:1", "Ivan Smirnov", **fact), listed("eu:1", "Ivan Smirnov", kind="Organization", **fact))


def test_ships_meet_by_their_number() -> None:
    number = ("imo:9187629",)
    found = one(
        listed("uk:1", "Petrel 8", kind="Asset", identifiers=number),
        listed("un:1", "PETREL 8", kind="Asset", identifiers=number),
    )
    assert found == [("uk:1", "un:1")] or found == [("un:1", "uk:1")]


def body(record: str, name: str, *names: str, **held: Any) -> Candidate:
    return listed(record, name, *names, kind="Organization", **held)


def test_an_entry_that_agrees_with_two_of_a_list_is_the_one_of_its_first_name() -> None:
    held: dict[str, Any] = {"country": "IR", "programmes": ("IRN",)}
    bank = body("uk:1", "Melli Bank plc", **held)
    parent = body("us:2", "Bank Melli Iran", "Melli Bank", **held)
    assert one(bank, parent) == [("uk:1", "us:2")]
    assert one(bank, parent, body("us:1", "MELLI BANK PLC", **held)) == [("uk:1", "us:1")]


def test_an_entry_whose_other_names_are_two_entries_of_a_list_is_neither() -> None:
    held: dict[str, Any] = {"country": "IR", "programmes": ("IRN",)}
    whole = body("uk:1", "Yasa Part", "Arfa Paint Company", "Arfeh Company", **held)
    assert not one(whole, body("eu:1", "Arfa Paint Company", **held), body("eu:2", "Arfeh Company", **held))


def test_a_year_of_birth_is_enough_for_the_only_ones_of_a_name_of_three_words() -> None:
    year: dict[str, Any] = {"birth_dates": ("1965",)}
    assert one(listed("eu:1", "Salim Ahmad Hamdan", **year), listed("us:1", "Salim Ahmad HAMDAN", **year))
    assert not one(listed("eu:1", "Muhammad Ali", **year), listed("us:1", "Muhammad ALI", **year))


def test_bodies_share_any_name_of_several_words() -> None:
    held: dict[str, Any] = {"country": "RU", "programmes": EU_RUSSIA}
    left = body("eu:1", "First Harbour Insurance", "Первая портовая страховая компания", **held)
    assert one(left, body("us:1", "PPSK, OOO", "OOO PERVAYA PORTOVAYA STRAKHOVAYA KOMPANIYA", **held))


def test_words_that_begin_alike_are_compared() -> None:
    place: dict[str, Any] = {"addresses": ("34 Pavlenko St., Simferopol",)}
    assert one(body("eu:1", "Crimea Railway", **place), body("us:1", "CRIMEAN RAILWAY", **place))
