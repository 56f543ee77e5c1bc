"""The archived list of OFSI, as text and as PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile, Wanted
from attributed.schema.batch import Closing
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

from .conftest import ReadList


def test_a_listing_is_dated_by_the_day_on_this_list_and_not_on_the_other(read: ReadList) -> None:
    found = read("ofsi.txt")
    (listed,) = found.said("13748", Predicate.SANCTIONED_BY)
    assert (listed.asserted_on, listed.programme, listed.reference) == ("2019-01-21", "Cyber", "13748")
    assert (listed.object_record, listed.quote) == ("ofsi-consolidated:authority/uk-ofsi", "Heads the service.")
    given = json.loads(found.of("13748").as_given or "")
    assert (given["UK Sanctions List Date Designated"], given["Other Information"]) == ("31/12/2020", "A note.")


def test_an_entry_that_names_two_designations_has_both_numbers(read: ReadList) -> None:
    person = read("ofsi.txt").of("13748")
    assert person.identifiers == (
        "ofsi:13748",
        "passport:100130896",
        "uk-sanctions:CHW0009",
        "uk-sanctions:CYB0011",
    )


def test_names_and_dates_are_read_through_breaks_of_lines_and_pages(read: ReadList) -> None:
    found = read("ofsi.txt")
    person = found.of("13748")
    assert (person.name, person.birth_dates) == ("IGOR OLEGOVICH KOSTYUKOV", ("1961-02-21", "1962"))
    assert found.others("13748", Predicate.KNOWN_AS) == ["EXAMPLE", "Igor O. KOSTIUKOV", "Игорь Костюков"]
    assert (person.nationalities, person.positions) == (("RU",), ("Head of the GRU",))
    assert ["30" in warning.why for warning in found.warnings] == [True]


def test_an_individual_of_apt31_stands_as_published(read: ReadList) -> None:
    found = read("ofsi.txt")
    (listed,) = found.said("16462", Predicate.SANCTIONED_BY)
    assert (found.of("16462").name, listed.asserted_on) == ("GAOBIN NI", "2024-03-25")
    assert listed.quote == "Named as a member of APT31, in words of our own."
    assert found.others("16462", Predicate.LOCATED_IN) == ["state/CN"]


def test_a_unit_is_an_organ_with_a_parent_and_tied_to_its_cluster(read: ReadList) -> None:
    found = read("ofsi.txt")
    unit = found.of("13984")
    assert (unit.organ, unit.country, found.listed()["ofsi-consolidated:13984"]) == (
        True,
        "RU",
        EntityType.ORGANIZATION,
    )
    assert unit.addresses == ("Komsomol'skiy Prospekt, 20, Moscow, Russia, 119146",)
    assert found.others("13984", Predicate.AFFILIATED_WITH) == ["cluster/apt28"]
    assert found.others("13984", Predicate.OWNED_BY) == ["named/Organization/russian ministry of defence"]


def test_a_regime_stands_above_its_entries(read: ReadList) -> None:
    found = read("ofsi.txt")
    (listed,) = found.said("14000", Predicate.SANCTIONED_BY)
    assert listed.programme == "Chemical Weapons"
    assert len(read("ofsi.txt", Wanted(frozenset({"cyber"}))).listed()) == 3


def test_an_entry_whose_end_or_beginning_is_lost_is_told(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    lost = read(write(text("ofsi.txt", "Group ID: 14000.", ""), "list.txt"))
    assert [part.why for part in lost.skipped] == ["an entry without Group ID"]
    assert (len(lost.listed()), lost.closing) == (3, Closing(complete=False))
    begun = read(write(text("ofsi.txt", "2. Name 6: KOSTYUKOV", "KOSTYUKOV"), "list.txt"))
    assert [part.why for part in begun.skipped] == ["the beginning of an entry is not to be found (Group ID 13748)"]
    assert len(begun.listed()) == 3


def test_a_pdf_that_is_broken_is_refused(read: ReadList, write: Callable[..., InputFile]) -> None:
    title = "CONSOLIDATED LIST OF FINANCIAL SANCTIONS TARGETS IN THE UK".encode("utf-16-be")
    with pytest.raises(BadInput, match="not a PDF that can be read"):
        read(write(b"%PDF-1.4\n/Title (" + title + b")\n%%EOF", "list.pdf"))


def test_the_real_text_has_the_publishers_counts(read: ReadList, real: Callable[[str], Path]) -> None:
    found = read(real("ofsi/Cyber_text.txt"))
    assert found.counts() == {EntityType.PERSON: 70, EntityType.ORGANIZATION: 9}
    assert (found.skipped, found.warnings, found.disclosure.published_on) == ([], [], "2025-08-12")
    assert "GRU Unit 29155" in found.others("16991", Predicate.KNOWN_AS)
    assert "GRU Unit 74455" in found.others("13911", Predicate.KNOWN_AS)


@pytest.mark.slow
def test_the_real_pdf_says_what_its_text_says(read: ReadList, real: Callable[[str], Path]) -> None:
    page, text = read(real("ofsi/Cyber.pdf")), read(real("ofsi/Cyber_text.txt"))
    assert {version.id for version in page.versions.values()} == {version.id for version in text.versions.values()}
    assert len({claim.id for claim in page.claims} ^ {claim.id for claim in text.claims}) <= 2  # a break in one word
