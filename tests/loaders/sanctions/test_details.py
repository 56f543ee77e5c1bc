"""Dates, documents, clusters and programmes as the lists write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.clusters import cluster
from attributed.loaders.sanctions.documents import document, un_references
from attributed.loaders.sanctions.party import Listing
from attributed.loaders.sanctions.programmes import takes
from attributed.schema.dates import PartialDate


@pytest.mark.parametrize(
    ("read", "text", "means"),
    [
        (dates.day_first, "25/03/2024", "2024-03-25"),
        (dates.day_first, "dd/mm/1945", "1945"),
        (dates.day_first, "dd/11/1970", "1970-11"),
        (dates.day_first, "15/mm/1970", "1970"),
        (dates.month_first, "05/06/2024", "2024-05-06"),
        (dates.iso, "2026-02-27T00:00:09.554Z", "2026-02-27"),
        (dates.iso, "2015-04-07-04:00", "2015-04-07"),
        (dates.iso, "27 February 2026", "2026-02-27"),
        (dates.iso, "27/02/2026", "2026-02-27"),
        (dates.day_first, "2024-03-25T00:00:00", "2024-03-25"),
        (dates.day_first, "25 March 2024", "2024-03-25"),
        (dates.day_first, "1980", "1980"),
        (dates.month_first, "2024-05-06", "2024-05-06"),
        (dates.in_words, "between 1958 and 1960", "1958/1960"),
        (dates.in_words, "28 Oct 1983", "1983-10-28"),
        (dates.in_words, "Oct 1983", "1983-10"),
        (dates.in_words, "circa 1983", "1983"),
        (dates.in_words, "1958 to 1960", "1958/1960"),
        (dates.in_words, "circa 01 Jan 1958 to 31 Dec 1959", "1958-01-01/1959-12-31"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(read: Callable[[str], PartialDate], text: str, means: str) -> None:
    assert read(text).text == means


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (dates.day_first, "30/02/1980"),
        (dates.day_first, "soon"),
        (dates.month_first, "25/03/2024"),
        (dates.in_words, "31 Foo 1980"),
        (dates.in_words, "1960 to 1958"),
        (dates.in_words, "1958 to 1959 to 1960"),
        (dates.iso, ""),
    ],
)
def test_a_date_that_is_none_is_refused(read: Callable[[str], PartialDate], text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a|names no month|ends before"):
        read(text)


@pytest.mark.parametrize(
    ("kind", "number", "country", "identifier"),
    [
        ("Passport", "100 130 896", "Russia", "passport:RU:100130896"),
        ("Número de pasaporte", "E1", None, "passport:E1"),
        ("Tax ID No.", "7802170553", "Russia", "tax:RU:7802170553"),
        ("Registration ID", "1127746601817", "Russia", "registration:RU:1127746601817"),
        ("National ID No.", "0042773296", "Iran", "national-id:IR:0042773296"),
        ("Vessel Registration Identification", "IMO 9562233", None, "imo:9562233"),
        ("Vessel Registration Identification", "none", None, None),
        ("Legal Entity Number", "253400WSS48YWMBUA688", None, "lei:253400WSS48YWMBUA688"),
        ("SWIFT/BIC", "CKLBCNBJ", "China", "bic:CKLBCNBJ"),
        ("Seafarer's Book", "7", None, "seafarer-s-book:7"),
        ("Passport", " ", "Russia", None),
        ("", "7", None, None),
    ],
)
def test_a_document_is_an_identifier(kind: str, number: str, country: str | None, identifier: str | None) -> None:
    assert document(kind, number, country) == identifier


def test_only_references_of_the_un_list_are_its_references() -> None:
    assert un_references("QDi.399 and KPe.031 (formerly 7)") == ["un-sc:QDi.399", "un-sc:KPe.031"]
    assert un_references("none") == []


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("APT28 (Advanced Persistent Threat)", "APT28"),
        ("Main Centre for Special Technologies (GTsST) ('SANDWORM')", "SANDWORM"),
        ("'HIDDEN COBRA'", "HIDDEN COBRA"),
        ("Haywire Kitten", "Haywire Kitten"),
        ("SOFACY GROUP", "SOFACY GROUP"),
        ("UNC2452", "UNC2452"),
        ("GRU Unit 26165", None),
        ("Wuhan XRZ", None),
        ("Kitten", None),
        ("Igor KOSTYUKOV (APT)", None),
    ],
)
def test_a_cluster_is_known_by_a_naming_system_or_the_list(name: str, means: str | None) -> None:
    assert cluster(name) == means


@pytest.mark.parametrize(
    ("wanted", "programme", "taken"),
    [
        ("cyber", "CYBER2", True),
        ("cyber2", "CYBER2", True),
        ("cyber", "CYB", True),
        ("cyb", "CYB", True),
        ("cyber3", "CYBER2", False),
        ("cyb", "CYBER2", False),
        ("russia", "RUSSIA-EO14024", False),
    ],
)
def test_a_programme_answers_to_its_code_and_to_its_usual_name(wanted: str, programme: str, taken: bool) -> None:
    assert takes(frozenset({wanted}), [Listing(programme, "1")]) is taken


def test_every_entry_is_taken_where_no_programme_is_named() -> None:
    assert takes(frozenset(), [])
