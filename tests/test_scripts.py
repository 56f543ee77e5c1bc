"""The scripts run from a fresh checkout on somebody else's machine."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [path for path in sorted([*(ROOT / "scripts").iterdir(), ROOT / ".ci" / "run"]) if path.is_file()]
BASH_SCRIPTS = [path for path in SCRIPTS if path.read_text("utf-8").startswith("#!/usr/bin/env bash\n")]
NEO4J = ROOT / "scripts" / "neo4j"
BASH = shutil.which("bash") or "bash"
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.}\"])/(home|mnt|root|srv|tmp|Users|work)/")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_a_script_can_be_started(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").startswith("#!/usr/bin/env ")


@pytest.mark.parametrize("script", BASH_SCRIPTS, ids=name)
def test_a_script_is_sound_bash_that_stops_at_the_first_error(script: Path) -> None:
    parsed = subprocess.run([BASH, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (parsed.returncode, parsed.stderr) == (0, "")
    assert "\nset -euo pipefail\n" in script.read_text("utf-8")


@pytest.mark.parametrize("path", [*SCRIPTS, ROOT / "pyproject.toml", ROOT / "requirements.lock"], ids=name)
def test_a_file_of_the_house_belongs_to_no_machine(path: Path) -> None:
    content = path.read_bytes()
    assert b"\r" not in content
    assert SOMEBODYS_FOLDER.findall(content.decode()) == []


def test_the_lock_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "--index-url" not in lock


def test_the_lock_pins_every_package_with_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    pins = [line for line in lock.splitlines() if line and not line.lstrip().startswith("#")]
    assert [pin for pin in pins if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin)] == []


def test_a_wrong_option_of_check_is_refused() -> None:
    command = [str(ROOT / "scripts" / "check"), "--fxi"]
    refused = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "usage: scripts/check [--fix]" in refused.stderr


@pytest.mark.parametrize("arguments", [[], ["begin"], ["stop", "now"], ["start", "--import"]], ids=" ".join)
def test_a_wrong_word_to_neo4j_is_refused(arguments: list[str]) -> None:
    refused = subprocess.run([str(NEO4J), *arguments], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "usage: scripts/neo4j start" in refused.stderr


@pytest.mark.parametrize(
    ("there", "said"),
    [((), "needs Java 17 or 21 and finds no java on PATH"), (("java",), "finds no mvn on PATH")],
    ids=["no Java", "no Maven"],
)
def test_neo4j_says_which_tool_is_missing(tmp_path: Path, there: tuple[str, ...], said: str) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("bash", "cat", "dirname", "head", "ls", "ps", "rm", "sed"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    for tool in there:
        (tools / tool).write_text(f"#!{BASH}\necho 'openjdk version \"17.0.1\"' >&2\n")
        (tools / tool).chmod(0o755)
    folders = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "ATTRIBUTED_NEO4J_HOME": str(tmp_path / "home")}
    command = [BASH, str(NEO4J), "start"]
    environment = {"PATH": str(tools), "HOME": str(tmp_path), **folders}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert said in ended.stderr
    assert ended.stdout == ""


def test_neo4j_deletes_no_folder_of_somebody_else(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    environment = {**os.environ, "ATTRIBUTED_NEO4J_HOME": str(tmp_path)}
    ended = subprocess.run([str(NEO4J), "stop"], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert kept.exists()
