"""The names in a paragraph: from the shipped tables, by the numbered systems, and by their shape."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from attributed.loaders.prose.gazetteer import Doubt, doubts, entries
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.states import adjective_forms, noun_forms, seats, state_word
from attributed.loaders.prose.tables import table


class Kind(StrEnum):
    """What a name is the name of."""

    ACTOR = "actor"
    MALWARE = "malware"
    TOOL = "tool"
    CAMPAIGN = "campaign"
    VULNERABILITY = "vulnerability"
    STATE = "state"
    ADJECTIVE = "adjective"
    PLACE = "place"
    ORGAN = "organ"
    COMPANY = "company"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the tables hold for a spelling; `countries` are all whose organ or state bears it."""

    kind: Kind
    name: str
    countries: frozenset[str] = frozenset()
    doubt: Doubt | None = None


class Name(NamedTuple):
    """A name in a paragraph, from `start` to `end`."""

    entry: Entry
    start: int
    end: int
    shape: str | None = None

    @property
    def kind(self) -> Kind:
        return self.entry.kind


_CAP = r"(?:[A-Z]\w*(?:-[A-Z0-9]\w*)*(?:'[A-Z]\w+)?(?!-[a-z]))"
_CODE = r"(?:[A-Z]\w*[A-Z0-9]\w*(?:-[A-Z0-9]\w*)*|[A-Z][a-z]{3,}(?:[A-Z]\w+)?)(?!-[a-z])"
_EDGE = re.compile(r"[\w-]")
_NOT_NAMES = re.compile(r"(?:The|This|These|Those|That|An?|In|On|At|It|He|She|They|We|And|But|For|Its|Their|Our)\b")


@cache
def gazetteer() -> dict[str, Entry]:
    """Every spelling of the tables. A spelling that several kinds claim belongs to the first of them."""
    found: dict[str, Entry] = {}
    for code_of, kind in ((noun_forms(), Kind.STATE), (seats(), Kind.STATE), (adjective_forms(), Kind.ADJECTIVE)):
        for form, code in code_of.items():
            found.setdefault(form, Entry(kind, code, frozenset({code})))
    for spelling, entry in _organs():
        found.setdefault(spelling, entry)
    for region in table("regions"):
        found.setdefault(region, Entry(Kind.PLACE, region))
    for kind, name in ((Kind.ACTOR, "actors"), (Kind.MALWARE, "malware")):
        for held in entries(name):
            for spelling in held.spellings:
                entry = Entry(Kind.TOOL if held.kind == "tools" else kind, held.name, doubt=doubts(name).get(spelling))
                found.setdefault(spelling, entry)
                if len(spelling) > 4:
                    found.setdefault(spelling.upper(), Entry(entry.kind, held.name))
    return found


def _organs() -> Iterator[tuple[str, Entry]]:
    held: dict[str, list[tuple[str, str]]] = {}
    for country, name, *spellings in table("organs"):
        for spelling in dict.fromkeys(each for form in (name, *spellings) for each in _both_ways(form)):
            held.setdefault(spelling, []).append((country, name))
    for spelling, rows in held.items():
        yield spelling, Entry(Kind.ORGAN, rows[0][1], frozenset(country for country, _ in rows))
    for kind, name in ((Kind.ORGAN, "international"), (Kind.COMPANY, "researchers")):
        for first, *others in table("bodies")[name]:
            for spelling in (each for form in (first, *others) for each in _both_ways(form)):
                yield spelling, Entry(kind, first)


_SPELT = (("Organisation", "Organization"), ("Defence", "Defense"), ("Centre", "Center"))


def _both_ways(name: str) -> Iterator[str]:
    """A name as it is spelt in Britain and in America."""
    yield name
    for british, american in _SPELT:
        if british in name or american in name:
            yield name.replace(american, british) if american in name else name.replace(british, american)


@cache
def _automaton() -> tuple[AhoCorasick, list[str]]:
    spellings = sorted(gazetteer())
    return AhoCorasick(spellings), spellings


@cache
def _systems() -> re.Pattern[str]:
    """All numbered systems; the group that holds the number is called after the row, `n0`, `n1`, …"""
    rows = (row["pattern"].replace("?P<n>", f"?P<n{index}>") for index, row in enumerate(table("systems")))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(rows)})(?![\w-])")


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], Kind, str], ...]:
    parts = {"CAP": _CAP, "NAME": rf"{_CAP}(?: {_CAP}){{0,3}}", "CODE": _CODE, "STATE": state_word()}
    rows = table("shapes")
    return tuple(
        (
            re.compile(r"(?<![\w-])" + re.sub(r"<([A-Z]+)>", lambda found: parts[found[1]], row["pattern"])),
            Kind(row["kind"]),
            row["name"],
        )
        for row in rows
    )


def names_in(plain: str, known: Iterable[Name] = ()) -> list[Name]:
    """The names in order; where several overlap the longest of the most certain sort stands."""
    taken: list[Name] = []
    starts: list[int] = []
    for found in (_listed(plain), _numbered(plain), _units(plain), known, _shaped(plain)):
        for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
            first = bisect_left(starts, name.start)
            while first and taken[first - 1].end > name.start:
                first -= 1
            last = bisect_left(starts, name.end)
            if all(_wraps(name, other) for other in taken[first:last]):
                taken[first:last] = [name]
                starts[first:last] = [name.start]
    return taken


def _wraps(name: Name, other: Name) -> bool:
    """Whether a longer name swallows one that is only a part of it: the state in `Bank of Russia`."""
    inside = name.start <= other.start and other.end <= name.end
    longer = name.end - name.start > other.end - other.start
    return inside and longer and other.kind in _PARTS and name.kind not in _PARTS


_PARTS = frozenset({Kind.STATE, Kind.ADJECTIVE, Kind.PLACE})


def _listed(plain: str) -> Iterator[Name]:
    automaton, spellings = _automaton()
    for index, start, end in automaton.find_matches_as_indexes(plain, overlapping=True):
        if (start and _EDGE.match(plain[start - 1])) or (_EDGE.match(plain[end : end + 1]) and plain[end] != "-"):
            continue
        entry = gazetteer()[spellings[index]]
        if spellings[index] in seats() and _PLACE.search(plain, max(0, start - 6), start):
            continue
        if entry.kind is Kind.STATE and plain[end : end + 1] != "-" and _in_town(plain, start):
            entry = Entry(Kind.PLACE, spellings[index])
        if plain[end : end + 1] == "-" and entry.kind not in {Kind.STATE, Kind.ADJECTIVE, Kind.ORGAN, Kind.PLACE}:
            continue
        if entry.doubt is Doubt.PROGRAM and _AFTER[Kind.MALWARE].match(plain, end):
            entry = Entry(Kind.MALWARE, entry.name)
        elif entry.doubt in {Doubt.WORD, Doubt.NAME} and not _explained(plain, start, end, entry):
            continue
        yield Name(entry, start, end)


def _in_town(plain: str, start: int) -> bool:
    """Whether a state only says where a town is: `hackers in Changdu, China`, not `in Peru, Chile and Brazil`."""
    found = _TOWN.search(plain, max(0, start - 40), start)
    no_town = words("months") | words("weekdays")
    return found is not None and found["town"] not in noun_forms() and found["town"].lower() not in no_town


_TOWN = re.compile(r"\b(?:in|from|at|near) (?P<town>[A-Z][a-z][\w-]*(?: [A-Z][\w-]+)?), $")
_PLACE = re.compile(r"(?:, |\b[Ii]n |\b[Ff]rom |\b[Aa]t )$")
_GROUP = r"(?:group|gang|actors?|hackers|operators|crew|cluster|collective|team|affiliates?|persona)"
_PROGRAM = r"(?:ransomware|malware|trojan|backdoor|wiper|botnet|implant|spyware|infostealer|loader|rootkit|family|tool)"
_BEFORE = {
    Kind.ACTOR: re.compile(
        rf"{_GROUP}(?:,? (?:known|tracked|named|called|dubbed)(?: as)?)? [\"']?$|(?:as|aka|alias|dubbed"
        rf"|named) [\"']?$|\([\"']?$"
    ),
    Kind.MALWARE: re.compile(
        rf"{_PROGRAM}(?:,? (?:known|named|called|dubbed)(?: as)?)? [\"']?$|(?:called|dubbed|named) [\"']?$"
    ),
}
_AFTER = {
    Kind.ACTOR: re.compile(
        rf"[\"']?(?: \([^)]*\))?,? (?:(?:\w+ ){{0,2}}{_GROUP}\b"
        r"|(?:is|was|are)(?: also| otherwise| publicly)* (?:known|tracked) (?:as|under|by)\b"
        r"|(?:also|otherwise) (?:known|tracked) as"
        rf"|(?:is|was) an? (?:(?!(?:of|in|for|by|from|that|who|which)\b)[\w'/–-]+,? ){{0,7}}?{_GROUP}\b)"
    ),
    Kind.MALWARE: re.compile(rf"[\"']? (?:\w+ )?{_PROGRAM}\b"),
}


def _explained(plain: str, start: int, end: int, entry: Entry) -> bool:
    """Whether the words around a name of doubt say that it names a group or a program here."""
    kind = Kind.ACTOR if entry.kind is Kind.ACTOR else Kind.MALWARE
    capitals = plain[start:end].isupper() and end - start > 3 and entry.doubt is Doubt.WORD
    before = _BEFORE[kind].search(plain, max(0, start - 50), start)
    return capitals or bool(before) or bool(_AFTER[kind].match(plain, end))


def _numbered(plain: str) -> Iterator[Name]:
    for found in _systems().finditer(plain):
        number = str(found.lastgroup)
        name: str = table("systems")[int(number[1:])]["name"]
        yield Name(Entry(Kind.ACTOR, name.format(n=found[number].lstrip("0") or "0")), found.start(), found.end())


_UNITS = re.compile(
    r"(?:(?P<agency>GRU|FSB|SVR|PLA|IRGC)(?:'s)? (?:(?:military |intelligence )?[Uu]nits?,? )?|[Uu]nits,? )"
    r"\(?(?P<list>\d{5}(?:(?:,"
    r" and |, | and |/)\d{5})*)\)?"
)


def _units(plain: str) -> Iterator[Name]:
    """`three GRU units (26165, 29155 and 74455)`: each number is a unit."""
    for found in _UNITS.finditer(plain):
        for number in re.finditer(r"\d{5}", found["list"]):
            start = found.start("list") + number.start()
            yield Name(
                Entry(Kind.ORGAN, f"{found['agency'] or ''} Unit {number[0]}".strip()),
                start,
                start + 5,
                "military-unit",
            )


def _shaped(plain: str) -> Iterator[Name]:
    for pattern, kind, shape in _shapes():
        for found in pattern.finditer(plain):
            start, end = found.span("name")
            if cut := _NOT_NAMES.match(plain, start):
                start = cut.end() + 1
            if start < end and plain[start:end] not in gazetteer():
                agency = _AGENCY.search(plain, max(0, start - 12), start) if shape == "military-unit" else None
                name = f"{agency['agency']} {plain[start:end]}" if agency else plain[start:end]
                yield Name(Entry(kind, name), start, end, shape)


_AGENCY = re.compile(r"(?P<agency>[A-Z]{3,4})(?:'s)? $")
