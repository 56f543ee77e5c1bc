"""Lists in a real store: editions that follow each other, what is taken back, and entries that meet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attributed.graph.store import Store
from attributed.loaders.loader import ALL, InputFile, Wanted
from attributed.loaders.registry import loader_for

from .conftest import LISTS

LATER = ("<DateGenerated>02/03/2026<", "<DateGenerated>02/04/2026<")
CONFIRMED = Wanted(confirmed=True)


def load(store: Store, file: InputFile | str, wanted: Wanted = ALL) -> None:
    held = InputFile(LISTS / file, file) if isinstance(file, str) else file
    store.append(loader_for(held).load(held, wanted))


def listings(store: Store, name: str) -> list[dict[str, Any]]:
    """The claims that a party of this name is sanctioned."""
    rows = store.read(
        "MATCH (e:Entity)<-[:SUBJECT]-(c:Claim {predicate: 'SANCTIONED_BY', stance: 'asserts'}) WHERE e.name = $name "
        "RETURN c.assertedOn AS on, c.withdrawnOn AS withdrawn, c.amendedOn AS amended, c.retractedOn AS retracted, "
        "c.backs AS backs ORDER BY c.recordedAt",
        {"name": name},
    )
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def edge(store: Store, name: str) -> tuple[int, str]:
    """Of the edge that a party of this name is sanctioned: how many claims back it, and the first day of one."""
    found = store.read(
        "MATCH (e:Entity)-[s:SANCTIONED_BY]->() WHERE e.name = $name "
        "RETURN s.claimCount AS claims, s.firstAsserted AS first",
        {"name": name},
    )
    ((claims, first),) = found.rows
    return claims, first


@pytest.fixture
def without(write: Callable[..., InputFile], text: Callable[..., str]) -> Callable[[str], InputFile]:
    """The UK list of a month later, without the designations before this one."""

    def edition(first: str) -> InputFile:
        later = text("uk.xml", *LATER)
        start, end = later.index("  <Designation>"), later.index(f"<UniqueID>{first}<")
        return write(later[:start] + later[later.rindex("  <Designation>", start, end) :], "UK.xml")

    return edition


def test_who_is_no_longer_listed_is_withdrawn_on_the_day_of_that_edition(
    store: Store, without: Callable[[str], InputFile]
) -> None:
    load(store, "uk.xml")
    load(store, without("CYB0045"), CONFIRMED)
    (gone,) = listings(store, "WUHAN XIAORUIZHI SCIENCE AND TECHNOLOGY COMPANY LIMITED")
    (still,) = listings(store, "Guangzong ZHAO")
    assert (gone["on"], gone["withdrawn"], gone["backs"]) == ("2024-03-25", "2026-04-02", False)
    assert (still["withdrawn"], still["backs"]) == (None, True)


@pytest.mark.parametrize(
    ("file", "name", "listed", "later", "words"),
    [
        (
            "uk.xml",
            "WUHAN XIAORUIZHI SCIENCE AND TECHNOLOGY COMPANY LIMITED",
            "2024-03-25",
            ("02/03/2026", "02/04/2026"),
            ("It acted for a ministry.", "It acted for a ministry of state."),
        ),
        (
            "eu.xml",
            "GRU Unit 29155",
            "2024-12-16",
            ("2026-03-02", "2026-04-02"),
            ('designationDate="2024-12-16">', 'designationDate="2024-12-16"><remark>Listed for sabotage.</remark>'),
        ),
        (
            "un.xml",
            "EXAMPLE OF A PERSON",
            "2012-12-31",
            ("2026-03-02", "2026-04-02"),
            ("Heads an office.", "Headed an office."),
        ),
        (
            "ofac/SDN_ENHANCED.XML",
            "Igor Valentinovich KOROBOV",
            "2016-12-28",
            ("2026-03-02", "2026-04-02"),
            ("2016-12-29", "2016-12-28"),
        ),
    ],
)
def test_an_amended_entry_is_neither_delisted_nor_counted_twice(
    store: Store,
    write: Callable[..., InputFile],
    text: Callable[..., str],
    file: str,
    name: str,
    listed: str,
    later: tuple[str, str],
    words: tuple[str, str],
) -> None:
    load(store, file)
    before = edge(store, name)
    assert words[0] in text(file, *later)
    load(store, write(text(file, *later).replace(*words), Path(file).name))
    held = listings(store, name)
    old, new = held[: len(held) // 2], held[len(held) // 2 :]
    assert {(one["withdrawn"], one["amended"], one["backs"]) for one in old} == {(None, "2026-04-02", False)}
    assert {(one["withdrawn"], one["amended"], one["backs"]) for one in new} == {(None, None, True)}
    assert edge(store, name) == (before[0], listed)


def test_another_form_of_a_list_says_the_same_of_an_entry(store: Store) -> None:
    load(store, "ofac/SDN.XML")
    load(store, "ofac/SDN_ENHANCED.XML")
    name = "Igor Valentinovich KOROBOV"
    assert {one["withdrawn"] for one in listings(store, name)} == {None}
    assert edge(store, name) == (2, "2016-12-29")


def test_a_sample_of_the_list_withdraws_nobody(store: Store, without: Callable[[str], InputFile]) -> None:
    load(store, "uk.xml")
    load(store, without("CYB0097"))
    (listed,) = listings(store, "Guangzong ZHAO")
    assert (listed["withdrawn"], listed["backs"]) == (None, True)


def test_a_part_that_was_taken_withdraws_nobody(store: Store, write: Callable[..., InputFile], text: Any) -> None:
    load(store, "uk.xml")
    later = write(text("uk.xml", *LATER), "UK.xml")
    load(store, later, Wanted(frozenset({"the democratic people's republic of korea"})))
    (listed,) = listings(store, "Guangzong ZHAO")
    assert listed["withdrawn"] is None


def test_an_export_that_its_publisher_filtered_withdraws_nobody(
    store: Store, write: Callable[..., InputFile], text: Any
) -> None:
    load(store, "ofac/SDN_ENHANCED.XML")
    filtered = text(
        "ofac/SDN_ENHANCED.XML",
        "</filters>",
        '<sanctionsPrograms><sanctionsProgram refId="1">SDGT</sanctionsProgram></sanctionsPrograms></filters>',
    ).replace("2026-03-02T", "2026-04-02T")
    start, end = filtered.index('    <entity id="21328">'), filtered.index('    <entity id="30001">')
    load(store, write(filtered[:start] + filtered[end:], "SDN_ENHANCED.XML"), CONFIRMED)
    assert [listed["withdrawn"] for listed in listings(store, "Igor Valentinovich KOROBOV")] == [None, None]


def test_a_stated_delisting_takes_the_listing_back(store: Store) -> None:
    load(store, "eu.xml")
    load(store, "un.xml")
    (person,) = listings(store, "Example X. PERSON")
    (body,) = listings(store, "RECONNAISSANCE GENERAL BUREAU")
    assert (person["on"], person["retracted"], person["backs"]) == ("2001-01-25", "2026-02-01", False)
    assert (body["on"], body["retracted"], body["backs"]) == ("2016-03-02", "2026-01-05", False)


def test_one_party_on_two_lists_is_one_entity_by_the_reference_that_one_states(store: Store) -> None:
    load(store, "uk.xml")
    load(store, "ofsi.txt")
    rows = store.read(
        "MATCH (r:Record)-[:REFERS_TO]->(e:Entity) WHERE r.id IN $ids RETURN count(DISTINCT e) AS n",
        {"ids": ["uk-sanctions:CYB0012", "ofsi-consolidated:13984"]},
    )
    assert [list(row) for row in rows.rows] == [[1]]


def test_a_unit_and_a_cluster_are_two_entities_with_a_tie(store: Store) -> None:
    load(store, "uk.xml")
    rows = store.read(
        "MATCH (e:Organization)-[t:AFFILIATED_WITH]->(a:ThreatActor) WHERE e.name STARTS WITH '85th' "
        "RETURN a.name AS name ORDER BY name"
    )
    assert [list(row) for row in rows.rows] == [["APT28"], ["FANCY BEAR"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("whole", "part", "name"),
    [
        ("uk/UK-Sanctions-List.xml.gz", "uk/UK-Sanctions-List.trimmed-real.2026-09-02.xml", "Guangzong ZHAO"),
        (
            "eu/xmlFullSanctionsList_1_1.xml.gz",
            "eu/xmlFullSanctionsList_1_1.one-entity-real.2024-12-11.xml",
            "Saddam Hussein Al-Tikriti",
        ),
    ],
)
def test_a_real_sample_after_the_real_list_withdraws_nobody(
    store: Store, real: Callable[[str], Path], whole: str, part: str, name: str
) -> None:
    for path in (real(whole), real(part)):
        load(store, InputFile(path, path.name))
    (listed,) = listings(store, name)
    assert (listed["withdrawn"], listed["backs"]) == (None, True)
