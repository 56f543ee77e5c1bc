"""Every rule reads its example and leaves its counter-example, with the parser and without; so does every shape."""

from __future__ import annotations

from typing import Any

import pytest

from attributed.loaders.prose.discovery import discovered
from attributed.loaders.prose.memberships import memberships
from attributed.loaders.prose.names import names_in
from attributed.loaders.prose.people import people
from attributed.loaders.prose.tables import table

RULES = {row["name"]: row for row in table("rules")}
MEMBERSHIPS = {row["name"]: row for row in table("memberships")["rules"]}
READ = RULES | {row["name"]: row for row in table("readings")}
PEOPLE = {row["name"]: row for row in table("people")}
SHAPES = {row["name"]: row for row in table("shapes")}


def read_by(reading: Any, body: str) -> set[str]:
    return {claim.extracted_by.rsplit(" ", 1)[-1] for claim in reading(body).claims}


@pytest.mark.parametrize("name", READ)
def test_a_rule_reads_its_example(name: str, reading: Any) -> None:
    assert name in read_by(reading, READ[name]["example"])


@pytest.mark.parametrize("name", READ)
def test_a_rule_leaves_its_counter_example(name: str, reading: Any) -> None:
    assert name not in read_by(reading, READ[name]["counter"])


def joined_by(sentence: str) -> set[str]:
    return {one.rule for one in memberships(sentence, discovered([sentence]).names(sentence), 0, len(sentence))}


@pytest.mark.parametrize("name", MEMBERSHIPS)
def test_a_membership_is_read_from_the_words_between_the_names(name: str) -> None:
    assert name in joined_by(MEMBERSHIPS[name]["example"])
    assert name not in joined_by(MEMBERSHIPS[name]["counter"])


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_finds_its_example(name: str) -> None:
    row = SHAPES[name]
    found = [row["example"][found.start : found.end] for found in names_in(row["example"])]
    assert any(row["finds"] in words for words in found)


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_leaves_its_counter_example(name: str) -> None:
    assert not [found for found in names_in(SHAPES[name]["counter"]) if found.shape == name]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_pattern_of_people_finds_its_example(name: str) -> None:
    assert PEOPLE[name]["finds"] in list(people(PEOPLE[name]["example"]))


@pytest.mark.parametrize("name", PEOPLE)
def test_a_pattern_of_people_leaves_its_counter_example(name: str) -> None:
    assert not list(people(PEOPLE[name]["counter"]))


def test_every_rule_says_a_predicate_and_where_its_ends_stand() -> None:
    for row in RULES.values():
        assert row["says"] in {"TARGETED", "ATTRIBUTED_TO", "TIE", "SANCTIONED_BY", "RESPONDED_TO"}
        assert row["subject"]
        assert row["object"]
        assert (row["says"] == "TARGETED") == ("outcome" in row)
        assert (row["says"] == "RESPONDED_TO") == ("response" in row)
