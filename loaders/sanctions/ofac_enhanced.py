"""OFAC's lists in ENHANCED XML, root `sanctionsData` (docs/loaders/ofac.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.documents import document
from attributed.loaders.sanctions.listing import Head, SanctionsList, batches
from attributed.loaders.sanctions.ofac import (
    CONSOLIDATED,
    SDN,
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
from attributed.loaders.sanctions.relations import tie_of
from attributed.loaders.sanctions.remarks import read_remarks
from attributed.loaders.sanctions.xml import Element, elements, root_tag, value, values
from attributed.schema.batch import Batch
from attributed.schema.dates import PartialDate

_SDN_LIST = "SDN List"
_PARTS = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION")


class OfacEnhancedLoader(Loader):
    format = "ofac-enhanced"

    def recognises(self, name: str, head: bytes) -> bool:
        return root_tag(head)[0] == "sanctionsData"

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        info = next(elements(file, "publicationInfo", "entity"), None)
        held, head = _of(file, info)
        return batches(file, wanted, held, self.format, head, parties(file, ("entity",), _party))


def _of(file: InputFile, info: Element | None) -> tuple[SanctionsList, Head]:
    """The list, and whether the export was filtered by anything else than the list."""
    if info is None or info.tag != "publicationInfo":
        return list_of(file.bare_name(), []), Head()
    lists = values(info, "filters/sanctionsLists/sanctionsList")
    held = (SDN if _SDN_LIST in lists else CONSOLIDATED) if lists else list_of(file.bare_name(), [])
    filtered = any(child.tag != "sanctionsLists" and len(child) for child in info.iterfind("filters/*"))
    return held, replace(published("dataAsOf", value(info, "dataAsOf"), dates.iso), filtered=filtered)


def _party(file: InputFile, element: Element) -> Party:
    return _Entity(file, element, element.get("id", "").strip()).party()


class _Entity(Entry):
    def party(self) -> Party:
        kind = value(self.element, "generalInfo/entityType").lower()
        if not self.native:
            raise self.bad("an entity without id")
        if kind not in TYPES:
            raise self.bad(f"entityType is {kind!r}, not {', '.join(TYPES)}")
        facts = self._facts()
        return ofac_party(
            self.native,
            self.where,
            kind,
            self._names(),
            facts,
            read_remarks(value(self.element, "generalInfo/remarks"), TYPES[kind][0], facts),
            programmes=unique(values(self.element, "sanctionsPrograms/sanctionsProgram")),
            on=self._listed_on(),
            ties=self._ties(),
            title=joined(value(self.element, "generalInfo/title")),
            addresses=[_line(address) for address in self.element.iterfind("addresses/address")],
            located=countries_of(values(self.element, "addresses/address/country")),
            given=self.rest("ofac_enhanced"),
            unknown=self.unknown,
            warnings=self.warnings,
        )

    def _names(self) -> tuple[Alias, ...]:
        primary: list[Alias] = []
        others: list[Alias] = []
        for name in self.element.iterfind("names/name"):
            kind = alias_kind(value(name, "aliasType"))
            quality = LOW if value(name, "isLowQuality") == "true" else None
            for spelt in name.iterfind("translations/translation"):
                whole = joined(value(spelt, "formattedFirstName"), value(spelt, "formattedLastName"))
                told = Alias(whole or joined(value(spelt, "formattedFullName")), kind, quality)
                main = value(name, "isPrimary") == "true" == value(spelt, "isPrimary")
                if told.name:
                    (primary if main else others).append(told)
        if not primary and not others:
            raise self.bad("an entity without a name")
        return (*primary, *others)

    def _listed_on(self) -> PartialDate | None:
        """The day on which the list first had the entry."""
        days = [
            self.date("datePublished", one.get("datePublished", ""), dates.iso)
            for one in self.element.iterfind("sanctionsLists/sanctionsList")
        ]
        return min((day for day in days if day), key=lambda day: day.earliest, default=None)

    def _facts(self) -> Facts:
        facts = Facts()
        for feature in self.element.iterfind("features/feature"):
            kind, text = value(feature, "type"), value(feature, "value")
            if kind == "Birthdate" and not text:
                facts.born(_born(feature.find("valueDate")), PartialDate.parse)
            else:
                facts.take(kind, text)
        for one in self.element.iterfind("identityDocuments/identityDocument"):
            number, country = value(one, "documentNumber"), value(one, "issuingCountry")
            facts.identifiers.append(document(value(one, "type"), number, country) or "")
        return facts

    def _ties(self) -> tuple[Tie, ...]:
        ties: list[Tie] = []
        for relation in self.element.iterfind("relationships/relationship"):
            kind, other = relation.find("type"), relation.find("relatedEntity")
            if kind is not None and other is not None:
                name, type = other_party((other.text or "").strip())
                code, words = kind.get("refId", ""), (kind.text or "").strip()
                ties.append(tie_of(code, words, name, type, other.get("entityId"), value(relation, "quality") or None))
        return tuple(ties)


def _born(date: Element | None) -> str:
    if date is None:
        return ""
    return dates.spanning(value(date, "fromDateBegin"), value(date, "toDateEnd"))


def _line(address: Element) -> str:
    """The parts of the address in their usual order, and the country."""
    parts = {
        value(part, "type"): value(part, "value")
        for part in address.iterfind("translations/translation/addressParts/addressPart")
    }
    return joined(*(parts.get(name) for name in _PARTS), country_named(value(address, "country")), by=", ")
