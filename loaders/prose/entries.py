"""Entries of sanctions notices: a heading, other names, labels, and the day of listing; not prose, and read apart.

1. ORLOV, Viktor Petrovich
a.k.a: (1) Vitya  DOB: 04/10/1983. … Listed on: 05/09/2024
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from attributed.loaders.prose.dates import When, when
from attributed.loaders.prose.names import Entry, Kind, gazetteer
from attributed.loaders.prose.tables import table

_LISTED = re.compile(
    r"\b(?:Listed on|Date of listing|Date listed|Listing date)\s*:?\s*(?P<date>[^\n]{6,22}?)(?=[\s.;)|]|$)(?<=\d{4})",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"\bDate of listing\b(?!\s*:?\s*\d)", re.IGNORECASE)
_CELL = re.compile(
    r"(?:^|[|\s])(?<!on )(?<!of )(?<!in )(?<!: )(?<!:)(?<!birth )(?P<date>\d{1,2}\.\d{1,2}\.\d{4})[’']?[ \t]*(?=\||$)",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"^[ \t|]*(?:\d{1,3}[.)]?[ \t|]*\n[\s|]*|^[ \t|]*\d{1,3}[.)]?[ \t|]+|(?:Organisation |Entity"
    r" |Individual |Group )?Name:[ \t]*)(?P<name>[A-Z\"'][^\n|]{2,160})",
    re.MULTILINE,
)
_PARTED = re.compile(
    r"^[ \t|]*(?:\d{1,3}[.)]?[ \t|]+)?Name 6:[ \t]*(?P<last>[^\n:]+?)[ \t]+1:[ \t]*(?P<parts>[^\n]+?)(?=\.?[ \t]*$)",
    re.MULTILINE,
)
"""`Name 6: ORLOV 1: VIKTOR 2: PETROVICH 3: n/a`, as HM Treasury prints a person: the family name, then the others."""
_FIRST = re.compile(
    r"^[ \t|]*(?P<name>(?!Address|Date|Place|Location|Nationality|Name\b)[A-Z\"'][^\n|:]{2,160})(?=[|\n])", re.MULTILINE
)
_SURNAME_LINE = re.compile(r"^[ \t]*(?P<name>[A-Z][A-Z'-]+, [A-Z][\w'-]+(?: [A-Z][\w'-]+)*)[ \t]*$", re.MULTILINE)
_STREET = re.compile(r"\b(?:Road|Street|Avenue|District|Province|Mansion|Building|Floor|Room|House)\b|\bRef\)")
_CUT = re.compile(
    r"\s+(?:a\.?k\.?a\.?|f\.?k\.?a\.?|DOB|POB|Also known as|Address|Title|Date of birth|Nationality"
    r"|Designation|Position|Other Information)\b"
    r"|;|\s\||(?<!\bCO)(?<!\bLTD)(?<!\bINC)\.(?:\s+(?=[A-Z])|\s*$)|\s+\((?:a\.?k\.?a|f\.?k\.?a)"
)
_SHORT = re.compile(r" \((?P<short>[^()]{3,60})\).*$")
_PERSONAL = re.compile(r"\b(?:DOB|Date of birth|POB|Place of birth|Nationality|Gender|Passport)\b", re.IGNORECASE)
_SURNAME_FIRST = re.compile(r"(?P<last>[A-Z][A-Z'-]+), (?P<first>[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)")
_ALSO = re.compile(r"\b(?:a\.?k\.?a\.?|also known as|alias(?:es)?)\s*:\s*", re.IGNORECASE)
_ALSO_END = re.compile(
    r"\s(?:[A-Z][a-z]+(?: [A-Z]?[a-z]+){0,3}|DOB|POB|Passport [\w ]+|\(?UK [\w ]+\)?|\(Gender\)):"
    r"|\n\s*\n|\.\s+(?=[A-Z][a-z]+ )|(?<!\d)\.\s*(?=\n|$)"
)
_NUMBERED = re.compile(r"\(\d{1,2}\)\s*")
_ROLE = re.compile(
    r"\b(?:[Oo]fficer|[Mm]ember|[Ee]mployee|[Cc]ommander|[Hh]ead|[Cc]hief|[Dd]eputy [a-z]+|[Dd]irector)"
    r" (?:of|in|at|for) (?:the )?$"
)
_FRONT = re.compile(r"\b[Ff]ront(?: company| organi[sz]ation)? (?:for|of) (?:the )?$")


@dataclass(slots=True)
class Listing:
    """An entry from `start` to `end` of the body; `name` as it reads in a sentence, at `at`; `others` with places."""

    name: str
    kind: Kind
    at: tuple[int, int]
    start: int
    end: int
    listed: When | None
    others: list[tuple[str, int, int]] = field(default_factory=list)
    short: str | None = None

    @property
    def entry(self) -> Entry:
        return gazetteer().get(self.name) or Entry(self.kind, self.name)


def listings(body: str) -> list[Listing]:
    """The entries in order; a text without days of listing has none."""
    found: list[Listing] = []
    begin = 0
    labels: list[re.Match[str]] = list(_LISTED.finditer(body))
    if not labels and (_COLUMN.search(body) or _UNION.search(body)):
        labels = list(_CELL.finditer(body))
    for label in labels:
        dated = when(label["date"], None)
        listed = dated[0][1] if dated else None
        if parted := _PARTED.search(body, begin, label.start()):
            found.append(_parted(body, parted, label.end(), listed))
        elif heading := _heading(body, begin, label.start(), first=not found):
            found.append(_listing(body, heading, label.end(), listed))
        begin = label.end()
    return found


def _heading(body: str, begin: int, end: int, *, first: bool) -> re.Match[str] | None:
    """The entry's heading: the first that stands after the entry before, or the last after an introduction."""
    headings = [found for found in _HEADING.finditer(body, begin, end) if not _STREET.search(found["name"][:40])]
    surname = _SURNAME_LINE.search(body, begin, end)
    if headings:
        return headings[-1 if first else 0]
    return surname or _FIRST.search(body, begin, end)


def _parted(body: str, heading: re.Match[str], end: int, listed: When | None) -> Listing:
    given = [
        part.strip()
        for part in re.split(r"\s*\b[1-5]:\s*", heading["parts"])
        if part.strip(" .").lower() not in {"", "n/a"}
    ]
    name = " ".join(part.title() for part in (*given, heading["last"].strip()))
    made = Listing(name, Kind.PERSON, (heading.start("last"), heading.end("parts")), heading.start("last"), end, listed)
    made.others = list(_others(body, heading.end(), end))
    return made


def _listing(body: str, heading: re.Match[str], end: int, listed: When | None) -> Listing:
    start = heading.start("name")
    cut = _CUT.search(body, start, heading.end("name"))
    stop = cut.start() if cut else heading.end("name")
    words = body[start:stop].strip(" .\"'")
    short = _SHORT.search(words)
    words = words[: short.start()] if short else words
    surname = _SURNAME_FIRST.fullmatch(words)
    given = words.split()[0] in table("given_names")["names"] + table("given_names")["more"]
    personal = surname or given or _PERSONAL.search(body, start, end)
    name = f"{surname['first']} {surname['last'].title()}" if surname else " ".join(words.split())
    if personal and not surname:
        name = " ".join(part.capitalize() if part.isupper() and len(part) > 1 else part for part in name.split())
    kind = Kind.PERSON if personal else Kind.COMPANY
    made = Listing(name, kind, (start, start + len(words)), heading.start(), end, listed)
    made.short = short["short"] if short else None
    made.others = list(_others(body, stop, end))
    return made


def _others(body: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The names after `a.k.a:`, numbered, quoted or parted by semicolons and commas."""
    also = _ALSO.search(body, start, end)
    if not also:
        return
    stop = _ALSO_END.search(body, also.end(), end)
    last = stop.start() if stop else end
    parting = _NUMBERED if _NUMBERED.search(body, also.end(), last) else re.compile(r"[;,\n]\s*|$")
    at = also.end()
    for part in [*parting.finditer(body, also.end(), last), None]:
        until = part.start() if part else last
        words = _ASIDE.sub("", body[at:until]).strip(" .,;\"'“”‘’\n\t")
        if len(words) > 2:
            place = body.index(words, at)
            yield _as_read(" ".join(words.split())), place, place + len(words)
        at = part.end() if part else until


_ASIDE = re.compile(r"\s*\((?:non-Latin|previously|Cyrillic|low quality)[^)]*\)")


def _as_read(name: str) -> str:
    """`ORLOV, Viktor, Petrovich` as a sentence has it."""
    parts = re.split(r",\s+", name)
    if len(parts) > 1 and parts[0].isupper() and not parts[0].endswith(("LTD", "CO", "LLC", "INC")):
        return " ".join(part.title() if part.isupper() else part for part in (*parts[1:], parts[0]))
    return name


def authority(body: str) -> tuple[Entry, tuple[int, int]] | None:
    """Whose list it is and where it stands: the body said to list, else the one whose list the labels name."""
    adding = _ADDING.search(body)
    if adding:
        return gazetteer().get(adding["who"]) or Entry(Kind.ORGAN, adding["who"]), adding.span("who")
    for pattern, name in _AUTHORITIES:
        if found := pattern.search(body):
            return gazetteer().get(name) or Entry(Kind.ORGAN, name), found.span("who")
    return None


_UNION = re.compile(r"\bthe Union or its Member States\b|\bthird States\b|\brestrictive measures\b|\bNatural persons\b")
_AUTHORITIES = (
    (re.compile(r"\b(?P<who>OFSI|HM Treasury)\b"), "HM Treasury"),
    (re.compile(r"\b(?P<who>UK) (?:Sanctions List|Statement of Reasons)"), "UK"),
    (
        re.compile(r"\bthe (?P<who>Council)(?: of the European Union)? (?:has |hereby )?(?:adopted|decided|listed)\b"),
        "Council of the European Union",
    ),
    (re.compile(r"\bthe (?P<who>Union)\b"), "European Union"),
    (re.compile(r"\b(?P<who>OFAC)\b|\bSpecially Designated Nationals\b"), "OFAC"),
)
_ADDING = re.compile(r"(?:The )?(?P<who>(?:[A-Z][\w]+(?: of| and| for)? ?){2,6}) has (?:added|listed|included|placed)")


def roles(body: str, listing: Listing, place: int) -> str | None:
    """`member` or `front` where the words right before a name at `place` in an entry say so."""
    before = body[listing.start : place]
    if _ROLE.search(before):
        return "member"
    return "front" if _FRONT.search(before) else None
