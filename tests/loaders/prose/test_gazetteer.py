"""What the shipped tables of names hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from urllib.parse import urlsplit

import pytest
from spellchecker import SpellChecker

from attributed.loaders.prose.gazetteer import Doubt, doubts, entries
from attributed.loaders.prose.tables import table

NAMED = ["actors", "malware"]


def spellings(name: str) -> list[str]:
    return [spelling for entry in entries(name) for spelling in entry.spellings]


def test_groups_are_many() -> None:
    assert len({entry.group for entry in entries("actors")}) >= 200
    assert len({entry.name for entry in entries("actors")}) >= 600


def test_programs_are_many() -> None:
    assert len({entry.name for entry in entries("malware")}) >= 200
    assert {entry.kind for entry in entries("malware")} == {"malware", "tools"}


def test_organs_of_many_states_are_held() -> None:
    organs = {(country, name) for country, name, *_ in table("organs")}
    assert len(organs) >= 150
    assert len({country for country, _ in organs}) >= 40


@pytest.mark.parametrize(
    ("country", "spelling"),
    [("RU", "FSB Center 16"), ("RU", "GRU Unit 26165"), ("CN", "MSS Hubei State Security Department")],
)
def test_a_unit_is_held_under_its_state(country: str, spelling: str) -> None:
    assert spelling in {word for row in table("organs") for word in row[1:] if row[0] == country}


def test_an_organ_stands_once() -> None:
    held = Counter((row[0], word) for row in table("organs") for word in row[1:])
    assert [key for key, count in held.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMED)
def test_a_spelling_stands_once_in_a_table(name: str) -> None:
    assert [spelling for spelling, count in Counter(spellings(name)).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMED)
def test_a_spelling_differs_from_others_in_more_than_its_case(name: str) -> None:
    groups: dict[str, set[str]] = defaultdict(set)
    for entry in entries(name):
        for spelling in entry.spellings:
            groups[spelling.casefold()].add(entry.name)
    assert {key: names for key, names in groups.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", NAMED)
def test_the_primary_name_is_one_of_a_row(name: str) -> None:
    held: dict[str, set[str]] = defaultdict(set)
    for entry in entries(name):
        held[entry.group] |= set(entry.spellings)
    assert [group for group, names in held.items() if group not in names] == []


@pytest.mark.parametrize("name", NAMED)
def test_every_name_has_a_namer_and_a_source(name: str) -> None:
    assert all(entry.namer and urlsplit(entry.source).scheme == "https" for entry in entries(name))


def test_every_namer_is_used() -> None:
    assert set(table("namers")) == {entry.namer for name in NAMED for entry in entries(name)}


@pytest.mark.parametrize("name", NAMED)
def test_an_english_word_is_marked(name: str) -> None:
    words = SpellChecker(language="en").word_frequency
    ordinary = {spelling for spelling in spellings(name) if spelling.lower() in words}
    assert sorted(ordinary - set(doubts(name))) == []


@pytest.mark.parametrize("name", NAMED)
def test_a_mark_belongs_to_a_name_of_the_table(name: str) -> None:
    assert sorted(set(doubts(name)) - set(spellings(name))) == []
    assert sum(len(marked) for marked in table(name)["ambiguous"].values()) == len(doubts(name))


def test_a_name_of_a_group_and_of_its_program_is_marked_in_both() -> None:
    both = set(spellings("actors")) & set(spellings("malware"))
    assert {spelling for spelling in both if doubts("actors").get(spelling) is not Doubt.PROGRAM} <= {"Hive", "Play"}
    assert both <= set(doubts("malware"))
