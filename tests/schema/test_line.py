"""Lines, dates and ids: what is written is what is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attributed.schema.batch import Batch, Closing, Skipped, Snapshot
from attributed.schema.canonical import sha256
from attributed.schema.dates import PartialDate, after
from attributed.schema.disclosure import Disclosure
from attributed.schema.entity import EntityType
from attributed.schema.line import batch_lines, batches_of, decode, encode
from attributed.schema.record import Record, RecordVersion, entity_id, versioned
from attributed.schema.source import Source, prose_source
from attributed.schema.text import match_key, name_key


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary(max_size=3000))
def test_a_batch_travels_whole(name: str, data: bytes) -> None:
    batch = Batch(
        source=Source(id="claims-x", title=name or None),
        disclosure=Disclosure(id="d1", source="claims-x"),
        records=(Record(id="claims-x:a", type=EntityType.PERSON, source="claims-x"),),
        versions=(versioned(RecordVersion(record="claims-x:a", name="A", named=False, count=2)),),
        snapshots=(Snapshot(sha256(data), data),),
        skipped=(Skipped("line 3", "why"),),
        warnings=(Skipped("line 4", "no such day"),),
        closing=Closing(complete=True, gone=("test-list:a",), replaced=("test-list:b",)),
    )
    (read,) = batches_of(decode(encode(line)) for line in batch_lines(batch))
    assert read.records == batch.records
    assert read.versions == batch.versions
    assert read.snapshots == batch.snapshots
    assert (read.skipped, read.warnings, read.closing) == (batch.skipped, batch.warnings, batch.closing)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"line": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_line_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not"):
        decode(data)


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-03-25", "2024-03-25", "2024-03-25"),
        ("2021/2022", "2021-01-01", "2022-12-31"),
    ],
)
def test_a_partial_date_is_the_days_it_can_mean(words: str, earliest: str, latest: str) -> None:
    assert PartialDate.parse(words) == PartialDate(earliest, latest, words)


@pytest.mark.parametrize("words", ["", "March", "2024-13", "2023-02-29", "2022/2021", "24-01-01"])
def test_other_words_are_no_date(words: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|ends before"):
        PartialDate.parse(words)


def test_instants_always_go_on() -> None:
    assert after("2999-01-01T00:00:00.000Z") == "2999-01-01T00:00:00.001Z"


def test_ids_of_versions_and_entities_do_not_drift() -> None:
    """A name given twice or in another order is the same version."""
    one = versioned(RecordVersion(record="a:1", name="A", names=("B", "A")))
    two = versioned(RecordVersion(record="a:1", name="A", names=("A", "B", "B")))
    assert one == two
    assert entity_id("mitre-attack-enterprise:x") == "e" + sha256(b"mitre-attack-enterprise:x")[:20]


def test_keys_of_names() -> None:
    assert name_key("The  Electoral\tCommission") == "electoral commission"
    assert match_key("APT 31") == match_key("apt-31") == "apt31"
    assert match_key("José") == match_key("Jose")


def test_the_source_of_a_text() -> None:
    assert prose_source("GOV.UK", "www.gov.uk") == "prose-gov-uk"
    assert prose_source(None, "www.example.org") == "prose-example-org"
    assert prose_source(None, None) == "prose-unknown"
