"""Which claims an edition says in other words or ends: an amended entry is neither delisted nor listed twice.

Claims of one series say the same where claimant, stance, predicate, both ends (or the name given) and programme agree.
What may differ are words, dates, basis, confidence, position and the time of the event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.editions import Marks, holdings
from attributed.graph.engine import Engine

SIZE = 5_000
_SAME = ("predicate", "stance", "subjectRecord", "objectRecord", "value", "claimantRecord", "programme")
_SAID = "UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN id, " + ", ".join(
    f"c.{key} AS {key}" for key in (*_SAME, "statementId")
)
_BESIDE = (
    "UNWIND $ids AS id MATCH (c:Claim {id: id})-[:SUBJECT]->(:Entity)<-[:SUBJECT]-(other:Claim) "
    "WHERE other.subjectRecord = c.subjectRecord AND other.predicate = c.predicate AND other.id <> id "
    "RETURN DISTINCT other.id AS id"
)
_BEFORE = (
    "UNWIND $ids AS id MATCH (c:Claim {id: id}) "
    "MATCH (r:Record {id: c.subjectRecord})-[:REFERS_TO]->(:Entity)<-[:SUBJECT]-(other:Claim) "
    "WHERE other.subjectRecord = r.id AND other.predicate = c.predicate AND other.id <> id "
    "RETURN DISTINCT other.id AS id"
)
_OF_RECORDS = (
    "UNWIND $ids AS id MATCH (r:Record {id: id})-[:REFERS_TO]->(:Entity)<-[:SUBJECT|OBJECT]-(c:Claim) "
    "WHERE c.subjectRecord = id OR c.objectRecord = id RETURN DISTINCT c.id AS id"
)
_OF_STATEMENTS = "UNWIND $ids AS id MATCH (c:Claim {statementId: id}) RETURN c.id AS id"

Proposition = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Claims that are not held: which an edition says in other words, which it states to be gone."""

    reworded: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()


def changed_since(engine: Engine, before: Collection[str], held: Collection[str], marks: Marks) -> Changed:
    """What an edition that has `held` and states `marks` does to the claims `before` it, which are projected."""
    gone = {key for key in before if key not in held}
    part = len(held) < len(gone)
    candidates = gone & _ids(engine, _BEFORE, held) if part else gone
    said = {row["id"]: _proposition(row) for row in _said(engine, candidates)}
    reworded = _among(engine, said, held if part else (key for key in held if key not in before))
    if not part:
        rest = {key: proposition for key, proposition in said.items() if key not in reworded}
        reworded |= _among(engine, rest, (key for key in _ids(engine, _BESIDE, rest) if key in held))
    marked = sorted(marks.gone | marks.replaced)
    named = gone & (_ids(engine, _OF_RECORDS, marked) | _ids(engine, _OF_STATEMENTS, marked))
    return Changed(reworded, frozenset(row["id"] for row in _said(engine, named) if marks.end(row)))


def _among(engine: Engine, said: Mapping[str, Proposition], ids: Iterable[str]) -> frozenset[str]:
    """Those that one of these claims says, too."""
    there = {_proposition(row) for row in _said(engine, ids)} if said else set()
    return frozenset(key for key, proposition in said.items() if proposition in there)


@dataclass(frozen=True, slots=True)
class History:
    """By claim, the numbers of the lists that lack it and say it in other words, or state that it is gone."""

    reworded: Mapping[str, Collection[int]] = field(default_factory=dict)
    ended: Mapping[str, Collection[int]] = field(default_factory=dict)

    def reworded_by(self, number: int) -> Collection[str]:
        return {key for key, numbers in self.reworded.items() if number in numbers}


def history(engine: Engine, lists: Sequence[Callable[[], Iterable[str]]], marks: Sequence[Marks]) -> History:
    """What editions with these sorted lists of claims do to each other's; only claims that a later list lacks."""
    last = len(lists)
    lacking = {key: held for key, held in _holdings(lists) if len(held) < last - min(held)}
    if not lacking:
        return History()
    marked = [number for number, mark in enumerate(marks) if mark]
    said: dict[str, Proposition] = {}
    ended: dict[str, set[int]] = {}
    for row in _said(engine, lacking):
        said[row["id"]] = _proposition(row)
        numbers = {number for number in marked if number not in lacking[row["id"]] and marks[number].end(row)}
        if numbers:
            ended[row["id"]] = numbers
    where: dict[Proposition, set[int]] = defaultdict(set)
    for key, held in lacking.items():
        where[said[key]].update(held)
    for chunk in chunks(((key, held) for key, held in _holdings(lists) if key not in lacking), SIZE):
        of = dict(chunk)
        for row in _said(engine, of):
            if _proposition(row) in where:
                where[_proposition(row)].update(of[row["id"]])
    return History({key: where[said[key]] - held for key, held in lacking.items()}, ended)


def _holdings(lists: Sequence[Callable[[], Iterable[str]]]) -> Iterator[tuple[str, frozenset[int]]]:
    return holdings([ids() for ids in lists])


def _ids(engine: Engine, query: str, ids: Iterable[str]) -> set[str]:
    return {row["id"] for chunk in chunks(sorted(ids), SIZE) for row in engine.rows(query, ids=chunk)}


def _said(engine: Engine, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    for chunk in chunks(sorted(ids), SIZE):
        yield from engine.rows(_SAID, ids=chunk)


def _proposition(row: Mapping[str, Any]) -> Proposition:
    return tuple(row[key] for key in _SAME)
