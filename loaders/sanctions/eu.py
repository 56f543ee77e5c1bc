"""The EU's consolidated list of financial sanctions in XML 1.1 (docs/loaders/eu-fsf.md)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from attributed.loaders.countries import country_code
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.documents import document, un_references
from attributed.loaders.sanctions.listing import SanctionsList, batches
from attributed.loaders.sanctions.party import Alias, Listing, Party, joined, sole, unique
from attributed.loaders.sanctions.reading import Entry, parties, published
from attributed.loaders.sanctions.xml import Element, root, root_tag, values
from attributed.schema.batch import Batch
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType

EU = SanctionsList("eu-fsf", authority="eu")
NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"

_TYPES = {
    "person": EntityType.PERSON,
    "p": EntityType.PERSON,
    "enterprise": EntityType.ORGANIZATION,
    "entity": EntityType.ORGANIZATION,
    "e": EntityType.ORGANIZATION,
}
_ADDRESS = ("street", "poBox", "place", "zipCode", "city", "region")


class EuSanctionsLoader(Loader):
    format = "eu-fsf"

    def recognises(self, name: str, head: bytes) -> bool:
        name, tag = root_tag(head)
        return name == "export" and (NAMESPACE in tag or b"sanctionEntity" in head)

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        made = published("generationDate", root(file).get("generationDate", ""), dates.iso)
        return batches(file, wanted, EU, self.format, made, parties(file, ("sanctionEntity",), _party))


def _party(file: InputFile, element: Element) -> Party:
    return _Entity(file, element, element.get("logicalId", "").strip()).party()


class _Entity(Entry):
    def party(self) -> Party:
        subject = self.element.find("subjectType")
        kind = (subject.get("code") or subject.get("classificationCode") or "").lower() if subject is not None else ""
        if not self.native:
            raise self.bad("a sanctionEntity without logicalId")
        if kind not in _TYPES:
            raise self.bad(f"subjectType is {kind!r}, not person or enterprise")
        names = self._names()
        nationalities = self._countries("citizenship")
        located = self._countries("address")
        type = _TYPES[kind]
        return Party(
            native=self.native,
            where=self.where,
            type=type,
            name=names[0].name,
            aliases=names[1:],
            listings=(self._listing(),),
            identifiers=self._identifiers(),
            country=sole(nationalities if type is EntityType.PERSON else located),
            located=located,
            birth_dates=self._birth_dates(),
            nationalities=nationalities,
            addresses=unique([_address(address) for address in self.element.iterfind("address")]),
            positions=self._functions() if type is EntityType.PERSON else (),
            given=self._given(type),
            unknown=frozenset(self.unknown),
            warnings=tuple(self.warnings),
        )

    def _names(self) -> tuple[Alias, ...]:
        """The entry's own name first; each dated by the first act that states it."""
        aliases: dict[str, Alias] = {}
        ranks: dict[str, tuple[bool, bool, int]] = {}
        for name in self.element.iterfind("nameAlias"):
            whole = joined(name.get("wholeName")) or joined(*(name.get(part) for part in _PARTS))
            if not whole:
                continue
            alias = self._alias(name, whole)
            held = aliases.get(whole)
            aliases[whole] = alias if held is None or _earlier(alias.on, held.on) else held
            ranks[whole] = min(_rank(name, whole), ranks.get(whole, _LAST))
        if not aliases:
            raise self.bad("a sanctionEntity without a name")
        first = min(aliases, key=lambda whole: ranks[whole])
        return aliases.pop(first), *aliases.values()

    def _alias(self, name: Element, whole: str) -> Alias:
        act = name.find("regulationSummary")
        if act is None:
            return Alias(whole)
        on = self.date("publicationDate", act.get("publicationDate", ""), dates.iso)
        quality = "weak" if name.get("strong") == "false" else None
        return Alias(whole, quality=quality, on=on, reference=act.get("numberTitle") or None)

    def _listing(self) -> Listing:
        """The regulation is the last that touched the entry, so its date is kept and says nothing of the listing."""
        regulation = self.element.find("regulation")
        programme = regulation.get("programme", "") if regulation is not None else ""
        remarks = [" ".join(text.split()) if "\n" not in text else text for text in values(self.element, "remark")]
        return Listing(
            programme=programme or None,
            reference=self.element.get("euReferenceNumber") or self.native,
            on=self.date("designationDate", self.element.get("designationDate", ""), dates.iso),
            delisted=self.date("delistingDate", self.element.get("delistingDate", ""), dates.iso),
            reasons="\n".join(remarks) or None,
        )

    def _countries(self, name: str) -> tuple[str, ...]:
        """Countries by code; `00` is none. A citizenship that was lost is none either."""
        found = [one for one in self.element.iterfind(name) if not one.get("disenfranchisementDate")]
        return unique([country_code(one.get("countryIso2Code")) or "" for one in found])

    def _identifiers(self) -> tuple[str, ...]:
        reference = self.element.get("euReferenceNumber", "").strip()
        found = [f"eu-fsf:{self.native}", f"eu-fsf:{reference}" if reference else ""]
        found += un_references(self.element.get("unitedNationId", ""))
        for paper in self.element.iterfind("identification"):
            if paper.get("knownFalse") != "true":
                kind = paper.get("identificationTypeDescription") or paper.get("identificationTypeCode") or ""
                number = paper.get("number") or paper.get("latinNumber") or ""
                found.append(document(kind, number, paper.get("countryIso2Code")) or "")
        return unique(found)

    def _birth_dates(self) -> tuple[str, ...]:
        """Only dates of the Gregorian calendar; the others are kept as given."""
        born = [
            one for one in self.element.iterfind("birthdate") if one.get("calendarType", "GREGORIAN") == "GREGORIAN"
        ]
        read = [self.date("birthdate", _born(one), PartialDate.parse) for one in born]
        return unique([date.text for date in read if date])

    def _functions(self) -> tuple[str, ...]:
        return unique([joined(name.get("function")) for name in self.element.iterfind("nameAlias")])

    def _given(self, type: EntityType) -> dict[str, Any]:
        """Beside what the table keeps, every act that the details of the entry name, once, and what a body is for."""
        given = self.rest("eu")
        acts = {
            act.get("numberTitle", ""): {name: text for name, text in act.attrib.items() if name != "numberTitle"}
            for act in self.element.iter("regulationSummary")
        }
        functions = self._functions() if type is EntityType.ORGANIZATION else ()
        return given | {key: held for key, held in (("acts", acts), ("functions", functions)) if held}


_PARTS = ("firstName", "middleName", "lastName")


_LAST = (True, True, 1 << 62)


def _rank(name: Element, whole: str) -> tuple[bool, bool, int]:
    """What makes a name the entry's own: English, or Latin letters in no language; in parts; entered first."""
    language = name.get("nameLanguage", "").upper()
    english = language == "EN" or (not language and "LATIN" in unicodedata.name(whole[0], "LATIN"))
    row = name.get("logicalId", "")
    return not english, not name.get("lastName"), int(row) if row.isdigit() else 0


def _earlier(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and (other is None or one.earliest < other.earliest)


def _born(one: Element) -> str:
    """A birth date as `1937-04-28`, `1966-11`, `1966` or `1958/1960`, as exact as it is given."""
    if one.get("birthdate"):
        return one.get("birthdate", "")
    if one.get("year"):
        parts = [one.get("year", ""), one.get("monthOfYear") or None, one.get("dayOfMonth") or None]
        stated = parts[: parts.index(None)] if None in parts else parts
        return "-".join(f"{int(part):0{4 if at == 0 else 2}}" for at, part in enumerate(stated) if part)
    return "/".join(filter(None, (one.get("yearRangeFrom"), one.get("yearRangeTo"))))


def _address(address: Element) -> str:
    country = address.get("countryDescription", "")
    return joined(*(address.get(part) for part in _ADDRESS), country if country != "UNKNOWN" else "", by=", ")
