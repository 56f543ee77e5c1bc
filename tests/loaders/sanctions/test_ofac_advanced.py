"""OFAC's ADVANCED XML, by a fixture that is valid by its schema: no real file has been read."""

from __future__ import annotations

import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from lxml import etree

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile, Wanted
from attributed.loaders.sanctions.fields import fields
from attributed.loaders.sanctions.shelf import Shelf
from attributed.schema.batch import Closing
from attributed.schema.entity import AssetKind
from attributed.schema.predicate import Predicate

from .conftest import LISTS, ReadList

FILE = "ofac/SDN_ADVANCED.XML"
ELEMENTS = (
    "DistinctParty",
    "SanctionsEntry",
    "IDRegDocument",
    "Location",
    "ProfileRelationship",
    "SanctionsEntryLink",
)


def test_the_fixture_is_valid_by_the_publishers_schema(real: Callable[[str], Path]) -> None:
    schema = etree.XMLSchema(etree.parse(real("ofac/sdn_advanced.xsd")))
    schema.assertValid(etree.parse(LISTS / FILE))


def test_a_party_is_put_together_from_all_over_the_file(read: ReadList) -> None:
    found = read(FILE)
    person = found.of("21328")
    assert (found.source.id, found.disclosure.published_on, found.closing) == (
        "ofac-sdn",
        "2026-03-02",
        Closing(complete=True),
    )
    assert (person.name, person.positions) == ("Igor Valentinovich KOROBOV", ("Chief of GRU",))
    assert person.identifiers == ("ofac:21328", "passport:RU:100119726")
    assert person.birth_dates == ("1956-08-03", "1957")
    assert (person.nationalities, person.addresses) == (("RU",), ("Khoroshevskoye Shosse 76, Moscow, Russia",))
    listed = found.said("21328", Predicate.SANCTIONED_BY)
    assert [(claim.programme, claim.asserted_on) for claim in listed] == [
        ("CYBER2", "2016-12-29"),
        ("CAATSA - RUSSIA", "2016-12-29"),
    ]


def test_of_two_values_of_a_part_of_an_address_the_primary_one_is_it_and_no_country_is_none(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    other = '<LocationPartValue Primary="false" LocPartValueTypeID="1" LocPartValueStatusID="1"><Value>Moskva</Value>'
    part = '<LocationPart LocPartTypeID="1454">'
    listed = text("ofac/SDN_ADVANCED.XML", part, f"{part}{other}</LocationPartValue>")
    named = read(write(listed, "SDN_ADVANCED.XML")).of("21328")
    assert named.addresses == ("Khoroshevskoye Shosse 76, Moscow, Russia",)
    nowhere = read(write(listed.replace(">Russia</Country>", ">undetermined</Country>"), "SDN_ADVANCED.XML")).of(
        "21328"
    )
    assert nowhere.addresses == ("Khoroshevskoye Shosse 76, Moscow",)


def test_names_are_in_the_order_in_which_they_are_spoken_and_false_ones_are_none(read: ReadList) -> None:
    found = read(FILE)
    aliases = {claim.value: claim for claim in found.said("21328", Predicate.KNOWN_AS)}
    assert set(aliases) == {"Igor KOROBOW", "Игорь КОРОБОВ"}
    alias = aliases["Igor KOROBOW"]
    assert (alias.basis, alias.analytic_confidence) == ("f.k.a.", "low quality a.k.a.")
    assert "FORGED" in (found.of("21328").as_given or "")


def test_relations_and_remarks_are_ties_and_a_former_one_is_kept(read: ReadList) -> None:
    found = read(FILE)
    (office,) = found.said("21328", Predicate.MEMBER_OF)
    assert (office.object_record, office.position) == ("ofac-sdn:21343", "Leader or official of")
    assert found.others("21328", Predicate.AFFILIATED_WITH) == ["named/Organization/example front"]
    assert found.said("30000", Predicate.OWNED_BY) == []
    assert json.loads(found.of("30000").as_given or "")["relations"][0]["former"] is True


def test_a_vessel_and_a_wallet_are_assets(read: ReadList) -> None:
    found = read(FILE)
    ship = found.of("30000")
    assert (ship.asset_kind, ship.country, ship.identifiers) == (AssetKind.VESSEL, "PA", ("imo:7406784", "ofac:30000"))
    assert found.others("wallet/1ExampleWa11etAddressXyz", Predicate.OWNED_BY) == ["21328"]
    assert found.of("21343").organ


def test_what_stands_elsewhere_is_kept_in_words(read: ReadList) -> None:
    given = json.loads(read(FILE).of("21328").as_given or "")
    assert {"kind": "Gender", "text": "Male"}.items() <= given["features"][5].items()
    assert given["documents"][0]["dates"] == ["Expiration Date 2025"]
    assert given["entries"][0]["bases"] == ["Executive Order 13757"] * 2


def test_a_programme_is_taken_alone(read: ReadList) -> None:
    assert sorted(read(FILE, Wanted(frozenset({"cyber"}))).listed()) == ["ofac-sdn:21328", "ofac-sdn:21343"]


def test_a_file_of_changes_is_refused(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    with pytest.raises(BadInput, match="holds the changes since version 7"):
        read(write(text(FILE, 'Version="1"', 'Version="8" DeltaBaseVersion="7"'), "list.xml"))


def test_one_bad_party_is_told_and_the_rest_loads(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    for old, new, why in (
        ('<Profile ID="21343" PartySubTypeID="3">', '<Profile PartySubTypeID="3">', "a Profile without ID"),
        (
            '<Profile ID="21343" PartySubTypeID="3">',
            '<Profile ID="21343" PartySubTypeID="99">',
            "its type is '', not individual, entity, vessel, aircraft",
        ),
    ):
        found = read(write(text(FILE, old, new), "list.xml"))
        assert [part.why for part in found.skipped] == [why]
        assert len(found.listed()) == 2


def test_every_field_of_the_format_is_mapped_kept_or_dropped(
    leaves_of: Callable[..., set[str]], real: Callable[[str], Path]
) -> None:
    table = fields("ofac_advanced")
    schema = real("ofac/sdn_advanced.xsd")
    leaves = {f"{name}/{leaf}" if leaf else name for name in ELEMENTS for leaf in leaves_of(schema, name)}
    patterns = [*table.mapped, *table.kept, *table.dropped]
    assert {leaf for leaf in leaves if not any(fnmatchcase(leaf, pattern) for pattern in patterns)} == set()
    assert {pattern for pattern in patterns if not any(fnmatchcase(leaf, pattern) for leaf in leaves)} == set()


def test_a_shelf_gives_back_in_order_what_was_put_under_a_key() -> None:
    with Shelf() as shelf:
        for number in range(3):
            shelf.put("entry", "1", {"n": number})
        shelf.put("entry", "2", ["other"])
        assert shelf.get("entry", "1") == [{"n": 0}, {"n": 1}, {"n": 2}]
        assert shelf.get("document", "1") == []
