"""Claims as a table: what a row says is what the YAML form says."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.errors import BadInput
from attributed.loaders.claims import ClaimsLoader
from attributed.loaders.claims_csv import COLUMNS
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
from attributed.schema.batch import Batch, Skipped
from attributed.schema.claim import Claim
from attributed.schema.record import RecordVersion

Write = Callable[..., InputFile]
Cells = dict[str, str]

YAML = """attributed: claims/1
source: harbour-desk
edition: 2024-04-02
title: Harbour Desk
entities:
  - {id: grey-heron, type: ThreatActor, name: Grey Heron, names: [GH-7, Heron]}
  - {id: ferries, type: Organization, name: Norland Ferries}
  - {id: cyber-office, type: Organization, name: Norland Cyber Office, organ: true}
disclosures:
  - title: Statement
    url: https://cyber-office.example/1
    date: 2024-03
    claims:
      - {predicate: TARGETED, subject: grey-heron, object: ferries, claimant: cyber-office,
         event: 2021/2022, quote: "no, sir"}
      - {predicate: KNOWN_AS, subject: grey-heron, value: GH-7, claimant: cyber-office}
"""
FIRST: Cells = {
    "attributed": "claims/1",
    "source": "harbour-desk",
    "edition": "2024-04-02",
    "source.title": "Harbour Desk",
    "disclosure.title": "Statement",
    "disclosure.url": "https://cyber-office.example/1",
    "disclosure.date": "2024-03",
    "subject.name": "Grey Heron",
    "subject.type": "ThreatActor",
    "subject.names": "GH-7 | Heron",
    "predicate": "TARGETED",
    "object.id": "ferries",
    "object.type": "Organization",
    "object.name": "Norland Ferries",
    "claimant.id": "cyber-office",
    "claimant.type": "Organization",
    "claimant.name": "Norland Cyber Office",
    "claimant.organ": "true",
    "event": "2021/2022",
    "quote": "no, sir",
}
SECOND: Cells = {
    "disclosure.title": "Statement",
    "disclosure.url": "https://cyber-office.example/1",
    "disclosure.date": "2024-03",
    "subject.id": "grey-heron",
    "predicate": "KNOWN_AS",
    "value": "GH-7",
    "claimant.id": "cyber-office",
}


def table(*rows: Cells) -> str:
    columns = [column for column in COLUMNS if any(column in row for row in rows)]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def load(file: InputFile) -> list[Batch]:
    assert isinstance(loader_for(file), ClaimsLoader)
    return list(ClaimsLoader().load(file))


def said(batches: list[Batch]) -> tuple[list[Claim], list[RecordVersion]]:
    claims = sorted((claim for batch in batches for claim in batch.claims), key=lambda claim: claim.id)
    versions = sorted((version for batch in batches for version in batch.versions), key=lambda version: version.id)
    return claims, versions


def skipped(batches: list[Batch]) -> list[Skipped]:
    return [part for batch in batches for part in batch.skipped]


def test_a_table_says_what_the_yaml_form_says(write: Write) -> None:
    by_table, by_yaml = load(write(table(FIRST, SECOND), "mine.csv")), load(write(YAML, "mine.yaml"))
    claims, versions = said(by_table)
    expected, described = said(by_yaml)
    assert versions == described
    assert [claim.id for claim in claims] == [claim.id for claim in expected]
    assert [claim.stated_in for claim in claims] == [claim.stated_in for claim in expected]
    assert (by_table[0].source, by_table[0].disclosure.edition) == (by_yaml[0].source, by_yaml[0].disclosure.edition)
    assert skipped(by_table) == []


@pytest.mark.parametrize("name", ["mine.csv", "mine", "-"])
def test_it_is_recognised_by_its_first_column(write: Write, name: str) -> None:
    assert isinstance(loader_for(write(table(FIRST), name)), ClaimsLoader)


def test_a_row_without_a_predicate_describes_entities(write: Write) -> None:
    other = {"subject.id": "norland", "subject.type": "State", "subject.name": "Norland"}
    _, versions = said(load(write(table(FIRST, other), "mine.csv")))
    assert "Norland" in {version.name for version in versions}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({**SECOND, "subject.name": "Heron"}, "name of 'grey-heron' is not what was said before (line 2)"),
        ({**SECOND, "edition": "2025-01-01"}, "edition is not that of the first row"),
        ({**SECOND, "subject.id": "", "subject.name": "???"}, "no name that makes one"),
        ({**SECOND, "predicate": "HACKED"}, "HACKED"),
        ({**SECOND, "subject.id": "nobody"}, "no entity of this file"),
        ({"predicate": "TARGETED", "subject.id": "grey-heron", "object.id": "ferries"}, "needs a url or a title"),
    ],
)
def test_a_bad_row_is_skipped_with_its_line(write: Write, row: Cells, why: str) -> None:
    (part,) = skipped(load(write(table(FIRST, {k: v for k, v in row.items() if v}, SECOND), "mine.csv")))
    assert (part.where, why in part.why) == ("line 3", True), part.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("attributed,source,predicat\nclaims/1,x,y\n", "did you mean 'predicate'"),
        ("attributed,source,source\nclaims/1,x,y\n", "stands there twice"),
        ("attributed,source\n", "no rows"),
        ("attributed,source\nclaims/2,x\n", "this release reads claims/1"),
        ("attributed,source\n,x\n", "not a claims file"),
        ("attributed,source\nclaims/1,x,y\n", "3 columns"),
        ('attributed,source\nclaims/1,"x\n', "not a table"),
        ("attributed,source\nclaims/1,Not A Slug\n", "slug"),
    ],
)
def test_a_table_that_is_none_is_refused(write: Write, text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        load(write(text, "mine.csv"))


def test_the_documentation_shows_a_table_that_loads(write: Write) -> None:
    text = (Path(__file__).parents[2] / "docs" / "claims-format.md").read_text("utf-8")
    shown = text.partition("```csv\n")[2].partition("```")[0]
    claims, _ = said(load(write(shown, "mine.csv")))
    assert len(claims) == 2
