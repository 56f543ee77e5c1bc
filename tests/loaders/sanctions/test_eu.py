"""The EU's consolidated list of financial sanctions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.errors import UnknownFormat
from attributed.loaders.loader import InputFile, Wanted
from attributed.loaders.sanctions.fields import fields
from attributed.schema.batch import Closing
from attributed.schema.claim import Stance
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

from .conftest import ReadList


@pytest.mark.parametrize(
    ("native", "name", "unit"),
    [
        ("126119", "85th Main Centre for Special Services (GTsSS)", "military unit 26165"),
        ("125011", "Main Centre for Special Technologies (GTsST)", "field post number 74455"),
        ("171286", "GRU Unit 29155", "Войсковая часть 29155"),
    ],
)
def test_the_units_stand_under_their_own_english_names(read: ReadList, native: str, name: str, unit: str) -> None:
    found = read("eu.xml")
    assert found.of(native).name == name
    assert unit in found.others(native, Predicate.KNOWN_AS)
    assert found.listed()[f"eu-fsf:{native}"] is EntityType.ORGANIZATION


def test_a_clusters_name_is_an_alias_and_a_tie(read: ReadList) -> None:
    found = read("eu.xml")
    assert found.others("126119", Predicate.AFFILIATED_WITH) == ["cluster/apt28", "cluster/strontium"]
    assert {"APT28", "Strontium"} <= set(found.others("126119", Predicate.KNOWN_AS))


def test_an_alias_is_dated_by_the_first_act_that_states_it(read: ReadList) -> None:
    found = read("eu.xml")
    (alias,) = (claim for claim in found.said("126119", Predicate.KNOWN_AS) if claim.value == "APT28")
    assert (alias.asserted_on, alias.reference) == ("2020-10-22", "2020/1536 (OJ L351I)")
    assert alias.analytic_confidence is None


def test_the_date_of_the_last_regulation_is_no_listing_date(read: ReadList) -> None:
    found = read("eu.xml")
    (listed,) = found.said("126119", Predicate.SANCTIONED_BY)
    assert (listed.asserted_on, listed.programme, listed.reference) == (None, "CYB", "EU.5914.72")
    assert listed.quote == "Listed for an attack on a parliament."
    given = json.loads(found.of("126119").as_given or "")
    assert given["regulation"]["publicationDate"] == "2025-05-16"
    assert given["acts"]["2020/1536 (OJ L351I)"]["publicationUrl"] == "https://eur-lex.europa.eu/example-2020"


def test_designation_and_delisting_are_told_apart(read: ReadList) -> None:
    found = read("eu.xml")
    listed = found.said("99", Predicate.SANCTIONED_BY)
    assert [(claim.stance, claim.asserted_on) for claim in listed] == [
        (Stance.ASSERTS, "2001-01-25"),
        (Stance.RETRACTS, "2026-02-01"),
    ]
    (unit,) = found.said("171286", Predicate.SANCTIONED_BY)
    assert unit.asserted_on == "2024-12-16"


def test_a_person_keeps_what_identifies_and_nothing_that_is_known_to_be_false(read: ReadList) -> None:
    person = read("eu.xml").of("99")
    assert (person.name, person.positions) == ("Example X. PERSON", ("Head of an office",))
    assert person.identifiers == ("eu-fsf:99", "eu-fsf:EU.1.1", "passport:RU:100130896", "un-sc:QDi.399")
    assert (person.nationalities, person.country) == (("RU",), "RU")
    assert person.birth_dates == ("1958/1960", "1961-02-21", "1962-03")
    assert "FORGED1" in (person.as_given or "")
    assert "ISLAMIC" in (person.as_given or "")


def test_an_address_is_one_line_and_a_country(read: ReadList) -> None:
    found = read("eu.xml")
    assert found.of("126119").addresses == ("Komsomol'skiy Prospekt, 20, 7, 119146, Moscow, RUSSIAN FEDERATION",)
    assert found.others("126119", Predicate.LOCATED_IN) == ["state/RU"]
    assert "www.example.org" in (found.of("126119").as_given or "")


def test_what_a_body_is_for_is_no_office(read: ReadList) -> None:
    unit = read("eu.xml").of("171286")
    assert unit.positions == ()
    assert json.loads(unit.as_given or "")["functions"] == ["covert unit of a military intelligence service"]


@pytest.mark.parametrize("programme", ["cyb", "cyber"])
def test_a_programme_is_taken_by_code_or_usual_name(read: ReadList, programme: str) -> None:
    found = read("eu.xml", Wanted(frozenset({programme})))
    assert sorted(found.listed()) == ["eu-fsf:125011", "eu-fsf:126119"]
    assert found.closing == Closing(complete=False)


def test_one_bad_entity_is_told_and_the_rest_loads(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    for old, new, why in (
        (' logicalId="171286"', "", "a sanctionEntity without logicalId"),
        ('code="person"', 'code="ship"', "subjectType is 'ship', not person or enterprise"),
        ('logicalId="99"', 'logicalId="125011"', "125011 is given twice"),
    ):
        found = read(write(text("eu.xml", old, new), "list.xml"))
        assert [part.why for part in found.skipped] == [why]
        assert len(found.listed()) == 3


def test_the_edition_is_dated_by_the_file(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    assert read("eu.xml").disclosure.published_on == "2026-03-02"
    undated = read(write(text("eu.xml", "2026-03-02T10", "2026-13-02T10"), "list.xml"))
    assert undated.disclosure.published_on is None
    assert [(part.where, part.why) for part in undated.warnings] == [
        ("generationDate", "'2026-13-02' is not a day of the calendar; the edition has no day")
    ]


def test_a_birth_date_is_as_exact_as_the_parts_that_are_filled(read: ReadList, write: Callable[..., InputFile]) -> None:
    born = "".join(
        f'<birthdate calendarType="GREGORIAN" birthdate="" dayOfMonth="{day}" monthOfYear="{month}" year="{year}"/>'
        for year, month, day in (("1965", "3", ""), ("1966", "", "10"), ("", "", ""))
    )
    entity = f'<sanctionEntity logicalId="1"><subjectType classificationCode="P"/><nameAlias wholeName="A"/>{born}'
    found = read(write(f"<export>{entity}</sanctionEntity></export>", "list.xml"))
    assert found.of("1").birth_dates == ("1965-03", "1966")
    assert found.types["eu-fsf:1"] == "Person"


def test_an_error_page_in_place_of_the_list_is_refused(read: ReadList, real: Callable[[str], Path]) -> None:
    with pytest.raises(UnknownFormat):
        read(real("broken/eu-real-500-body.xml"))


def test_the_real_list_has_the_publishers_counts(read: ReadList, real: Callable[[str], Path]) -> None:
    found = read(real("eu/xmlFullSanctionsList_1_1.xml.gz"))
    assert found.counts() == {EntityType.PERSON: 4341, EntityType.ORGANIZATION: 1519}
    assert (found.skipped, found.warnings) == ([], [])
    programmes = [claim.programme for claim in found.claims if claim.predicate is Predicate.SANCTIONED_BY]
    assert programmes.count("CYB") == 21


def test_every_field_of_the_format_is_mapped_kept_or_dropped(
    leaves_of: Callable[..., set[str]], real: Callable[[str], Path]
) -> None:
    table = fields("eu")
    told = table.mapped | table.kept | table.dropped.keys()
    schema = leaves_of(real("eu/schema_1_1.xsd"), "sanctionEntity")
    names = ("eu/xmlFullSanctionsList_1_1.xml.gz", "eu/xmlFullSanctionsList_1_1.one-entity-real.2024-12-11.xml")
    assert schema.union(*(leaves_of(real(name), "sanctionEntity") for name in names)) - told == set()
    assert told - schema == set()
