"""OFAC's lists in their three current forms: standard XML, ENHANCED XML and CSV."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.errors import BadInput
from attributed.loaders.inputs import inputs, together
from attributed.loaders.loader import InputFile, Wanted
from attributed.loaders.sanctions.fields import fields
from attributed.loaders.sanctions.ofac_csv import ADD_COLUMNS, ALT_COLUMNS, COMMENT_COLUMNS, SDN_COLUMNS
from attributed.schema.batch import Closing
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

from .conftest import LISTS, Read, ReadList

FORMS = ("ofac/SDN.XML", "ofac/SDN_ENHANCED.XML", "ofac/SDN.CSV")


def in_folder(read: ReadList, folder: Path, name: str, wanted: Wanted | None = None) -> Read:
    """A file with its companions, as a folder is loaded."""
    files = together(inputs(str(folder), max_bytes=1 << 30, max_text_bytes=1 << 30))
    (file,) = (file for file in files if file.bare_name() == name and Path(file.name).parent == folder)
    return read(file, wanted) if wanted else read(file)


@pytest.fixture
def form(read: ReadList) -> Callable[[str], Read]:
    """A form of the list, with its companions where it has some."""

    def one(name: str) -> Read:
        return in_folder(read, LISTS / "ofac", Path(name).name)

    return one


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_the_same_of_a_person(form: Callable[[str], Read], name: str) -> None:
    found = form(name)
    person = found.of("21328")
    assert (found.source.id, person.name) == ("ofac-sdn", "Igor Valentinovich KOROBOV")
    assert found.listed()["ofac-sdn:21328"] is EntityType.PERSON
    assert {"ofac:21328", "passport:RU:100119726"} <= set(person.identifiers)
    assert "1956-08-03" in person.birth_dates
    assert (person.nationalities, person.country, person.positions) == (("RU",), "RU", ("Chief of GRU",))
    assert person.addresses == ("Khoroshevskoye Shosse 76, Moscow, Russia",)
    listed = found.said("21328", Predicate.SANCTIONED_BY)
    assert [claim.programme for claim in listed] == ["CYBER2", "CAATSA - RUSSIA"]
    assert {claim.object_record for claim in listed} == {"ofac-sdn:authority/us-ofac"}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_ties_a_person_to_the_entry_that_it_names(form: Callable[[str], Read], name: str) -> None:
    found = form(name)
    ties = {*found.others("21328", Predicate.AFFILIATED_WITH), *found.others("21328", Predicate.MEMBER_OF)}
    assert "21343" in ties
    assert (found.of("21343").organ, found.listed()["ofac-sdn:21343"]) == (True, EntityType.ORGANIZATION)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_tells_a_former_name_and_a_weak_alias(form: Callable[[str], Read], name: str) -> None:
    found = form(name)
    aliases = {claim.value: claim for claim in found.said("21328", Predicate.KNOWN_AS)}
    assert aliases["Igor KOROBOW"].basis == "f.k.a."
    weak = {name for name, claim in aliases.items() if claim.analytic_confidence == "low quality a.k.a."}
    assert weak == ({"Igor K"} if name.endswith(".CSV") else {"Igor KOROBOW"})


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_a_wallet_with_its_owner_and_its_own_listing(form: Callable[[str], Read], name: str) -> None:
    found = form(name)
    native = "wallet/1ExampleWa11etAddressXyz"
    wallet = found.of(native)
    assert (wallet.asset_kind, wallet.identifiers) == (AssetKind.WALLET, ("wallet:1ExampleWa11etAddressXyz",))
    assert json.loads(wallet.as_given or "") == {"currency": "XBT"}
    assert found.others(native, Predicate.OWNED_BY) == ["21328"]
    assert [claim.programme for claim in found.said(native, Predicate.SANCTIONED_BY)] == ["CYBER2", "CAATSA - RUSSIA"]


@pytest.mark.parametrize("name", ["ofac/SDN.XML", "ofac/SDN.CSV"])
def test_a_vessel_has_number_flag_and_owner(form: Callable[[str], Read], name: str) -> None:
    found = form(name)
    ship = found.of("30000")
    assert (ship.asset_kind, ship.country, ship.identifiers) == (AssetKind.VESSEL, "PA", ("imo:7406784", "ofac:30000"))
    assert found.others("30000", Predicate.OWNED_BY) == ["named/Organization/example shipping company"]
    assert "3E2066" in (ship.as_given or "")


@pytest.mark.parametrize("name", ["ofac/SDN.XML", "ofac/SDN.CSV"])
def test_a_body_named_like_a_cluster_is_tied_to_it(form: Callable[[str], Read], name: str) -> None:
    found = form(name)
    assert {"cluster/lazarus group", "cluster/hidden cobra"} <= set(found.others("27307", Predicate.AFFILIATED_WITH))
    assert found.listed()["ofac-sdn:27307"] is EntityType.ORGANIZATION


def test_the_xml_tells_an_impossible_date_and_dates_the_edition(read: ReadList) -> None:
    found = read("ofac/SDN.XML")
    assert (found.disclosure.published_on, found.closing) == ("2026-03-02", Closing(complete=True))
    assert found.of("21328").birth_dates == ("1956-08-03", "1957")
    assert [warning.where.split(", ")[1] for warning in found.warnings] == ["21328"]
    (tie,) = (claim for claim in found.said("27307", Predicate.AFFILIATED_WITH) if claim.basis == "Linked To")
    assert (tie.object_record, tie.quote) == ("ofac-sdn:named/Person/person example", "Linked To: EXAMPLE, Person")


def test_the_enhanced_form_dates_the_listing_and_names_the_relation(read: ReadList) -> None:
    found = read("ofac/SDN_ENHANCED.XML")
    assert (found.disclosure.published_on, found.closing) == ("2026-03-02", Closing(complete=True))
    assert {claim.asserted_on for claim in found.said("21343", Predicate.SANCTIONED_BY)} == {"2016-12-29"}
    (office,) = found.said("21328", Predicate.MEMBER_OF)
    assert (office.object_record, office.position) == ("ofac-sdn:21343", "Leader or official of")
    (agent,) = found.said("21328", Predicate.AFFILIATED_WITH)
    assert (agent.basis, agent.analytic_confidence) == ("Acting for or on behalf of", "High")
    assert "Игорь Валентинович КОРОБОВ" in found.others("21328", Predicate.KNOWN_AS)


def test_a_party_of_another_list_meets_its_own_entry_by_number(read: ReadList) -> None:
    found = read("ofac/SDN_ENHANCED.XML")
    (agent,) = found.said("21328", Predicate.AFFILIATED_WITH)
    assert agent.object_record == "ofac-sdn:tied/99999"
    other = found.of("tied/99999")
    assert (other.name, other.identifiers) == ("Person EXAMPLE", ("ofac:99999",))


def test_an_aircraft_is_owned_and_is_not_tied_to_itself(read: ReadList) -> None:
    found = read("ofac/SDN_ENHANCED.XML")
    plane = found.of("30001")
    assert (plane.asset_kind, plane.identifiers) == (AssetKind.AIRCRAFT, ("aircraft-serial:1023409321", "ofac:30001"))
    assert found.others("30001", Predicate.OWNED_BY) == ["21343"]
    assert found.others("30001", Predicate.AFFILIATED_WITH) == []


def test_an_export_that_was_filtered_says_so_itself(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    programme = '<sanctionsPrograms><sanctionsProgram refId="1">CYBER2</sanctionsProgram></sanctionsPrograms></filters>'
    found = read(write(text("ofac/SDN_ENHANCED.XML", "</filters>", programme), "SDN_ENHANCED.XML"))
    assert found.closing == Closing(complete=False)


def test_a_list_is_told_from_the_other_by_its_filter_name_or_programmes(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    other = text("ofac/SDN_ENHANCED.XML", ">SDN List</sanctionsList>\n      </sanctionsLists>\n    </filters>",
                 ">CAPTA List</sanctionsList>\n      </sanctionsLists>\n    </filters>")  # fmt: skip
    assert read(write(other, "list.xml")).source.id == "ofac-consolidated"
    assert read(write(text("ofac/SDN.XML", "", ""), "CONSOLIDATED.XML")).source.id == "ofac-consolidated"
    palestine = text("ofac/SDN.XML", "<program>CYBER2</program>", "<program>NS-PLC</program>")
    assert read(write(palestine, "list.xml")).source.id == "ofac-consolidated"
    assert read(write(text("ofac/SDN.XML", "", ""), "list.xml")).source.id == "ofac-sdn"


def test_the_files_of_a_folder_are_one_edition(form: Callable[[str], Read]) -> None:
    found = form("ofac/SDN.CSV")
    assert (found.skipped, found.closing) == ([], Closing(complete=True))
    assert (found.disclosure.published_on, found.disclosure.edition) == (None, "30000")
    assert "GRU" in found.others("21343", Predicate.KNOWN_AS)
    given = json.loads(found.of("21343").as_given or "")
    assert (given["alt_remarks"], given["Add_remarks"]) == (["an acronym"], ["head office"])


def test_a_remark_goes_on_in_the_comments(form: Callable[[str], Read]) -> None:
    found = form("ofac/SDN.CSV")
    assert "GUARDIANS OF PEACE" in found.others("27307", Predicate.KNOWN_AS)
    assert "named/Organization/reconnaissance general bureau" in found.others("27307", Predicate.AFFILIATED_WITH)
    assert json.loads(found.of("27307").as_given or "")["Remarks"].endswith("RECONNAISSANCE GENERAL BUREAU.")


def test_a_comment_of_another_edition_is_kept_and_not_joined_to_the_remarks(read: ReadList, tmp_path: Path) -> None:
    for name in ("SDN.CSV", "ALT.CSV", "ADD.CSV"):
        (tmp_path / name).write_bytes((LISTS / "ofac" / name).read_bytes())
    (tmp_path / "SDN_COMMENTS.CSV").write_text("21343,\"ll; a.k.a. 'STRANGE'; Tax ID No. 7 (Russia).\"\n")
    found = in_folder(read, tmp_path, "SDN.CSV")
    assert found.others("21343", Predicate.KNOWN_AS) == ["GRU"]
    assert json.loads(found.of("21343").as_given or "")["Comment"] == ["ll; a.k.a. 'STRANGE'; Tax ID No. 7 (Russia)."]


def test_half_a_number_is_no_number(form: Callable[[str], Read]) -> None:
    cut = form("ofac/SDN.CSV").of("28000")
    assert cut.identifiers == ("ofac:28000", "registration:CN:12345")
    assert "Tax ID No. 77440" in (cut.as_given or "")


def test_entries_without_their_aliases_are_a_part(read: ReadList) -> None:
    found = read("ofac/SDN.CSV")
    assert (len(found.listed()), found.closing) == (5, Closing(complete=False))


def test_rows_of_another_edition_are_told(read: ReadList, tmp_path: Path) -> None:
    for name in ("SDN.CSV", "ADD.CSV"):
        (tmp_path / name).write_bytes((LISTS / "ofac" / name).read_bytes())
    strange = (LISTS / "ofac" / "ALT.CSV").read_text().replace("27307,", "27308,").replace("21328,", "10,")
    (tmp_path / "ALT.CSV").write_text(strange + '21343,1,"aka"\n', newline="")
    found = in_folder(read, tmp_path, "SDN.CSV")
    assert sorted(part.why for part in found.skipped) == [
        "2 rows belong to no entry of the list beside it",
        "3 columns instead of 5",
    ]
    assert found.closing == Closing(complete=False)


def test_addresses_alone_are_refused_with_the_reason(read: ReadList) -> None:
    with pytest.raises(BadInput, match="belongs to a list of OFAC, which is not beside it"):
        read("ofac/ADD.CSV")


@pytest.mark.parametrize("programme", ["cyber", "cyber2"])
def test_a_programme_is_taken_by_code_or_usual_name(read: ReadList, programme: str) -> None:
    for name in FORMS:
        assert sorted(read(name, Wanted(frozenset({programme}))).listed()) == ["ofac-sdn:21328", "ofac-sdn:21343"]


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("SDN.XML", "<uid>21328</uid>", "", "an sdnEntry without uid"),
        ("SDN.XML", "<sdnType>Vessel<", "<sdnType>Car<", "sdnType is 'car', not individual, entity, vessel, aircraft"),
        ("SDN.XML", "<lastName>LAZARUS GROUP</lastName>", "", "an entry without a name"),
        ("SDN_ENHANCED.XML", '<entity id="21328">', "<entity>", "an entity without id"),
        ("SDN_ENHANCED.XML", ">Aircraft<", ">Car<", "entityType is 'car', not individual, entity, vessel, aircraft"),
        ("SDN.CSV", '"vessel"', '"car"', "SDN_Type is 'car', not individual, entity, vessel, aircraft"),
        ("SDN.CSV", "30000,", "x,", "the first column is no number but 'x'"),
        ("SDN.CSV", '"LAZARUS GROUP"', "-0- ", "an entry without a name"),
        ("SDN.CSV", '"LAZARUS GROUP"', '"LAZARUS\x00"', "holds a character that no text has"),
    ],
)
def test_one_bad_entry_is_told_and_the_rest_loads(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str], name: str, old: str, new: str, why: str
) -> None:
    whole = read(f"ofac/{name}")
    found = read(write(text(f"ofac/{name}", old, new), name))
    assert [part.why for part in found.skipped] == [why]
    assert len(found.listed()) == len(whole.listed()) - 1


def test_a_file_in_another_encoding_is_refused(read: ReadList, write: Callable[..., InputFile]) -> None:
    bad = (LISTS / "ofac" / "SDN.CSV").read_bytes().replace(b"LAZARUS", b"L\xc1ZARUS")
    with pytest.raises(BadInput, match="is not UTF-8"):
        read(write(bad, "SDN.CSV"))


@pytest.mark.parametrize(
    ("name", "loaded", "skipped"), [("ofac-sdn-bom-crlf-1a.csv", 15, 0), ("ofac-sdn-wrong-columns.csv", 13, 2)]
)
def test_the_broken_files_load_as_far_as_they_are_whole(
    read: ReadList, real: Callable[[str], Path], name: str, loaded: int, skipped: int
) -> None:
    found = read(real(f"broken/{name}"))
    assert (len(found.listed()), len(found.skipped)) == (loaded, skipped)


def test_the_real_files_have_the_publishers_counts(read: ReadList, real: Callable[[str], Path]) -> None:
    standard = read(real("ofac/CONSOLIDATED.XML"))
    assert (len(standard.listed()), standard.skipped, standard.closing) == (443, [], Closing(complete=True))
    enhanced = read(real("ofac/SDN_ENHANCED.program-IRGC.XML.gz"))
    assert (len(enhanced.listed()), enhanced.skipped, enhanced.closing) == (293, [], Closing(complete=False))
    assert read(real("ofac/CONS_PRIM.CSV")).skipped == []


def test_the_real_set_that_belongs_together_has_every_row(read: ReadList, real: Callable[[str], Path]) -> None:
    found = in_folder(read, real("ofac/2019-matching-set"), "SDN.CSV")
    assert (len(found.listed()), found.skipped, found.closing) == (7379, [], Closing(complete=True))
    assert [warning.why for warning in found.warnings if "COMMENTS" in warning.where] == [
        "10 rows belong to no entry of the list beside it"  # a text of a later edition
    ]


def test_the_real_set_that_does_not_says_so(read: ReadList, real: Callable[[str], Path]) -> None:
    found = in_folder(read, real("ofac"), "SDN.CSV", Wanted(frozenset({"cyber"})))
    assert len(found.listed()) == 206
    assert sorted(part.why.split()[0] for part in found.skipped) == ["5,019", "7,553"]


def test_the_same_entry_says_the_same_in_two_real_forms(read: ReadList, real: Callable[[str], Path]) -> None:
    table, xml = read(real("ofac/CONS_PRIM.CSV")), read(real("ofac/CONSOLIDATED.XML"))
    both = table.listed().keys() & xml.listed().keys()
    assert len(both) > 400
    said = [
        {claim.id for claim in found.claims if claim.subject_record in both and claim.predicate in _SAME}
        for found in (table, xml)
    ]
    assert said[0] <= said[1]


_SAME = (Predicate.SANCTIONED_BY, Predicate.AFFILIATED_WITH)


@pytest.mark.parametrize(
    ("table", "name", "entry"),
    [
        ("ofac_xml", "ofac/CONSOLIDATED.XML", "sdnEntry"),
        ("ofac_enhanced", "ofac/SDN_ENHANCED.program-IRGC.XML.gz", "entity"),
    ],
)
def test_every_field_of_the_xml_is_mapped_kept_or_dropped(
    leaves_of: Callable[..., set[str]], real: Callable[[str], Path], table: str, name: str, entry: str
) -> None:
    told = fields(table).mapped | fields(table).kept | fields(table).dropped.keys()
    assert leaves_of(real(name), entry) - told == set()


def test_every_column_is_mapped_kept_or_dropped() -> None:
    told = fields("ofac_csv").mapped | fields("ofac_csv").kept | fields("ofac_csv").dropped.keys()
    files = {"SDN": SDN_COLUMNS, "ALT": ALT_COLUMNS, "ADD": ADD_COLUMNS, "COMMENTS": COMMENT_COLUMNS}
    assert told == {f"{file}/{column}" for file, columns in files.items() for column in columns}
