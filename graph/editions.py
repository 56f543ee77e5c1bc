"""Editions of a series: which of them are taken as complete, and what follows from comparing what they hold."""

from __future__ import annotations

import heapq
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

MOST_MISSING = 0.1
"""The share of the edition before it that an edition may lack and still be taken as complete."""


_GONE, _REPLACED = "-", "~"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a list of changes states: records and statements that are `gone`, and those it holds anew (`replaced`)."""

    gone: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.gone or self.replaced)

    def end(self, claim: Mapping[str, Any]) -> bool:
        """Whether a claim that is not among its contents is gone: by its statement, else by its subject and object."""
        statement = claim["statementId"]
        if statement in self.gone or statement in self.replaced:
            return True
        ends = {claim["subjectRecord"], claim["objectRecord"]}
        return bool(ends & self.gone) or (statement is None and claim["subjectRecord"] in self.replaced)


def contents_bytes(ids: Iterable[str], marks: Marks = Marks()) -> bytes:
    """The contents list of an edition: sorted ids of its record versions and claims, one a line, and its marks."""
    lines = {*ids, *(_GONE + key for key in marks.gone), *(_REPLACED + key for key in marks.replaced)}
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def is_mark(line: str) -> bool:
    """Whether a line of a contents list is a mark: no id begins so."""
    return line.startswith((_GONE, _REPLACED))


def marks_of(lines: Iterable[str]) -> Marks:
    marked = [line for line in lines if is_mark(line)]
    gone, replaced = (frozenset(line[1:] for line in marked if line[0] == sign) for sign in (_GONE, _REPLACED))
    return Marks(gone, replaced)


def record_of(key: str) -> str | None:
    """The record of a version's id; None for a claim's."""
    return key.rpartition("@")[0] or None


def claims_of(ids: Iterable[str]) -> Iterator[str]:
    """Those that are no version's."""
    return (key for key in ids if "@" not in key)


@dataclass(frozen=True, slots=True)
class Edition:
    """A sealed edition: `day` (of its publication) orders it within its series, then when it was recorded.

    `dated` is False where it states no day and that of loading stands in; `version` is the release it states (`1.3`).
    `complete` is what its loader states, `confirmed` what a person says; `contents` is the hash of its contents list.
    """

    id: str
    day: str
    recorded_at: str
    complete: bool
    confirmed: bool
    contents: str
    dated: bool = True
    version: str | None = None

    @property
    def release(self) -> tuple[int, ...]:
        """The numbers of the version, empty where it states none."""
        numbers = _RELEASE.fullmatch(self.version or "")
        return tuple(int(part) for part in numbers[0].split(".")) if numbers else ()

    @property
    def moment(self) -> str:
        """The instant in the version (`20240527194702-wnk`, `2026-05-01T12:00:00`), which orders those of one day."""
        found = _MOMENT.match(self.version or "")
        return "".join(found.groups()) if found else ""


_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})T?(\d{2}):?(\d{2}):?(\d{2})(?!\d)")
_RELEASE = re.compile(r"\d{1,9}(?:\.\d{1,9})*")


def in_order(editions: Iterable[Edition]) -> list[Edition]:
    """By publication, never by load: by the release that all state, where one of them states no day."""
    held = list(editions)
    by_release = all(edition.release for edition in held) and not all(edition.dated for edition in held)
    return sorted(held, key=lambda e: (e.release if by_release else (), e.day, e.moment, e.recorded_at, e.id))


def is_placed(edition: Edition, editions: Sequence[Edition]) -> bool:
    """Whether it is known where an edition belongs among those of its series: by its day, or by the release of all."""
    return edition.dated or len(editions) == 1 or all(other.release for other in editions)


def missing(before: Iterable[str], now: Iterable[str], reworded: Collection[str] = ()) -> float:
    """The share of the entries, or of the claims where that is more, that one contents list lacks of another.

    Versions are not counted: they change whenever an entry does. Nor are claims that are `reworded`.
    """
    records, claims = _entries(before)
    held_records, held_claims = _entries(now)
    held_claims.update(reworded)
    shares = [len(ids - held) / len(ids) for ids, held in ((records, held_records), (claims, held_claims)) if ids]
    return round(max(shares, default=0.0), 4)


def _entries(ids: Iterable[str]) -> tuple[set[str], set[str]]:
    records: set[str] = set()
    claims: set[str] = set()
    for key in ids:
        if record := key.rpartition("@")[0]:  # what `record_of` does, without a call for each of very many
            records.add(record)
        else:
            claims.add(key)
    return records, claims


def taken_as_complete(edition: Edition, lacks: float, placed: bool = True) -> bool:
    """Whether what the edition lacks is gone, `lacks` being its share of the complete edition before it.

    Of one that is not `placed` only a person can say it: it may be older than those that were loaded before it.
    """
    return edition.complete and (edition.confirmed or (placed and lacks <= MOST_MISSING))


def holdings(lists: Sequence[Iterable[str]]) -> Iterator[tuple[str, frozenset[int]]]:
    """Every id of some sorted lists, in order, with the numbers of the lists that hold it; in constant memory."""
    merged = heapq.merge(*(_numbered(number, ids) for number, ids in enumerate(lists)))
    for key, found in groupby(merged, key=itemgetter(0)):
        yield key, frozenset(number for _, number in found)


def _numbered(number: int, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
    return ((key, number) for key in ids)


@dataclass(frozen=True, slots=True)
class Presence:
    """`withdrawn_on`: the day from which a claim is gone. `gaps`: when it was gone and came back, as `<day>/<day>`,
    from the first day until before the second. `amended_on`: the day from which its source says the same in other
    words, which the graph knows since `superseded_at`."""

    withdrawn_on: str | None = None
    gaps: tuple[str, ...] = ()
    amended_on: str | None = None
    superseded_at: str | None = None

    def without(self, day: str) -> Presence:
        """After a complete edition of that day that does not hold it."""
        return replace(self, withdrawn_on=day) if self._stands else self

    def amended(self, day: str, at: str) -> Presence:
        """After an edition of that day that holds other words in its place."""
        return replace(self, amended_on=day, superseded_at=at) if self._stands else self

    def again(self, day: str) -> Presence:
        """After an edition of that day that holds it."""
        gone = self.withdrawn_on not in (None, day)
        return Presence(gaps=(*self.gaps, f"{self.withdrawn_on}/{day}") if gone else self.gaps)

    @property
    def _stands(self) -> bool:
        return self.withdrawn_on is None and self.superseded_at is None


def presence(
    editions: Sequence[Edition],
    complete: Sequence[bool],
    held: Collection[int],
    reworded: Collection[int] = (),
    ended: Collection[int] = (),
) -> Presence:
    """From the first edition that holds a claim on; `held` are the numbers of those that do, `reworded` of those that
    say the same in other words, `ended` of those that state that it is gone."""
    written = min(editions[number].recorded_at for number in held)
    found = Presence()
    for number in range(min(held), len(editions)):
        edition = editions[number]
        if number in held:
            found = found.again(edition.day)
        elif number in reworded:
            found = found.amended(edition.day, max(edition.recorded_at, written))
        elif complete[number] or number in ended:
            found = found.without(edition.day)
    return found


def superseded(editions: Sequence[Edition], held: Collection[int]) -> str | None:
    """For a curated series, and the readings of a text: the instant from which a claim no longer stands, else None.

    That is when the first complete edition without it was recorded, or the claim itself where that was later.
    """
    written = min(editions[number].recorded_at for number in held)
    since: str | None = None
    for number in range(min(held), len(editions)):
        if number in held:
            since = None
        elif editions[number].complete and since is None:
            since = max(editions[number].recorded_at, written)
    return since
