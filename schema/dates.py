"""Days and instants as sortable strings, and partial dates as the days they can mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The earliest and the latest day (`YYYY-MM-DD`) that the words can mean."""

    earliest: str
    latest: str
    text: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2021`, `2021-03`, `2021-03-25` or an ISO 8601 interval `2021/2022`; ValueError otherwise."""
        first, slash, last = text.strip().partition("/")
        earliest, latest = _span(first)
        if slash:
            end = _span(last)[1]
            if end < earliest:
                raise ValueError(f"{text!r} ends before it begins")
            latest = end
        return cls(earliest, latest, text.strip())


def _span(text: str) -> tuple[str, str]:
    found = _PARTIAL.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a date: YYYY, YYYY-MM or YYYY-MM-DD")
    year = int(found[1])
    month, day = (int(part) if part else None for part in found.groups()[1:])
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the calendar") from None
    return first.isoformat(), last.isoformat()


def instant(moment: datetime) -> str:
    """`YYYY-MM-DDTHH:MM:SS.sssZ`, the form of every instant in the graph."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def now() -> str:
    return instant(datetime.now(UTC))


def after(earlier: str | None) -> str:
    """The present instant, or one millisecond past `earlier` where the clock has not passed it."""
    present = now()
    if earlier is None or present > earlier:
        return present
    return instant(datetime.fromisoformat(earlier) + timedelta(milliseconds=1))


def is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))


def is_instant(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z", text))
