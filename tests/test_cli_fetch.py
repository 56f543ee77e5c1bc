"""Publishers' files by their names: fetched, loaded once, listed and refreshed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attributed.cli_fetch import COLUMNS, sources, stale, table
from attributed.cli_load import load_all
from attributed.cli_report import told
from attributed.graph.store import Store
from attributed.loaders.inputs import inputs
from attributed.loaders.loader import Wanted
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.seen import recall, remember
from attributed.schema.dates import is_instant
from attributed.settings import Settings

Publisher = Any
Load = Callable[..., list[dict[str, Any]]]
SOURCE = "cfr-cyber-operations"
CLAIMS = b"""attributed: claims/1
source: mine
edition: 2026-03-01
entities:
  - {id: a, type: ThreatActor, name: A}
  - {id: b, type: State, name: Norway, country: NO}
disclosures:
  - {title: T, claimant: b, claims: [{predicate: TARGETED, subject: a, object: b}]}
"""


@pytest.fixture
def settings(publisher: Publisher, tmp_path: Path) -> Settings:
    urls = {SOURCE: f"{publisher.url}/mine.yaml"}
    return Settings(store=str(tmp_path / "data"), source_urls=urls, fetch_private=True)


@pytest.fixture
def fetched(store: Store, settings: Settings) -> Load:
    def load(wanted: Wanted | None = None) -> list[dict[str, Any]]:
        return load_all(store, [SOURCE], None, settings, wanted or Wanted())

    return load


def test_a_source_is_fetched_once_while_it_stays_the_same(
    publisher: Publisher, fetched: Load, settings: Settings, store: Store
) -> None:
    publisher.answer(body=CLAIMS, headers={"ETag": '"1"'}).answer(304).answer(body=CLAIMS + b"# new\n")
    (first,), (same,), (changed,) = fetched(), fetched(), fetched()
    assert (first["file"], first["claims"], first["known"]) == (f"{SOURCE}/mine.yaml", 1, False)
    assert (same["source"], same["known"], same["claims"]) == (SOURCE, True, 0)
    assert list(told([same])) == [(f"{SOURCE}: already known", False)]
    assert (changed["known"], changed["disclosures"]) == (False, 1)
    assert [asked.get("if-none-match") for asked in publisher.asked] == [None, '"1"', '"1"']
    rows = store.read("MATCH (d:Disclosure {documentKind: 'claimsFile'}) RETURN d.url, d.retrievedAt, d.sha256").rows
    seen = recall(Path(settings.store), SOURCE)
    assert seen
    assert {row[0] for row in rows} == {f"{publisher.url}/mine.yaml"}
    assert all(is_instant(row[1]) for row in rows)
    assert seen.sha256 in {row[2] for row in rows}


def test_what_was_refused_or_taken_in_part_is_fetched_again(publisher: Publisher, fetched: Load) -> None:
    publisher.answer(body=b"attributed: claims/2\n", headers={"ETag": '"1"'})
    assert "refused" in fetched()[0]
    publisher.answers = []
    publisher.answer(body=CLAIMS, headers={"ETag": '"2"'})
    assert fetched(Wanted(partial=True))[0]["claims"] == 1
    fetched(Wanted(frozenset({"cyber"})))
    fetched()
    assert [asked.get("if-none-match") for asked in publisher.asked] == [None] * 4


def test_what_the_store_lost_is_fetched_again(
    publisher: Publisher, fetched: Load, settings: Settings, open_store: Callable[[str], Store]
) -> None:
    publisher.answer(body=CLAIMS, headers={"ETag": '"1"'})
    fetched()
    assert load_all(open_store("other"), [SOURCE], None, settings)[0]["claims"] == 1
    assert "if-none-match" not in publisher.asked[1]


def test_a_failed_fetch_is_refused_and_the_others_load(
    publisher: Publisher, store: Store, settings: Settings, tmp_path: Path
) -> None:
    publisher.answer(404)
    path = tmp_path / "mine.yaml"
    path.write_bytes(CLAIMS)
    report = load_all(store, [SOURCE, "ofsi-consolidated", str(path)], None, settings)
    by_file = {file["file"]: file for file in report}
    assert by_file[SOURCE]["refused"]["why"] == f"{publisher.url}/mine.yaml: answered 404"
    assert "closed in January 2026" in by_file["ofsi-consolidated"]["refused"]["why"]
    assert by_file[str(path)]["claims"] == 1


def test_sources_tell_licence_edition_and_counts(
    publisher: Publisher, fetched: Load, store: Store, settings: Settings
) -> None:
    publisher.answer(body=CLAIMS)
    fetched()
    rows = {row["source"]: row for row in sources(store, settings)}
    assert rows.keys() == {*PUBLISHERS, "claims-mine"}
    assert all(
        row["licence"] and row["title"] and row["homepage"] for row in rows.values() if row["source"] in PUBLISHERS
    )
    mine = rows["claims-mine"]
    assert (mine["lastEdition"], mine["entriesByType"], mine["claimsByType"]) == (
        "2026-03-01",
        {"State": 1, "ThreatActor": 1},
        {"TARGETED": 1},
    )
    assert rows[SOURCE]["fetchedAt"]
    assert not rows[SOURCE]["stale"]
    shown = dict(zip(COLUMNS, table([mine])[0], strict=True))
    assert (shown["entries"], shown["claims"]) == ("1 State, 1 ThreatActor", "1")


def test_update_looks_at_what_the_store_holds_and_was_not_looked_at_for_long(
    publisher: Publisher, store: Store, settings: Settings
) -> None:
    publisher.answer(body=CLAIMS)
    assert stale(store, settings, everything=False) == []
    everything = stale(store, settings, everything=True)
    assert "uk-sanctions" in everything
    assert "ofsi-consolidated" not in everything, "it cannot be fetched"
    load_all(store, [SOURCE], None, settings)
    assert SOURCE not in stale(store, settings, everything=True)
    seen = recall(Path(settings.store), SOURCE)
    assert seen
    remember(Path(settings.store), SOURCE, type(seen)(**{**_fields(seen), "checked_at": "2026-01-01T00:00:00.000Z"}))
    assert SOURCE in stale(store, settings, everything=True)


def _fields(seen: Any) -> dict[str, Any]:
    return {name: getattr(seen, name) for name in seen.__slots__}


def test_a_name_that_is_no_source_names_those_there_are() -> None:
    with pytest.raises(Exception, match="did you mean 'uk-sanctions'"):
        inputs("uk-sanction", max_bytes=1, max_text_bytes=1)


def test_the_commands(publisher: Publisher, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTRIBUTED_SOURCE_URLS", json.dumps(settings.source_urls))
    monkeypatch.setenv("ATTRIBUTED_FETCH_PRIVATE", "true")
    publisher.answer(body=CLAIMS)

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "attributed", "--store", settings.store, *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout

    assert json.loads(run("load", SOURCE, "--json"))["total"]["claims"] == 1
    assert run("update") == "everything is up to date\n"
    assert "already known" in run("update", SOURCE)
    assert "claims-mine" in run("sources")
    assert len(json.loads(run("sources", "--json"))["sources"]) == len(PUBLISHERS) + 1
