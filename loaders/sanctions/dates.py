"""Dates as the lists write them, as partial dates."""

from __future__ import annotations

import re

from attributed.schema.dates import PartialDate

_NUMBERS = re.compile(r"(\d{1,2}|[a-z]{2}|--)[/.](\d{1,2}|[a-z]{2}|--)[/.](\d{4})", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:\D.*)?)?")
_WORDS = re.compile(r"(?:(?:(\d{1,2}) )?([A-Za-z]{3,9})\.? )?(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ABOUT = re.compile(r"^(?:circa|c\.|approximately|about|between)\s+", re.IGNORECASE)
_RANGE = re.compile(r"\s+(?:to|-|and)\s+|(?<=\d{4})-(?=\d{4})", re.IGNORECASE)


def day_first(text: str) -> PartialDate:
    """`25/03/2024`, with letters or dashes for what is not known (`dd/mm/1945`); ValueError for a day that is none."""
    found = _NUMBERS.fullmatch(text.strip())
    return _partial(found[3], found[2], found[1]) if found else _otherwise(text, "dd/mm/yyyy")


def month_first(text: str) -> PartialDate:
    """`05/06/2024` as the sixth of May."""
    found = _NUMBERS.fullmatch(text.strip())
    return _partial(found[3], found[1], found[2]) if found else _otherwise(text, "mm/dd/yyyy")


def iso(text: str) -> PartialDate:
    """An ISO 8601 date, also with a time or a zone behind it; else the day in words, or the day first."""
    return PartialDate.parse(text.strip()[:10]) if _ISO.fullmatch(text.strip()) else day_first(text)


def _otherwise(text: str, usual: str) -> PartialDate:
    """A date in another form than the usual one of its list: ISO 8601 or in words."""
    try:
        return PartialDate.parse(text.strip()[:10]) if _ISO.fullmatch(text.strip()) else in_words(text)
    except ValueError:
        raise ValueError(f"{text.strip()!r} is not a date: {usual}") from None


def in_words(text: str) -> PartialDate:
    """`28 Oct 1983`, `Oct 1983`, `1983`, `circa 1983` or `1958 to 1960`."""
    parts = [_worded(part) for part in _RANGE.split(_ABOUT.sub("", text.strip()))]
    if len(parts) > 2:
        raise ValueError(f"{text.strip()!r} is not a date")
    return parts[0] if len(parts) == 1 else between(parts[0].text, parts[1].text)


def between(first: str, last: str) -> PartialDate:
    return PartialDate.parse(f"{first}/{last}")


def spanning(first: str, last: str) -> str:
    """From one day to another as an interval, or as the year, month or day that it is; unchecked where it is none."""
    for exact in (first[:4], first[:7], first):
        try:
            span = PartialDate.parse(exact)
        except ValueError:
            continue
        if (span.earliest, span.latest) == (first, last):
            return exact
    return f"{first}/{last}"


def _worded(text: str) -> PartialDate:
    found = _WORDS.fullmatch(_ABOUT.sub("", text.strip()))
    if not found:
        raise ValueError(f"{text.strip()!r} is not a date")
    day, month, year = found.groups()
    if month is None:
        return PartialDate.parse(year)
    if month[:3].lower() not in _MONTHS:
        raise ValueError(f"{text.strip()!r} names no month")
    return _partial(year, str(_MONTHS.index(month[:3].lower()) + 1), day or "dd")


def _partial(year: str, month: str, day: str) -> PartialDate:
    """Letters stand for what is not known; a day of an unknown month says nothing beyond the year."""
    if not month.isdigit():
        return PartialDate.parse(year)
    if not day.isdigit():
        return PartialDate.parse(f"{year}-{int(month):02}")
    return PartialDate.parse(f"{year}-{int(month):02}-{int(day):02}")
