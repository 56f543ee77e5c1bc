"""A row of the Cyber Operations Tracker, put right where a broken quote has shifted its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attributed.loaders.countries import country_code
from attributed.loaders.table import Row
from attributed.schema.dates import PartialDate

COLUMNS = (
    "Title",
    "Date",
    "Affiliations",
    "Description",
    "Response",
    "Victims",
    "Sponsor",
    "Type",
    "Category",
    "Sources_1",
    "Sources_2",
    "Sources_3",
)
NEEDED = COLUMNS[: COLUMNS.index("Sources_1")]
"""Columns by which the table is known; those of sources may be more or fewer."""

TYPES = frozenset(
    {
        "data destruction",
        "defacement",
        "denial of service",
        "doxing",
        "espionage",
        "financial theft",
        "sabotage",
    }
)
_SPONSOR, _TYPE = COLUMNS.index("Sponsor"), COLUMNS.index("Type")
_DATE = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """`sponsors` are codes of states; `given` is the row as it stands; `warnings` say what had to be put right."""

    native: str
    title: str
    date: PartialDate | None
    affiliations: str
    response: str
    victims: str
    sponsors: tuple[str, ...]
    sectors: tuple[str, ...]
    given: dict[str, str]
    where: str
    warnings: tuple[str, ...]


def entry(row: Row, native: str) -> Entry:
    cells = [row.get(column) for column in COLUMNS]
    warnings: list[str] = []
    shift = _shift(cells)
    if shift:
        warnings.append(f"its columns are shifted by {shift}; read from its type {cells[_TYPE - shift]!r}")
        cells = [*cells[: _SPONSOR - shift], *[""] * shift, *cells[_SPONSOR - shift : len(cells) - shift]]
    held = dict(zip(COLUMNS, cells, strict=True))
    sponsors = _states(held["Sponsor"])
    if sponsors is None:
        warnings.append(f"its sponsor is no state: {held['Sponsor']!r}")
    return Entry(
        native=native,
        title=held["Title"],
        date=_date(held["Date"], warnings),
        affiliations=held["Affiliations"],
        response="" if shift else held["Response"].partition("http")[0].strip(),
        victims="" if shift else held["Victims"],
        sponsors=sponsors or (),
        sectors=tuple(part.strip() for part in held["Category"].split(",") if part.strip() and "/" not in part),
        given={key: value for key, value in row.cells.items() if value},
        where=row.where,
        warnings=tuple(warnings),
    )


def _shift(cells: list[str]) -> int:
    """How far the type stands before its column; 0 where it stands there, or nowhere."""
    if not cells[_TYPE] or cells[_TYPE].casefold() in TYPES:
        return 0
    before = [at for at in range(3, _TYPE) if cells[at].casefold() in TYPES]
    return _TYPE - before[-1] if before else 0


def _states(cell: str) -> tuple[str, ...] | None:
    """The codes of the states of a list; None where one of them is none."""
    if not cell:
        return ()
    if code := country_code(cell):
        return (code,)
    codes = [country_code(part) for part in cell.split(",") if part.strip()]
    return None if None in codes else tuple(dict.fromkeys(code for code in codes if code))


def _date(cell: str, warnings: list[str]) -> PartialDate | None:
    if not cell:
        return None
    found = _DATE.fullmatch(cell) or _ISO.fullmatch(cell)
    try:
        if not found:
            raise ValueError
        return PartialDate.parse(f"{found['year']}-{int(found['month']):02d}-{int(found['day']):02d}")
    except ValueError:
        warnings.append(f"its date {cell!r} is none")
        return None
