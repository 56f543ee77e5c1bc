"""Facts of two records side by side: what speaks for one thing behind both, and what against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from attributed.graph.addresses import disputed, same_address
from attributed.graph.candidate import Candidate
from attributed.graph.likeness import ALIKE, likeness, same_name
from attributed.graph.spelling import body, distinctive, stated_form, tokens
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType
from attributed.schema.record import IDENTIFYING

_REGIMES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "tables" / "regimes.yaml").read_text("utf-8"))

_REGIONS = {"BY": "belarus", "IR": "iran", "KP": "north-korea", "RU": "russia", "SY": "syria"}
"""Themes that are a state's."""

_ALONE = frozenset({"imo", "lei", "bic"})
"""Schemes of which one thing has one number: two different ones contradict each other."""

REFERENCES = frozenset({"un-sc"})
"""References of one list in the entries of others: two that differ contradict each other as well."""

_SAME_OFFICE = 85


class Bearing(StrEnum):
    TELLING = "telling"
    """With the names it is enough."""
    SUPPORTING = "supporting"
    """Two of these are as good as a telling one."""
    CONTRADICTING = "contradicting"
    """Whatever else agrees."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`kind` names what was compared; `left` and `right` are what the records say."""

    kind: str
    bearing: Bearing
    left: str
    right: str

    @property
    def numbered(self) -> bool:
        """A day of birth or a number, which another of nearly the same name does not have."""
        return self.bearing is Bearing.TELLING and self.kind not in ("address", "position")


def alike_names(left: Candidate, right: Candidate) -> tuple[float, str, str] | None:
    """The two names that are most alike, and how much; None where none are."""
    found = [(-likeness(left.type, mine, theirs), mine, theirs) for mine in left.names for theirs in right.names]
    score, mine, theirs = min(found, default=(0.0, "", ""))
    return (-score, mine, theirs) if -score >= ALIKE else None


def shared_name(left: Candidate, right: Candidate) -> tuple[str, str] | None:
    """A name that both bear but for spelling, if it is the first name of one of them; None where there is none.

    Of bodies it may be any name of three words, or of two that not every body has.
    """
    for mine, theirs in [(left.name, name) for name in right.names] + [(name, right.name) for name in left.names]:
        if same_name(left.type, mine, theirs):
            return mine, theirs
    if left.type != EntityType.ORGANIZATION:
        return None
    telling = [[name for name in one.names if _tells(name)] for one in (left, right)]
    return next(((a, b) for a in telling[0] for b in telling[1] if same_name(left.type, a, b)), None)


def _tells(name: str) -> bool:
    words = body(name)
    return len(words) >= 3 or len([word for word in distinctive(words) if len(word) > 3]) >= 2


def facts(left: Candidate, right: Candidate) -> list[Fact]:
    """All that can be compared, beside the names; what only one record states says nothing."""
    return [
        *_birth_dates(left, right),
        *_documents(left, right),
        *_addresses(left, right),
        *_offices(left, right),
        *_countries(left, right),
        *_legal_forms(left, right),
        *_regimes(left, right),
    ]


def _birth_dates(left: Candidate, right: Candidate) -> Iterator[Fact]:
    if not left.birth_dates or not right.birth_dates:
        return
    mine, theirs = ([_span(text) for text in one.birth_dates] for one in (left, right))
    words = ", ".join(left.birth_dates), ", ".join(right.birth_dates)
    days = {first for first, last in mine if first == last} & {first for first, last in theirs if first == last}
    if days - {day for day in days if day.endswith("-01-01")}:
        yield Fact("birthDate", Bearing.TELLING, *words)
    elif any(a <= d and c <= b for a, b in mine for c, d in theirs):
        yield Fact("birthDate", Bearing.SUPPORTING, *words)
    elif min(abs(int(a[:4]) - int(c[:4])) for a, _ in mine for c, _ in theirs) > 1:
        yield Fact("birthDate", Bearing.CONTRADICTING, *words)


@lru_cache(maxsize=200_000)
def _span(text: str) -> tuple[str, str]:
    date = PartialDate.parse(text)
    return date.earliest, date.latest


def _documents(left: Candidate, right: Candidate) -> Iterator[Fact]:
    """Numbers of papers, registers and wallets; the lists' own references are no facts but identities."""
    mine, theirs = ({_number(i) for i in one.identifiers} for one in (left, right))
    for scheme, number in sorted(mine & theirs):
        if scheme in _ALONE or scheme not in IDENTIFYING:
            yield Fact(scheme, Bearing.TELLING, number, number)
    for scheme in sorted(_ALONE | REFERENCES):
        ours = sorted(number for kind, number in mine if kind == scheme)
        others = sorted(number for kind, number in theirs if kind == scheme)
        if ours and others and not set(ours) & set(others):
            yield Fact(scheme, Bearing.CONTRADICTING, ", ".join(ours), ", ".join(others))


@lru_cache(maxsize=200_000)
def _number(identifier: str) -> tuple[str, str]:
    scheme, _, rest = identifier.partition(":")
    return scheme, re.sub(r"[^A-Z0-9]", "", rest.rpartition(":")[2].upper()) or rest


def _addresses(left: Candidate, right: Candidate) -> Iterator[Fact]:
    for mine in left.addresses:
        for theirs in right.addresses:
            if same_address(mine, theirs):
                yield Fact("address", Bearing.TELLING, mine, theirs)
                return


def _offices(left: Candidate, right: Candidate) -> Iterator[Fact]:
    for mine in left.positions:
        for theirs in right.positions:
            if (
                len(distinctive(tokens(mine))) >= 2
                and fuzz.token_set_ratio(mine.lower(), theirs.lower()) >= _SAME_OFFICE
            ):
                yield Fact("position", Bearing.TELLING, mine, theirs)
                return


def _countries(left: Candidate, right: Candidate) -> Iterator[Fact]:
    kind = "nationality" if left.type == EntityType.PERSON else "country"
    mine, theirs = _states(left), _states(right)
    if not mine or not theirs:
        return
    bearing = Bearing.SUPPORTING if mine & theirs else Bearing.CONTRADICTING
    yield Fact(kind, bearing, ", ".join(sorted(mine)), ", ".join(sorted(theirs)))


def _states(candidate: Candidate) -> set[str]:
    stated = {*candidate.nationalities, *([candidate.country] if candidate.country else [])}
    return stated | disputed(candidate.addresses) if stated else stated


def _legal_forms(left: Candidate, right: Candidate) -> Iterator[Fact]:
    """A joint-stock and a limited liability company of one name are two companies, or one that was changed."""
    if left.type != EntityType.ORGANIZATION:
        return
    mine, theirs = (frozenset(form for name in one.names for form in stated_form(name)) for one in (left, right))
    if mine and theirs and not mine & theirs:
        yield Fact("legalForm", Bearing.CONTRADICTING, ", ".join(sorted(mine)), ", ".join(sorted(theirs)))


def _regimes(left: Candidate, right: Candidate) -> Iterator[Fact]:
    if _listed_for(left) & _listed_for(right):
        yield Fact("regime", Bearing.SUPPORTING, ", ".join(left.programmes), ", ".join(right.programmes))


def _listed_for(candidate: Candidate) -> frozenset[str]:
    """The themes of its programmes; what one list has under cyber another has under the state that it comes from."""
    found = themes(candidate.programmes)
    if "cyber" not in found:
        return found
    return found | {_REGIONS[state] for state in _states(candidate) if state in _REGIONS}


def themes(programmes: Iterable[str]) -> frozenset[str]:
    """The themes of the programmes of a list, in the words of no list."""
    return frozenset(theme for programme in programmes for theme in _themes(programme))


@cache
def _themes(programme: str) -> frozenset[str]:
    return frozenset(
        theme for theme, names in _REGIMES.items() if any(re.search(name, programme, re.IGNORECASE) for name in names)
    )
