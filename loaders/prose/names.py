"""Matchers of names and phrases for the patterns, made from the shipped tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from attributed.loaders.prose.gazetteer import Doubt, doubts, entries
from attributed.loaders.prose.states import adjective_forms, code_of, state_word, states
from attributed.loaders.prose.tables import alternatives, phrase, table

_INSTITUTIONS = "Commission|Ministry|Parliament|Council|University|Party|Senate|Hospital|Institute|Authority|Agency"


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ of state by one of its spellings; `countries` are all whose organ bears it."""

    name: str
    countries: frozenset[str]


@cache
def actors() -> dict[str, str]:
    """Every spelling that names a group without further words, and the table's own."""
    return {spelling: entry.name for entry in entries("actors") for spelling in entry.spellings if _clear(spelling)}


def _clear(spelling: str) -> bool:
    return doubts("actors").get(spelling, Doubt.RARE) is Doubt.RARE


@cache
def organs() -> dict[str, Organ]:
    """Every spelling of an organ of state."""
    found: dict[str, list[tuple[str, str]]] = {}
    for country, name, *spellings in table("organs"):
        for spelling in (name, *spellings):
            found.setdefault(spelling, []).append((country, name))
    return {spelling: Organ(held[0][1], frozenset(country for country, _ in held)) for spelling, held in found.items()}


@cache
def matchers() -> dict[str, str]:
    """What the words in angle brackets of patterns.yaml stand for."""
    named = _named()
    state = f"(?:{state_word()}(?:'s)?)"
    kind = f"{phrase('of_state')}[- ]{phrase('sponsored')}"
    return {
        "STATE": state,
        "ACTOR": rf"(?:(?:the )?(?:{state} )?(?:{kind} )?{named}(?: \({named}\))?)(?![\w-])",
        "UNNAMED": rf"(?:an? |the )?{state} {kind} (?:{phrase('actor_adjective')} )*{phrase('actor_noun')}(?![\w-])",
        "INSTITUTION": rf"(?:{state} )?(?:[A-Z][\w&-]+ ){{1,5}}?(?:{_INSTITUTIONS})(?![\w-])",
        "POPULATION": rf"{state} {phrase('population_noun')}",
        "ACCOUNTS": rf"{phrase('asset_adjective')} {phrase('asset_noun')}",
        "ORGAN": rf"(?<![\w-]){alternatives(organs())}(?![\w-])",
        "ADJECTIVE": alternatives(adjective_forms()),
        "NUMBER": phrase("number"),
        "PERIOD": r"(?:between \d{4} and \d{4}|from \d{4} to \d{4}|in \d{4})",
    }


@cache
def _named() -> str:
    numbered = (row["pattern"].replace("(?P<n>", "(?:") for row in table("systems"))
    return f"(?:{alternatives(actors())}|{alternatives(numbered, literal=False)})"


def as_written(words: str) -> str:
    """The name of a group in a phrase such as `the China state-affiliated APT31`."""
    found = re.search(_named(), words)
    return found[0] if found else words


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """A pattern of patterns.yaml, compiled."""
    return re.compile(re.sub(r"<([A-Z]+)>", lambda found: matchers()[found[1]], pattern))


def actor_name(words: str) -> str:
    """The table's spelling of the group that these words name; a long form joins its short form."""
    for row in table("systems"):
        found = re.search(row["pattern"], words)
        if found:
            return str(row["name"]).format(n=found["n"].lstrip("0") or "0")
    return max((actors()[name] for name in actors() if re.search(rf"\b{re.escape(name)}\b", words)), key=len)


def state_in(words: str) -> str | None:
    """The code of the one state that these words name; None for none or several."""
    codes = {code_of(found.removesuffix("'s")) for found in re.findall(state_word(), words)}
    return codes.pop() if len(codes) == 1 else None


def state_name(code: str) -> str:
    return states()[code].name
