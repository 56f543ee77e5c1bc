"""How EuRepoC writes lists, dates and what it does not know."""

from __future__ import annotations

import ast
import re
from typing import Any

from attributed.schema.dates import PartialDate

NOTHING = frozenset({"", "not attributed", "not available", "unknown", "none", "nat", "nan"})
LONGEST = 200_000
"""Characters of the longest list that is read."""

_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[ T].*)?")


def says(cell: str) -> bool:
    """Whether a cell holds a value and not the word for having none."""
    return cell.strip().casefold() not in NOTHING


def listed(cell: str) -> list[str]:
    """A list in Python notation (`['China']`), else values between semicolons; ValueError where it is broken."""
    if not cell.startswith("["):
        return balanced(cell) if cell else []
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
    if found[-1].count("(") > found[-1].count(")"):  # a bracket that nothing closes
        found = cell.split(";")
    return [value.strip() for value in found]


def number(cell: str) -> str:
    """An id that may be written with a decimal: `8664.0`."""
    return cell.removesuffix(".0")


def day(cell: str) -> PartialDate | None:
    """A date, of which 1 January means the year alone; None where there is none. ValueError where it is no date.

    Releases write `2022-09-14 00:00:00`, `2023-4-7`, `19.12.2024` and `2013`.
    """
    if not says(cell):
        return None
    first, other = _DAY_FIRST.fullmatch(cell.strip()), _YEAR_FIRST.fullmatch(cell.strip())
    parts = first.group(3, 2, 1) if first else other.groups() if other else (cell.strip(), None, None)
    date = PartialDate.parse("-".join(f"{part:0>2}" for part in parts if part))
    return PartialDate.parse(date.earliest[:4]) if date.text.endswith("-01-01") else date
