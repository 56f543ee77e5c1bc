"""The other names that a text gives to a group, an organ, a person or a program: `X (Y)`, `also known as X and Y`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from attributed.loaders.prose.names import Entry, Kind, Name, gazetteer

_CALLING = (
    r"(?:,? ?[(\[]?| ?– ?)(?:(?:which is|who is|who are|has been|have been|is|are|was) )?(?:(?:also|otherwise"
    r"|previously|formerly|publicly|commonly|better|now) )*"
    r"(?:known|tracked|referred to|identified|designated|reported)(?: \w+ly)?(?: (?:by|in) [^,;:()]{2,60}?)?"
    r" (?:as|under the names?(?: of)?|under the aliases"
    r"|(?:under|by) (?:(?:various|several|many|other|different|multiple) ){1,2}names,?(?: including| such as)?)"
    r"|,? ?\(?(?:also called|a\.?k\.?a\.?,?|alias(?:es)?|f\.?k\.?a\.?|also dubbed)"
)
_WORD = r"[A-Z0-9][\w&'-]*(?:\.\w+)*"
_ITEM = (
    rf"(?:the )?[\"']?(?P<{{0}}>Advanced Persistent Threat (?:\(APT\) )?(?:[Gg]roup )?\d+|{_WORD}(?:"
    rf" (?!and\b|or\b)(?:{_WORD}|#\w+)){{{{0,3}}}}),?[\"']?(?: \([^)]*\))?"
)
_BARE = _ITEM.format("name").replace("?P<name>", "?:")
_LIST = re.compile(
    rf"(?:{_CALLING})[:;]? (?P<list>(?:{_BARE}(?:,? (?:and |or "
    rf"|as well as )?|/)?){{1,18}})"
)
_ONE = re.compile(_ITEM.format("name"))
_BRACKETED = re.compile(rf" \((?P<list>{_BARE}(?:(?:, |/| and | or ){_BARE}){{0,9}})\)")


@dataclass(frozen=True, slots=True)
class Alias:
    """`other` is said to be another name of `main`; both stand in the paragraph."""

    main: Name
    other: Name
    group: int | None = None
    """Where a noun stands that may point back to the group whose names these are."""


_GROUP_LIST = re.compile(r"\b(?:[Gg]roup|[Aa]ctors?|[Gg]ang|[Cc]luster|[Cc]onspiracy|[Cc]ampaign|hackers|APT)\b")
_SEVERAL = frozenset({"actors", "Actors", "hackers"})
_ALSO = re.compile(r"\b(?:also|otherwise|previously|formerly|a\.?k\.?a|alias|collectively|variously)\b")
_AS_LIST = re.compile(rf"as:? (?P<list>(?:{_BARE}(?:,? (?:and |or )?|/)?){{2,20}})")


def _of_the_group(plain: str, names: list[Name], start: int, end: int) -> Iterator[Alias]:
    """`the group has been identified as: X, Y and Z`: the first of the names is what the others are joined to."""
    for noun in _GROUP_LIST.finditer(plain, start, end):
        listed = _LIST.match(plain, noun.end()) or _AS_LIST.match(plain, noun.end() + 1)
        if not listed or (noun[0] in _SEVERAL and not _ALSO.search(plain, noun.end(), listed.start("list"))):
            continue
        main: Name | None = None
        for item in _items(plain, listed):
            other = _item(item, names, main or _ANY_ACTOR)
            if other:
                yield Alias(main or other, other, noun.start())
            main = main or other


_RUN = re.compile(
    rf"\b(?:(?<!such )(?<!well )as|names?|monikers?|aliases|identifiers|a\.?k\.?a\.?|designations?)(?:"
    rf" of| including| such as)?:? [\"']?"
    rf"(?P<list>{_BARE}(?:,? (?:and |or )?{_BARE}){{3,24}})"
)


def _run_of_names(plain: str, names: list[Name], start: int, end: int) -> Iterator[Alias]:
    """`under names such as X, Y, Z and W`: a run of names of which several are known groups names one group."""
    for found in _RUN.finditer(plain, start, end):
        begin, stop = found.span("list")
        if _MANY.search(plain, max(0, begin - 60), begin) and not _ALSO.search(plain, max(0, begin - 60), begin):
            continue
        if sum(name.kind is Kind.ACTOR and begin <= name.start < stop for name in names) < 3:
            continue
        items = [made for item in _ONE.finditer(plain, begin, stop) if (made := _item(item, names, _ANY_ACTOR))]
        actors = [made for made in items if made.kind is Kind.ACTOR]
        noun = next(
            (noun.start() for noun in reversed(list(_GROUP_LIST.finditer(plain, max(0, begin - 120), begin)))), None
        )
        yield from (Alias(actors[0], other, noun) for other in actors)


_MANY = re.compile(r"\b(?:groups|actors|hackers|gangs|clusters|collectives|crews|adversaries)\b[^,;()]*$")
_ANY_ACTOR = Name(Entry(Kind.ACTOR, ""), 0, 0)


def asides(plain: str, names: list[Name]) -> Iterator[tuple[int, int]]:
    """Where `, also known as X, Y and Z,` stands after a name: a sentence reads the same without it."""
    for name in names:
        if name.kind in {Kind.ACTOR, Kind.ORGAN, Kind.PERSON, Kind.MALWARE, Kind.COMPANY, Kind.CAMPAIGN}:
            at = _after_kind(plain, name.end)
            if (found := _LIST.match(plain, at)) and not _MANY.search(plain, name.end, found.start("list")):
                closed = _CLOSED.match(plain, found.end())
                yield found.start(), closed.end() if closed else found.end()


_CLOSED = re.compile(r" ?[,)\]–]")


def aliases(plain: str, names: list[Name], start: int = 0, end: int | None = None) -> Iterator[Alias]:
    """`X (Y)`, `X, also known as Y, Z and W`: the names that the words join to an actor, organ, person or malware."""
    stop = len(plain) if end is None else end
    yield from _of_the_group(plain, names, start, stop)
    yield from _run_of_names(plain, names, start, stop)
    yield from _other_names(plain, names)
    yield from _coded(plain, names, start, stop)
    for main in names:
        if main.kind not in {Kind.ACTOR, Kind.ORGAN, Kind.PERSON, Kind.MALWARE}:
            continue
        at = _after_kind(plain, main.end)
        aside = _ASIDE_MARK.match(plain, at)
        apposed = _APPOSED.match(plain, at) if main.kind is Kind.ACTOR else None
        ends = [at, *(found.end() for found in (aside, apposed) if found)]
        listed = next((found for end in ends if (found := _LIST.match(plain, end))), None)
        if not listed and main.kind is Kind.ACTOR:
            listed = _BRACKETED.match(plain, main.end) or _BRACKETED.match(plain, at)
            if listed and not _all_actors(plain, listed, names):
                listed = None
        if not listed:
            continue
        for item in _items(plain, listed):
            other = _item(item, names, main)
            if other and other.entry.name != main.entry.name:
                yield Alias(main, other)


_OTHER_NAME = re.compile(r" (?:is|was) (?:simply |merely |just )?another name (?:for|of) (?:the )?")
_RENAMED = re.compile(
    r"[,–-]* ?(?:(?:an?|the) [^.;]{3,80}? )?(?:(?:that|which) )?(?:(?:has|was|is)(?: now)?(?: been)? )(?:elevated to"
    r"|graduated (?:in)?to|renamed(?: to| as)?|promoted to)(?: the name)? "
)
_OR = re.compile(r",? or ")


def _other_names(plain: str, names: list[Name]) -> Iterator[Alias]:
    """`APT38 is another name for BlueNoroff`, `Center 16 or Military Unit 71330`."""
    for first, second in pairwise(name for name in names if name.kind in {Kind.ACTOR, Kind.ORGAN}):
        between = plain[first.end : second.start]
        actors = first.kind is second.kind is Kind.ACTOR
        if actors and (_OTHER_NAME.fullmatch(between) or _RENAMED.fullmatch(between)):
            yield Alias(second, first)
        elif first.shape == second.shape == "military-unit" and _OR.fullmatch(between):
            yield Alias(first, second)


_APPOSED = re.compile(
    r"(?:,| –) (?:an?|the|one of) [^.;()]{3,120}?(?: that's| that is| which is| who are| that are"
    r"| that has been|,)?(?= (?:(?:also|otherwise|previously|widely|"
    r"commonly|sometimes) )*(?:known|tracked|referred to|called)\b| a\.?k\.?a)"
)
_ASIDE_MARK = re.compile(r" \([^()]{2,60}\)")
_CODED = re.compile(
    r"(?<![\w-])[\"']?(?P<main>[A-Z][A-Z0-9-]{2,}|[A-Z][a-z]+[A-Z]\w+)[\"']?(?:,? \(?(?:aka|a\.k\.a\."
    r"|also known as|also called)) [\"']?(?P<other>[A-Za-z][\w.-]{2,})"
)
_PROGRAMS = re.compile(r"\b(?:malware|backdoors?|tools?|implants?|ransomware|trojans?)\b", re.IGNORECASE)


def _coded(plain: str, names: list[Name], start: int, end: int) -> Iterator[Alias]:
    """`malware such as BADFLICK, aka GreenCrash`: two names of one program, where neither is known."""
    for found in _CODED.finditer(plain, start, end):
        known = any(name.start < found.end("main") and found.start("main") < name.end for name in names)
        if not known and _PROGRAMS.search(plain, max(0, found.start() - 300), found.start()):
            main, other = found.span("main"), found.span("other")
            made = [
                Name(Entry(Kind.MALWARE, plain[a:b].rstrip(".")), a, a + len(plain[a:b].rstrip(".")), "listed")
                for a, b in (main, other)
            ]
            yield Alias(made[0], made[1])


_KIND_AFTER = re.compile(
    r"[\"']?(?: \([A-Z][\w-]{1,11}\))?(?: (?:state|hacking|threat|espionage|cyber|hacktivist|ransomware"
    r"|malware|actors?|groups?|gang|cluster|team|APT|operation)\b){0,4}"
)


def _after_kind(plain: str, at: int) -> int:
    found = _KIND_AFTER.match(plain, at)
    return found.end() if found else at


def _all_actors(plain: str, listed: re.Match[str], names: list[Name]) -> bool:
    """Whether one of the names in brackets is a known actor: `Sandworm (APT44)`, not `Sandworm (Russia)`."""
    start, end = listed.span("list")
    return any(name.kind is Kind.ACTOR and start <= name.start and name.end <= end for name in names)


_CLOSING_MARK = re.compile(r"[^\"]*?\w[,.]?\"")
"""A closing quotation mark that no item of the list has opened: `known as X and Y," the police said`."""


def _items(plain: str, found: re.Match[str]) -> Iterator[re.Match[str]]:
    """The items of a list, as far as the quotation that it stands in goes."""
    start, end = found.span("list")
    closing = _CLOSING_MARK.match(plain, start, end)
    yield from _ONE.finditer(plain, start, closing.end() if closing else end)


_KINDS_OF_ALIAS = {Kind.ORGAN: Kind.ACTOR}


def _item(item: re.Match[str], names: list[Name], main: Name) -> Name | None:
    start, end = item.span("name")
    for name in names:
        if name.start < end and start < name.end:
            if main.kind is Kind.ACTOR and name.kind in {Kind.MALWARE, Kind.CAMPAIGN}:
                break
            return name if name.kind in {Kind.ACTOR, Kind.ORGAN, Kind.PERSON, Kind.MALWARE} else None
    words = item["name"].rstrip(".")
    kind = _KINDS_OF_ALIAS.get(main.kind, main.kind)
    entry = gazetteer().get(words) or Entry(kind, words)
    if len(words) < 3 or entry.kind is not kind:
        return None
    return Name(entry, start, start + len(words), "listed")
