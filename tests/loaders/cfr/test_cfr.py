"""The Cyber Operations Tracker as records and claims."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.errors import BadInput
from attributed.graph.store import Store
from attributed.loaders.cfr.affiliation import Affiliation, affiliation
from attributed.loaders.cfr.loader import CfrLoader
from attributed.loaders.cfr.row import COLUMNS
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
from attributed.schema.predicate import Predicate

Write = Callable[..., InputFile]
REAL = Path(__file__).parents[4] / "shared" / "data" / "cfr" / "cyber-operations-incidents.csv"

BUNDESTAG = {
    "Title": "Compromise of the German Bundestag",
    "Date": "6/9/2015",
    "Affiliations": "Believed to be the work of?APT 28.",
    "Description": "Data was taken from the parliament?s network.",
    "Response": "Denouncement   https://www.auswaertiges-amt.de/",
    "Victims": "Members of the German parliament",
    "Sponsor": "Russian Federation",
    "Type": "Espionage",
    "Category": "Government",
    "Sources_1": "https://www.bundestag.de/",
}
APT28 = {
    "Title": "APT 28",
    "Date": "10/27/2014",
    "Affiliations": "Also known as?Pawn Storm, Fancy Bear, and Sofacy. Others tie it to the GRU.",
    "Sponsor": "Russian Federation",
    "Type": "Espionage",
    "Category": "Government, Private sector",
}
STUXNET = {"Title": "Stuxnet", "Date": "", "Affiliations": "", "Sponsor": "United States, Israel", "Type": "Sabotage"}


def table(*entries: dict[str, str], end: str = "\r\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(COLUMNS)
    writer.writerows([[one.get(column, "") for column in COLUMNS] for one in entries])
    return out.getvalue()


class Read:
    def __init__(self, file: InputFile) -> None:
        batches = list(CfrLoader().load(file))
        self.versions = {version.record: version for batch in batches for version in batch.versions}
        self.types = {record.id: str(record.type) for batch in batches for record in batch.records}
        self.claims = [claim for batch in batches for claim in batch.claims]
        self.skipped = [part for batch in batches for part in batch.skipped]
        self.warnings = [part for batch in batches for part in batch.warnings]

    def said(self, predicate: Predicate, name: str) -> set[str]:
        return {
            claim.value or self.versions[claim.object_record or ""].name
            for claim in self.claims
            if claim.predicate is predicate and self.versions[claim.subject_record].name == name
        }


def test_an_entry_is_attributed_to_its_sponsor_and_its_actor_in_the_trackers_words(write: Write) -> None:
    read = Read(write(table(BUNDESTAG), "incidents.csv"))
    assert read.said(Predicate.ATTRIBUTED_TO, BUNDESTAG["Title"]) == {"APT 28", "Russia"}
    claims = [claim for claim in read.claims if claim.predicate is Predicate.ATTRIBUTED_TO]
    assert {(claim.asserted_on, claim.likelihood_term, claim.quote) for claim in claims} == {
        ("2015-06-09", "believed", "Believed to be the work of?APT 28.")
    }
    assert {read.versions[claim.claimant_record].name for claim in claims} == {"Council on Foreign Relations"}
    assert read.said(Predicate.TARGETED, BUNDESTAG["Title"]) == {"Members of the German parliament", "Government"}
    (response,) = [claim for claim in read.claims if claim.predicate is Predicate.RESPONDED_TO]
    assert (response.response_kind, read.versions[response.subject_record].named) == ("condemned", False)


def test_an_entry_that_others_name_as_the_actor_is_the_actor(write: Write) -> None:
    read = Read(write(table(BUNDESTAG, APT28), "incidents.csv"))
    assert Counter(kind for record, kind in read.types.items() if "/" not in record) == {
        "Incident": 1,
        "ThreatActor": 1,
    }
    (actor,) = [record for record, kind in read.types.items() if kind == "ThreatActor"]
    assert set(read.versions[actor].names) == {"APT 28", "Pawn Storm", "Fancy Bear", "Sofacy"}
    assert read.said(Predicate.KNOWN_AS, "APT 28") == {"Pawn Storm", "Fancy Bear", "Sofacy"}


def test_several_sponsors_are_several_claims_and_an_undated_entry_stays_undated(write: Write) -> None:
    read = Read(write(table(STUXNET), "incidents.csv"))
    assert read.said(Predicate.ATTRIBUTED_TO, "Stuxnet") == {"United States", "Israel"}
    assert {claim.asserted_on for claim in read.claims} == {None}


def test_two_entries_of_one_title_and_day_are_two(write: Write) -> None:
    read = Read(write(table(BUNDESTAG, BUNDESTAG | {"Affiliations": "Turla"}), "incidents.csv"))
    assert Counter(read.types.values())["Incident"] == 2


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_shifted_row_is_read_from_its_type(write: Write, end: str) -> None:
    shifted = {
        "Title": "Targeting of officials",
        "Date": "3/29/2022",
        "Affiliations": "APT 36",
        "Description": 'Malware.???,,Officials"',
        "Response": "Pakistan",
        "Victims": "Espionage",
        "Sponsor": "Government, Military",
        "Type": "https://example.org/1",
        "Category": "https://example.org/2",
    }
    read = Read(write(table(shifted, STUXNET, end=end), "incidents.csv"))
    assert read.said(Predicate.ATTRIBUTED_TO, "Targeting of officials") == {"APT 36", "Pakistan"}
    assert read.said(Predicate.TARGETED, "Targeting of officials") == {"Government", "Military"}
    assert [(part.where, part.why) for part in read.warnings] == [
        ("line 2", "Targeting of officials: its columns are shifted by 2; read from its type 'Espionage'")
    ]
    given = [json.loads(one.as_given) for one in read.versions.values() if one.as_given]
    assert shifted in given, "and it is kept as it stands"


def test_what_is_no_state_and_no_date_is_told_and_blames_nobody(write: Write) -> None:
    odd = STUXNET | {"Sponsor": "Government", "Date": "13/31/2010"}
    read = Read(write(table(odd), "incidents.csv"))
    assert read.said(Predicate.ATTRIBUTED_TO, "Stuxnet") == set()
    assert [part.why for part in read.warnings] == [
        "Stuxnet: its sponsor is no state: 'Government'",
        "Stuxnet: its date '13/31/2010' is none",
    ]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Lazarus Group?", Affiliation(("Lazarus Group",))),
        ("The Lazarus Group", Affiliation(("Lazarus Group",))),
        ("Fancy Bear, APT 28", Affiliation(("Fancy Bear", "APT 28"))),
        ("APT 17 and Bronze Butler", Affiliation(("APT 17", "Bronze Butler"))),
        ("Iran, APT 35", Affiliation(("APT 35",))),
        ("U.S. Cyber Command", Affiliation(("U.S. Cyber Command",))),
        ("Believed to be the work of Turla", Affiliation(("Turla",), term="believed")),
        ("Suspected to be the work of the Dukes.?", Affiliation(("Dukes",), term="suspected")),
        (
            "Believed to be the work of Strontium, also known as APT 28 and Fancy Bear.",
            Affiliation(("Strontium",), ("APT 28", "Fancy Bear"), "believed"),
        ),
        ("Also known as Tick and RedBaldKnight", Affiliation(aliases=("Tick", "RedBaldKnight"))),
        ("Believed to be the work of the Chinese government", Affiliation(term="believed")),
        ("Saudi and Emirati governments", Affiliation()),
        ("Russia", Affiliation()),
        ("Tonto Team or TA428", Affiliation()),
        ("Possibly linked to Sandworm.", Affiliation()),
        ("Unknown, suspected Bronze Butler.", Affiliation()),
        ("Believed to be the work of Chinese state-sponsored hackers.", Affiliation(term="believed")),
        ("Believed to be associated with Sandworm.", Affiliation(term="believed")),
        ("Russian military intelligence agency, known as GRU", Affiliation()),
        ("Uses similar tools as DragonOK, possibly indicating a link between the two", Affiliation()),
        ("", Affiliation()),
    ],
)
def test_an_affiliation_gives_names_only_where_it_plainly_does(cell: str, said: Affiliation) -> None:
    assert affiliation(cell) == said


def test_bad_rows_are_skipped(write: Write) -> None:
    text = table(STUXNET, STUXNET | {"Title": ""}) + "a,b\r\n"
    read = Read(write(text, "incidents.csv"))
    assert [(part.where, part.why) for part in read.skipped] == [
        ("line 3", "an entry without a title"),
        ("line 4", "2 columns, where the header has 12"),
    ]


@pytest.mark.parametrize(("text", "why"), [(table(), "no entries"), (table() + '"x', "not a table")])
def test_a_table_without_entries_is_refused(write: Write, text: str, why: str) -> None:
    file = write(text, "incidents.csv")
    assert isinstance(loader_for(file), CfrLoader)
    with pytest.raises(BadInput, match=why):
        list(CfrLoader().load(file))


def test_every_column_is_kept_as_given(write: Write) -> None:
    full = {column: f"cell of {column}" for column in COLUMNS} | {"Date": "1/2/2020", "Sponsor": "Iran"}
    read = Read(write(table(full), "incidents.csv"))
    assert full in [json.loads(one.as_given) for one in read.versions.values() if one.as_given]


def test_it_is_loaded_into_a_store(store: Store, write: Write) -> None:
    store.append(CfrLoader().load(write(table(BUNDESTAG, APT28, STUXNET), "incidents.csv")))
    question = "MATCH (i:Incident)-[r:ATTRIBUTED_TO]->(a:ThreatActor) RETURN i.name AS incident, a.name AS actor"
    assert store.read(question).maps() == [{"incident": BUNDESTAG["Title"], "actor": "APT 28"}]


def test_the_real_table_gives_the_publishers_own_count() -> None:
    if not REAL.exists():
        pytest.skip("the real files are not here")
    read = Read(InputFile(REAL, REAL.name))
    entries = Counter(kind for record, kind in read.types.items() if "/" not in record)
    assert sum(entries.values()) == 768
    assert read.skipped == []
    shifted = [part for part in read.warnings if "shifted" in part.why]
    assert len(shifted) == 6
    assert all(one.as_given for record, one in read.versions.items() if "/" not in record)
