"""What `attributed load` reports, and its flags."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from attributed import cli_progress
from attributed.cli_load import load_all, wanted_part
from attributed.cli_progress import Counting, Progress
from attributed.cli_report import summed, told
from attributed.errors import Misuse
from attributed.graph.store import Store
from attributed.loaders.loader import ALL, Wanted
from attributed.settings import Settings

CLAIMS = """attributed: claims/1
source: mine
edition: 2026-03-01
entities:
  - {id: a, type: ThreatActor, name: A}
  - {id: b, type: State, name: Norway, country: NO}
disclosures:
  - title: T
    claimant: b
    claims:
      - {predicate: TARGETED, subject: a, object: b}
      - {predicate: ATTRIBUTED_TO, subject: a, object: b}
"""
WRONG = "      - {predicate: TARGETED, subject: a, object: c}\n"


def test_a_report_tells_format_edition_and_counts(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml.gz"
    path.write_bytes(gzip.compress(CLAIMS.encode()))
    report = load_all(store, [str(path)], None, Settings())
    assert report == [
        {
            "file": str(path),
            "companions": [],
            "format": "claims",
            "source": "claims-mine",
            "edition": "2026-03-01",
            "known": False,
            "disclosures": 1,
            "records": 2,
            "versions": 2,
            "claims": 2,
            "recordsByType": {"State": 1, "ThreatActor": 1},
            "claimsByType": {"ATTRIBUTED_TO": 1, "TARGETED": 1},
            "withdrawn": 0,
            "amended": 0,
            "partial": None,
            "unread": [],
            "skipped": [],
            "warnings": [],
        }
    ]
    assert list(told(report)) == [
        (f"{path}: 1 disclosures, 2 records, 2 claims (claims-mine, edition 2026-03-01)", False)
    ]
    assert load_all(store, [str(path)], None, Settings())[0]["known"]


def test_an_edition_with_a_skipped_part_is_partial(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(CLAIMS + WRONG)
    report = load_all(store, [str(path), str(tmp_path / "none")], None, Settings())
    refused, loaded = report
    assert refused["refused"]["why"] == "there is no such file or folder"
    assert (loaded["partial"], len(loaded["skipped"])) == ("1 skipped", 1)
    assert {key: count for key, count in summed(report).items() if count} == {
        "files": 2,
        "refused": 1,
        "disclosures": 1,
        "records": 2,
        "versions": 2,
        "claims": 2,
        "skipped": 1,
    }
    assert list(told(report))[-1] == ("2 files: 1 disclosures, 2 records, 2 claims, 1 skipped, 1 refused", False)


@pytest.mark.parametrize(
    ("programmes", "partial", "complete", "wanted", "why"),
    [
        ([], False, False, ALL, None),
        (
            ["Cyber", "cyber2 "],
            False,
            False,
            Wanted(frozenset({"cyber", "cyber2"})),
            "only the programmes cyber, cyber2",
        ),
        ([], True, False, Wanted(partial=True), "said to be partial"),
        ([], False, True, Wanted(confirmed=True), None),
    ],
)
def test_the_flags_say_what_is_wanted(
    store: Store, tmp_path: Path, programmes: list[str], partial: bool, complete: bool, wanted: Wanted, why: str | None
) -> None:
    given = wanted_part(programmes, partial=partial, complete=complete)
    assert given == wanted
    path = tmp_path / "mine.yaml"
    path.write_text(CLAIMS)
    (loaded,) = load_all(store, [str(path)], None, Settings(), given)
    assert (loaded["partial"] or "").startswith(why or "")
    held = store.read("MATCH (d:Disclosure) WHERE d.documentKind = 'claimsFile' RETURN d.complete AS complete").one()
    assert held == {"complete": True if why is None else None}


def ftm(day: str, *keys: int) -> str:
    entities = (
        {
            "id": f"e{key}",
            "schema": "Person",
            "properties": {"name": [f"Person {key}"], "alias": [f"Alias {key}"]},
            "datasets": ["x"],
            "last_seen": f"{day}T00:00:00",
        }
        for key in keys
    )
    return "".join(json.dumps(entity) + "\n" for entity in entities)


def test_withdrawals_and_a_suspicious_lack_are_told(store: Store, tmp_path: Path) -> None:
    def load(text: str, wanted: Wanted = ALL) -> dict[str, object]:
        path = tmp_path / "people.ftm.json"
        path.write_text(text)
        (report,) = load_all(store, [str(path)], None, Settings(), wanted)
        return {key: report.get(key) for key in ("withdrawn", "partial")}

    every = range(20)
    assert load(ftm("2026-01-01", *every)) == {"withdrawn": 0, "partial": None}
    assert load(ftm("2026-02-01", *every[1:])) == {"withdrawn": 1, "partial": None}
    half = ftm("2026-03-01", *every[10:])
    lack = load(half)
    assert lack["withdrawn"] == 0
    assert str(lack["partial"]).endswith("of the edition before is missing; --complete says that it is so")
    confirmed = load(half + "\n", Wanted(confirmed=True))
    assert (confirmed["partial"], confirmed["withdrawn"]) == (None, 9)


@pytest.mark.parametrize(("programmes", "partial", "complete"), [([], True, True), ([" "], False, False)])
def test_contradicting_flags_are_refused(programmes: list[str], partial: bool, complete: bool) -> None:
    with pytest.raises(Misuse):
        wanted_part(programmes, partial=partial, complete=complete)


def load_stdin(folder: Path, data: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "attributed", "--store", str(folder), "load", "-", *words]
    return subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)


def test_standard_input_is_loaded_packed_or_not(tmp_path: Path) -> None:
    done = load_stdin(tmp_path / "store", gzip.compress(CLAIMS.encode()))
    assert (done.returncode, done.stdout) == (
        0,
        b"-: 1 disclosures, 2 records, 2 claims (claims-mine, edition 2026-03-01)\n",
    )
    assert done.stderr == b"", "no progress bar where there is no terminal"
    assert load_stdin(tmp_path / "store", CLAIMS.encode()).stdout == b"-: already known\n"
    assert load_stdin(tmp_path / "store", CLAIMS.replace("mine", "other").encode() + WRONG.encode()).returncode == 3
    assert load_stdin(tmp_path / "store", b"").stderr == b"-: refused: the file is empty\n"


def test_progress_is_shown_for_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_progress, "SILENT", 0.02)
    out = io.StringIO()
    with Progress(2, Console(file=out, force_terminal=True, width=100)) as progress:
        progress.begin("a.xml", 2_000_000)(1_000_000)
        end = time.monotonic() + 10
        while "a.xml" not in out.getvalue() and time.monotonic() < end:
            time.sleep(0.02)
        progress.deriving()
    assert "1/2 a.xml" in out.getvalue()
    assert "1.0/2.0 MB" in out.getvalue()


def test_what_is_counted_is_shown_with_its_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_progress, "SILENT", 0.02)
    out = io.StringIO()
    with Counting("verifying documents", Console(file=out, force_terminal=True, width=100)) as bar:
        end = time.monotonic() + 10
        for number in bar.over(range(1_000), 1_000):
            time.sleep(0.11 if number < 3 else 0)
            if "/s" in out.getvalue() or time.monotonic() > end:
                break
    assert "verifying documents" in out.getvalue()
    assert re.search(r"\d/1000 \d+/s", re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", out.getvalue()))


def test_progress_is_silent_for_what_is_quick_and_off_a_terminal() -> None:
    for terminal in (True, False):
        out = io.StringIO()
        with Progress(1, Console(file=out, force_terminal=terminal)) as progress:
            progress.begin("a.xml", 2)(1)
        assert "a.xml" not in out.getvalue()
