"""Who belongs to which body, by the words that stand between their names: `GRU officer X`, `X, a member of Y`.

What is said of the last of several people that stand together is said of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from attributed.loaders.prose.names import Kind, Name
from attributed.loaders.prose.tables import alternatives, table
from attributed.schema.predicate import Predicate

_TOGETHER = re.compile(r"(?: \([^()]{1,60}\))?(?:, and |, | and | & )")
_ASIDE = r"(?: \([^()]{1,80}\))?"


@dataclass(frozen=True, slots=True)
class Membership:
    """`member` and `body` stand in the paragraph; `rule` is the row of memberships.yaml that found it."""

    member: Name
    body: Name
    predicate: Predicate
    rule: str


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    first: frozenset[Kind]
    between: re.Pattern[str]
    second: frozenset[Kind]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    turned: bool
    says: str


@cache
def _rules() -> tuple[_Rule, ...]:
    parts = {name: alternatives(held, literal=False) for name, held in table("memberships")["words"].items()}

    def made(pattern: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"<([A-Z]+)>", lambda found: parts[found[1].lower()], pattern))

    return tuple(
        _Rule(
            row["name"],
            frozenset(Kind(kind) for kind in row["first"]),
            made(_ASIDE + row["between"]),
            frozenset(Kind(kind) for kind in row["second"]),
            made(row["before"] + "$") if "before" in row else None,
            made(row["after"]) if "after" in row else None,
            row.get("turned", False),
            row["says"],
        )
        for row in table("memberships")["rules"]
    )


def memberships(plain: str, names: list[Name], start: int, end: int) -> Iterator[Membership]:
    """The memberships that a sentence from `start` to `end` states."""
    here = [name for name in names if start <= name.start and name.end <= end]
    if len(here) < 2:
        return
    for first, second in ((a, b) for a in here for b in here if _beside(here, a, b)):
        for rule in (rule for rule in _rules() if _says(rule, first, second, plain, start)):
            member, body = (second, first) if rule.turned else (first, second)
            predicate = _predicate(rule, member, body)
            for each in _all(plain, here, member, backwards=not rule.turned):
                yield Membership(each, body, predicate, rule.name)


def _beside(names: list[Name], first: Name, second: Name) -> bool:
    """Whether the second name follows, and no other of the kind of the first stands between."""
    between = (name for name in names if first.end <= name.start and name.end <= second.start)
    return first.end < second.start and all(name.kind is not first.kind for name in between)


def _says(rule: _Rule, first: Name, second: Name, plain: str, start: int) -> bool:
    fits = first.kind in rule.first and second.kind in rule.second
    return (
        fits
        and bool(rule.between.fullmatch(plain, first.end, second.start))
        and (rule.before is None or bool(rule.before.search(plain, start, first.start)))
        and (rule.after is None or bool(rule.after.match(plain, second.end)))
    )


def _predicate(rule: _Rule, member: Name, body: Name) -> Predicate:
    if rule.says == "MEMBER_OF" and (member.kind not in {Kind.PERSON, Kind.ORGAN} or body.kind is Kind.COMPANY):
        return Predicate.AFFILIATED_WITH
    return Predicate(rule.says)


def _all(plain: str, names: list[Name], last: Name, *, backwards: bool) -> list[Name]:
    """The member and those of its kind that are joined to it: before it, or after it."""
    found = [last]
    alike = [name for name in names if name.kind is last.kind]
    while True:
        edge = found[-1]
        pair = next(
            (
                name
                for name in alike
                if (
                    _TOGETHER.fullmatch(plain, name.end, edge.start)
                    if backwards
                    else _TOGETHER.fullmatch(plain, edge.end, name.start)
                )
            ),
            None,
        )
        if pair is None:
            return found
        found.append(pair)
