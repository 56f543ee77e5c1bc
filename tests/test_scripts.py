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
