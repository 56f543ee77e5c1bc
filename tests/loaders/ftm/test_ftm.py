"""FollowTheMoney as records and claims: nothing said is lost, nothing is said that was not."""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from attributed.errors import BadInput
from attributed.graph.store import Store
from attributed.loaders.ftm.loader import FtmLoader
from attributed.loaders.ftm.schemata import ADDRESS, SANCTION, schemata
from attributed.loaders.ftm.simple import COLUMNS, HEAD, PROPERTIES
from attributed.loaders.inputs import inputs, together
from attributed.loaders.loader import ALL, InputFile
from attributed.loaders.registry import loader_for
from attributed.schema.batch import Batch, Closing
from attributed.schema.claim import Claim, Stance
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import RecordVersion

Write = Callable[..., InputFile]
FIXTURE = Path(__file__).parent / "entities.ftm.json"
REAL = Path(__file__).parents[4] / "shared" / "data"
NAMES = (Path(__file__).parent / "schemata.txt").read_text().split()
"""Every schema of FollowTheMoney that an entity can have; the others are only inherited from."""


class Read:
    """What the loader makes of a file, by record."""

    def __init__(self, file: InputFile) -> None:
        self.batches: list[Batch] = list(FtmLoader().load(file))
        self.versions = {version.record: version for batch in self.batches for version in batch.versions}
        self.types = {record.id: record.type for batch in self.batches for record in batch.records}
        self.claims = [claim for batch in self.batches for claim in batch.claims]
        self.skipped = [part for batch in self.batches for part in batch.skipped]
        self.warnings = [part for batch in self.batches for part in batch.warnings]
        self.source = self.batches[0].source
        self.disclosure = self.batches[0].disclosure
        self.complete = self.batches[-1].closing and self.batches[-1].closing.complete

    def version(self, native: str) -> RecordVersion:
        return self.versions[f"{self.source.id}:{native}"]

    def given(self, native: str) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(self.version(native).as_given or "{}")
        return held

    def of(self, predicate: Predicate, native: str) -> list[Claim]:
        subject = f"{self.source.id}:{native}"
        return [claim for claim in self.claims if claim.predicate is predicate and claim.subject_record == subject]

    def name(self, record: str | None) -> str:
        return self.versions[record or ""].name


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp("data") / "us_ofac_sdn"
    folder.mkdir()
    path = Path(shutil.copy(FIXTURE, folder))
    return Read(InputFile(path, str(path)))


def lines(*entities: dict[str, Any]) -> str:
    return "".join(json.dumps(entity) + "\n" for entity in entities)


def person(key: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "schema": "Person", "properties": {"name": [key]}, **more}


def test_every_schema_is_a_thing_a_link_kept_or_dropped_with_a_reason() -> None:
    table = schemata()
    places = Counter([*table.things, *table.links, *table.kept, *table.dropped, SANCTION, ADDRESS])
    assert set(NAMES) == set(places)
    assert max(places.values()) == 1
    assert all(table.dropped.values())


def test_the_dataset_and_its_edition_are_named(read: Read) -> None:
    assert (read.source.id, read.source.licence) == ("opensanctions-us_ofac_sdn", "CC-BY-NC-4.0")
    assert (read.disclosure.edition, read.disclosure.published_on) == ("2026-05-01T12:00:00", "2026-05-01")
    assert read.complete
    assert read.skipped == []


def test_a_company_holds_names_identifiers_and_addresses(read: Read) -> None:
    held = read.version("NK-wuhanxrz")
    assert held.name == "Wuhan Xiaoruizhi Science and Technology Company, Limited"
    assert {"Wuhan XRZ", "武汉晓睿智科技有限责任公司"} <= set(held.names)
    assert "XRZ" not in held.names, "a weak alias identifies nobody"
    assert set(held.identifiers) == {
        "inn:123",
        "ofac:47856",
        "ofsi:16466",
        "opensanctions:NK-wuhanxrz",
        "uk-sanctions:CYB0044",
    }
    assert held.addresses == ("2nd Floor, No. 16, Huashiyuan North Road, Wuhan, Hubei, China",)
    assert (held.country, held.organ) == ("CN", False)
    assert {(claim.value, claim.basis) for claim in read.of(Predicate.KNOWN_AS, "NK-wuhanxrz")} == {
        ("Wuhan XRZ", "alias"),
        ("XRZ", "weak alias"),
    }
    assert [read.name(claim.object_record) for claim in read.of(Predicate.LOCATED_IN, "NK-wuhanxrz")] == ["China"]


def test_a_person_holds_birth_nationality_and_office(read: Read) -> None:
    held = read.version("NK-zhao")
    assert (held.birth_dates, held.nationalities, held.positions) == (("1985-11-12",), ("CN",), ("Contractor",))
    assert {"wikidata:Q125163402", "passport:E12345678", "uk-sanctions:CYB0045"} <= set(held.identifiers)


def test_what_has_no_readable_form_is_kept_as_given(read: Read) -> None:
    held, given = read.version("NK-nigaobin"), read.given("NK-nigaobin")
    assert (held.birth_dates, held.nationalities, held.country) == (("1986-10-27",), ("CN",), None)
    assert given["properties"]["birthDate"] == ["about 1987"]
    assert given["properties"]["nationality"] == ["Atlantis"]
    assert given["properties"]["country"] == ["cn", "hk"]
    assert "last_seen" not in given


def test_a_sanction_names_authority_programme_reference_day_and_reason(read: Read) -> None:
    (claim,) = read.of(Predicate.SANCTIONED_BY, "NK-wuhanxrz")
    authority = read.versions[claim.object_record or ""]
    assert authority.identifiers == ("authority:us-ofac",)
    assert (claim.programme, claim.reference, claim.asserted_on) == ("CYBER2", "47856", "2024-03-25")
    assert claim.quote == "Executive Order 13694 (Cyber-related)"
    assert read.name(claim.claimant_record) == "OpenSanctions"
    assert read.given("NK-wuhanxrz")["links"][0]["properties"] == {
        "programId": ["US-CYBER"],
        "sourceUrl": ["https://sanctionssearch.ofac.treas.gov/Details.aspx?id=47856"],
    }


def test_sanctions_of_several_authorities_stand_side_by_side(read: Read) -> None:
    claims = read.of(Predicate.SANCTIONED_BY, "NK-zhao")
    said = {(read.name(claim.object_record), claim.stance, claim.asserted_on) for claim in claims}
    zealand = "Ministry of Foreign Affairs and Trade"
    assert said == {
        ("Foreign, Commonwealth and Development Office", Stance.ASSERTS, "2024-03-25"),
        (zealand, Stance.ASSERTS, "2024-05-01"),
        (zealand, Stance.RETRACTS, "2026-01-31"),
        ("Switzerland", Stance.ASSERTS, None),
    }
    british = next(claim for claim in claims if claim.reference == "CYB0045")
    assert british.quote == "Member of APT31\nInvolved in relevant cyber activity"
    kept = {link["id"]: link["properties"] for link in read.given("NK-zhao")["links"]}
    assert kept["nz-s1"]["listingDate"] == ["2024-05-01", "2025-05-01"]


def test_links_are_claims_with_their_words_and_times(read: Read) -> None:
    (employed,) = read.of(Predicate.MEMBER_OF, "NK-zhao")[:1]
    assert (read.name(employed.object_record), employed.position, employed.event_start) == (
        "Wuhan Xiaoruizhi Science and Technology Company, Limited",
        "Contractor",
        "2010-01-01",
    )
    (owned,) = read.of(Predicate.OWNED_BY, "NK-wuhanxrz")
    assert (read.name(owned.object_record), owned.event_start, owned.event_end) == (
        "Ni Gaobin",
        "2010-05-01",
        "2012-01-01",
    )
    (linked,) = read.of(Predicate.AFFILIATED_WITH, "NK-wuhanxrz")
    assert (read.name(linked.object_record), linked.basis) == ("Hubei State Security Department", "Linked To")


def test_an_office_is_a_population_and_gives_nobody_a_state(read: Read) -> None:
    held = next(claim for claim in read.of(Predicate.MEMBER_OF, "NK-zhao") if not claim.position)
    assert read.types[held.object_record or ""] is EntityType.POPULATION
    assert (held.basis, held.event_start) == ("current", "2009-01-01")


def test_links_without_a_predicate_or_with_an_end_elsewhere_are_kept(read: Read) -> None:
    assert {link["schema"] for link in read.given("NK-zhao")["links"]} >= {"Family", "Passport"}
    kept = {link["id"]: link["properties"] for link in read.given("NK-wuhanxrz")["links"]}
    assert kept["own-2"] == {"owner": ["NK-elsewhere"], "asset": ["NK-wuhanxrz"], "percentage": ["40"]}
    assert kept["own-1"] == {"percentage": ["60"]}


def values(held: Any) -> set[str]:
    """Every text in maps and lists, and every line of it."""
    if isinstance(held, str):
        return {held.strip(), *(line.strip() for line in held.split("\n"))}
    inner = held.values() if isinstance(held, dict) else held if isinstance(held, list | tuple) else ()
    return {text for value in inner for text in values(value)}


def lost(entities: Iterable[dict[str, Any]], read: Read) -> list[str]:
    """Values of entities that are in no record and no claim; dates, codes and ids may be written otherwise."""
    held = values([asdict(one) for one in read.versions.values()] + [asdict(one) for one in read.claims])
    held |= values([json.loads(one.as_given) for one in read.versions.values() if one.as_given])
    held |= {text.partition(":")[2] for text in held}
    missing = []
    for entity in entities:
        for name, given in entity["properties"].items():
            coded = name.lower().endswith(("country", "nationality", "citizenship", "jurisdiction", "date"))
            for value in given if isinstance(given, list) else [given]:
                said = value.strip() if isinstance(value, str) and not coded else ""
                if said and said not in held and not any(said in text for text in held):
                    missing.append(f"{entity['id']} {name} {value}")
    return missing


def test_nothing_that_the_fixture_says_is_lost(read: Read) -> None:
    assert lost(map(json.loads, FIXTURE.read_text("utf-8").splitlines()), read) == []


def test_an_edition_whose_entities_stay_the_same_has_the_same_versions_and_claims(write: Write, read: Read) -> None:
    later = FIXTURE.read_text("utf-8").replace('"last_seen": "2026-05-01', '"last_seen": "2026-06-01')
    again = Read(write(later, "us_ofac_sdn.entities.ftm.json"))
    assert again.disclosure.published_on == "2026-06-01"
    assert {version.id for version in again.versions.values()} == {version.id for version in read.versions.values()}
    assert {claim.id for claim in again.claims} == {claim.id for claim in read.claims}


def test_it_is_loaded_into_a_store(store: Store, read: Read) -> None:
    store.append(FtmLoader().load(InputFile(FIXTURE, "us_ofac_sdn/entities.ftm.json")))
    question = "MATCH (p:Person {name: 'Zhao Guangzong'})-[s:SANCTIONED_BY]->(a) RETURN a.name AS name ORDER BY name"
    assert [row["name"] for row in store.read(question).maps()] == [
        "Foreign, Commonwealth and Development Office",
        "Switzerland",
    ]


def test_a_dataset_that_is_not_of_opensanctions_has_an_unknown_publisher(write: Write) -> None:
    read = Read(write(lines(person("a", properties={"name": ["A"], "alias": ["B"]})), "donors.ftm.json"))
    assert (read.source.id, read.source.licence, read.disclosure.published_on) == ("ftm-donors", None, None)
    (claim,) = read.claims
    assert not read.versions[claim.claimant_record].named


def test_nested_entities_are_entities(write: Write) -> None:
    inner = {"id": "s", "schema": "Sanction", "properties": {"entity": ["a"], "country": ["us"]}}
    text = lines(person("a", properties={"name": ["A"], "sanctions": [inner]}, datasets=["x"]))
    read = Read(write(text, "targets.nested.json"))
    assert len(read.of(Predicate.SANCTIONED_BY, "a")) == 1
    assert not read.complete


def test_deltas_are_partial_and_name_their_dataset_by_their_index(tmp_path: Path) -> None:
    url = "https://data.opensanctions.org/artifacts/sanctions/20240527194702-wnk/entities.delta.json"
    (tmp_path / "delta.json").write_text(json.dumps({"versions": {"20240527194702-wnk": url}}))
    path = tmp_path / "20240527194702-wnk.entities.delta.json"
    added = {"op": "ADD", "entity": person("a", datasets=["eu_fsf"])}
    path.write_text(lines(added, {"op": "DEL", "entity": {"id": "b"}}, {"op": "PUT", "entity": person("c")}))
    (file,) = together(inputs(str(tmp_path), max_bytes=10_000, max_text_bytes=1))
    read = Read(file)
    assert (read.source.id, read.disclosure.edition) == ("opensanctions-sanctions", "20240527194702-wnk")
    assert (read.disclosure.published_on, read.complete) == ("2024-05-27", False)
    assert [part.where for part in read.skipped] == ["line 3"]
    assert read.batches[-1].closing == Closing(
        complete=False, gone=("opensanctions-sanctions:b",), replaced=("opensanctions-sanctions:a",)
    )
    alone = Read(InputFile(path, f"eu/{path.name}"))
    assert alone.source.id == "opensanctions-eu"
    assert alone.disclosure.sha256 == read.disclosure.sha256, "the index is not part of the edition"


def test_other_forms_of_a_dataset_are_not_read_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "wd_peps"
    folder.mkdir()
    shutil.copy(FIXTURE, folder)
    for name in ("names.txt", "senzing.json", "statements.pack", "targets.simple.csv"):
        (folder / name).write_text("Zhao Guangzong attacked Norway\n")
    (folder / "index.json").write_text('{"name": "wd_peps", "title": "Politicians"}')
    (file,) = together(inputs(str(folder), max_bytes=100_000, max_text_bytes=1))
    read = Read(file)
    assert (read.source.id, read.source.title) == ("opensanctions-wd_peps", "Politicians")


def simple(*rows: str, header: tuple[str, ...] = COLUMNS) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in (header, *(row.split("|") for row in rows)))


ROW = (
    "NK-1|Person|Zhao Guangzong|Zhao;赵光宗|1985-11-12|cn|Wuhan|E1;E2|US - CYBER2||"
    "|OFAC SDN|2024-03-25T00:00:00|2026-05-01T00:00:00|2024-03-26T00:00:00"
)


def test_targets_in_a_table_are_entities(write: Write) -> None:
    read = Read(write(simple(ROW), "targets.simple.csv"))
    held = read.version("NK-1")
    assert (held.name, held.birth_dates, held.country, held.addresses) == (
        "Zhao Guangzong",
        ("1985-11-12",),
        "CN",
        ("Wuhan",),
    )
    assert read.given("NK-1")["properties"] == {
        "country": ["cn"],
        "identifiers": ["E1", "E2"],
        "sanctions": ["US - CYBER2"],
        "datasetTitle": ["OFAC SDN"],
    }
    assert {claim.value for claim in read.claims} == {"Zhao", "赵光宗"}
    assert (read.disclosure.published_on, read.complete) == ("2026-05-01", False)


def test_a_table_of_the_newer_header_and_a_wallet_are_read(write: Write) -> None:
    header = (*COLUMNS[:11], "program_ids", "risk_level", *COLUMNS[11:])
    row = "w|CryptoWallet|1Boat|Locky||||1Boat||||US-CYBER|high|ransomwhe.re|2024-01-01T00:00:00|2025-09-08T00:00:00|x"
    read = Read(write(simple(row, header=header), "ransomwhere.targets.simple.csv"))
    assert read.source.id == "opensanctions-ransomwhere"
    assert "wallet:1Boat" in read.version("w").identifiers
    given = read.given("w")["properties"]
    assert (given["programId"], given["risk_level"]) == (["US-CYBER"], ["high"])


def test_every_column_of_the_table_is_mapped_or_kept() -> None:
    assert {*COLUMNS, "program_ids"} == {"id", "schema", *PROPERTIES, *HEAD}


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (lines(person("a")) + "{broken\n", "line 2", "not a JSON line"),
        (lines(person("a")) + "[1]\n", "line 2", "one JSON object"),
        (lines(person("a"), {"id": "b", "schema": "Gremium", "properties": {}}), "line 2", "no schema 'Gremium'"),
        (lines(person("a"), {"schema": "Person", "properties": {}}), "line 2", "without an id"),
        (lines(person("a"), {"id": "b", "schema": "Person"}), "line 2", "has no properties"),
        (lines(person("a"), person("a")), "line 2", "a is given twice"),
        (lines(person("a"), person("b", properties={"name": ["\x00"]})), "line 2", "U+0000"),
        (lines(person("a"), person("b", properties={"name": ["B"], "\ud800": ["x"]})), "line 2", "half a character"),
        (lines(person("a"), person("b", rank=2**60)), "line 2", "b: what it holds cannot be kept"),
        (
            lines(person("a")) + '{"id":"b","schema":"Person","properties":' + "[" * 100_000 + "\n",
            "line 2",
            "not a JSON",
        ),
        (
            lines(person("a"), {"id": "p", "schema": "Passport", "properties": {"holder": ["zz"]}}),
            "line 2",
            "Passport of nothing that is in the file",
        ),
    ],
)
def test_a_bad_line_is_skipped_and_the_rest_is_read(write: Write, text: str, where: str, why: str) -> None:
    read = Read(write(text, "x.ftm.json"))
    assert [(part.where, why in part.why) for part in read.skipped] == [(where, True)]
    assert read.version("a").name == "a"
    assert not read.complete


@pytest.mark.parametrize(("text", "why"), [("{\n", "not a JSON line"), (lines({"id": 1}), "without an id")])
def test_a_file_without_one_good_line_is_refused(write: Write, text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        Read(write(text, "x.ftm.json"))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (simple(ROW, ROW.replace("NK-1", "NK-2") + "|x"), "16 columns, where the header has 15"),
        (simple(ROW, ROW.replace("NK-1", "")), "without an id"),
        (simple(ROW, ROW.replace("NK-1", "NK-2").replace("Person", "Sanction")), "no schema 'Sanction' of things"),
    ],
)
def test_a_bad_row_is_skipped(write: Write, rows: str, why: str) -> None:
    read = Read(write(rows, "targets.simple.csv"))
    assert [(part.where, why in part.why) for part in read.skipped] == [("line 3", True)]


def test_documents_are_dropped_with_a_warning_and_leave_the_edition_whole(write: Write) -> None:
    read = Read(write(lines(person("a"), {"id": "d", "schema": "Document", "properties": {}}), "x.ftm.json"))
    assert [part.why for part in read.warnings] == ["d: Document: documents are not entities"]
    assert read.complete


@pytest.mark.parametrize("name", ["entities.ftm.json", "a.json", "-"])
def test_it_is_recognised_by_its_content(write: Write, name: str) -> None:
    assert isinstance(loader_for(write(FIXTURE.read_bytes(), name)), FtmLoader)
    assert isinstance(loader_for(write(simple(ROW), name)), FtmLoader)


@pytest.mark.parametrize(
    ("folder", "counts", "skipped"),
    [
        ("opensanctions/wd_persons", {"Person": 607, "Population": 100}, 0),
        ("opensanctions/yente-zala", {"Person": 6, "Organization": 11}, 0),
        ("opensanctions/yente-parteispenden", {}, 0),
        ("opensanctions/ransomwhere", {"Asset": 11_186}, 0),
    ],
)
def test_real_files_give_the_publishers_own_counts(folder: str, counts: dict[str, int], skipped: int) -> None:
    path = REAL / folder
    if not path.exists():
        pytest.skip("the real files are not here")
    (file,) = together(inputs(str(path), max_bytes=10**8, max_text_bytes=1))
    read = Read(file)
    entries = Counter(str(kind) for record, kind in read.types.items() if "/" not in record)
    assert {kind: entries[kind] for kind in counts} == counts
    assert len(read.skipped) == skipped
    if file.bare_name() == "entities.ftm.json":
        text = gzip.decompress(file.path.read_bytes()) if file.path.suffix == ".gz" else file.path.read_bytes()
        assert lost(map(json.loads, text.decode().splitlines()), read) == []


def test_the_broken_file_gives_all_but_its_bad_line() -> None:
    path = REAL / "broken" / "ftm-unknown-schema.json"
    if not path.exists():
        pytest.skip("the real files are not here")
    read = Read(InputFile(path, path.name))
    assert [part.why for part in read.skipped] == [
        "'d4978eacd9b7ce389fe069776b909432301c8a83': there is no schema 'Gremium'"
    ]
    assert ALL.complete


def test_ids_of_other_lists_are_identifiers(write: Write) -> None:
    told = ["ofac-35703", "gb-fcdo-rus0491", "eu-fsf-eu-7354-64", "unsc-6908555", "ch-seco-49685"]
    read = Read(write(lines(person("NK-1", referents=told, datasets=["x"])), "x.entities.ftm.json"))
    assert set(read.version("NK-1").identifiers) == {
        "eu-fsf:EU.7354.64",
        "ofac:35703",
        "opensanctions:NK-1",
        "uk-sanctions:RUS0491",
        "un-sc:6908555",
    }
