"""What resolution knows of a record: its identity, its current version, and what others say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from sys import intern
from typing import Any

from attributed.schema.decision import JudgementVerdict

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that is given to the record: as written, and the name of who gives it."""

    name: str
    namer: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The standing verdict on this record and another."""

    other: str
    verdict: JudgementVerdict
    judgement: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """`same_as` are records that the source itself says are the same thing, in whichever direction.

    `states` are the codes of those to which a text or a curated claim attributes the thing, itself or through an organ.
    """

    record: str
    type: str
    source: str
    recorded_at: str
    name: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    country: str | None
    organ: bool
    named: bool
    birth_dates: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    namings: tuple[Naming, ...] = ()
    same_as: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()

    def heard(
        self,
        namings: tuple[Naming, ...],
        same_as: tuple[str, ...],
        states: tuple[str, ...],
        judged: tuple[Judged, ...],
    ) -> Candidate:
        """The same record with what claims and judgements say of it."""
        if (namings, same_as, states, judged) == (self.namings, self.same_as, self.states, self.judged):
            return self
        return replace(self, namings=namings, same_as=same_as, states=states, judged=judged)


def candidate_of(record: Mapping[str, Any], version: Mapping[str, Any]) -> Candidate:
    """From the properties of a Record and of a RecordVersion.

    Words that very many records have in common are kept once.
    """

    def several(key: str) -> tuple[str, ...]:
        return tuple(version.get(key) or ())

    def common(key: str) -> tuple[str, ...]:
        return tuple(map(intern, version.get(key) or ()))

    return Candidate(
        record=record["id"],
        type=intern(record["type"]),
        source=intern(record["source"]),
        recorded_at=intern(record["recordedAt"]),
        name=version["name"],
        names=several("names"),
        identifiers=several("identifiers"),
        country=intern(version["country"]) if version.get("country") else None,
        organ=bool(version.get("organ")),
        named=version.get("named") is not False,
        birth_dates=several("birthDates"),
        nationalities=common("nationalities"),
        addresses=several("addresses"),
        positions=several("positions"),
        programmes=common("programmes"),
    )
