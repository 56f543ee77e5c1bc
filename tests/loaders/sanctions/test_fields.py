"""Nothing that a table calls kept is lost, and every reason to drop a field is one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from attributed.loaders.loader import InputFile
from attributed.loaders.sanctions.fields import fields
from attributed.loaders.sanctions.xml import Element, elements

from .conftest import LISTS, ReadList, below

FORMATS = {
    "uk": ("uk.xml", "uk/UK-Sanctions-List.cyber-with-individual-details.xml", ("Designation",)),
    "eu": ("eu.xml", "eu/xmlFullSanctionsList_1_1.one-entity-real.2024-12-11.xml", ("sanctionEntity",)),
    "un": ("un.xml", "un/consolidated.xml.gz", ("INDIVIDUAL", "ENTITY")),
    "ofac_xml": ("ofac/SDN.XML", "ofac/CONSOLIDATED.XML", ("sdnEntry",)),
    "ofac_enhanced": ("ofac/SDN_ENHANCED.XML", "ofac/SDN_ENHANCED.program-IRGC.XML.gz", ("entity",)),
}
ALL_TABLES = (*FORMATS, "ofac_csv", "ofac_advanced")


def said(element: Element, path: str) -> Iterator[tuple[str, str]]:
    """Every leaf of an element with what it says."""
    for name, text in element.attrib.items():
        yield below(path, f"@{name!s}"), str(text)
    for child in element:
        at = below(path, child.tag)
        if len(child) or child.attrib:
            yield from said(child, at)
        if not len(child):
            yield at, child.text or ""


def lost(path: Path, table: str, entries: tuple[str, ...], kept: str) -> set[tuple[str, str]]:
    leaves = (
        leaf for entry in elements(InputFile(path, path.name), *entries) for leaf in said(entry, "") if leaf[1].strip()
    )
    known = fields(table)
    return {
        (at, text)
        for at, text in leaves
        if at not in known.mapped
        and at not in known.dropped
        and json.dumps(text.strip(), ensure_ascii=False) not in kept
    }


@pytest.mark.parametrize("table", FORMATS)
def test_what_is_kept_stands_in_a_record_word_for_word(read: ReadList, table: str) -> None:
    name, _, entries = FORMATS[table]
    kept = "".join(version.as_given or "" for version in read(name).versions.values())
    assert lost(LISTS / name, table, entries, kept) == set()


@pytest.mark.parametrize("table", FORMATS)
def test_what_a_real_list_states_is_kept_word_for_word(read: ReadList, real: Callable[[str], Path], table: str) -> None:
    _, name, entries = FORMATS[table]
    kept = "".join(version.as_given or "" for version in read(real(name)).versions.values())
    assert lost(real(name), table, entries, kept) == set()


@pytest.mark.parametrize("table", ALL_TABLES)
def test_a_field_has_one_fate_and_what_is_dropped_has_a_reason(table: str) -> None:
    known = fields(table)
    assert known.mapped & known.kept == set()
    if table != "ofac_advanced":  # whose paths are patterns, of which the first decides
        assert (known.mapped | known.kept) & known.dropped.keys() == set()
    assert all(len(reason) > 20 for reason in known.dropped.values())


def test_a_field_that_the_table_does_not_know_is_kept(
    read: ReadList, write: Callable[..., InputFile], text: Callable[..., str]
) -> None:
    new = "<UniqueID>CYB0044</UniqueID><Novelty kind='x'><Inner>of tomorrow</Inner></Novelty>"
    given = json.loads(
        read(write(text("uk.xml", "<UniqueID>CYB0044</UniqueID>", new), "UK.xml")).of("CYB0044").as_given or ""
    )
    assert given["Novelty"] == {"kind": "x", "Inner": "of tomorrow"}
