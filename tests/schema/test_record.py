"""The id of a record version is a hash of what the entry held, and of nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from attributed.schema.record import RecordStatus, RecordVersion, versioned

HELD = RecordVersion(
    record="list:7", name="Jan", names=("Žan", "Ian"), identifiers=("x:2", "x:1", "x:2"), country="NO", organ=True
)


def test_golden_vector() -> None:
    said = '{"country":"NO","identifiers":["x:1","x:2"],"name":"Jan","names":["Ian","Jan","Žan"],"organ":true}'
    made = versioned(HELD)
    assert made.id == "list:7@" + hashlib.sha256(said.encode()).hexdigest()[:32]
    assert made.names == ("Ian", "Jan", "Žan")
    assert made.identifiers == ("x:1", "x:2")


def test_that_the_source_no_longer_stands_by_it_is_part_of_what_it_held() -> None:
    assert versioned(replace(HELD, status=RecordStatus.REVOKED)).id != versioned(HELD).id


def test_when_it_was_recorded_is_not() -> None:
    assert versioned(replace(HELD, recorded_at="2024-01-01T00:00:00.000Z")).id == versioned(HELD).id
