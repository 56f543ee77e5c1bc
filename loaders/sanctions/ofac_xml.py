"""OFAC's lists in standard XML, root `sdnList` (docs/loaders/ofac.md)."""

from __future__ import annotations

from collections.abc import Iterator

from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.listing import batches
from attributed.loaders.sanctions.ofac import (
    TYPES,
    Facts,
    alias_kind,
    countries_of,
    country_named,
    list_of,
    other_party,
)
from attributed.loaders.sanctions.ofac_party import ofac_party
from attributed.loaders.sanctions.party import LOW, Alias, Party, Tie, joined, unique
from attributed.loaders.sanctions.reading import Entry, parties, published
from attributed.loaders.sanctions.remarks import read_remarks
from attributed.loaders.sanctions.xml import Element, elements, root_tag, value, values
from attributed.schema.batch import Batch
from attributed.schema.predicate import Predicate

_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")


class OfacXmlLoader(Loader):
    format = "ofac-xml"

    def recognises(self, name: str, head: bytes) -> bool:
        return root_tag(head)[0] == "sdnList"

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        info = next(elements(file, "publshInformation", "publishInformation", "sdnEntry"), None)
        day = value(info, "Publish_Date") if info is not None else ""
        first = next(elements(file, "sdnEntry"), None)
        held = list_of(file.bare_name(), values(first, "programList/program") if first is not None else [])
        head = published("Publish_Date", day, dates.month_first)
        return batches(file, wanted, held, self.format, head, parties(file, ("sdnEntry",), _party))


def _party(file: InputFile, element: Element) -> Party:
    return _SdnEntry(file, element, value(element, "uid")).party()


class _SdnEntry(Entry):
    def party(self) -> Party:
        kind = value(self.element, "sdnType").lower()
        if not self.native:
            raise self.bad("an sdnEntry without uid")
        if kind not in TYPES:
            raise self.bad(f"sdnType is {kind!r}, not {', '.join(TYPES)}")
        facts = self._facts()
        return ofac_party(
            self.native,
            self.where,
            kind,
            (Alias(self._name(self.element)), *self._aliases()),
            facts,
            read_remarks(value(self.element, "remarks"), TYPES[kind][0], facts),
            programmes=unique(values(self.element, "programList/program")),
            ties=self._owner(),
            title=joined(value(self.element, "title")),
            addresses=[_line(address) for address in self.element.iterfind("addressList/address")],
            located=countries_of(values(self.element, "addressList/address/country")),
            given=self.rest("ofac_xml"),
            unknown=self.unknown,
            warnings=self.warnings,
        )

    def _name(self, element: Element) -> str:
        whole = joined(value(element, "firstName"), value(element, "lastName"))
        if not whole:
            raise self.bad("an entry without a name")
        return whole

    def _aliases(self) -> tuple[Alias, ...]:
        return tuple(
            Alias(
                joined(value(aka, "firstName"), value(aka, "lastName")),
                alias_kind(value(aka, "type")),
                LOW if value(aka, "category") == "weak" else None,
            )
            for aka in self.element.iterfind("akaList/aka")
            if values(aka, "lastName") or values(aka, "firstName")
        )

    def _facts(self) -> Facts:
        facts = Facts()
        for paper in self.element.iterfind("idList/id"):
            facts.take(value(paper, "idType"), value(paper, "idNumber"), value(paper, "idCountry"))
        for day in values(self.element, "dateOfBirthList/dateOfBirthItem/dateOfBirth"):
            facts.born(day)
        for path in ("nationalityList/nationality/country", "citizenshipList/citizenship/country"):
            for country in values(self.element, path):
                facts.take("nationality", country)
        for flag in values(self.element, "vesselInfo/vesselFlag"):
            facts.take("Vessel Flag", flag)
        return facts

    def _owner(self) -> tuple[Tie, ...]:
        found = [other_party(name) for name in values(self.element, "vesselInfo/vesselOwner")]
        return tuple(Tie(Predicate.OWNED_BY, name, type=type, basis="vessel owner") for name, type in found)


def _line(address: Element) -> str:
    *parts, country = (value(address, part) for part in _ADDRESS)
    return joined(*parts, country_named(country), by=", ")
