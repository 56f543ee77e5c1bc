"""Whose organ a body is and which office a person holds, in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from attributed.loaders.prose.names import Kind, Name
from attributed.loaders.prose.states import code_of, state_word
from attributed.loaders.prose.tables import alternatives, table


@dataclass(frozen=True, slots=True)
class Office:
    """A person named with an office of the state `code`; `start` and `end` place the name in the paragraph."""

    name: str
    title: str
    code: str
    start: int
    end: int


_NAME = r"(?:Lord |Dame |Sir )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}"


_SUMMONED = re.compile(r"(?: \([A-Z]+\))? (?:has |have )?summoned (?:the |its )?[A-Z][\w-]+ [Aa]mbassador to (?:the )?")


@cache
def _titles() -> dict[str, frozenset[str]]:
    """Each office with the states that have it, where only few do."""
    return {row["title"]: frozenset(row.get("states", ())) for row in table("titles")}


@cache
def _held() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<whose>{state_word()}(?:'s)?) )?(?P<title>{alternatives(_titles())}) (?P<name>{_NAME})")


def offices(plain: str, start: int, end: int, states: set[str]) -> Iterator[Office]:
    """People named with their office, where it is clear whose office it is; `states` are those the text speaks of."""
    for found in _held().finditer(plain, start, end):
        code = _whose(found, plain[start:end], states)
        if code:
            yield Office(found["name"], found["title"], code, *found.span("name"))


def _whose(found: re.Match[str], sentence: str, states: set[str]) -> str | None:
    if found["whose"]:
        return code_of(found["whose"].removesuffix("'s"))
    holders = _titles()[found["title"]] & states
    if len(holders) == 1:
        return next(iter(holders))
    governments = {code_of(each) for each in re.findall(rf"({state_word()}) government\b", sentence)}
    return governments.pop() if len(governments) == 1 and not _titles()[found["title"]] else None


def belonging(plain: str, names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """An organ and the state whose it is said to be: `the UK's National Cyber Security Centre`, or the one to which
    the ambassador is accredited whom it summons. The table must know the organ as that state's as well."""
    for first, second in pairwise(names):
        if first.kind is Kind.STATE and second.kind is Kind.ORGAN and plain[first.end : second.start] == "'s ":
            yield from _of_state(second, first)
    for organ in names:
        summoned = _SUMMONED.match(plain, organ.end) if organ.kind is Kind.ORGAN else None
        host = next((name for name in names if summoned and name.start == summoned.end()), None)
        if host:
            yield from _of_state(organ, host)


def _of_state(organ: Name, state: Name) -> Iterator[tuple[Name, Name]]:
    if state.kind is Kind.STATE and state.entry.countries <= organ.entry.countries:
        yield organ, state
