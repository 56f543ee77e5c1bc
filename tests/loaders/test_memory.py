"""A ten times longer file is read in the same memory."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.loaders.cfr.row import COLUMNS as CFR
from attributed.loaders.eurepoc.incident import ATTRIBUTION_LISTS

MOST = 50
"""Megabytes more."""

READ = """
import resource, sys
from attributed.loaders.inputs import inputs, together
from attributed.loaders.registry import loader_for
(file,) = together(inputs(sys.argv[1], max_bytes=10**9, max_text_bytes=10**6))
claims = sum(len(batch.claims) for batch in loader_for(file).load(file))
print(claims, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10))
"""


def ftm(folder: Path, count: int) -> None:
    with (folder / "entities.ftm.json").open("w") as out:
        for at in range(count):
            name = f"Person {at} " + "of a long name " * 20
            person = {"id": f"p{at}", "schema": "Person", "properties": {"name": [name], "alias": [f"Alias {at}"]}}
            family = {"id": f"f{at}", "schema": "Family", "properties": {"person": [f"p{at}"], "relative": ["p0"]}}
            out.write(json.dumps(person) + "\n" + json.dumps(family) + "\n")


def eurepoc(folder: Path, count: int) -> None:
    header = ["ID", "name", "description", "start_date", "end_date", "inclusion_criteria"]
    _table(
        folder / "EuRepoC_Global_1.csv", header, ([at, f"I {at}", "words " * 300, "", "", ""] for at in range(count))
    )
    _table(
        folder / "EuRepoC_Attribution_1.csv",
        ("incident_ID", *ATTRIBUTION_LISTS[:-1]),
        ([at, at, "", "", "Media-based attribution", "", "", "", f"G {at % 50}", "", ""] for at in range(count)),
    )


def cfr(folder: Path, count: int) -> None:
    blank = ["", "words " * 300, *[""] * (len(CFR) - 4)]
    _table(
        folder / "cfr.csv", CFR, ([f"Title {at}", "1/2/2020", *blank[:3], "Iran", *blank[4:]] for at in range(count))
    )


def _table(path: Path, header: object, rows: object) -> None:
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)  # type: ignore[arg-type]  # a list or a tuple of names
        writer.writerows(rows)  # type: ignore[arg-type]  # rows of texts and numbers


def resident(folder: Path) -> tuple[int, int]:
    """Claims read, and megabytes at the most."""
    done = subprocess.run([sys.executable, "-c", READ, str(folder)], capture_output=True, text=True, check=True)
    claims, most = done.stdout.split()
    return int(claims), int(most)


@pytest.mark.slow
@pytest.mark.parametrize("write", [ftm, eurepoc, cfr])
def test_a_longer_file_takes_no_more_memory(write: Callable[[Path, int], None], tmp_path: Path) -> None:
    found = []
    for name, count in (("short", 3_000), ("long", 30_000)):
        folder = tmp_path / name
        folder.mkdir()
        write(folder, count)
        found.append(resident(folder))
    (few, short), (many, long) = found
    assert many > 5 * few
    assert long - short < MOST, found
