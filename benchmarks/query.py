"""How long `attributed query` takes from command to answer on the examples, beside the start of Python alone.

Run: .venv/bin/python benchmarks/query.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

QUESTION = "MATCH (a:ThreatActor {name:'APT31'})-[r:TARGETED]->(t) RETURN t.name, r.claimants, r.likelihoodLow"
ROUNDS = 7


def seconds(command: list[str]) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        attributed = [sys.executable, "-m", "attributed", "--store", folder]
        subprocess.run([*attributed, "load", "examples"], check=True, capture_output=True)
        query, python = seconds([*attributed, "query", QUESTION]), seconds([sys.executable, "-c", "pass"])
    sys.stdout.write(f"query {query:.2f} s, python alone {python:.2f} s, ratio {query / python:.0f}\n")


if __name__ == "__main__":
    main()
