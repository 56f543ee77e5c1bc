"""How a command reads texts: known bytes, unread languages, and the names of the graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from attributed.cli_load import load_all
from attributed.cli_reading import reading
from attributed.cli_report import told
from attributed.cli_reread import reread_all
from attributed.errors import Misuse
from attributed.graph.store import Store
from attributed.schema.canonical import sha256
from attributed.settings import Settings

CLAIMS = """attributed: claims/1
source: mine
entities:
  - {id: a, type: ThreatActor, name: Grey Heron}
  - {id: b, type: State, name: Norway, country: NO}
disclosures:
  - {title: T, claimant: b, claims: [{predicate: TARGETED, subject: a, object: b}]}
"""
SAYS = "Grey Heron compromised the German Social Democratic Party in 2023.\n"
GERMAN = "Das Ministerium sagte, dass die Gruppe APT28 hinter dem Angriff auf die Partei steht und nicht APT31.\n"


def write(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return str(path)


def test_known_bytes_are_told_and_change_nothing(store: Store, tmp_path: Path) -> None:
    page = write(tmp_path, "a.html", f"<html lang='en'><body><article><p>{SAYS}</p></article></body></html>")
    load_all(store, [page], None, Settings())
    before = list(store.evidence())
    (report,) = load_all(store, [page], None, Settings())
    assert report["known"]
    assert list(store.evidence()) == before


def test_a_text_that_was_not_read_is_told_with_its_language(store: Store, tmp_path: Path) -> None:
    report = load_all(store, [write(tmp_path, "a.txt", GERMAN)], None, Settings())
    assert report[0]["unread"] == ["de"]
    assert any("not read: its language is de" in line for line, _ in told(report))


def test_with_the_names_of_the_graph_a_text_reads_the_same_ever_after(store: Store, tmp_path: Path) -> None:
    load_all(store, [write(tmp_path, "a.yaml", CLAIMS)], None, Settings())
    text = write(tmp_path, "a.txt", SAYS)
    (report,) = load_all(store, [text], None, Settings(), names="graph")
    assert report["claims"] == 1
    extractor = reading(store, Settings(), "graph").extractor
    (row,) = store.read("MATCH (c:Claim {origin: 'prose'}) RETURN c.extractedBy").rows
    assert str(row[0]).startswith(extractor.name)
    more = CLAIMS.replace("Grey Heron", "Brown Heron").replace("mine", "more")
    load_all(store, [write(tmp_path, "b.yaml", more)], None, Settings())
    again = reading(store, Settings(), sha256(extractor.needs)).extractor
    assert again.name == extractor.name != reading(store, Settings(), "graph").extractor.name
    assert reread_all(store, (), again) == []


@pytest.mark.parametrize("names", ["others", "0" * 64])
def test_names_that_are_nowhere_are_refused(store: Store, names: str) -> None:
    with pytest.raises(Misuse, match="--names"):
        reading(store, Settings(), names)
