"""What the parties of an ADVANCED XML file refer to by number: words, places, documents, entries and relations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from attributed.loaders.loader import InputFile
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.ofac import country_named
from attributed.loaders.sanctions.party import joined
from attributed.loaders.sanctions.shelf import Shelf
from attributed.loaders.sanctions.xml import Element, elements, value

PARTY = "DistinctParty"
_INDEXED = (
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "ProfileRelationship",
    "SanctionsEntry",
    "SanctionsEntryLink",
)
_PARTS = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION")
_PROGRAMME = "Program"


def all_elements(file: InputFile) -> Iterator[Element]:
    """Every element that is indexed or is a party; all are asked for, so that none is held."""
    yield from elements(file, *_INDEXED, PARTY)


class Index(AbstractContextManager["Index"]):
    """The file read once, its parties passed over; words are held, the rest lies on disk."""

    def __init__(self, file: InputFile) -> None:
        self._words: dict[tuple[str, str], str] = {}
        self._shelf = Shelf()
        take = {
            "ReferenceValueSets": self._take_words,
            "Location": self._take_location,
            "IDRegDocument": self._take_document,
            "ProfileRelationship": self._take_relation,
            "SanctionsEntry": self._take_entry,
            "SanctionsEntryLink": self._take_link,
        }
        self.lists: set[str] = set()
        try:
            for element in all_elements(file):
                if element.tag in take:
                    take[element.tag](element)
        except BaseException:
            self._shelf.close()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shelf.close()

    def words(self, kind: str, number: str | None) -> str:
        """What a number stands for in the set of this name; empty where the file does not say."""
        return self._words.get((kind, number or ""), "")

    def party_type(self, sub_type: str | None) -> str:
        """Vessel or Aircraft, else the type of which it is a kind: Individual or Entity."""
        sub = self.words("PartySubType", sub_type)
        return sub if sub in ("Vessel", "Aircraft") else self.words("PartyType", self.words("TypeOf", sub_type))

    def location(self, number: str | None) -> dict[str, Any]:
        """`line` and `country` of a place."""
        found = self._shelf.get("location", number or "")
        return dict(found[0]) if found else {}

    def documents(self, identity: str) -> list[dict[str, Any]]:
        return self._shelf.get("document", identity)

    def relations(self, profile: str) -> list[dict[str, Any]]:
        return self._shelf.get("relation", profile)

    def entries(self, profile: str) -> list[dict[str, Any]]:
        """The listings of a party, each with its links to others."""
        return [entry | {"links": self._shelf.get("link", entry["id"])} for entry in self._shelf.get("entry", profile)]

    def _take_words(self, sets: Element) -> None:
        for one in sets.iterfind("*/*"):
            key = one.get("ID", "")
            self._words[(one.tag, key)] = (one.text or "").strip()
            if one.tag == "PartySubType":
                self._words[("TypeOf", key)] = one.get("PartyTypeID", "")

    def _take_location(self, place: Element) -> None:
        parts = {
            self.words("LocPartType", part.get("LocPartTypeID")): value(
                part, "LocationPartValue[@Primary='true']/Value"
            )
            or value(part, "LocationPartValue/Value")
            for part in place.iterfind("LocationPart")
        }
        countries = [self.words("Country", one.get("CountryID")) for one in place.iterfind("LocationCountry")]
        country = country_named(countries[0]) if countries else ""
        line = joined(*(parts.get(name) for name in _PARTS), country, by=", ")
        self._shelf.put("location", place.get("ID", ""), {"line": line, "country": country})

    def _take_document(self, paper: Element) -> None:
        told = {
            "kind": self.words("IDRegDocType", paper.get("IDRegDocTypeID")),
            "number": value(paper, "IDRegistrationNo"),
            "country": self.words("Country", paper.get("IssuedBy-CountryID")),
            "authority": value(paper, "IssuingAuthority"),
            "validity": self.words("Validity", paper.get("ValidityID")),
            "comment": value(paper, "Comment"),
            "dates": [
                f"{self.words('IDRegDocDateType', one.get('IDRegDocDateTypeID'))} {period(one)}".strip()
                for one in paper.iterfind("DocumentDate")
            ],
        }
        self._shelf.put("document", paper.get("IdentityID", ""), told)

    def _take_relation(self, relation: Element) -> None:
        code = relation.get("RelationTypeID", "")
        told = {
            "code": code,
            "kind": self.words("RelationType", code),
            "other": relation.get("To-ProfileID", ""),
            "quality": self.words("RelationQuality", relation.get("RelationQualityID")),
            "former": relation.get("Former") == "true",
            "comment": value(relation, "Comment"),
            "period": period(relation),
        }
        self._shelf.put("relation", relation.get("From-ProfileID", ""), told)

    def _take_entry(self, entry: Element) -> None:
        measures = [
            (self.words("SanctionsType", one.get("SanctionsTypeID")), value(one, "Comment"), period(one))
            for one in entry.iterfind("SanctionsMeasure")
        ]
        held = self.words("List", entry.get("ListID"))
        self.lists.add(held)
        told = {
            "id": entry.get("ID", ""),
            "list": held,
            "days": [day for one in entry.iterfind("EntryEvent") if (day := point(one.find("Date")))],
            "programmes": [comment for kind, comment, _ in measures if kind == _PROGRAMME and comment],
            "measures": [joined(*told) for told in measures if told[0] != _PROGRAMME or told[2]],
            "bases": [
                basis
                for one in entry.iterfind("EntryEvent")
                if (basis := self.words("LegalBasis", one.get("LegalBasisID")))
            ],
            "limitations": value(entry, "LimitationsToListing"),
            "comment": value(entry, "Comment"),
            "supporting": [value(one, "Text") or value(one, "DirectURL") for one in entry.iterfind("SupportingInfo")],
        }
        self._shelf.put("entry", entry.get("ProfileID", ""), told)

    def _take_link(self, link: Element) -> None:
        told = {
            "kind": self.words("EntryLinkType", link.get("EntryLinkTypeID")),
            "other": link.get("EntryB-SanctionsEntryID", ""),
            "day": point(link.find("Date")),
            "comment": value(link, "Comment"),
        }
        self._shelf.put("link", link.get("EntryA-SanctionsEntryID", ""), told)


def point(date: Element | None) -> str:
    """The day of a Year, a Month and a Day, empty where there is none."""
    if date is None:
        return ""
    year, month, day = (value(date, part) for part in ("Year", "Month", "Day"))
    return f"{int(year):04}-{int(month):02}-{int(day):02}" if year and month and day else ""


def period(element: Element) -> str:
    """What the period of an element spans, as exact as it is: a day, a month, a year or an interval."""
    ends = [point(element.find(f"DatePeriod/{end}")) for end in ("Start/From", "Start/To", "End/From", "End/To")]
    known = [end for end in ends if end]
    return dates.spanning(known[0], known[-1]) if known else ""
