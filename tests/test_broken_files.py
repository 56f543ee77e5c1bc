"""The broken files that lie beside the repository behave as their manifest says."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.cli_load import load_all
from attributed.graph.store import Store
from attributed.settings import Settings

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "broken"

OpenStore = Callable[[str], Store]

SKIPPED = {
    "ftm-unknown-schema.json": 1,
    "ofac-sdn-wrong-columns.csv": 2,
    "stix-dangling-refs.json": 2,
    "uk-duplicate-unique-id.xml": 1,
    "uk-missing-unique-id.xml": 2,
}
"""How many parts are wrong, as the manifest says in words."""

THINGS = {"ftm-unknown-schema.json": 10, "stix-dangling-refs.json": 10}
"""Where the manifest counts links, addresses and payments too: the things among what is to load."""


def manifest() -> list[dict[str, str]]:
    path = FOLDER / "MANIFEST.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@pytest.mark.parametrize("row", manifest() or [None], ids=lambda row: row["file"] if row else "none")
def test_a_broken_file_does_what_the_manifest_says(row: dict[str, str] | None, open_store: OpenStore) -> None:
    if row is None:
        pytest.skip("the broken files are not here")
    store = open_store(row["file"])
    (report,) = load_all(store, [str(FOLDER / row["file"])], None, Settings())
    held = store.read("MATCH (n) WHERE n:Disclosure OR n:Record RETURN count(n) AS held").one()
    if row["expect"] == "reject":
        assert report["refused"]["why"]
        assert held == {"held": 0}
        return
    assert "refused" not in report, report
    entries = store.read("MATCH (r:Record) WHERE NOT r.id CONTAINS '/' RETURN count(r) AS entries").one()
    assert bool(report["skipped"]) == (row["expect"] == "skip"), report["skipped"]
    assert all(part["where"] and part["why"] for part in (*report["skipped"], *report["warnings"]))
    assert entries == {"entries": THINGS.get(row["file"], int(row["records_to_load"]))}
    assert len(report["skipped"]) == SKIPPED.get(row["file"], 0)
