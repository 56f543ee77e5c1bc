"""One entry of OFSI's list, which is running text with labels."""

from __future__ import annotations

import re

from attributed.loaders.countries import country_code
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.documents import document, un_references
from attributed.loaders.sanctions.party import Alias, Listing, Party, Tie, joined, sole, unique
from attributed.loaders.sanctions.uk import is_organ
from attributed.schema.dates import PartialDate
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

_TYPES = {
    "Name 6": EntityType.PERSON,
    "Organisation Name": EntityType.ORGANIZATION,
    "Ship Name": EntityType.ASSET,
}
_LABELS = (
    "Title",
    "Name (non-Latin script)",
    "DOB",
    "POB",
    "a.k.a",
    "f.k.a",
    "Nationality",
    "Passport Number",
    "Passport Details",
    "National Identification Number",
    "National Identification Details",
    "Address",
    "Position",
    "IMO Number",
    "Other Information",
    "Listed on",
    "UK Sanctions List Date Designated",
    "Last Updated",
)
_LABEL = re.compile(rf"(?<![^\s.])({'|'.join(map(re.escape, _LABELS))}): ?")
_ASIDE = re.compile(r"\(([A-Z][A-Za-z /]+)\): ?")
_PARTS = re.compile(r" ?\b([1-5]): ")
_NUMBERED = re.compile(r"\(\d{1,3}\) ?")
_SCRIPT = re.compile(r"\(non-Latin script: ([^()]+)\)")
_NOTHING = "n/a"
_MAPPED = frozenset(
    {"DOB", "a.k.a", "f.k.a", "Name (non-Latin script)", "Nationality", "Address", "Position", "Listed on"}
)
_MAPPED_ASIDES = frozenset({"UK Statement of Reasons", "Parent company", "Subsidiaries"})
_DOCUMENTS = ("Passport Number", "National Identification Number", "IMO Number")


class OfsiEntry:
    """`text` is what stands between the first label of the entry and its group id."""

    def __init__(self, native: str, where: str, regime: str, kind: str, text: str) -> None:
        self._native, self._where, self._regime = native, where, regime
        self._type = _TYPES[kind]
        self._warnings: list[str] = []
        first, *told = _LABEL.split(text)
        self._name = first.strip()
        self._told = {label: said.strip() for label, said in zip(told[::2], told[1::2], strict=True)}
        free, *asides = _ASIDE.split(self._told.pop("Other Information", ""))
        self._asides = {label: said.strip() for label, said in zip(asides[::2], asides[1::2], strict=True)}
        self._free = free.strip()

    def party(self) -> Party:
        addresses = self._many("Address")
        located = unique([_country(address) for address in addresses])
        nationalities = unique([country_code(name) or "" for name in self._many("Nationality")])
        return Party(
            native=self._native,
            where=self._where,
            type=self._type,
            name=self._primary(),
            aliases=self._aliases(),
            listings=(self._listing(),),
            ties=self._ties(),
            identifiers=self._identifiers(),
            asset_kind=AssetKind.VESSEL if self._type is EntityType.ASSET else None,
            country=sole(nationalities if self._type is EntityType.PERSON else located),
            organ=is_organ(self._asides.get("Type of entity", "")),
            located=located,
            birth_dates=unique([day.text for text in self._many("DOB") if (day := self._day("DOB", text))]),
            nationalities=nationalities,
            addresses=addresses,
            positions=self._many("Position"),
            given=self._given(),
            warnings=tuple(self._warnings),
        )

    def _primary(self) -> str:
        """`ANANEV 1: VLADIMIR 2: n/a ...`: the family name is the sixth part."""
        last, *parts = _PARTS.split(self._name)
        spoken = [said.strip(" .") for said in parts[1::2]]
        return joined(*(said for said in spoken if said != _NOTHING), last)

    def _aliases(self) -> tuple[Alias, ...]:
        told = [(name, kind) for label, kind in _ALIASES for name in self._many(label)]
        spelt = [Alias(self._natural(_SCRIPT.sub(" ", name)), kind) for name, kind in told]
        return (*spelt, *(Alias(script) for name, _ in told for script in _SCRIPT.findall(name)))

    def _natural(self, name: str) -> str:
        """`LAST, First, Middle` of a person in the order in which it is spoken."""
        last, comma, first = name.partition(", ")
        return joined(first.replace(",", " "), last) if comma and self._type is EntityType.PERSON else joined(name)

    def _many(self, label: str) -> tuple[str, ...]:
        """What stands under a label: one thing, or several with numbers."""
        said = _NUMBERED.split(self._told.get(label, ""))
        return unique([part.strip().removesuffix(".").strip() for part in said])

    def _listing(self) -> Listing:
        return Listing(
            programme=self._regime or None,
            reference=self._native,
            on=self._day("Listed on", self._told.get("Listed on", "")),
            reasons=self._asides.get("UK Statement of Reasons") or None,
        )

    def _day(self, label: str, text: str) -> PartialDate | None:
        if not text.strip(" ."):
            return None
        try:
            return dates.day_first(text.strip(" ."))
        except ValueError as error:
            self._warnings.append(f"{label}: {error}; the date is left out")
            return None

    def _identifiers(self) -> tuple[str, ...]:
        """An entry may name two designations of the UK list: the same party twice."""
        references = re.findall(r"[A-Z]{3}\d{4}", self._asides.get("UK Sanctions List Ref", ""))
        found = [f"ofsi:{self._native}", *(f"uk-sanctions:{reference}" for reference in references)]
        found += un_references(self._asides.get("UN Ref", ""))
        found += [document(label, number) or "" for label in _DOCUMENTS for number in self._many(label)]
        return unique(found)

    def _ties(self) -> tuple[Tie, ...]:
        told = {"Parent company": Predicate.OWNED_BY, "Subsidiaries": Predicate.AFFILIATED_WITH}
        return tuple(
            Tie(predicate, name.strip(" ."), basis=_BASES[label])
            for label, predicate in told.items()
            for name in _NUMBERED.split(self._asides.get(label, ""))
            if name.strip(" .")
        )

    def _given(self) -> dict[str, str]:
        labels = {label: said for label, said in self._told.items() if label not in _MAPPED}
        asides = {label: said for label, said in self._asides.items() if label not in _MAPPED_ASIDES}
        free = {"Other Information": self._free} if self._free else {}
        return labels | asides | free


_ALIASES = (("a.k.a", None), ("f.k.a", "f.k.a."), ("Name (non-Latin script)", None))
_BASES = {"Parent company": "parent company", "Subsidiaries": "subsidiary"}


def _country(address: str) -> str:
    """The one country that is named among the parts of an address."""
    codes = {code for part in re.split(r"[,.]", address) if (code := country_code(part))}
    return codes.pop() if len(codes) == 1 else ""
