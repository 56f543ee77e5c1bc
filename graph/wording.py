"""Which claims say the same in other words: an entry that is amended is neither delisted nor listed twice.

Claims of one series say the same where claimant, stance, predicate, both ends (or the name given) and programme agree.
What may differ are words, dates, basis, confidence, position and the time of the event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.editions import holdings
from attributed.graph.engine import Engine

SIZE = 5_000
_SAME = ("predicate", "stance", "subjectRecord", "objectRecord", "value", "claimantRecord", "programme")
_SAID = "UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN id, " + ", ".join(f"c.{key} AS {key}" for key in _SAME)
_OTHERS = (
    "UNWIND $ids AS id MATCH (c:Claim {id: id})-[:SUBJECT]->(:Entity)<-[:SUBJECT]-(other:Claim) "
    "WHERE other.subjectRecord = c.subjectRecord AND other.predicate = c.predicate AND other.id <> id "
    "RETURN id, other.id AS other"
)

Proposition = tuple[Any, ...]


def reworded_since(
    engine: Engine, gone: Collection[str], new: Collection[str], held: Collection[str]
) -> Collection[str]:
    """Which of the claims that are `gone` an edition says in other words; of those it has `held`, some are `new`.

    All but the new ones are projected.
    """
    said = dict(_said(engine, gone)) if gone else {}
    there = {proposition for _, proposition in _said(engine, new)} if gone else set()
    found = {key for key, proposition in said.items() if proposition in there}
    others: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(sorted(said.keys() - found), SIZE):
        for row in engine.rows(_OTHERS, ids=chunk):
            if row["other"] in held:
                others[row["other"]].add(row["id"])
    for other, proposition in _said(engine, others):
        found.update(key for key in others[other] if said[key] == proposition)
    return found


def reworded_in(engine: Engine, lists: Sequence[Callable[[], Iterable[str]]]) -> Mapping[str, Collection[int]]:
    """By claim, the numbers of the sorted lists that lack it and say the same in other words.

    Only claims that a list after their first lacks are told.
    """
    last = len(lists)
    lacking = {key: held for key, held in _holdings(lists) if len(held) < last - min(held)}
    if not lacking:
        return {}
    said = dict(_said(engine, lacking))
    numbers: dict[Proposition, set[int]] = defaultdict(set)
    for key, held in lacking.items():
        numbers[said[key]].update(held)
    for chunk in chunks(((key, held) for key, held in _holdings(lists) if key not in lacking), SIZE):
        of = dict(chunk)
        for key, proposition in _said(engine, of):
            if proposition in numbers:
                numbers[proposition].update(of[key])
    return {key: numbers[said[key]] - held for key, held in lacking.items()}


def _holdings(lists: Sequence[Callable[[], Iterable[str]]]) -> Iterator[tuple[str, frozenset[int]]]:
    return holdings([ids() for ids in lists])


def _said(engine: Engine, ids: Iterable[str]) -> Iterator[tuple[str, Proposition]]:
    for chunk in chunks(sorted(ids), SIZE):
        for row in engine.rows(_SAID, ids=chunk):
            yield row["id"], tuple(row[key] for key in _SAME)
