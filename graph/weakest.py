"""The weakest hop of a chain, and why: by what is stated, never by a number that nobody gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from attributed.graph.ways import Tie
from attributed.schema.predicate import Predicate

Ties = Sequence[Tie]
"""The edges of one hop."""


@dataclass(frozen=True, slots=True)
class Weak:
    """`hop` counts from 1; `why` is in words."""

    hop: int
    why: tuple[str, ...]


def weakest(hops: Sequence[Ties], opponents: Sequence[Sequence[str]]) -> tuple[Weak, ...]:
    """The hops that none is weaker than: one, or several that tie; `opponents` names who denies or doubts each hop.

    Weaker is what fewer claimants say; among equals what has the lower stated likelihood, where one that states none is
    neither weaker nor stronger; then what somebody denies or doubts; then a mere affiliation.
    """
    fewest = min(len(claimants(ties)) for ties in hops)
    left = [number for number, ties in enumerate(hops, 1) if len(claimants(ties)) == fewest]
    lows = {number: low for number in left if (low := _likelihood(hops[number - 1])) is not None}
    left = [number for number in left if number not in lows or lows[number] == min(lows.values())]
    weaknesses: tuple[Callable[[Ties], bool], ...] = (disputed, _only_affiliated)
    for is_weak in weaknesses:
        left = [number for number in left if is_weak(hops[number - 1])] or left
    alone = len(hops) == 1
    return tuple(Weak(number, tuple(_why(hops[number - 1], opponents[number - 1], alone=alone))) for number in left)


def claimants(ties: Ties) -> set[str]:
    """The ids of those who say that the two belong together."""
    return {key for tie in ties for key in tie.edge["claimantIds"]}


def disputed(ties: Ties) -> bool:
    return any(tie.edge.get("disputed") for tie in ties)


def _likelihood(ties: Ties) -> float | None:
    """The lowest that somebody states."""
    return min((tie.edge["likelihoodLow"] for tie in ties if tie.edge.get("likelihoodLow") is not None), default=None)


def _only_affiliated(ties: Ties) -> bool:
    return all(tie.predicate == Predicate.AFFILIATED_WITH for tie in ties)


def _why(ties: Ties, opponents: Sequence[str], *, alone: bool) -> Iterator[str]:
    if alone:
        yield "it is the only hop"
    count = len(claimants(ties))
    yield (
        f"only {ties[0].edge['claimants'][0]} says so" if count == 1 else f"{count} claimants say so, no hop has fewer"
    )
    terms = sorted({term for tie in ties for term in tie.edge.get("likelihoodTerms") or ()})
    yield f"said to be {' and '.join(f'“{term}”' for term in terms)}" if terms else "nobody states how likely it is"
    if disputed(ties):
        yield f"denied or doubted by {', '.join(opponents)}"
    if _only_affiliated(ties):
        yield "it speaks of affiliation only"
