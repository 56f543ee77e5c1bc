"""EuRepoC's tables as records and claims: each attribution by whom it was made, none that nobody made."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from attributed.errors import BadInput
from attributed.graph.store import Store
from attributed.loaders.eurepoc.columns import INCIDENT_NEEDS
from attributed.loaders.eurepoc.incident import ATTRIBUTION_LISTS, RECEIVER_LISTS, TECHNIQUES
from attributed.loaders.eurepoc.loader import EurepocLoader
from attributed.loaders.eurepoc.names import known_as
from attributed.loaders.inputs import inputs, together
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
from attributed.schema.claim import Claim
from attributed.schema.predicate import Predicate
from attributed.schema.record import RecordVersion

REAL = Path(__file__).parents[4] / "shared" / "data" / "eurepoc"

Cells = dict[str, str]

ATTRIBUTION_COLUMNS = ("incident_ID", *ATTRIBUTION_LISTS[:-1])
RECEIVER_COLUMNS = ("ID", *RECEIVER_LISTS)

SANDWORM = "Sandworm/VOODOO Bear/Telebots/G0034 (GRU, Unit 74455)"
BY_STATE = "Attribution by receiver government / state entity"
SUGGESTED = "Non-state actor, state-affiliation suggested"
POLITICAL = "Political statement / report (e.g., on government / state agency websites)"

NOTPETYA: Cells = {
    "ID": "100",
    "name": "NotPetya",
    "description": "A wiper that spread from Ukraine through an update of accounting software.",
    "start_date": "2017-06-27",
    "end_date": "2017-01-01",
    "inclusion_criteria": "Attack on critical infrastructure target(s)",
    "incident_type": "Disruption; Hijacking with Misuse",
    "initiator_name": f"['{SANDWORM}']",
    "initiator_country": "['Russia']",
    "initiator_category": f"['{SUGGESTED}']",
    "attribution_date": "2018-02-15 00:00:00; 2018-02-15 00:00:00",
    "attributed_initiator_subcategory": "; widely held view",
    "MITRE_impact": "Data Encrypted for Impact; Not available",
    "sources_url": "['https://www.gov.uk/government/news/foreign-office-minister-condemns-russia-for-notpetya-attacks']",
    "legal_response_type": "Peaceful means: Retorsion (International Law)",
    "legal_response_type_subcode": "Economic sanctions",
    "legal_response_date": "2018-03-15 00:00:00",
    "legal_response_country": "United States",
    "legal_response_actor": "US Department of the Treasury",
    "casualties": "",
}
BUNDESTAG: Cells = {
    "ID": "101.0",
    "name": "Intrusion into the German Bundestag",
    "start_date": "2015-04-30",
    "end_date": "",
    "inclusion_criteria": "Attack on (inter alia) political target(s), not politicized",
    "initiator_name": "['NSA/Equation Group', 'GCHQ']",
    "initiator_country": "['United States', 'United Kingdom']",
    "initiator_category": "['State', 'State']",
}
DEFACED: Cells = {
    "ID": "102",
    "name": "Defacement of ministries",
    "start_date": "2000-01-01",
    "end_date": "2000-01-01",
    "inclusion_criteria": "Attack conducted by non-state group",
    "initiator_name": "['Not available']",
    "initiator_country": "['Azerbaijan']",
    "initiator_category": "['Non-state-group']",
}


def product(incident: str, key: str, actors: list[str], countries: list[str]) -> list[list[str]]:
    return [
        [incident, key, "2018-02-15", POLITICAL, BY_STATE, actor, "", country, SANDWORM, "Russia", SUGGESTED]
        for actor in actors
        for country in countries
    ]


GCHQ = ("", "", "Germany", "GCHQ")
ATTRIBUTIONS = [
    *product("100", "7001.0", ["National Cyber Security Centre (NCSC)"], ["United Kingdom"]),
    *product("100", "7002.0", ["The White House", "CSE"], ["United States", "Canada"]),
    ["101.0", "7003.0", "2018-01-01", POLITICAL, BY_STATE, *GCHQ, "United States", "State"],
    ["101.0", "7003.0", "2018-01-01", POLITICAL, BY_STATE, *GCHQ, "United Kingdom", "State"],
    ["101.0", "7004.0", "", "Media report", "Media-based attribution", "", "ESET", "", "", "China", "State"],
    ["101.0", "7005.0", "", "Not available", "Contested attribution", "", "", "", "Fancy Bear", "Russia", ""],
    ["101.0", "7006.0", "", "", "Media-based attribution", "", "", "", "", "China", "Unknown - not attributed"],
    ["102", "7007.0", "", "", "Attacker confirms", "", "", "", "Not available", "Azerbaijan", "Non-state-group"],
]
"""Id, date, type, basis, actor, company, country, initiator, its country and its category."""
RECEIVERS = [
    ["100", "Ukraine", "EUROPE; EASTEU", "Central Bank (Ukraine)", "Critical infrastructure", "Finance"],
    ["100", "Ukraine", "EUROPE; EASTEU", "Not available", "Critical infrastructure", "Energy"],
    ["101.0", "Germany", "EUROPE; NATO; EU", "", "State institutions / political system", "Legislative"],
    ["102", "EU (region)", "EUROPE", "", "Media", ""],
]


def table(header: list[str] | tuple[str, ...], rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig")


def written(folder: Path, *incidents: Cells, alone: bool = False, version: str = "1.1") -> InputFile:
    header = list(dict.fromkeys(key for one in incidents for key in one))
    path = folder / f"EuRepoC_Global_Database_{version}.csv"
    path.write_bytes(table(header, [[one.get(key, "") for key in header] for one in incidents]))
    if not alone:
        for name, columns, rows in (
            ("Attribution", ATTRIBUTION_COLUMNS, ATTRIBUTIONS),
            ("Receiver", RECEIVER_COLUMNS, RECEIVERS),
        ):
            (folder / f"EuRepoC_{name}_dataset_1.1.csv").write_bytes(table(columns, rows))
    return together(inputs(str(folder), max_bytes=10**7, max_text_bytes=1))[0]


class Read:
    def __init__(self, file: InputFile) -> None:
        self.batches = list(EurepocLoader().load(file))
        self.versions = {version.record: version for batch in self.batches for version in batch.versions}
        self.types = {record.id: str(record.type) for batch in self.batches for record in batch.records}
        self.claims = [claim for batch in self.batches for claim in batch.claims]
        self.skipped = [part for batch in self.batches for part in batch.skipped]
        self.warnings = [part for batch in self.batches for part in batch.warnings]
        self.disclosure = self.batches[0].disclosure

    def of(self, predicate: Predicate, native: str) -> list[Claim]:
        return [one for one in self.claims if (one.predicate, one.subject_record) == (predicate, f"eurepoc:{native}")]

    def version(self, record: str | None) -> RecordVersion:
        return self.versions[record or ""]

    def name(self, record: str | None) -> str:
        return self.version(record).name

    def said(self, predicate: Predicate, native: str) -> set[tuple[str, str, str | None]]:
        """Object, claimant and basis."""
        return {(self.name(c.object_record), self.name(c.claimant_record), c.basis) for c in self.of(predicate, native)}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return Read(written(tmp_path, NOTPETYA, BUNDESTAG, DEFACED))


def test_the_tables_of_a_folder_are_one_edition(read: Read) -> None:
    assert (read.disclosure.series, read.disclosure.edition, read.disclosure.published_on) == ("eurepoc", "1.1", None)
    assert Counter(read.types.values())["Incident"] == 3
    assert (read.skipped, read.warnings) == ([], [])
    assert read.batches[-1].closing
    assert read.batches[-1].closing.complete


def test_an_attribution_names_claimant_basis_and_day(read: Read) -> None:
    by_britain = next(
        claim
        for claim in read.of(Predicate.ATTRIBUTED_TO, "100")
        if read.name(claim.claimant_record) == "National Cyber Security Centre (NCSC)"
    )
    assert (read.name(by_britain.object_record), by_britain.basis) == ("Sandworm", BY_STATE)
    assert (by_britain.asserted_on, by_britain.asserted_on_latest) == ("2018-02-15", "2018-02-15")
    assert (by_britain.event_start, by_britain.event_end, by_britain.event_text) == (
        "2017-06-27",
        "2017-12-31",
        "2017-06-27/2017",
    )
    assert by_britain.statement_id is None
    organ = read.version(by_britain.claimant_record)
    assert (organ.country, organ.organ) == ("GB", True)


def test_a_joint_attribution_is_a_claim_of_each_and_gives_no_body_the_other_ones_state(read: Read) -> None:
    joint = [claim for claim in read.of(Predicate.ATTRIBUTED_TO, "100") if claim.statement_id == "eurepoc:7002"]
    assert {read.name(claim.claimant_record) for claim in joint} == {"The White House", "CSE"}
    assert {read.version(claim.claimant_record).country for claim in joint} == {None}


def test_contradicting_attributions_stand_side_by_side(read: Read) -> None:
    assert read.said(Predicate.ATTRIBUTED_TO, "101") == {
        ("GCHQ", "Germany", BY_STATE),
        ("China", "ESET", "Media-based attribution"),
        ("Fancy Bear", "contested attribution", "Contested attribution"),
    }, "and where it is not attributed, nobody is blamed"


def test_a_country_of_an_initiator_is_the_one_that_the_incident_table_gives_it(read: Read) -> None:
    gchq = next(record for record, version in read.versions.items() if version.name == "GCHQ")
    part_of = [claim for claim in read.claims if claim.subject_record == gchq and claim.predicate is Predicate.PART_OF]
    assert [read.name(claim.object_record) for claim in part_of] == ["United Kingdom"]


def test_what_the_publisher_says_of_an_actors_state_is_the_publishers_word(read: Read) -> None:
    sandworm = next(record for record, version in read.versions.items() if version.name == "Sandworm")
    ties = [claim for claim in read.claims if claim.subject_record == sandworm and claim.object_record]
    assert {(str(claim.predicate), read.name(claim.object_record), claim.basis) for claim in ties} == {
        ("LOCATED_IN", "Russia", None),
        ("AFFILIATED_WITH", "Russia", SUGGESTED),
    }
    assert {read.name(claim.claimant_record) for claim in ties} == {"European Repository of Cyber Incidents"}
    held = read.version(sandworm)
    assert set(held.names) == {"Sandworm", "VOODOO Bear", "Telebots"}
    assert held.identifiers == ("mitre-attack:G0034",)


def test_an_attacker_that_confesses_is_the_claimant_even_without_a_name(read: Read) -> None:
    (claim,) = read.of(Predicate.ATTRIBUTED_TO, "102")
    assert claim.object_record == claim.claimant_record
    blamed = read.version(claim.object_record)
    assert (blamed.name, blamed.named) == ("Non-state-group", False)
    assert (claim.event_start, claim.event_end, claim.event_text) == ("2000-01-01", "2000-12-31", "2000")


def test_targets_are_named_receivers_and_sectors_of_countries(read: Read) -> None:
    hit = {
        incident: {name for name, _, _ in read.said(Predicate.TARGETED, incident)} for incident in ("100", "101", "102")
    }
    assert hit == {
        "100": {"Central Bank (Ukraine)", "Energy (Ukraine)"},
        "101": {"Legislative (Germany)"},
        "102": {"Media"},
    }
    assert read.said(Predicate.MEMBER_OF, "receiver/central bank (ukraine)") == {
        ("Finance", "European Repository of Cyber Incidents", None)
    }


def test_techniques_are_used_and_sanctions_answer(read: Read) -> None:
    assert {name for name, _, _ in read.said(Predicate.USES, "100")} == {"Data Encrypted for Impact"}
    (response,) = [claim for claim in read.claims if claim.predicate is Predicate.RESPONDED_TO]
    assert (read.name(response.subject_record), str(response.response_kind), response.asserted_on) == (
        "US Department of the Treasury",
        "sanctioned",
        "2018-03-15",
    )


def values(held: Any) -> set[str]:
    """Every text in maps and lists."""
    if isinstance(held, str):
        return {held.strip()}
    inner = held.values() if isinstance(held, dict) else held if isinstance(held, list | tuple) else ()
    return {text for value in inner for text in values(value)}


def lost(folder: Path, read: Read) -> list[str]:
    """Cells that are in no record and no claim."""
    held = values([asdict(one) for one in read.versions.values()] + [asdict(one) for one in read.claims])
    held |= {"", "[]"} | values([json.loads(one.as_given) for one in read.versions.values() if one.as_given])
    missing = []
    for path in sorted(folder.glob("*.csv*")):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for column, cell in row.items():
                repeated = "Global" in path.name and column in (*ATTRIBUTION_LISTS, *RECEIVER_LISTS)
                if not repeated and column not in ("ID", "incident_ID") and cell.strip() not in held:
                    missing.append(f"{path.name} {column}: {cell[:60]}")
    return missing


def test_no_cell_is_lost(read: Read, tmp_path: Path) -> None:
    assert lost(tmp_path, read) == []


def test_lists_that_repeat_the_other_tables_are_the_only_columns_left_out() -> None:
    assert set(ATTRIBUTION_COLUMNS[2:]) < set(ATTRIBUTION_LISTS)
    assert set(RECEIVER_LISTS) == set(RECEIVER_COLUMNS) - {"ID"}
    assert set(TECHNIQUES).isdisjoint((*ATTRIBUTION_LISTS, *RECEIVER_LISTS, *INCIDENT_NEEDS))


def test_without_the_other_tables_the_incident_table_speaks_for_itself(tmp_path: Path) -> None:
    lists = {
        "attribution_basis": "Media-based attribution; Media-based attribution",
        "receiver_country": "['Germany', 'France']",
        "receiver_category": "[['Media'], ['Media', 'Science']]",
    }
    read = Read(written(tmp_path, BUNDESTAG | lists, alone=True))
    assert read.said(Predicate.ATTRIBUTED_TO, "101") == {
        ("NSA", "media", "Media-based attribution"),
        ("GCHQ", "media", "Media-based attribution"),
    }
    assert {name for name, _, _ in read.said(Predicate.TARGETED, "101")} == {
        "Media (Germany)",
        "Media (France)",
        "Science (France)",
    }


def test_tables_of_another_release_are_not_mixed(tmp_path: Path) -> None:
    files = {written(tmp_path, NOTPETYA, version="1.0").bare_name(): 0}
    assert files == {"EuRepoC_Attribution_dataset_1.1.csv": 0}, "which then stands alone and is refused"


def test_bad_rows_are_skipped_and_bad_details_told(tmp_path: Path) -> None:
    odd = DEFACED | {"start_date": "2000-02-31", "initiator_name": "['a', __import__('os')]"}
    nameless = DEFACED | {"ID": "104", "name": ""}
    read = Read(written(tmp_path, NOTPETYA, NOTPETYA, odd, nameless))
    assert [(part.where, part.why) for part in read.skipped] == [
        ("line 3", "100 is given twice"),
        ("line 5", "an incident without an ID or a name"),
        *[(f"line {line}", "of an incident that is not in the table of incidents") for line in (7, 8, 9, 10, 11, 4)],
    ]
    assert [part.why for part in read.warnings] == [
        "102: initiators: a list that cannot be read",
        "102: start_date: '2000-02-31' is not a day of the calendar",
    ]
    (claim,) = read.of(Predicate.TARGETED, "102")
    assert (claim.event_start, claim.event_end) == (None, "2000-12-31")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (table(ATTRIBUTION_COLUMNS, ATTRIBUTIONS), "without its table of incidents"),
        (table(list(NOTPETYA), []), "the table has no incidents"),
        (table(list(NOTPETYA), [["1"]]), "1 columns, where the header has"),
        (table(list(NOTPETYA), [list(NOTPETYA.values())]) + b"\xff\xff", "not UTF-8"),
        (table(list(NOTPETYA), []) + b'103,"never closed', "not a table"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "EuRepoC_Global_Database_1.1.csv"
    path.write_bytes(data)
    file = InputFile(path, path.name)
    assert isinstance(loader_for(file), EurepocLoader)
    with pytest.raises(BadInput, match=why):
        list(EurepocLoader().load(file))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("GCHQ", ("GCHQ", (), ())),
        ("Fancy Bear/APT28/ TG-4127/G0007 (GRU)", ("Fancy Bear", ("APT28", "TG-4127"), ("mitre-attack:G0007",))),
        ("Ahmad Khatibi (Afkar System)", ("Ahmad Khatibi (Afkar System)", (), ())),
    ],
)
def test_names_between_slashes_are_names_of_one(written: str, names: Any) -> None:
    assert known_as(written) == names


def test_it_is_loaded_into_a_store(store: Store, tmp_path: Path) -> None:
    store.append(EurepocLoader().load(written(tmp_path, NOTPETYA, BUNDESTAG, DEFACED)))
    question = (
        "MATCH (i:Incident {name: 'NotPetya'})-[r:ATTRIBUTED_TO]->(a) RETURN a.name AS name, r.claimCount AS claims"
    )
    assert store.read(question).maps() == [{"name": "Sandworm", "claims": 3}]


def test_the_real_tables_give_the_publishers_own_counts() -> None:
    if not REAL.exists():
        pytest.skip("the real files are not here")
    (file,) = together(inputs(str(REAL), max_bytes=10**8, max_text_bytes=1))
    assert len(file.companions) == 2
    read = Read(file)
    assert Counter(read.types.values())["Incident"] == 1_643
    given = [json.loads(one.as_given or "{}") for record, one in read.versions.items() if "/" not in record]
    assert sum(len(one.get("receivers", ())) for one in given) == 6_333
    assert sum(len(one.get("attributions", ())) for one in given) == 1_966
    assert (read.skipped, read.warnings) == ([], [])
    assert lost(REAL, read) == []
