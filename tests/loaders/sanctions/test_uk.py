"""The UK Sanctions List."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile, Wanted
from attributed.loaders.sanctions.fields import fields
from attributed.schema.batch import Closing
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

from .conftest import Read, ReadList

CYBER = "The Cyber (Sanctions) (EU Exit) Regulations 2020"


@pytest.mark.parametrize(
    ("native", "name", "type"),
    [
        ("CYB0044", "WUHAN XIAORUIZHI SCIENCE AND TECHNOLOGY COMPANY LIMITED", EntityType.ORGANIZATION),
        ("CYB0045", "Guangzong ZHAO", EntityType.PERSON),
        ("CYB0046", "Gaobin NI", EntityType.PERSON),
    ],
)
def test_the_first_listings_for_apt31_stand_as_published(
    read: ReadList, native: str, name: str, type: EntityType
) -> None:
    found = read("uk.xml")
    (listed,) = found.said(native, Predicate.SANCTIONED_BY)
    assert (found.of(native).name, found.listed()[f"uk-sanctions:{native}"]) == (name, type)
    assert (listed.asserted_on, listed.programme, listed.reference) == ("2024-03-25", CYBER, native)
    assert (listed.object_record, listed.claimant_record) == ("uk-sanctions:authority/uk-fcdo",) * 2


def test_reasons_are_the_quote_word_for_word_and_a_line_break_is_none(read: ReadList) -> None:
    found = read("uk.xml")
    (company,), (man,) = (found.said(native, Predicate.SANCTIONED_BY) for native in ("CYB0044", "CYB0045"))
    assert company.quote == (
        "A company in Wuhan that is named as involved in cyber activity against parliamentarians.\n"
        "It acted for a ministry."
    )
    assert man.quote is None


@pytest.mark.parametrize(
    ("native", "unit", "clusters"),
    [
        ("CYB0012", "GRU Unit 26165", ["apt28", "fancy bear"]),
        ("CYB0009", "GRU Unit 74455", ["sandworm", "sandworm team"]),
        ("CYB0097", "GRU Unit 29155", []),
    ],
)
def test_a_unit_is_tied_to_the_clusters_among_its_names_and_is_none_of_them(
    read: ReadList, native: str, unit: str, clusters: list[str]
) -> None:
    found = read("uk.xml")
    assert unit in found.others(native, Predicate.KNOWN_AS)
    assert found.others(native, Predicate.AFFILIATED_WITH) == [f"cluster/{name}" for name in clusters]
    assert found.listed()[f"uk-sanctions:{native}"] is EntityType.ORGANIZATION
    assert not any(claim.predicate in (Predicate.ALIAS_OF, Predicate.SAME_AS) for claim in found.claims)


def test_a_ship_that_bears_a_clusters_name_is_tied_to_none(read: ReadList) -> None:
    found = read("uk.xml")
    ship = found.of("DPR0075")
    assert (ship.asset_kind, ship.country, ship.name) == (AssetKind.VESSEL, "KM", "Fancy Bear")
    assert ship.identifiers == ("imo:9562233", "uk-sanctions:DPR0075", "un-sc:KPe.001")
    (owner,) = found.said("DPR0075", Predicate.AFFILIATED_WITH)
    assert (owner.object_record, owner.basis) == (
        "uk-sanctions:named/Organization/example shipping",
        "current owner or operator",
    )


def test_a_parent_that_is_listed_itself_is_that_entry_and_a_subsidiary_is_never_owned(read: ReadList) -> None:
    found = read("uk.xml")
    (parent,) = found.said("CYB0044", Predicate.OWNED_BY)
    (subsidiary,) = found.said("CYB0044", Predicate.AFFILIATED_WITH)
    assert (parent.object_record, parent.basis) == ("uk-sanctions:CYB0012", "parent company")
    assert (subsidiary.object_record, subsidiary.basis) == (
        "uk-sanctions:named/Organization/example subsidiary ltd",
        "subsidiary",
    )


def test_a_company_keeps_its_number_address_and_country(read: ReadList) -> None:
    found = read("uk.xml")
    company = found.of("CYB0044")
    assert company.identifiers == ("ofsi:16460", "registration:91420100MA4KX0000X", "uk-sanctions:CYB0044")
    assert company.addresses == ("2nd Floor, No. 16, Wuhan, 430000, China",)
    assert (company.country, found.others("CYB0044", Predicate.LOCATED_IN)) == ("CN", ["state/CN"])
    assert found.others("CYB0044", Predicate.KNOWN_AS) == ["WUHAN XRZ", "武汉晓睿智科技有限责任公司"]
    (alias,) = (claim for claim in found.said("CYB0044", Predicate.KNOWN_AS) if claim.value == "WUHAN XRZ")
    assert alias.analytic_confidence == "Good quality a.k.a"


def test_partial_dates_keep_what_is_known_and_an_impossible_one_is_told(read: ReadList) -> None:
    found = read("uk.xml")
    person = found.of("CYB9999")
    assert person.birth_dates == ("1985-10-27", "1986-11", "1987")
    assert [(warning.where.split(", ")[1], "30/02/1988" in str(person.as_given)) for warning in found.warnings] == [
        ("CYB9999", False)
    ]
    assert "1988-02-30" in found.warnings[0].why
    assert (found.skipped, found.closing and found.closing.complete) == ([], True)


def test_a_name_is_its_parts_without_their_blanks_and_a_second_primary_name_is_an_alias(read: ReadList) -> None:
    found = read("uk.xml")
    person = found.of("CYB9999")
    assert (person.name, found.others("CYB9999", Predicate.KNOWN_AS)) == ("Example of a PERSON", ["Ex"])
    assert (person.identifiers, person.positions) == (("passport:E1234567", "uk-sanctions:CYB9999"), ("Contractor",))


def test_a_government_body_is_an_organ(read: ReadList) -> None:
    found = read("uk.xml")
    assert (found.of("CYB0012").organ, found.of("CYB0044").organ) == (True, False)


def test_what_has_no_field_is_kept_as_given(read: ReadList) -> None:
    given = json.loads(read("uk.xml").of("CYB0044").as_given or "")
    assert given["LastUpdated"] == "25/03/2024"
    assert given["SanctionsImposed"] == "Asset freeze| Director Disqualification Sanction"
    assert given["EmailAddresses"] == {"EmailAddress": "office@example.org"}
    assert given["NonLatinNames"]["NonLatinName"]["NonLatinScriptType"] == "Chinese (Simplified)"
    assert "UniqueID" not in given
    assert "SanctionsImposedIndicators" not in given


@pytest.mark.parametrize("programme", ["cyber", "cyb", CYBER.casefold()])
def test_a_programme_is_taken_by_any_of_its_names(read: ReadList, programme: str) -> None:
    found = read("uk.xml", Wanted(frozenset({programme})))
    assert len(found.listed()) == 7
    assert "uk-sanctions:DPR0075" not in found.listed()
    assert found.closing == Closing(complete=False)
    assert found.disclosure.id != read("uk.xml").disclosure.id


def test_the_edition_is_dated_by_the_file(read: ReadList) -> None:
    found = read("uk.xml")
    assert (found.disclosure.published_on, found.disclosure.series) == ("2026-03-02", "uk-sanctions")


def test_one_bad_designation_is_told_and_the_rest_loads(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    for old, new, why in (
        ("<UniqueID>CYB0046</UniqueID>", "", "a designation without UniqueID"),
        ("<UniqueID>CYB0046<", "<UniqueID>CYB0045<", "CYB0045 is given twice"),
        (">Ship<", ">Airship<", "IndividualEntityShip is 'Airship', not Individual, Entity or Ship"),
    ):
        found = read(write(text("uk.xml", old, new), "UK.xml"))
        assert [part.why for part in found.skipped] == [why]
        assert len(found.listed()) == 7
        assert found.skipped[0].where.startswith("line ")


def test_a_field_of_tomorrow_is_kept_and_told_once(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    later = text("uk.xml", "<DesignationSource>UK<", "<Wings><Wing>two</Wing></Wings><DesignationSource>UK<")
    found = read(write(later, "UK.xml"))
    assert [(part.where, part.why) for part in found.warnings if part.where == "Wings/Wing"] == [
        (
            "Wings/Wing",
            f"{later.count('<Wings>')} entries hold it, and no field of it is known: it is kept as given",
        )
    ]
    assert '"Wings":{"Wing":"two"}' in (found.of("CYB0044").as_given or "")
    assert found.closing == Closing(complete=True)


def test_a_name_that_is_given_whole_and_a_day_in_another_form_are_read(
    read: ReadList, write: Callable[..., InputFile]
) -> None:
    given = (
        "<Designations><DateGenerated>2026-10-02T00:00:00</DateGenerated><Designation><UniqueID>RUS1</UniqueID>"
        "<DateDesignated>2026-09-30</DateDesignated><IndividualEntityShip>Vessel</IndividualEntityShip>"
        "<Names><Name><Name> EXAMPLE  SHIP</Name><NameType>Primary  Name</NameType></Name></Names>"
        "</Designation></Designations>"
    )
    found = read(write(given, "UK.xml"))
    assert (found.of("RUS1").name, found.types["uk-sanctions:RUS1"]) == ("EXAMPLE SHIP", "Asset")
    assert found.disclosure.published_on == "2026-10-02"
    (listed,) = found.said("RUS1", Predicate.SANCTIONED_BY)
    assert listed.asserted_on == "2026-09-30"


def test_a_file_that_breaks_off_is_refused(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    broken = text("uk.xml", "</Designations>", "")
    with pytest.raises(BadInput, match="not well-formed XML"):
        read(write(broken, "UK.xml"))


def test_a_list_without_a_designation_is_refused(read: ReadList, write: Callable[..., InputFile]) -> None:
    with pytest.raises(BadInput, match="the list has no entry"):
        read(write("<Designations><DateGenerated>01/01/2026</DateGenerated></Designations>", "UK.xml"))


@pytest.mark.parametrize(
    ("name", "loaded", "skipped", "warned"),
    [
        ("uk-duplicate-unique-id.xml", 12, 1, 0),
        ("uk-impossible-dates.xml", 12, 0, 1),
        ("uk-missing-unique-id.xml", 10, 2, 0),
    ],
)
def test_the_broken_files_load_as_far_as_they_are_whole(
    read: ReadList, real: Callable[[str], Path], name: str, loaded: int, skipped: int, warned: int
) -> None:
    found = read(real(f"broken/{name}"))
    assert (len(found.listed()), len(found.skipped), len(found.warnings)) == (loaded, skipped, warned)


@pytest.mark.parametrize("name", ["uk-truncated.xml", "uk-zero-byte.xml.gz"])
def test_the_broken_files_that_are_no_list_are_refused(read: ReadList, real: Callable[[str], Path], name: str) -> None:
    with pytest.raises(BadInput):
        read(real(f"broken/{name}"))


def test_the_real_list_has_the_publishers_counts(read: ReadList, real: Callable[[str], Path]) -> None:
    found: Read = read(real("uk/UK-Sanctions-List.xml.gz"))
    assert found.counts() == {EntityType.PERSON: 4036, EntityType.ORGANIZATION: 1647, EntityType.ASSET: 666}
    assert (found.skipped, found.warnings) == ([], [])
    cyber = read(real("uk/UK-Sanctions-List.xml.gz"), Wanted(frozenset({"cyber"})))
    assert len(cyber.listed()) == 109


def test_every_field_of_the_format_is_mapped_kept_or_dropped(
    leaves_of: Callable[..., set[str]], real: Callable[[str], Path]
) -> None:
    table = fields("uk")
    told = table.mapped | table.kept | table.dropped.keys()
    names = ("uk/UK-Sanctions-List.xml.gz", "uk/UK-Sanctions-List.cyber-with-individual-details.xml")
    assert set().union(*(leaves_of(real(name), "Designation") for name in names)) - told == set()
