"""Which of several groups of catalogues a name means: by the state named with it, the lens, and whose own it is.

None is better than the wrong one: what leaves two open is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from attributed.graph.candidate import Candidate
from attributed.graph.clusters import CONSENSUS
from attributed.graph.namers import counts, namer
from attributed.schema.text import match_key


@dataclass(frozen=True, slots=True)
class Bearer:
    """Entries that are one thing and bear the name; `countries` are those that any entry of the thing states."""

    entries: tuple[Candidate, ...]
    countries: frozenset[str]

    @property
    def record(self) -> str:
        return min(entry.record for entry in self.entries)


def meant(named: Candidate, bearers: Iterable[Bearer], lens: str) -> tuple[str, str] | None:
    """The record that a name in a text or in a curated claim means, and why in words; None where that stays open.

    A bearer that is known to be of other states than the one named is not meant. Of the rest it is the only one, where
    that is of the state, else the only one that the lens's namer calls so, else the only one whose own name it is.
    """
    states = {*named.states, *([named.country] if named.country else [])}
    left = [one for one in bearers if not (states and one.countries and one.countries.isdisjoint(states))]
    key = match_key(named.name)
    reasons: Mapping[str, list[Bearer]] = {
        f"of {', '.join(sorted(states))}": left if len(left) == 1 and not left[0].countries.isdisjoint(states) else [],
        f"so called by {lens}": [one for one in left if lens != CONSENSUS and _is_given(one, key, lens)],
        "its own name": [one for one in left if any(match_key(entry.name) == key for entry in one.entries)],
    }
    found = ((one[0].record, f"{named.name}, {why}") for why, one in reasons.items() if len(one) == 1)
    return next(found, None)


def _is_given(bearer: Bearer, key: str, lens: str) -> bool:
    namings = (naming for entry in bearer.entries for naming in entry.namings if match_key(naming.name) == key)
    return any(lens in (namer(naming.namer), counts(naming.name, naming.namer)) for naming in namings)
