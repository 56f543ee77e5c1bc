"""Names that the noun of their kind announces: `Chinese groups known as X and Y`, `backdoors such as X, Y and Z`.

A plural noun announces several things, not several names of one; what stands before it (`Chinese`) is said of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attributed.loaders.prose.names import Entry, Kind, Name, gazetteer

_WORD = r"(?:[A-Z][\w&'-]*+|\d{2,}[A-Z]\w*+)(?:\.\w++)*+"
_NAME = rf"(?:the )?[\"']?{_WORD}(?: (?!and\b|or\b){_WORD}){{0,3}}(?:[.,]?[\"'])?(?: \([^()]{{1,40}}\))?"
_LIST = rf"(?P<list>{_NAME}(?:,? and |,? or |, |/)(?:{_NAME}(?:,? and |,? or |, |/)?){{1,11}})"
_QUOTED = r"(?P<list>[\"'][A-Z][^\"']{1,30}[\"'](?:(?:, and |, | and )[\"'][A-Z][^\"']{1,30}[\"'])+)"
_CALLED = (
    r"(?:,? (?:that |which )?(?:(?:are|were|is|was|being|we|it|they|has|have|been|publicly|commonly|collectively) )*"
    r"(?:known|track(?:s|ed|ing)?|identified|name[sd]?|dubs|dubbed|calls?|called|referred to)"
    r"(?: (?:publicly|internally|by [^,;:()]{2,30}))?(?: as)?:? )"
)
_SUCH = r"(?:,? (?:such as|including|like|namely):? |: )"
_GROUPS = r"(?:groups|gangs|actors|crews|clusters|collectives|outfits|hackers|adversaries|syndicates)"
_GROUP = r"(?:group|gang|actor|crew|cluster|collective|outfit|adversary|syndicate|team|subgroup)"
_PROGRAMS = (
    r"(?:malware(?: famil(?:y|ies)| strains| variants| tools| programs)?|backdoors|trojans|implants|wipers|stealers"
    r"|infostealers|loaders|downloaders|droppers|ransomware(?: famil(?:y|ies)| strains| variants)?|RATs|rootkits"
    r"|remote access (?:trojans|tools))"
)
_PLURALS = tuple(
    (kind, re.compile(rf"\b(?P<noun>{nouns})(?:{how})"))
    for kind, nouns in ((Kind.ACTOR, _GROUPS), (Kind.MALWARE, _PROGRAMS))
    for how in (_CALLED + _LIST, _SUCH + _LIST, " " + _QUOTED)
)
_SINGULAR = re.compile(rf"\b(?P<noun>{_GROUP}){_CALLED}(?:the )?[\"']?(?=[A-Z\d])")
_ONE = re.compile(rf"(?:the )?[\"']?(?P<name>{_WORD}(?: (?!and\b|or\b){_WORD}){{0,3}})")
_FITTING = {Kind.ACTOR: {Kind.ACTOR}, Kind.MALWARE: {Kind.MALWARE, Kind.TOOL}}


@dataclass(frozen=True, slots=True)
class Announced:
    """A name and where the noun that announces it starts and ends."""

    name: Name
    noun: tuple[int, int]


def announced(plain: str, names: list[Name]) -> Iterator[Announced]:
    """The names of each list that such a noun announces, known or not, and the one after a singular."""
    for kind, pattern in _PLURALS:
        for found in pattern.finditer(plain):
            for item in _ONE.finditer(plain, *found.span("list")):
                if name := _named(item, kind, names):
                    yield Announced(name, found.span("noun"))
    for found in _SINGULAR.finditer(plain):
        yield from (Announced(name, found.span("noun")) for name in names if name.start == found.end())


def _named(item: re.Match[str], kind: Kind, names: list[Name]) -> Name | None:
    start, end = item.span("name")
    for name in names:
        if name.start < end and start < name.end:
            return name if name.kind in _FITTING[kind] else None
    words = item["name"].rstrip(".")
    entry = gazetteer().get(words) or Entry(kind, words)
    if len(words) < 3 or entry.kind not in _FITTING[kind] or _COMMON.fullmatch(words):
        return None
    return Name(entry, start, start + len(words), "announced")


_COMMON = re.compile(
    r"(?:[A-Z]{2,3}|The|This|These|Its|Their|Windows|Linux|Android|Microsoft|Office|Google|PowerShell)"
)
