"""Small records of facts that somebody has judged: which are one thing, which are not, and where that can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from attributed.graph.candidate import Candidate, Naming
from attributed.graph.resolution import resolve

_LISTS = ("identifiers", "birth_dates", "nationalities", "addresses", "positions", "programmes", "same_as")


@dataclass(frozen=True)
class Trap:
    """All `records` are `one` thing, or no two of them are; `source` is where it can be checked, None if made up."""

    name: str
    one: bool
    records: tuple[Candidate, ...]
    source: str | None
    because: str
    lens: str = "consensus"

    def holds(self) -> bool:
        entities = set(resolve(self.records, self.lens).values())
        return len(entities) == (1 if self.one else len(self.records))


def read(file: str) -> list[Trap]:
    """The traps of a file beside this one."""
    held = yaml.safe_load((Path(__file__).parent / file).read_text("utf-8"))
    return [
        Trap(
            one["name"],
            one["one"],
            tuple(map(_candidate, one["records"])),
            one.get("source"),
            one["because"],
            one.get("lens", "consensus"),
        )
        for one in held
    ]


def _candidate(row: dict[str, Any]) -> Candidate:
    """`names` are further ones, `namings` a map from a name to those who give it."""
    given = dict(row)
    namings = given.pop("namings", {})
    name, others = given.pop("name"), given.pop("names", [])
    held: dict[str, Any] = {key: tuple(map(str, given.pop(key, ()))) for key in _LISTS}
    return Candidate(
        record=given.pop("id"),
        source=row["id"].partition(":")[0],
        type=given.pop("type"),
        recorded_at="",
        name=name,
        names=tuple(sorted({name, *others, *namings})),
        country=given.pop("country", None),
        organ=given.pop("organ", False),
        named=given.pop("named", True),
        namings=tuple(Naming(called, by) for called, namers in namings.items() for by in namers),
        **held,
        **given,
    )
