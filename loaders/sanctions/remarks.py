"""The free text of OFAC's remarks, in which the CSV files put most of what they know of a party."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from attributed.loaders.sanctions.ofac import Facts, alias_kind, linked_to, natural
from attributed.loaders.sanctions.party import LOW, Alias, Tie
from attributed.schema.entity import EntityType

_KINDS = Path(__file__).parent / "tables" / "remarks.yaml"
_ALIAS = re.compile(r"([afn]\.k\.a\.) '(.+)'", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remarks:
    aliases: tuple[Alias, ...]
    ties: tuple[Tie, ...]


def read_remarks(text: str, type: EntityType, facts: Facts) -> Remarks:
    """The aliases and ties that remarks state; documents, dates, countries and wallets go to `facts`.

    A remark is told from the next by `; `. One of an unknown kind says nothing here: the whole text is kept.
    """
    aliases: list[Alias] = []
    ties: list[Tie] = []
    for remark in _inside(text.strip().removesuffix(".")).split("; "):
        told = _inside(remark.strip())
        alias, tie, fact = _ALIAS.fullmatch(told), linked_to(told), _fact().fullmatch(told)
        if alias:
            aliases.append(Alias(natural(alias[2], type), alias_kind(alias[1]), LOW))
        elif tie:
            ties.append(tie)
        elif fact:
            facts.take(fact["kind"], fact["text"], fact["country"])
    return Remarks(tuple(aliases), tuple(ties))


def _inside(text: str) -> str:
    """Without the brackets that stand round all of it."""
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


@cache
def _fact() -> re.Pattern[str]:
    """A kind, what it is, perhaps a country in brackets, perhaps dates of the document."""
    kinds: list[str] = yaml.safe_load(_KINDS.read_text("utf-8"))
    either = "|".join(re.escape(kind) for kind in sorted(kinds, key=len, reverse=True))
    until = r"(?: \((?P<country>[A-Z][^()\d]+)\))?(?: (?:issued|expires|effective|expired|exp\.?) .*)?"
    return re.compile(rf"(?:alt\. )?(?P<kind>Digital Currency Address - \w+|{either}) (?P<text>\S.*?){until}")
