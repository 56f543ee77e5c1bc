"""Resolution beside nomenklatura's matchers, on the same pairs of entries of lists.

The pairs are those that are truly one, and every pair that could be taken for one: both entries share a key of names,
days or numbers, and one of them truly belongs to another entry. A matcher says that a pair is one from a score on;
`best` is the score at which it does best on these very pairs.
"""

from __future__ import annotations

import itertools
import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attributed.graph import listed
from attributed.graph.candidate import Candidate, Key

MATCHERS = ("er-unstable", "logic-v2", "regression-v1")
"""The matcher of nomenklatura's own deduplication, and those of its screening."""
CUT = 0.7
SCHEMATA = {"Person": "Person", "Organization": "Organization", "Asset": "Vessel"}
PROPERTIES = {
    "birth_dates": "birthDate",
    "nationalities": "nationality",
    "addresses": "address",
    "positions": "position",
}
NUMBERS = {"passport": "passportNumber", "registration": "registrationNumber", "tax": "taxNumber", "imo": "imoNumber"}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """How a way to tell pairs does on them."""

    name: str
    precision: float
    recall: float

    def __str__(self) -> str:
        return f"    {self.name:40} precision {self.precision:.3f} recall {self.recall:.3f}"


def pairs(left: list[Candidate], right: list[Candidate], truth: set[Pair]) -> list[Pair]:
    """Those that are truly one, and those that share a key and of which an end is truly another's."""
    known = {record for pair in truth for record in pair}
    blocks: dict[Key, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, candidates in enumerate((left, right)):
        for one in candidates:
            for key in set(listed.keys(one)):
                blocks[key][side].append(one.record)
    alike = {
        (a, b) if a < b else (b, a)
        for mine, theirs in blocks.values()
        for a, b in itertools.product(mine, theirs)
        if a in known or b in known
    }
    return sorted(alike | truth)


def lines(
    python: str, asked: list[Pair], entries: Iterable[Candidate], truth: set[Pair], ours: set[Pair]
) -> Iterator[Line]:
    held = {one.record: one for one in entries}
    yield _line("attributed", truth, ours & set(asked))
    scores = _scores(python, asked, held)
    for matcher in MATCHERS:
        told = {pair: one[matcher] for pair, one in zip(asked, scores, strict=True)}
        yield _line(f"nomenklatura {matcher} from {CUT}", truth, _from(CUT, told))
        best = max(sorted(set(told.values())), key=lambda cut: _balance(_line("", truth, _from(cut, told))))
        yield _line(f"nomenklatura {matcher} from {best:.3f}, best", truth, _from(best, told))


def _from(cut: float, scores: Mapping[Pair, float]) -> set[Pair]:
    return {pair for pair, score in scores.items() if score >= cut}


def _line(name: str, truth: set[Pair], found: set[Pair]) -> Line:
    right = len(truth & found)
    return Line(name, right / len(found) if found else 1.0, right / len(truth))


def _balance(line: Line) -> float:
    total = line.precision + line.recall
    return 2 * line.precision * line.recall / total if total else 0.0


def _scores(python: str, asked: list[Pair], held: Mapping[str, Candidate]) -> list[dict[str, float]]:
    script = Path(__file__).with_name("nomenklatura_scores.py")
    sent = "".join(json.dumps([_entity(held[record]) for record in pair]) + "\n" for pair in asked)
    done = subprocess.run(
        [python, "-I", str(script), *MATCHERS], input=sent, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{python} cannot score: {done.stderr.strip()[-400:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _entity(one: Candidate) -> dict[str, Any]:
    properties: dict[str, list[str]] = {"name": [one.name], "alias": [name for name in one.names if name != one.name]}
    for field, name in PROPERTIES.items():
        if one.type == "Person" or field == "addresses":
            properties[name] = list(getattr(one, field))
    if one.country:
        properties["country"] = [one.country.lower()]
    for identifier in one.identifiers:
        scheme, _, rest = identifier.partition(":")
        if scheme in NUMBERS:
            properties.setdefault(NUMBERS[scheme], []).append(rest.rpartition(":")[2])
    return {"id": one.record, "schema": SCHEMATA[one.type], "properties": properties}
