"""States: their noun forms, adjectives and ISO codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from attributed.loaders.prose.tables import alternatives, table


@dataclass(frozen=True, slots=True)
class State:
    code: str
    name: str
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...] = ()


@cache
def states() -> dict[str, State]:
    """Every state of the table by its ISO 3166-1 alpha-2 code."""
    return {code: _state(code, row) for code, row in table("states").items()}


def _state(code: str, row: dict[str, list[str]]) -> State:
    nouns, adjectives = tuple(row["nouns"]), tuple(row["adjectives"])
    return State(code, nouns[0], nouns, adjectives, tuple(row.get("seats", ())))


@cache
def noun_forms() -> dict[str, str]:
    """Every form that names the state itself, and its code."""
    return {form: state.code for state in states().values() for form in _nouns(state)}


@cache
def adjective_forms() -> dict[str, str]:
    return {form: state.code for state in states().values() for form in state.adjectives}


@cache
def seats() -> dict[str, str]:
    """Capitals and palaces that stand for the government, and its code."""
    return {seat: state.code for state in states().values() for seat in state.seats}


def _nouns(state: State) -> Iterator[str]:
    for noun in state.nouns:
        yield from (noun, f"Government of {noun}", f"Government of the {noun}", f"government of {noun}")
    for form in (*state.nouns, *state.adjectives):
        yield from (f"{form} government", f"{form} Government")


@cache
def state_word() -> str:
    """A regular expression for a state before a noun: `UK`, `UK's`, `Chinese`."""
    short = {noun for state in states().values() for noun in state.nouns} | set(adjective_forms())
    return rf"(?<![\w-]){alternatives(short)}(?![\w-])"


def code_of(word: str) -> str:
    """The code of a form that `state_word` found."""
    return noun_forms().get(word) or adjective_forms()[word]
