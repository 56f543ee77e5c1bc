"""When: the days that a sentence names, with relative ones counted from the day of the document."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from attributed.loaders.prose.lexicon import listed
from attributed.loaders.prose.tables import alternatives

_MONTH = alternatives(
    [*(name.capitalize() for name in listed("months")), *(f"{name[:3].capitalize()}." for name in listed("months"))]
)
_WEEKDAY = alternatives(name.capitalize() for name in listed("weekdays"))
_PHRASES = (
    ("period", rf"(?:between|from) (?:({_MONTH}) )?(\d{{4}}) (?:and|to|until|through) (?:({_MONTH}) )?(\d{{4}})"),
    ("day", rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH}),? (?P<y>\d{{4}})"),
    ("day", rf"(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?, (?P<y>\d{{4}})"),
    ("day", r"(?P<d>\d{1,2})[./](?P<mm>\d{1,2})[./](?P<y>\d{4})"),
    ("month", rf"(?P<m>{_MONTH}),? (?P<y>\d{{4}})"),
    (
        "near",
        rf"(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,]*\d{{3}})|(?P<d2>\d{{1,2}})(?:st"
        rf"|nd|rd|th)? (?P<m2>{_MONTH})(?! \d{{4}})",
    ),
    ("today", r"[Tt]oday|this morning|this afternoon"),
    ("yesterday", r"[Yy]esterday"),
    ("weekday", rf"(?:[Oo]n |last |this )?(?P<w>{_WEEKDAY})"),
    ("year", r"[Ii]n (?:\w+[ -])?(?P<y>20\d\d|19[89]\d)(?!\w)"),
)
_PATTERNS = tuple((kind, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)")) for kind, pattern in _PHRASES)


@dataclass(frozen=True, slots=True)
class When:
    """The first and the last day that the words can mean, and the words."""

    start: str
    end: str
    words: str


@lru_cache(maxsize=64)
def when(words: str, published: str | None) -> tuple[tuple[int, When], ...]:
    """Each day, month or period of the words with where it stands; `published` is the document's day.

    What is relative has no meaning without that day, and a month without a year has none at all.
    """
    found: list[tuple[int, int, When]] = []
    today = date.fromisoformat(published) if published else None
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(words):
            if any(a < match.end() and match.start() < b for a, b, _ in found):
                continue
            meant = _meant(kind, match, today)
            if meant:
                found.append((*match.span(), When(*meant, match[0])))
    return tuple((start, one) for start, _, one in sorted(found, key=lambda each: each[0]))


def _meant(kind: str, match: re.Match[str], today: date | None) -> tuple[str, str] | None:
    try:
        if kind == "period":
            return _period(match)
        if kind in {"day", "month", "year"}:
            return _stated(kind, match.groupdict())
        return _relative(kind, match, today) if today else None
    except ValueError:
        return None


def _period(match: re.Match[str]) -> tuple[str, str] | None:
    first, last = int(match[2]), int(match[4])
    start = date(first, _month(match[1]) if match[1] else 1, 1)
    month = _month(match[3]) if match[3] else 12
    end = date(last, month, monthrange(last, month)[1])
    return (start.isoformat(), end.isoformat()) if start <= end else None


def _stated(kind: str, said: dict[str, str | None]) -> tuple[str, str]:
    year = int(said["y"] or 0)
    if kind == "year":
        return f"{year}-01-01", f"{year}-12-31"
    month = int(said["mm"] or 0) if said.get("mm") else _month(said["m"] or "")
    if kind == "month":
        return date(year, month, 1).isoformat(), date(year, month, monthrange(year, month)[1]).isoformat()
    day = date(year, month, int(said["d"] or 0)).isoformat()
    return day, day


def _relative(kind: str, match: re.Match[str], today: date) -> tuple[str, str] | None:
    if kind == "today":
        day = today
    elif kind == "yesterday":
        day = today - timedelta(days=1)
    elif kind == "weekday":
        back = (today.weekday() - listed("weekdays").index(match["w"].lower())) % 7
        day = today - timedelta(days=back)
    else:
        day = _nearest(_month(match["m"] or match["m2"]), int(match["d"] or match["d2"]), today)
    return day.isoformat(), day.isoformat()


def _nearest(month: int, number: int, today: date) -> date:
    """The day of a month that lies last before the document, or a week after it at most."""
    day = date(today.year, month, number)
    return day if day <= today + timedelta(days=7) else date(today.year - 1, month, number)


def _month(name: str) -> int:
    return next(
        index for index, month in enumerate(listed("months"), 1) if month.startswith(name.rstrip(".").lower()[:3])
    )
