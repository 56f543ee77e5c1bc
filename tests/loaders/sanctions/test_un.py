"""The UN Security Council's consolidated list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from attributed.loaders.loader import InputFile, Wanted
from attributed.loaders.sanctions.fields import fields
from attributed.schema.claim import Stance
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

from .conftest import ReadList


def test_a_listing_is_dated_by_its_day_and_not_by_an_update(read: ReadList) -> None:
    found = read("un.xml")
    (listed,) = found.said("6900001", Predicate.SANCTIONED_BY)
    assert (listed.asserted_on, listed.programme, listed.reference) == ("2012-12-31", "DPRK", "KPi.001")
    assert listed.quote == "Heads an office.\nLives abroad."
    assert json.loads(found.of("6900001").as_given or "")["LAST_DAY_UPDATED"] == {"VALUE": "2016-10-13"}


def test_a_stated_delisting_takes_the_listing_back(read: ReadList) -> None:
    listed = read("un.xml").said("6900002", Predicate.SANCTIONED_BY)
    assert [(claim.stance, claim.asserted_on) for claim in listed] == [
        (Stance.ASSERTS, "2016-03-02"),
        (Stance.RETRACTS, "2026-01-05"),
    ]


def test_empty_elements_say_nothing(read: ReadList) -> None:
    found = read("un.xml")
    assert found.others("6900001", Predicate.KNOWN_AS) == ["Ex"]
    (alias,) = found.said("6900001", Predicate.KNOWN_AS)
    assert alias.analytic_confidence == "Low"
    assert found.of("6900001").birth_dates == ("1958/1960", "1961-02-21", "1962")


def test_a_person_keeps_what_identifies(read: ReadList) -> None:
    person = read("un.xml").of("6900001")
    assert (person.name, person.positions) == ("EXAMPLE OF A PERSON", ("Deputy Director", "Director"))
    assert person.identifiers == ("passport:KP:654320502", "un-sc:6900001", "un-sc:KPi.001")
    assert (person.nationalities, person.addresses) == (("KP",), ("Dandong, China",))
    given = json.loads(person.as_given or "")
    assert given["TITLE"] == {"VALUE": "Dr."}
    assert given["INDIVIDUAL_ALIAS"] == {"ALIAS_NAME": "Ex", "QUALITY": "Low", "NOTE": "call sign"}
    assert "SORT_KEY" not in given


def test_a_body_has_its_former_name_and_its_name_in_its_own_script(read: ReadList) -> None:
    found = read("un.xml")
    names = {claim.value: claim.basis for claim in found.said("6900002", Predicate.KNOWN_AS)}
    assert names == {"KPA UNIT 586": "f.k.a.", "정찰총국": None}
    assert (found.of("6900002").country, found.others("6900002", Predicate.LOCATED_IN)) == ("KP", ["state/KP"])


def test_a_list_is_taken_in_part(read: ReadList) -> None:
    assert len(read("un.xml", Wanted(frozenset({"dprk"}))).listed()) == 2
    other = read("un.xml", Wanted(frozenset({"haiti"})))
    assert other.listed() == {}
    assert [warning.why for warning in other.warnings] == ["no entry is under haiti; the list has DPRK"]


def test_one_bad_entry_is_told_and_the_rest_loads(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    for old, why in (
        ("<DATAID>6900001</DATAID>", "an entry without DATAID"),
        ("<FIRST_NAME>RECONNAISSANCE GENERAL BUREAU</FIRST_NAME>", "an entry without a name"),
    ):
        found = read(write(text("un.xml", old, ""), "list.xml"))
        assert [part.why for part in found.skipped] == [why]
        assert len(found.listed()) == 1


def test_the_real_list_has_the_publishers_counts(read: ReadList, real: Callable[[str], Path]) -> None:
    found = read(real("un/consolidated.xml.gz"))
    assert found.counts() == {EntityType.PERSON: 730, EntityType.ORGANIZATION: 273}
    assert (found.skipped, found.warnings, found.disclosure.published_on) == ([], [], "2026-02-27")


def test_every_field_of_the_format_is_mapped_kept_or_dropped(
    leaves_of: Callable[..., set[str]], real: Callable[[str], Path]
) -> None:
    table = fields("un")
    told = table.mapped | table.kept | table.dropped.keys()
    leaves = leaves_of(real("un/sc-sanctions.xsd"), "INDIVIDUAL", "ENTITY")
    leaves |= leaves_of(real("un/consolidated.xml.gz"), "INDIVIDUAL", "ENTITY")
    assert leaves - told == set()
    assert told - leaves == set()
