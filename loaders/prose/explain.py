"""Which rule made a claim: the row of the tables that `extractedBy` names, with its examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from attributed.loaders.prose.tables import names, table


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with a sentence that it reads and one that it leaves alone; `table` is the file it stands in."""

    name: str
    table: str
    example: str
    counter: str | None = None


def rule_of(extracted_by: str) -> Rule | None:
    """The rule named at the end of what extracted a claim; None where it names none of today's tables."""
    return _rules().get(extracted_by.rpartition(" ")[2])


@cache
def _rules() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for name in names():
        for row in _rows(table(name)):
            found.setdefault(row["name"], Rule(row["name"], f"{name}.yaml", row["example"], row.get("counter")))
    return found


def _rows(held: Any) -> Iterator[dict[str, Any]]:
    if isinstance(held, dict) and isinstance(held.get("name"), str) and isinstance(held.get("example"), str):
        yield held
    elif isinstance(held, dict):
        for part in held.values():
            yield from _rows(part)
    elif isinstance(held, list):
        for part in held:
            yield from _rows(part)
