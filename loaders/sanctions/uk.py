"""The UK Sanctions List in XML (docs/loaders/uk-sanctions.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attributed.loaders.countries import country_code
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.documents import document, imo, un_references
from attributed.loaders.sanctions.listing import Head, SanctionsList, batches
from attributed.loaders.sanctions.party import Alias, Listing, Party, Tie, Wallet, joined, sole, unique
from attributed.loaders.sanctions.reading import Entry, parties, published
from attributed.loaders.sanctions.xml import Element, elements, root_tag, value, values
from attributed.schema.batch import Batch
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

UK = SanctionsList("uk-sanctions", authority="uk-fcdo")

_TYPES = {
    "individual": EntityType.PERSON,
    "person": EntityType.PERSON,
    "entity": EntityType.ORGANIZATION,
    "organisation": EntityType.ORGANIZATION,
    "ship": EntityType.ASSET,
    "vessel": EntityType.ASSET,
}
_REGIME = re.compile(r"(?:The )?(.+?) \((?:United Nations )?Sanctions\)")
_ORGAN = re.compile(r"\b(?:government|military|ministry|state (?:body|organ|agency)|intelligence)\b", re.IGNORECASE)
_VARIATION = "primary name variation"
_PERSON = "IndividualDetails/Individual/"
_ENTITY = "EntityDetails/Entity/"
_SHIP = "ShipDetails/Ship/"


def is_organ(words: str) -> bool:
    """Whether a type of entity is a body of a state."""
    return bool(_ORGAN.search(words))


class UkSanctionsLoader(Loader):
    format = "uk-sanctions"

    def recognises(self, name: str, head: bytes) -> bool:
        return root_tag(head)[0] == "Designations"

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        return batches(file, wanted, UK, self.format, _head(file), parties(file, ("Designation",), _party))


def _head(file: InputFile) -> Head:
    first = next(elements(file, "DateGenerated", "Designation"), None)
    if first is None or first.tag != "DateGenerated":
        return Head()
    return published("DateGenerated", first.text or "", dates.day_first)


def _party(file: InputFile, element: Element) -> Party:
    return _Designation(file, element, value(element, "UniqueID")).party()


class _Designation(Entry):
    def party(self) -> Party:
        kind = value(self.element, "IndividualEntityShip")
        if not self.native:
            raise self.bad("a designation without UniqueID")
        if kind.casefold() not in _TYPES:
            raise self.bad(f"IndividualEntityShip is {kind!r}, not Individual, Entity or Ship")
        names = self._names()
        flags = self._countries(_SHIP + "CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip")
        nationalities = self._countries(_PERSON + "Nationalities/Nationality")
        located = self._countries("Addresses/Address/AddressCountry")
        type = _TYPES[kind.casefold()]
        return Party(
            native=self.native,
            where=self.where,
            type=type,
            name=names[0].name,
            aliases=names[1:],
            listings=(self._listing(),),
            ties=self._ties(),
            wallets=tuple(Wallet(address) for address in values(self.element, ".//CryptoWalletAddress")),
            identifiers=self._identifiers(),
            asset_kind=AssetKind.VESSEL if type is EntityType.ASSET else None,
            country=sole({EntityType.ASSET: flags, EntityType.PERSON: nationalities}.get(type, located)),
            organ=any(is_organ(words) for words in values(self.element, _ENTITY + "TypeOfEntities/TypeOfEntity")),
            located=located,
            birth_dates=self._birth_dates(),
            nationalities=nationalities,
            addresses=self._addresses(),
            positions=unique(values(self.element, _PERSON + "Positions/Position")),
            given=self.rest("uk"),
            unknown=frozenset(self.unknown),
            warnings=tuple(self.warnings),
        )

    def _names(self) -> tuple[Alias, ...]:
        """The primary name first; of several that are called primary the others are aliases."""
        primary: list[Alias] = []
        others: list[Alias] = []
        for name in self.element.iterfind("Names/Name"):
            whole = joined(*(name.findtext(f"Name{n}") for n in range(1, 7))) or joined(name.findtext("Name"))
            kind = joined(value(name, "NameType")).casefold()
            if whole:
                told = Alias(whole, kind if kind == _VARIATION else None, value(name, "AliasStrength") or None)
                (primary if kind == "primary name" else others).append(told)
        script = values(self.element, "NonLatinNames/NonLatinName/NameNonLatinScript")
        names = (*primary, *others, *(Alias(name) for name in script))
        if not names:
            raise self.bad("a designation without a name")
        return names

    def _listing(self) -> Listing:
        regime = value(self.element, "RegimeName")
        short = _REGIME.match(regime)
        return Listing(
            programme=regime or None,
            reference=self.native,
            on=self.date("DateDesignated", value(self.element, "DateDesignated"), dates.day_first),
            reasons=value(self.element, "UKStatementofReasons") or None,
            keys=(self.native.rstrip("0123456789"), *([short[1]] if short else [])),
        )

    def _birth_dates(self) -> tuple[str, ...]:
        read = [self.date("DOB", text, dates.day_first) for text in values(self.element, _PERSON + "DOBs/DOB")]
        return unique([date.text for date in read if date])

    def _countries(self, path: str) -> tuple[str, ...]:
        return unique([country_code(name) or "" for name in values(self.element, path)])

    def _addresses(self) -> tuple[str, ...]:
        parts = (*(f"AddressLine{n}" for n in range(1, 7)), "AddressPostalCode", "AddressCountry")
        found = self.element.iterfind("Addresses/Address")
        return unique([joined(*(address.findtext(part) for part in parts), by=", ") for address in found])

    def _identifiers(self) -> tuple[str, ...]:
        one = self.element
        group = value(one, "OFSIGroupID")
        found = [f"uk-sanctions:{self.native}", f"ofsi:{group}" if group else ""]
        found += un_references(value(one, "UNReferenceNumber"))
        found += [imo(number) or "" for number in values(one, _SHIP + "IMONumbers/IMONumber")]
        for kind, path in _DOCUMENTS.items():
            found += [document(kind, number) or "" for number in values(one, path)]
        return unique(found)

    def _ties(self) -> tuple[Tie, ...]:
        """Owners and operators are one field, and subsidiaries name the wrong side at times: both are ties only."""
        return tuple(
            Tie(predicate, " ".join(name.split()), basis=basis)
            for path, (predicate, basis) in _TIES.items()
            for name in values(self.element, path)
        )


_DOCUMENTS = {
    "passport": _PERSON + "PassportDetails/Passport/PassportNumber",
    "national identification": _PERSON + "NationalIdentifierDetails/NationalIdentifier/NationalIdentifierNumber",
    "registration": _ENTITY + "BusinessRegistrationNumbers/BusinessRegistrationNumber",
    "hull": _SHIP + "HullIdentificationNumbers/HullIdentificationNumber",
}

_TIES = {
    _ENTITY + "ParentCompanies/ParentCompany": (Predicate.OWNED_BY, "parent company"),
    _ENTITY + "Subsidiaries/Subsidiary": (Predicate.AFFILIATED_WITH, "subsidiary"),
    _SHIP + "CurrentOwnerOperators/CurrentOwnerOperator": (Predicate.AFFILIATED_WITH, "current owner or operator"),
}
