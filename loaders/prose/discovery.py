"""The names that a text itself introduces: people, abbreviations, and the other names of a group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from attributed.loaders.prose.names import Entry, Kind, Name, gazetteer, names_in
from attributed.loaders.prose.people import people
from attributed.loaders.prose.tables import alternatives, table

_CAP = r"(?:[A-Z][\w-]*[a-zà-ž]['’]?\w*|[A-Z]\.|[A-Z][A-Z]+\b)"
_PERSON = r"[A-Z][a-zà-ž]+(?:[ -](?:[A-Z][a-zà-ž]+|[A-Z]\.|al-[A-Z]\w+|bin|van|der|von|de|el|Al)){1,3}"
_ASIDE = r"(?: \([^()]{1,20}\))?"
_HONORIFIC = r"(?:Lord|Dame|Sir|Mr|Mrs|Ms|Dr|Gen|Maj|Col|Lt|Capt|Sgt|Adm)\.?"
_CALLING = (
    r",? ?[(\[]?(?:(?:which is|who is|who are|has been|have been|is|are|was) )?(?:(?:also|otherwise"
    r"|previously|formerly|publicly|commonly|better|now) )*"
    r"(?:known|tracked|referred to|identified|designated|reported)(?: \w+ly)?(?: (?:by|in) [^,;:()]{2,60}?)?"
    r" (?:as|under the names?(?: of)?|under the aliases)"
    r"|,? ?\(?(?:also called|a\.?k\.?a\.?,?|alias(?:es)?|f\.?k\.?a\.?|also dubbed)"
)
_WORD = r"[A-Z0-9][\w&'-]*(?:\.\w+)*"
_ITEM = (
    rf"(?:the )?[\"']?(?P<{{0}}>Advanced Persistent Threat (?:\(APT\) )?(?:[Gg]roup )?\d+|{_WORD}(?:"
    rf" (?!and\b|or\b)(?:{_WORD}|#\w+)){{{{0,3}}}}),?[\"']?(?: \([^)]*\))?"
)
_BARE = _ITEM.format("name").replace("?P<name>", "?:")
_LIST = re.compile(
    rf"(?:{_CALLING}):? (?P<list>(?:{_BARE}(?:,? (?:and |or "
    rf"|as well as )?|/)?){{1,18}})"
)
_ONE = re.compile(_ITEM.format("name"))
_BRACKETED = re.compile(rf" \((?P<list>{_BARE}(?:(?:, |/| and | or ){_BARE}){{0,9}})\)")
_SHORT = re.compile(r"(?:'s)?[\"']? \((?:the )?[\"']?(?P<short>[A-Z][\w&.-]{1,11})[\"']?\)")


@dataclass(frozen=True, slots=True)
class Alias:
    """`other` is said to be another name of `main`; both stand in the paragraph."""

    main: Name
    other: Name
    group: int | None = None
    """Where a noun stands that may point back to the group whose names these are."""


@dataclass(slots=True)
class Found:
    """Names of a text by spelling, besides those of the tables."""

    spellings: dict[str, Entry] = field(default_factory=dict)
    _read: dict[str, tuple[tuple[Name, ...], list[Name]]] = field(default_factory=dict)

    def names(self, plain: str) -> list[Name]:
        """The names of a paragraph with what the text has introduced anywhere."""
        known = tuple(self._known(plain))
        held = self._read.get(plain)
        if held is None or held[0] != known:
            held = self._read[plain] = (known, names_in(plain, known))
        return held[1]

    def _known(self, plain: str) -> Iterator[Name]:
        for spelling, entry in self.spellings.items():
            at = plain.find(spelling)
            while at >= 0:
                end = at + len(spelling)
                if not plain[at - 1 : at].isalnum() and not plain[end : end + 1].isalnum():
                    yield Name(entry, at, end, "introduced")
                at = plain.find(spelling, end)


def discovered(
    paragraphs: Iterable[str], listed: Iterable[Entry] = (), shorts: Iterable[tuple[str, Entry]] = ()
) -> Found:
    """What the text introduces, in its order; a name means the same throughout the text. `listed` heads its entries."""
    found = Found()
    for entry in listed:
        if entry.kind is Kind.PERSON:
            _introduce(found, entry.name)
        else:
            found.spellings.setdefault(entry.name, entry)
    for spelling, entry in shorts:
        found.spellings.setdefault(spelling, entry)
    held = list(paragraphs)
    for plain in held:
        for person in _people(plain):
            _introduce(found, person)
    for plain in held:
        names = found.names(plain)
        for name in names:
            if name.shape and name.kind in {Kind.ACTOR, Kind.MALWARE}:
                found.spellings.setdefault(name.entry.name, name.entry)
            if short := _abbreviation(plain, name):
                found.spellings.setdefault(short, name.entry)
        for alias in aliases(plain, names):
            for name in (alias.main, alias.other):
                if name.shape == "listed":
                    found.spellings.setdefault(name.entry.name, name.entry)
    return found


def _introduce(found: Found, person: str) -> None:
    entry = Entry(Kind.PERSON, person)
    found.spellings.setdefault(person, entry)
    parts = person.split()
    surname = parts[-1]
    if len(parts) > 2 and not found.spellings.get(f"{parts[0]} {surname}"):
        found.spellings[f"{parts[0]} {surname}"] = entry
    if len(surname) > 3 and surname not in gazetteer():
        found.spellings.setdefault(surname, entry)


def _abbreviation(plain: str, name: Name) -> str | None:
    """The short form in brackets after a long name, if its letters are the name's initials in order."""
    found = _SHORT.match(plain, name.end)
    if not found or name.kind in {Kind.STATE, Kind.ADJECTIVE, Kind.PERSON} or found["short"] in gazetteer():
        return None
    letters = iter(plain[name.start : name.end].lower())
    fits = all(letter in letters for letter in found["short"].lower() if letter.isalpha())
    return found["short"] if fits and found["short"].isupper() else None


_TITLED = re.compile(
    rf"(?:{alternatives(row['title'] for row in table('titles'))}|{_HONORIFIC}|[Ss]pokes(?:man|woman"
    rf"|person)|[Dd]irector"
    rf"|[Nn]ational|[Cc]itizen|[Oo]fficer|[Cc]hief|[Hh]ead|[Ll]eader|[Mm]inister|[Aa]mbassador|[Gg]eneral|[Cc]olonel|[Cc]aptain"
    rf"|[Cc]ommissioner|[Ss]enator|[Ss]ecretary|[Hh]acker|[Dd]eveloper|[Rr]esident|[Aa]ttorney|[Ss]uspect"
    rf"|[Dd]efendant|[Ss]tudent|[Mm]ember|[Ff]ounder|[Oo]perator),? (?P<name>(?:{_HONORIFIC} )?{_PERSON})"
)
_DESCRIBED = re.compile(
    rf"(?<![\w'-])(?P<name>{_PERSON})(?: \([^)]{{1,30}}\))?,? (?:(?:is|was) )?(?:(?:who|aged?)\b"
    rf"|\d\d,|(?:a|an|the|\w+'s)"
    r" (?:[\w'-]+ ){0,6}?(?:national|citizen|officer|official|director|spokes\w+|minister|chief"
    r"|head|member|hacker|leader"
    r"|analyst|resident|developer|ambassador|general|colonel|president|secretary|founder|employee)\b)"
)
_ENUMERATED = re.compile(
    rf"\b(?:individuals|people|persons|officers|nationals|hackers|citizens|men|members|defendants"
    rf"|officials)(?: \([^)]*\))?(?:,|:| -| –| named| identified as| including)"
    rf" (?P<list>{_PERSON}(?:(?:, and |, | and ){_PERSON})*)"
)


_BOTH = re.compile(
    rf"(?P<list>{_PERSON}{_ASIDE}(?:, {_PERSON}{_ASIDE})*,? and {_PERSON}{_ASIDE}),? (?:(?:\([^)]*\),?"
    rf" )?(?:two|three|four|five|both|all) (?:\w+ ){{0,3}}?|(?:are|were) (?:all |both )?(?:\w+ ){{0,2}})"
    r"(?:nationals|citizens|officers|hackers|members|individuals|men|employees|officials|residents)\b"
)


_GIVEN = re.compile(
    rf"(?<![\w'-])(?P<name>(?:{alternatives(table('given_names')['names'])}(?: [A-Z][\w'-]+){{1,3}}"
    rf"|[A-Z][a-z]+ [A-Z][a-z]+(?:ovich|evich|ovna|evna|ich)\b(?: [A-Z][\w'-]+)))"
)


def _people(plain: str) -> Iterator[str]:
    for pattern in (_GIVEN, _TITLED, _DESCRIBED):
        for found in pattern.finditer(plain):
            if _is_person(found["name"]):
                yield found["name"]
    yield from (name for name in people(plain) if _is_person(name))
    for found in _BOTH.finditer(plain):
        yield from (name for name in re.findall(_PERSON, found["list"]) if _is_person(name))
    for found in _ENUMERATED.finditer(plain):
        yield from (name for name in re.findall(_PERSON, found["list"]) if _is_person(name))


_NO_PERSON = re.compile(
    r"\b(?:Ministry|Service|Security|Cyber|Centre|Center|Agency|Office|Group|Team|Bear|Panda|Typhoon|Blizzard|Department|State"
    r"|Intelligence|National|Federal|Foreign|United|The|Bank|University|Union|Corps|Guard|Unit|Company|Army|Police|General"
    r"|European|Union|Council|Commission|Act|Court|House|Microsoft|Exchange|Server|President|Minister|Street|News|Times)\b"
)


def _is_person(name: str) -> bool:
    if _NO_PERSON.search(name) or name in gazetteer():
        return False
    return not any(
        found.kind in {Kind.ACTOR, Kind.MALWARE, Kind.STATE, Kind.ADJECTIVE, Kind.ORGAN} for found in names_in(name)
    )


_GROUP_LIST = re.compile(r"\b(?:[Gg]roup|[Aa]ctors?|[Gg]ang|[Cc]luster|[Cc]onspiracy|[Cc]ampaign|hackers|APT)\b")
_AS_LIST = re.compile(rf"as:? (?P<list>(?:{_BARE}(?:,? (?:and |or )?|/)?){{2,20}})")


def _of_the_group(plain: str, names: list[Name], start: int, end: int) -> Iterator[Alias]:
    """`the group has been identified as: X, Y and Z`: the first of the names is what the others are joined to."""
    for noun in _GROUP_LIST.finditer(plain, start, end):
        listed = _LIST.match(plain, noun.end()) or _AS_LIST.match(plain, noun.end() + 1)
        if not listed:
            continue
        main: Name | None = None
        for item in _ONE.finditer(plain, *listed.span("list")):
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
        if sum(name.kind is Kind.ACTOR and begin <= name.start < stop for name in names) < 3:
            continue
        if _SEVERAL.search(plain, max(0, begin - 60), begin):
            continue
        items = [made for item in _ONE.finditer(plain, begin, stop) if (made := _item(item, names, _ANY_ACTOR))]
        actors = [made for made in items if made.kind is Kind.ACTOR]
        noun = next(
            (noun.start() for noun in reversed(list(_GROUP_LIST.finditer(plain, max(0, begin - 120), begin)))), None
        )
        yield from (Alias(actors[0], other, noun) for other in actors)


_SEVERAL = re.compile(r"\b(?:groups|collectives|gangs|crews|clusters|families|teams)\b[^.;,()]{0,30}$")
"""`groups known as X and Y` are several, not one with several names."""
_ANY_ACTOR = Name(Entry(Kind.ACTOR, ""), 0, 0)


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
            listed = _BRACKETED.match(plain, at)
            if listed and not _all_actors(plain, listed, names):
                listed = None
        if not listed:
            continue
        for item in _ONE.finditer(plain, *listed.span("list")):
            other = _item(item, names, main)
            if other and other.entry.name != main.entry.name:
                yield Alias(main, other)


_OTHER_NAME = re.compile(r" (?:is|was) (?:simply |merely |just )?another name (?:for|of) (?:the )?")
_OR = re.compile(r",? or ")


def _other_names(plain: str, names: list[Name]) -> Iterator[Alias]:
    """`APT38 is another name for BlueNoroff`, `Center 16 or Military Unit 71330`."""
    for first, second in pairwise(names):
        between = plain[first.end : second.start]
        if first.kind is second.kind is Kind.ACTOR and _OTHER_NAME.fullmatch(between):
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
    r"[\"']?(?: (?:state|hacking|threat|espionage|cyber|hacktivist|ransomware|malware|actors?|groups?"
    r"|gang|cluster|team|APT|operation)\b){0,4}"
)


def _after_kind(plain: str, at: int) -> int:
    found = _KIND_AFTER.match(plain, at)
    return found.end() if found else at


def _all_actors(plain: str, listed: re.Match[str], names: list[Name]) -> bool:
    """Whether one of the names in brackets is a known actor: `Sandworm (APT44)`, not `Sandworm (Russia)`."""
    start, end = listed.span("list")
    return any(name.kind is Kind.ACTOR and start <= name.start and name.end <= end for name in names)


_KINDS_OF_ALIAS = {Kind.ORGAN: Kind.ACTOR}


def _item(item: re.Match[str], names: list[Name], main: Name) -> Name | None:
    start, end = item.span("name")
    for name in names:
        if name.start < end and start < name.end:
            if main.kind is Kind.ACTOR and name.kind in {Kind.MALWARE, Kind.CAMPAIGN}:
                break
            return name if name.kind in {Kind.ACTOR, Kind.ORGAN, Kind.PERSON, Kind.MALWARE} else None
    words = item["name"].rstrip(".")
    if len(words) < 3 or words in gazetteer():
        return None
    kind = _KINDS_OF_ALIAS.get(main.kind, main.kind)
    return Name(Entry(kind, words), start, start + len(words), "listed")
