"""What the demonstration prints as to be tried next can be typed as it stands."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_demo_and_what_it_says_to_try_next() -> None:
    if not (ROOT / ".venv").exists():
        pytest.skip("the demonstration would install: run it once first")
    done = subprocess.run(
        ["./scripts/demo", "--no-serve"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for words in ("UK parliamentarians", "almost certain", "differs      0"):
        assert words in done.stdout
    tried = [line.strip() for line in done.stdout.partition("What to try next")[2].splitlines() if ".venv/bin" in line]
    assert len(tried) >= 3
    for command in tried:
        if command.endswith(" serve"):
            continue
        one = subprocess.run(
            ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, env=os.environ, check=False
        )
        assert one.returncode == 0, one.stderr
        assert one.stdout.strip()
