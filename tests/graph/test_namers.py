"""Who stands behind a name of a threat actor."""

from __future__ import annotations

import pytest

from attributed.graph.namers import coined_by, counts, speaker


@pytest.mark.parametrize(
    ("name", "namer"),
    [
        ("JUDGMENT PANDA", "crowdstrike"),
        ("Evasive Panda", "eset"),  # the form of CrowdStrike's names, and ESET's name
        ("Cobalt Group", "group-ib"),
        ("Storm-0558", "microsoft"),
        ("STRONTIUM", "microsoft"),
        ("Seedworm", "symantec"),
        ("KAMACITE", "dragos"),
        ("UAT-5918", "talos"),
        ("G0128", "mitre"),
        ("Some Unheard Name", None),
    ],
)
def test_a_name_is_known_by_the_table_and_then_by_its_form(name: str, namer: str | None) -> None:
    assert coined_by(name) == namer


def test_a_compiler_counts_for_its_own_names_alone() -> None:
    assert counts("Violet Typhoon", "The MITRE Corporation") == "microsoft"
    assert counts("Some Unheard Name", "MISP") is None
    assert counts("G0128", "MISP") == "mitre"
    assert counts("Some Unheard Name", "FireEye") == "mandiant"


def test_a_catalogue_gives_its_entries_their_first_names() -> None:
    assert speaker("mitre-attack-enterprise") == speaker("misp-galaxy-mitre-intrusion-set") == "mitre"
    assert speaker("misp-galaxy-microsoft-activity-group") == "microsoft"
    assert speaker("misp-galaxy-threat-actor") == "misp"
    assert speaker("uk-sanctions") is None
