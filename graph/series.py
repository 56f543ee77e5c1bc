"""What a new edition changes in its series: versions that become current, claims that are gone, reworded or back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import filterfalse
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.editions import (
    Edition,
    Marks,
    Presence,
    claims_of,
    holdings,
    in_order,
    is_mark,
    is_placed,
    marks_of,
    missing,
    presence,
    record_of,
    superseded,
    taken_as_complete,
)
from attributed.graph.engine import Engine
from attributed.graph.snapshots import Snapshots
from attributed.graph.wording import changed_since, history
from attributed.schema.source import CLAIMS

SIZE = 5_000
_HELD = (
    "UNWIND $ids AS id MATCH (c:Claim {id: id}) "
    "RETURN id, c.withdrawnOn AS withdrawnOn, c.gaps AS gaps, c.amendedOn AS amendedOn, c.supersededAt AS supersededAt"
)
_UPDATE = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c += row.derived"


class SeriesProjector:
    """Compares the editions of a series, and writes what follows for its editions and their claims."""

    def __init__(self, engine: Engine, snapshots: Snapshots, series: str, fresh: Collection[str]) -> None:
        self._engine = engine
        self._snapshots = snapshots
        query = "MATCH (d:Disclosure {series: $series}) WHERE d.sealed = true RETURN d"
        rows = [found["d"] for found in engine.rows(query, series=series)]
        self._rows = {row["id"]: row for row in rows}
        text = any(row.get("textSha256") for row in rows)
        self._editions = in_order(_edition(row, reading=text) for row in rows)
        self._corrects = text or series.startswith(CLAIMS)
        """Whether what an edition lacks was wrong before: a curator's correction, or a text that is read better."""
        before = [edition for edition in self._editions if edition.id not in fresh]
        earlier = in_order(before) == before and all(self._rows[edition.id].get("projected") for edition in before)
        new = [row for row in rows if row["id"] in fresh and not row.get("projected")]
        last = self._editions[-1].id
        earlier = earlier and all(is_placed(edition, self._editions) for edition in before)
        self._appended = earlier and set(fresh) == {last} == {row["id"] for row in new}
        """Whether all that is new is one edition at the end, so that only its neighbours need be compared."""
        self._kept: dict[int, list[str]] = {}
        """What those hold, which is gone through several times."""

    def versions(self) -> Mapping[str, str]:
        """The version of each record in the last edition that holds one; only of records in what is new."""
        numbers = range(len(self._editions))
        current: dict[str, str] = {}
        for number in numbers[-1:] if self._appended else numbers:
            for key in self._lines(number):
                record = record_of(key)
                if record is not None:
                    current[record] = key
        return current

    def write_claims(self) -> set[str]:
        """Write since when claims no longer stand, and return those for which that changed."""
        if self._corrects:
            return self._write(self._superseded())
        changed = self._write(self._compared() if self._appended else self._presences())
        self._kept.clear()
        return changed

    def _complete(self, reworded: Callable[[int], Collection[str]]) -> list[bool]:
        """Which editions are taken as complete, kept at the edition with what it lacks of the one before.

        `reworded` gives the claims of which an edition, by its number, says the same in other words.
        """
        taken: list[bool] = []
        for number, edition in enumerate(self._editions):
            row = self._rows[edition.id]
            if self._appended and edition is not self._editions[-1]:
                taken.append(bool(row.get("takenAsComplete")))
                continue
            before = max((n for n in range(number) if taken[n]), default=None)
            lacks = 0.0
            if before is not None:
                lacks = missing(self._lines(before), self._lines(number), reworded(number))
            taken.append(taken_as_complete(edition, lacks, is_placed(edition, self._editions)))
            found = {"takenAsComplete": taken[-1], "missing": lacks}
            if any(row.get(key) != value for key, value in found.items()):
                statement = "MATCH (d:Disclosure {id: $id}) SET d += $found"
                self._engine.write([(statement, {"id": edition.id, "found": found})])
        return taken

    def _lines(self, number: int) -> Iterable[str]:
        lines = filterfalse(is_mark, self._snapshots.lines(self._editions[number].contents))
        if self._corrects or not self._appended:
            return lines
        if number not in self._kept:
            self._kept[number] = list(lines)
        return self._kept[number]

    def _marks(self, number: int) -> Marks:
        return marks_of(self._snapshots.lines(self._editions[number].contents))

    def _claims(self, number: int) -> Iterator[str]:
        return claims_of(self._lines(number))

    def _superseded(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if len(self._editions) > 1:
            for key, held in holdings([self._claims(number) for number in range(len(self._editions))]):
                yield key, {"supersededAt": superseded(self._editions, held)}

    def _presences(self) -> Iterator[tuple[str, dict[str, Any]]]:
        numbers = range(len(self._editions))
        lists = [partial(self._claims, number) for number in numbers]
        found = history(self._engine, lists, [self._marks(number) for number in numbers])
        complete = self._complete(found.reworded_by)
        if len(self._editions) > 1:
            for key, held in holdings([self._claims(number) for number in numbers]):
                reworded, ended = found.reworded.get(key, ()), found.ended.get(key, ())
                yield key, _shown(presence(self._editions, complete, held, reworded, ended))

    def _compared(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The same for an edition at the end: what stood before it and is gone, what was gone and is back."""
        last = len(self._editions) - 1
        edition = self._editions[last]
        held = set(self._claims(last))
        standing: set[str] = set()
        back: set[str] = set()
        for number in range(last - 1, -1, -1):
            standing.update(self._claims(number))
            if number == last - 1:
                back = held - standing
            if self._rows[self._editions[number].id].get("takenAsComplete"):
                break
        changed = changed_since(self._engine, standing, held, self._marks(last))
        complete = self._complete(lambda _: changed.reworded)
        gone = standing - held if complete[last] else changed.reworded | changed.ended
        for key, found in self._held(gone):
            if key in changed.reworded:
                yield key, _shown(found.amended(edition.day, edition.recorded_at))
            else:
                yield key, _shown(found.without(edition.day))
        for key, found in self._held(back):
            yield key, _shown(found.again(edition.day))

    def _held(self, ids: Iterable[str]) -> Iterator[tuple[str, Presence]]:
        for chunk in chunks(sorted(ids), SIZE):
            for row in self._engine.rows(_HELD, ids=chunk):
                yield (
                    row["id"],
                    Presence(row["withdrawnOn"], tuple(row["gaps"] or ()), row["amendedOn"], row["supersededAt"]),
                )

    def _write(self, found: Iterable[tuple[str, dict[str, Any]]]) -> set[str]:
        changed: set[str] = set()
        for chunk in chunks(found, SIZE):
            held = {row["id"]: row for row in self._engine.rows(_HELD, ids=[key for key, _ in chunk])}
            rows = [
                {"id": key, "derived": derived}
                for key, derived in chunk
                if key in held and any(held[key][name] != value for name, value in derived.items())
            ]
            if rows:
                self._engine.write([(_UPDATE, {"rows": rows})])
                changed.update(str(row["id"]) for row in rows)
        return changed


def _edition(row: dict[str, Any], *, reading: bool) -> Edition:
    """Readings of one text have its day in common: they are in the order in which it was read."""
    return Edition(
        row["id"],
        "" if reading else row.get("publishedOn") or row["recordedAt"][:10],
        row["recordedAt"],
        bool(row.get("complete")),
        bool(row.get("confirmed")),
        row["contents"],
        dated=reading or bool(row.get("publishedOn")),
        version=row.get("edition"),
    )


def _shown(found: Presence) -> dict[str, Any]:
    return {
        "withdrawnOn": found.withdrawn_on,
        "gaps": list(found.gaps) or None,
        "amendedOn": found.amended_on,
        "supersededAt": found.superseded_at,
    }
