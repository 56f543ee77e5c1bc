"""How EuRepoC writes lists, dates and what it does not know."""

from __future__ import annotations

import ast
from typing import Any

from attributed.schema.dates import PartialDate

NOTHING = frozenset({"", "not available", "unknown", "none", "nat", "nan"})
LONGEST = 200_000
"""Characters of the longest list that is read."""


def says(cell: str) -> bool:
    """Whether a cell holds a value and not the word for having none."""
    return cell.strip().casefold() not in NOTHING


def listed(cell: str) -> list[str]:
    """A list in Python notation (`['China']`), else values between semicolons; ValueError where it is broken."""
    if not cell.startswith("["):
        return [value.strip() for value in cell.split(";")] if cell else []
    return ["" if value is None else str(value).strip() for value in _python(cell)]


def nested(cell: str) -> list[list[str]]:
    """A list of lists in Python notation; ValueError where it is none."""
    return [[str(value).strip() for value in inner] for inner in _python(cell)] if cell else []


def _python(cell: str) -> list[Any]:
    if len(cell) > LONGEST:
        raise ValueError(f"a list of more than {LONGEST:,} characters")
    try:
        value = ast.literal_eval(cell)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        raise ValueError("a list that cannot be read") from None
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value


def balanced(cell: str) -> list[str]:
    """Values between semicolons, of which some stand inside brackets: `Mario Rossi (President; ITA)` is one."""
    found: list[str] = []
    for piece in cell.split(";"):
        if found and found[-1].count("(") > found[-1].count(")"):
            found[-1] = f"{found[-1]};{piece}"
        else:
            found.append(piece)
    return [value.strip() for value in found]


def number(cell: str) -> str:
    """An id that may be written with a decimal: `8664.0`."""
    return cell.removesuffix(".0")


def day(cell: str) -> PartialDate | None:
    """A date, of which 1 January means the year alone; None where there is none. ValueError where it is no date."""
    if not says(cell):
        return None
    date = PartialDate.parse(cell[:10])
    return PartialDate.parse(date.earliest[:4]) if date.earliest.endswith("-01-01") else date
