"""The names that a text itself introduces: people, abbreviations, and names that the noun of their kind announces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from attributed.loaders.prose.aliases import aliases
from attributed.loaders.prose.announced import announced
from attributed.loaders.prose.names import Entry, Kind, Name, gazetteer, names_in
from attributed.loaders.prose.people import people
from attributed.loaders.prose.tables import alternatives, table

_PERSON = r"[A-Z][a-zà-ž]+(?:[ -](?:[A-Z][a-zà-ž]+|[A-Z]\.|al-[A-Z]\w+|bin|van|der|von|de|el|Al)){1,3}"
_ASIDE = r"(?: \([^()]{1,20}\))?"
_HONORIFIC = r"(?:Lord|Dame|Sir|Mr|Mrs|Ms|Dr|Gen|Maj|Col|Lt|Capt|Sgt|Adm)\.?"
_CUT_SHORT = re.compile(r"(?:'s)?[\"']? \((?:the )?[\"']?(?P<short>[A-Z][\w&.-]+(?: [A-Z][\w&.-]*){0,3})[\"']?\)")
_SHORT = re.compile(r"(?:'s)?[\"']? \((?:the )?[\"']?(?P<short>[A-Z][\w&.-]{1,11})[\"']?\)")

_ALNUM = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Found:
    """Names of a text by spelling, besides those of the tables."""

    spellings: dict[str, Entry] = field(default_factory=dict)
    _read: dict[str, tuple[tuple[Name, ...], list[Name]]] = field(default_factory=dict)
    _indexed: int = 0
    _by_word: dict[str, list[str]] = field(default_factory=dict)
    """Spellings by their first word, so that a long text with many names is not searched for each in each paragraph."""

    def names(self, plain: str) -> list[Name]:
        """The names of a paragraph with what the text has introduced anywhere."""
        known = tuple(self._known(plain))
        held = self._read.get(plain)
        if held is None or held[0] != known:
            held = self._read[plain] = (known, names_in(plain, known))
        return held[1]

    def _known(self, plain: str) -> Iterator[Name]:
        for spelling in self._beginning_in(plain):
            at = plain.find(spelling)
            while at >= 0:
                end = at + len(spelling)
                if not plain[at - 1 : at].isalnum() and not plain[end : end + 1].isalnum():
                    yield Name(self.spellings[spelling], at, end, "introduced")
                at = plain.find(spelling, end)

    def _beginning_in(self, plain: str) -> Iterator[str]:
        """The spellings whose first word stands in a paragraph."""
        if self._indexed < len(self.spellings):
            for spelling in islice(self.spellings, self._indexed, None):
                first = _ALNUM.search(spelling)
                self._by_word.setdefault(first[0] if first else "", []).append(spelling)
            self._indexed = len(self.spellings)
        for word in ("", *dict.fromkeys(_ALNUM.findall(plain))):
            yield from self._by_word.get(word, ())


def discovered(
    paragraphs: Iterable[str], listed: Iterable[Entry] = (), shorts: Iterable[tuple[str, Entry]] = ()
) -> Found:
    """What the text introduces, in its order; a name means the same throughout the text. `listed` heads its entries."""
    found = Found()
    for entry in listed:
        if entry.kind is Kind.PERSON:
            _introduce(found, entry.name)
            _capitals(found, entry)
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
        for held_name in announced(plain, names):
            if held_name.name.shape == "announced":
                found.spellings.setdefault(plain[held_name.name.start : held_name.name.end], held_name.name.entry)
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


def _capitals(found: Found, entry: Entry) -> None:
    """A listed person's family name is printed in capitals, and may stand first."""
    *given, family = entry.name.split()
    if given:
        for form in (" ".join(given), given[0]):
            found.spellings.setdefault(f"{form} {family.upper()}", entry)
            found.spellings.setdefault(f"{family.upper()} {form}", entry)
            found.spellings.setdefault(f"{family} {form}", entry)
    if len(family) > 2 and family.upper() not in gazetteer():
        found.spellings.setdefault(family.upper(), entry)


def _abbreviation(plain: str, name: Name) -> str | None:
    """The short form in brackets after a long name, if its letters are the name's initials in order."""
    if name.kind in {Kind.COMPANY, Kind.ORGAN} and (short := _beginning(plain, name)):
        return short
    found = _SHORT.match(plain, name.end)
    if not found or name.kind in {Kind.STATE, Kind.ADJECTIVE, Kind.PERSON} or found["short"] in gazetteer():
        return None
    letters = iter(plain[name.start : name.end].lower())
    fits = all(letter in letters for letter in found["short"].lower() if letter.isalpha())
    return found["short"] if fits and found["short"].isupper() else None


_BEFORE = alternatives(form for word in table("given_names")["before"] for form in (word, word.capitalize()))


def _beginning(plain: str, name: Name) -> str | None:
    """`Sichuan Juxinhe Network Technology Co. (Sichuan Juxinhe)`: words that the name has."""
    found = _CUT_SHORT.match(plain, name.end)
    if not found or found["short"] in gazetteer():
        return None
    left = plain[name.start : name.end].split()
    for word in found["short"].split():
        fits = next((index for index, held in enumerate(left) if held.startswith(word) and len(word) > 2), None)
        if fits is None:
            return None
        left = left[fits + 1 :]
    return found["short"]


_TITLED = re.compile(
    rf"(?:{alternatives(row['title'] for row in table('titles'))}|{_HONORIFIC}|[Ss]pokes(?:man|woman|person)"
    rf"|[Nn]ational|C[A-Z]{{1,2}}O|{_BEFORE},?) (?P<name>(?:{_HONORIFIC} )?{_PERSON})"
)
_DESCRIBED = re.compile(
    rf"(?<![\w'-])(?P<name>{_PERSON})(?: \([^)]{{1,30}}\))?,? (?:(?:is|was) )?(?:(?:who|aged?)\b"
    rf"|\d\d,|(?:a|an|the|\w+'s)"
    r" (?:[\w'-]+ ){0,6}?(?:national|citizen|officer|official|director|spokes\w+|minister|chief"
    r"|head|member|hacker|leader"
    r"|analyst|resident|cyber actor|contractor|businessman|engineer|cybercriminal|administrator"
    r"|developer|ambassador|general|colonel|president|secretary|founder|employee)\b)"
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


def _given_names() -> list[str]:
    held = table("given_names")
    return [*held["names"], *held["more"]]


_GIVEN = re.compile(
    rf"(?<![\w'-])(?P<name>(?:{alternatives(_given_names())}(?: [A-Z][\w'-]+){{1,3}}"
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
    r"|European|Union|Council|Commission|On|In|By|At|January|February|March|April|June|July|August|September|October"
    r"|November|December|Act|Court|House|Microsoft|Exchange|Server|President|Minister|Street|News|Times)\b"
)


def _is_person(name: str) -> bool:
    if _NO_PERSON.search(name) or name in gazetteer():
        return False
    return not any(
        found.kind in {Kind.ACTOR, Kind.MALWARE, Kind.STATE, Kind.ADJECTIVE, Kind.ORGAN} for found in names_in(name)
    )
