"""All the publishers' files that lie beside the repository, loaded at once: their own counts, nothing refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from attributed.cli_fetch import sources
from attributed.cli_load import load_all
from attributed.graph.embedded import EmbeddedStore
from attributed.settings import Settings

DATA = Path(__file__).parents[2] / "shared" / "data"
FOLDERS = ("attack", "misp-galaxy/clusters", "ofac", "uk", "eu", "un", "opensanctions", "eurepoc", "cfr")

COUNTS: dict[str, dict[str, int]] = {
    "mitre-attack-enterprise": {"ThreatActor": 187, "Campaign": 52},
    "mitre-attack-ics": {"ThreatActor": 16, "Campaign": 8},
    "mitre-attack-mobile": {"ThreatActor": 15, "Campaign": 3},
    "uk-sanctions": {"Person": 4_036, "Organization": 1_647, "Asset": 666},
    "un-sc": {"Person": 730, "Organization": 273},
    "opensanctions-wd_persons": {"Person": 607, "Population": 100},
    "opensanctions-yente-zala": {"Person": 6, "Organization": 11},
    "opensanctions-ransomwhere": {"Asset": 11_186},
    "eurepoc": {"Incident": 1_643},
}
"""What the publishers' files hold, by type, as the description of the files says."""

TOTALS = {
    "misp-galaxy-threat-actor": 1_041,
    "misp-galaxy-microsoft-activity-group": 179,
    "misp-galaxy-360net-threat-actor": 42,
    "misp-galaxy-mitre-intrusion-set": 191,
    "misp-galaxy-intelligence-agency": 436,
    "misp-galaxy-china-defence-universities": 159,
    "misp-galaxy-country": 252,
    "misp-galaxy-target-information": 241,
    "misp-galaxy-sector": 118,
    "misp-galaxy-producer": 135,
    "misp-galaxy-disarm-actortypes": 33,
    "eu-fsf": 5_860,
    "cfr-cyber-operations": 768,
}
"""The same, where the file gives one number or its types are told apart otherwise."""

AT_LEAST = {"ofac-sdn": 11_118, "ofac-consolidated": 449}
"""Several editions of these lists are among the files; no one of them holds less."""


@pytest.mark.slow
def test_attributed_sources_prints_the_publishers_own_counts(tmp_path: Path) -> None:
    if not DATA.exists():
        pytest.skip("the real files are not here")
    store = EmbeddedStore.open(tmp_path / "store")
    settings = Settings(store=str(tmp_path / "store"))
    report = load_all(store, [str(DATA / folder) for folder in FOLDERS], None, settings)
    entries = {row["source"]: row["entriesByType"] for row in sources(store, settings)}
    store.close()

    assert [(file["file"], file["refused"]) for file in report if "refused" in file] == []
    assert {source: {kind: entries[source].get(kind) for kind in kinds} for source, kinds in COUNTS.items()} == COUNTS
    software = entries["mitre-attack-enterprise"]
    assert software["Malware"] + software["Tool"] == 787
    assert {source: sum(entries[source].values()) for source in TOTALS} == TOTALS
    assert {source for source, least in AT_LEAST.items() if sum(entries[source].values()) < least} == set()
    assert all(part["where"] and part["why"] for file in report for part in file["skipped"])
