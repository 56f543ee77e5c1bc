"""Later releases of EuRepoC have other column names, flat lists, other dates and a row for each initiator."""

from __future__ import annotations

from pathlib import Path

import pytest

from attributed.errors import BadInput
from attributed.loaders.eurepoc.cells import balanced, day
from attributed.loaders.eurepoc.loader import EurepocLoader
from attributed.loaders.inputs import inputs, together
from attributed.schema.predicate import Predicate

from .test_eurepoc import Cells, Read, table

THIRD_PARTY = "IT-security community attributes attacker"
GROUP = "Mango Sandstorm fka MERCURY/Static Kitten/G0069 (MOIS)"
INCIDENT: Cells = {
    "incident_id": "2134",
    "name": " Destruction in the cloud of a company",
    "start_date": "19.12.2022",
    "end_date": "Not available",
    "inclusion_criterion": "Attack on critical infrastructure target(s)",
    "receiver_name": "Not available;Example Mercenaries (PMC; Russia)",
    "receiver_country": "Israel;Russia",
    "receiver_regions": "['ASIA', 'MENA'];['EUROPE']",
    "receiver_category": "Critical infrastructure;Other",
    "receiver_subcategory": "Energy;Not available",
    "initiator_name": f"{GROUP};Storm-1084",
    "initiator_country": "Iran, Islamic Republic of;Iran, Islamic Republic of",
    "initiator_alpha_2": "IR;IR",
    "initiator_category": "State affiliated actor;Non-state-group",
    "attribution_id": "23312;23312",
    "attribution_date": "07.04.2023;07.04.2023",
    "attribution_type": "Technical report;Technical report",
    "attribution_basis": f"{THIRD_PARTY};{THIRD_PARTY}",
    "attributing_actor": "Microsoft;Microsoft",
    "attributing_company": "Not available;Not available",
    "attributing_country": "United States;United States",
    "settled_initiator": "True;True",
    "legal_response_type": "Peaceful means: Retorsion (International Law)",
    "legal_response_subtype": "Economic sanctions",
    "legal_response_date": "2023-04-20",
    "legal_response_responding_country": "United States",
    "legal_response_responding_actor": "US Department of the Treasury",
    "mitre_impact": "Data Destruction",
    "added_to_db": "2023-04-10",
    "updated_at": "2025-02-18",
}
NOBODY: Cells = INCIDENT | {
    "incident_id": "2135",
    "name": "Nobody is named",
    "initiator_name": "Not attributed",
    "initiator_country": "Not attributed",
    "initiator_category": "Not attributed",
    "attribution_id": "23400",
    "updated_at": "2024-01-01",
}
ATTRIBUTIONS = f"""attribution_id,incident_id,attribution_date,attribution_basis,attribution_type,attributing_country,\
attributing_actor,attributing_company,settled_attribution,initiator_name,initiator_alpha_2,initiator_country,\
initiator_category,initiator_subcategory
23312,2134,2023-4-7,{THIRD_PARTY},Technical report,"United States, Canada",Microsoft,Not available,True,{GROUP},IR,\
"Iran, Islamic Republic of",State affiliated actor,Not available
23312,2134,2023-4-7,{THIRD_PARTY},Technical report,"United States, Canada",Microsoft,Not available,True,\
Storm-1084,RU,Russia,Non-state-group,Not available
23400,2135,Not available,Not available,Not available,Not available,Not available,Not available,True,Not attributed,\
Not attributed,Not attributed,Not attributed,Not available
"""
RECEIVERS = """id,incident_id,name,country,category,subcategory
2_0,2134,Not available,Israel,Critical infrastructure,Energy
3_0,2135,Example Bank,"Korea, Republic of",Critical infrastructure,Finance
"""


def released(folder: Path, *, alone: bool = False) -> Read:
    header = [*INCIDENT, "initiator_country", "initiator_category"]
    rows = [[*one.values(), "Iran", "State"] for one in (INCIDENT, NOBODY)]
    (folder / "eurepoc_global_dataset_1_3.csv").write_bytes(table(header, rows))
    (folder / "eurepoc_dyadic_dataset_0_1.csv").write_bytes(table(header, rows))
    if not alone:
        (folder / "eurepoc_attribution_dataset_1.3.csv").write_text(ATTRIBUTIONS, "utf-8")
        (folder / "eurepoc_receiver_dataset_1.3.csv").write_text(RECEIVERS, "utf-8")
    (file,) = together(inputs(str(folder), max_bytes=10**7, max_text_bytes=1))
    return Read(file)


@pytest.mark.parametrize("alone", [False, True])
def test_a_later_release_says_the_same_kinds_of_things(tmp_path: Path, alone: bool) -> None:
    read = released(tmp_path, alone=alone)
    assert (read.skipped, read.warnings) == ([], [])
    held = read.disclosure
    assert (held.series, held.edition, held.published_on) == ("eurepoc", "1.3", "2025-02-18")
    assert read.said(Predicate.ATTRIBUTED_TO, "2134") == {
        ("Mango Sandstorm fka MERCURY", "Microsoft", THIRD_PARTY),
        ("Storm-1084", "Microsoft", THIRD_PARTY),
    }
    assert {claim.asserted_on for claim in read.of(Predicate.ATTRIBUTED_TO, "2134")} == {"2023-04-07"}
    assert read.of(Predicate.ATTRIBUTED_TO, "2135") == [], "what is not attributed blames nobody"
    assert {claim.event_start for claim in read.of(Predicate.TARGETED, "2134")} == {"2022-12-19"}
    (response,) = [one for one in read.claims if one.predicate is Predicate.RESPONDED_TO and "2134" in str(one)]
    assert (str(response.response_kind), response.asserted_on) == ("sanctioned", "2023-04-20")
    assert {name for name, _, _ in read.said(Predicate.USES, "2134")} == {"Data Destruction"}


def test_each_initiator_has_the_country_of_its_own_row(tmp_path: Path) -> None:
    read = released(tmp_path)
    located = {
        (read.name(claim.subject_record), str(claim.predicate), read.name(claim.object_record))
        for claim in read.claims
        if claim.predicate in (Predicate.LOCATED_IN, Predicate.AFFILIATED_WITH) and "initiator" in claim.subject_record
    }
    assert located == {
        ("Mango Sandstorm fka MERCURY", "LOCATED_IN", "Iran"),
        ("Mango Sandstorm fka MERCURY", "AFFILIATED_WITH", "Iran"),
        ("Storm-1084", "LOCATED_IN", "Russia"),
    }


def test_receivers_are_read_from_their_table_or_from_lists_that_run_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "alone").mkdir()
    whole, alone = released(tmp_path / "whole"), released(tmp_path / "alone", alone=True)
    assert {name for name, _, _ in whole.said(Predicate.TARGETED, "2134")} == {"Energy (Israel)"}
    assert {name for name, _, _ in whole.said(Predicate.TARGETED, "2135")} == {"Example Bank"}
    assert {name for name, _, _ in alone.said(Predicate.TARGETED, "2134")} == {
        "Energy (Israel)",
        "Example Mercenaries (PMC; Russia)",
    }


def test_a_column_that_stands_there_twice_is_kept_twice(tmp_path: Path) -> None:
    given = released(tmp_path).version("eurepoc:2134").as_given or ""
    assert '"initiator_country":"Iran, Islamic Republic of;' in given
    assert '"initiator_country (2)":"Iran"' in given


def test_the_table_of_pairs_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "eurepoc_dyadic_dataset_0_1.csv"
    path.write_bytes(table(list(INCIDENT), [list(INCIDENT.values())]))
    (file,) = together(inputs(str(path), max_bytes=10**7, max_text_bytes=1))
    with pytest.raises(BadInput, match="without its table of incidents"):
        list(EurepocLoader().load(file))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2022-09-14 00:00:00", "2022-09-14"),
        ("2023-4-7", "2023-04-07"),
        ("19.12.2024", "2024-12-19"),
        ("01.01.2022", "2022"),
        ("2013", "2013"),
        ("2013-5", "2013-05"),
    ],
)
def test_a_day_is_read_in_the_forms_of_all_releases(cell: str, text: str) -> None:
    found = day(cell)
    assert found
    assert found.text == text


@pytest.mark.parametrize("cell", ["yesterday", "31.02.2022", "2022-13-01"])
def test_what_is_no_day_is_told(cell: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        day(cell)


def test_a_bracket_that_nothing_closes_does_not_swallow_the_rest() -> None:
    assert balanced("A (B; C); D") == ["A (B; C)", "D"]
    assert balanced("A (B; C; D") == ["A (B", "C", "D"]
