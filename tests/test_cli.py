"""Every command, with and without a server that holds the store."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from attributed.graph.lock import Lock, server_of

Run = Callable[..., subprocess.CompletedProcess[str]]
QUESTION = "MATCH (a:ThreatActor {name:'APT31'})-[r:TARGETED]->(t) RETURN t.name, r.claimants, r.likelihoodLow"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def run(folder: Path) -> Run:
    def run_command(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "attributed", "--store", str(folder), *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    return run_command


@pytest.fixture(params=["alone", "served"])
def beside(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Alone, or beside a server that holds the store."""
    if request.param == "alone":
        yield request.param
        return
    command = [sys.executable, "-m", "attributed", "--store", str(folder), "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    assert "serving on" in server.stdout.readline()
    yield request.param
    server.terminate()
    assert server.wait(20) in (0, -15)
    server.stdout.close()
    assert server_of(folder) is None


def test_commands_reach_a_server_that_listens_elsewhere(run: Run, folder: Path) -> None:
    command = [sys.executable, "-m", "attributed", "--store", str(folder), "serve", "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert "serving on" in server.stdout.readline()
        assert answer(run("load", "examples", "--json"))["files"][0]["claims"] > 50
        assert Lock(folder).take() is False
        server.terminate()


def answer(done: subprocess.CompletedProcess[str], code: int = 0) -> Any:
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.mark.usefixtures("beside")
def test_every_command(run: Run, tmp_path: Path) -> None:
    files = answer(run("load", "examples", "--json"))["files"]
    assert sum(file["claims"] for file in files) > 50
    assert all(file["known"] for file in answer(run("load", "examples", "--json"))["files"])

    rows = answer(run("query", QUESTION, "--json"))
    assert rows["columns"] == ["t.name", "r.claimants", "r.likelihoodLow"]
    assert ["UK parliamentarians", ["National Cyber Security Centre"], 0.95] in rows["rows"]
    by_name = "MATCH (a:ThreatActor {name: $name}) RETURN a.name"
    assert answer(run("query", by_name, "--param", "name=APT31", "--json"))["rows"] == [["APT31"]]
    assert "attributed show" in run("query", by_name, "--param", "name=apt31").stderr

    shown = run("show", "apt31")
    for words in ("APT31", "“almost certain” (PHIA: 95% to 100%)", "UK parliamentarians", "denies: China"):
        assert words in shown.stdout
    assert answer(run("show", "apt31", "--json"))["entity"]["name"] == "APT31"
    assert run("show", "nobody-of-that-name").returncode == 2

    verified = answer(run("verify", "--json"))
    assert verified["matches"] > 5
    assert verified["differs"] == verified["snapshotsDiffer"] == []
    assert verified["noSnapshot"] > 5
    assert answer(run("info", "--json"))["claims"] == sum(file["claims"] for file in files)

    for format in ("evidence", "ttl", "nt"):
        done = run("export", format, "--out", str(tmp_path / format))
        assert done.returncode == 0, done.stderr
        assert (tmp_path / format).stat().st_size > 1000
    assert run("export", "gexf").returncode == 2
    assert run("query", "CREATE (n:Entity)").returncode == 2


@pytest.mark.usefixtures("beside")
def test_an_evidence_file_loads_into_an_empty_store(run: Run, tmp_path: Path) -> None:
    other = [sys.executable, "-m", "attributed", "--store", str(tmp_path / "other")]
    subprocess.run([*other, "load", "examples"], check=True, capture_output=True)
    file = tmp_path / "all.evidence"
    subprocess.run([*other, "export", "evidence", "--out", str(file)], check=True, capture_output=True)
    assert answer(run("load", str(file), "--json"))["files"][0]["claims"] > 50
    again = tmp_path / "again.evidence"
    assert run("export", "evidence", "--out", str(again)).returncode == 0
    assert again.read_bytes() == file.read_bytes()
    assert run("load", str(file)).returncode == 2


def test_verify_finds_what_differs(run: Run, folder: Path) -> None:
    assert run("load", "examples").returncode == 0
    text = answer(run("query", "MATCH (d:Disclosure) WHERE d.textSha256 IS NOT NULL RETURN d.textSha256", "--json"))
    for (sha256,) in text["rows"]:
        (folder / "snapshots" / sha256[:2] / f"{sha256}.zst").write_bytes(b"not what it was")
    done = run("verify")
    assert done.returncode == 1
    assert "cannot be unpacked" in done.stderr


def test_a_store_in_use_is_told_with_its_holder(run: Run, folder: Path) -> None:
    lock = Lock(folder)
    assert lock.take()
    try:
        done = run("--wait", "0.1", "info")
    finally:
        lock.release()
    assert done.returncode == 4
    assert "is held by process" in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("wrong.yaml", b"attributed: claims/1\n  x: [", "not YAML"),
        ("other.yaml", b"a: 1\n", "not a claims file"),
        ("large.txt", b"a " * 25_000_000, "larger than"),
        ("binary.txt", b"\x00\x01\x02", "binary"),
        ("empty.txt", b"", "empty"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_stored(
    run: Run, tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = run("load", str(path))
    assert done.returncode == 2
    assert why in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert answer(run("query", "MATCH (n) RETURN n", "--json"))["rows"] == []


def test_missing_files_empty_folders_and_unknown_sources_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for what, why in (
        (str(tmp_path / "none.txt"), "no such"),
        (str(tmp_path / "empty"), "no files"),
        ("exmples", "examples"),
    ):
        done = run("load", what)
        assert done.returncode == 2
        assert why in done.stderr


def test_one_bad_file_does_not_stop_the_others_and_a_skipped_claim_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n")
    (tmp_path / "b.yaml").write_text(
        "attributed: claims/1\nsource: mine\nentities:\n  - {id: a, type: ThreatActor, name: A}\n"
        "  - {id: b, type: State, name: Norway, country: NO}\ndisclosures:\n  - title: T\n"
        "    claimant: b\n    claims:\n"
        "      - {predicate: TARGETED, subject: a, object: b}\n      - {predicate: TARGETED, subject: a, object: c}\n"
    )
    first, second = answer(run("load", str(tmp_path), "--json"), 2)["files"][:2]
    assert "refused" in first
    assert (second["claims"], second["skipped"][0]["where"]) == (1, "line 11")
    (tmp_path / "a.yaml").unlink()
    (tmp_path / "c.yaml").write_text((tmp_path / "b.yaml").read_text().replace("mine", "other"))
    assert run("load", str(tmp_path / "c.yaml")).returncode == 3


def test_version_and_misuse(run: Run) -> None:
    assert run("--version").stdout.startswith("attributed ")
    for words in (["nothing"], ["query"], ["query", "RETURN 1", "--param", "x"], ["load", "--wrong", "x"]):
        done = run(*words)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("beside")
def test_questions_of_the_catalogue_are_asked_by_name(run: Run) -> None:
    answer(run("load", "examples", "--json"))
    asked = ("query", "--named", "names-by-authority", "--param", "name=APT31", "--json")
    assert [row[1] for row in answer(run(*asked))["rows"]] == ["JUDGMENT PANDA", "Violet Typhoon"]
    assert "needs name" in run("query", "--named", "names-by-authority").stderr
    assert run("query", "--named", "nothing").returncode == 2
    assert run("query", "RETURN 1", "--named", "denials").returncode == 2
    assert run("query").returncode == 2


def test_questions_are_listed_and_shown(run: Run) -> None:
    listed = run("queries").stdout
    assert "coalition-silent" in listed
    assert "claims-of-entity" not in listed
    shown = run("queries", "front-companies").stdout
    assert "attributed query --named front-companies" in shown
    assert "MATCH (company:Organization)" in shown
    (one,) = answer(run("queries", "front-companies", "--json"))["queries"]
    assert one["examples"]["state"] == "China"


@pytest.mark.usefixtures("beside")
def test_a_query_that_no_engine_stops_ends_in_time(run: Run) -> None:
    endless = "RETURN size([x IN range(1, 100000) | size([y IN range(1, 100000) WHERE x < y])]) AS n"
    ended = run("query", endless, "--timeout", "1")
    assert ended.returncode == 2
    assert "stopped after 1 s" in ended.stderr
    assert answer(run("query", "RETURN 1 AS n", "--json"))["rows"] == [[1]]
