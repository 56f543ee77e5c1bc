"""The UN Security Council's consolidated list in XML (docs/loaders/un-sc.md)."""

from __future__ import annotations

from collections.abc import Iterator

from attributed.loaders.countries import country_code
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.documents import document, un_references
from attributed.loaders.sanctions.listing import SanctionsList, batches
from attributed.loaders.sanctions.party import Alias, Listing, Party, joined, sole, unique
from attributed.loaders.sanctions.reading import Entry, parties, published
from attributed.loaders.sanctions.xml import Element, root, root_tag, value, values
from attributed.schema.batch import Batch
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType

UN = SanctionsList("un-sc", authority="un-sc")

_TYPES = {"INDIVIDUAL": EntityType.PERSON, "ENTITY": EntityType.ORGANIZATION}
_ADDRESS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


class UnSanctionsLoader(Loader):
    format = "un-sc"

    def recognises(self, name: str, head: bytes) -> bool:
        return root_tag(head)[0] == "CONSOLIDATED_LIST"

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        made = published("dateGenerated", root(file).get("dateGenerated", ""), dates.iso)
        return batches(file, wanted, UN, self.format, made, parties(file, tuple(_TYPES), _party))


def _party(file: InputFile, element: Element) -> Party:
    return _Listed(file, element, value(element, "DATAID")).party()


class _Listed(Entry):
    """Read by the names of elements, never by their order, in which the lists differ."""

    def party(self) -> Party:
        if not self.native:
            raise self.bad("an entry without DATAID")
        kind = self.element.tag
        type = _TYPES[kind]
        names = self._names()
        nationalities = self._countries("NATIONALITY/VALUE", "NATIONALITY2")
        located = self._countries(f"{kind}_ADDRESS/COUNTRY")
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
            addresses=self._addresses(f"{kind}_ADDRESS"),
            positions=unique([joined(text) for text in values(self.element, "DESIGNATION/VALUE")]),
            given=self.rest("un"),
            unknown=frozenset(self.unknown),
            warnings=tuple(self.warnings),
        )

    def _names(self) -> tuple[Alias, ...]:
        whole = joined(*(self.element.findtext(name) for name in _NAMES))
        if not whole:
            raise self.bad("an entry without a name")
        names = [Alias(whole)]
        for alias in self.element.iterfind(f"{self.element.tag}_ALIAS"):
            name, quality = joined(value(alias, "ALIAS_NAME")), value(alias, "QUALITY")
            if name:
                kind = "f.k.a." if quality == "f.k.a." else None
                names.append(Alias(name, kind, quality if quality in ("Good", "Low") else None))
        script = joined(value(self.element, "NAME_ORIGINAL_SCRIPT"))
        return tuple([*names, Alias(script)] if script else names)

    def _listing(self) -> Listing:
        return Listing(
            programme=value(self.element, "UN_LIST_TYPE") or None,
            reference=value(self.element, "REFERENCE_NUMBER") or self.native,
            on=self.date("LISTED_ON", value(self.element, "LISTED_ON"), dates.iso),
            delisted=self.date("DELISTED_ON", value(self.element, "DELISTED_ON"), dates.iso),
            reasons=value(self.element, "COMMENTS1") or None,
        )

    def _countries(self, *paths: str) -> tuple[str, ...]:
        return unique([country_code(name) or "" for path in paths for name in values(self.element, path)])

    def _addresses(self, path: str) -> tuple[str, ...]:
        found = self.element.iterfind(path)
        return unique([joined(*(address.findtext(part) for part in _ADDRESS), by=", ") for address in found])

    def _identifiers(self) -> tuple[str, ...]:
        found = [f"un-sc:{self.native}", *un_references(value(self.element, "REFERENCE_NUMBER"))]
        for paper in self.element.iterfind("INDIVIDUAL_DOCUMENT"):
            kind = value(paper, "TYPE_OF_DOCUMENT") or value(paper, "TYPE_OF_DOCUMENT2")
            issuer = value(paper, "ISSUING_COUNTRY") or value(paper, "COUNTRY_OF_ISSUE")
            found.append(document(kind, value(paper, "NUMBER"), issuer) or "")
        return unique(found)

    def _birth_dates(self) -> tuple[str, ...]:
        read = [self.date("DATE_OF_BIRTH", _born(one), PartialDate.parse) for one in self.element.iterfind(_BORN)]
        return unique([date.text for date in read if date])


_BORN = "INDIVIDUAL_DATE_OF_BIRTH"


def _born(one: Element) -> str:
    stated = value(one, "DATE")[:10] or value(one, "YEAR")
    return stated or "/".join(filter(None, (value(one, "FROM_YEAR"), value(one, "TO_YEAR"))))
