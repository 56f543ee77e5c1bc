"""The two lists of the US Office of Foreign Assets Control, and what all of their formats share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from attributed.loaders.countries import country_code
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.documents import document, is_document
from attributed.loaders.sanctions.listing import SanctionsList
from attributed.loaders.sanctions.party import Tie, Wallet, joined, unique
from attributed.schema.dates import PartialDate
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

SDN = SanctionsList("ofac-sdn", authority="us-ofac")
CONSOLIDATED = SanctionsList("ofac-consolidated", authority="us-ofac")

TYPES: dict[str, tuple[EntityType, AssetKind | None]] = {
    "individual": (EntityType.PERSON, None),
    "entity": (EntityType.ORGANIZATION, None),
    "vessel": (EntityType.ASSET, AssetKind.VESSEL),
    "aircraft": (EntityType.ASSET, AssetKind.AIRCRAFT),
}

_NON_SDN = frozenset({"NS-PLC", "561-RELATED", "CMIC-EO13959", "CAPTA", "NS-MBS"})
_WALLET = re.compile(r"Digital Currency Address(?: - (\w+))?", re.IGNORECASE)
_LINKED = re.compile(r"Linked To: (.+)", re.IGNORECASE)
_PERSON = re.compile(r"[^a-z]+, [A-Z][a-z'’-]+.*")
_ALIASES = {"f.k.a.": "f.k.a.", "fka": "f.k.a.", "n.k.a.": "n.k.a.", "nka": "n.k.a."}


def list_of(name: str, programmes: list[str]) -> SanctionsList:
    """Which of the lists a file of this name is; by the programmes of its first entry where the name is silent.

    The forms of both lists are alike, and a bank under directives stands on one as on the other.
    """
    words = name.upper()
    if "CONS" in words:
        return CONSOLIDATED
    if "SDN" in words:
        return SDN
    return CONSOLIDATED if _NON_SDN & {programme.upper() for programme in programmes} else SDN


def alias_kind(words: str) -> str | None:
    return _ALIASES.get(words.strip().lower())


def countries_of(names: Iterable[str]) -> tuple[str, ...]:
    """The codes of countries by their names, each once; those that are not known are left out."""
    return unique([country_code(name) or "" for name in names])


def country_named(words: str) -> str:
    """The country that an address names, empty for the word of the list for having none."""
    return "" if words.casefold() == "undetermined" else words


def natural(name: str, type: EntityType) -> str:
    """`LAST, First` of a person in the order in which it is spoken."""
    last, _, first = name.partition(", ") if type is EntityType.PERSON else (name, "", "")
    return joined(first, last)


def other_party(name: str) -> tuple[str, EntityType]:
    """A party that is known by its name only: a person where it is written as one, else an organization."""
    type = EntityType.PERSON if _PERSON.fullmatch(name) else EntityType.ORGANIZATION
    return natural(name, type), type


def linked_to(words: str) -> Tie | None:
    """The tie that a remark such as `Linked To: HAMAS` states."""
    found = _LINKED.fullmatch(words)
    if not found:
        return None
    name, type = other_party(found[1].strip())
    return Tie(Predicate.AFFILIATED_WITH, name, type=type, basis="Linked To", quote=words.rstrip("."))


@dataclass(slots=True)
class Facts:
    """Facts of one party, gathered by the names that OFAC gives them; all formats use the same names."""

    identifiers: list[str] = field(default_factory=list)
    wallets: list[Wallet] = field(default_factory=list)
    birth_dates: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    organ: bool = False

    def take(self, kind: str, text: str, country: str | None = None) -> None:
        """A fact of this kind; one of a kind that has no field is kept with the entry as given."""
        kind = kind.strip().removeprefix("alt. ")
        wallet = _WALLET.fullmatch(kind)
        if wallet:
            self.wallets.append(Wallet(text.strip(), wallet[1]))
        elif kind in ("Birthdate", "DOB"):
            self.born(text)
        elif kind in ("Nationality Country", "Citizenship Country", "nationality", "citizen"):
            self.nationalities.append(country_code(text) or "")
        elif kind in ("Vessel Flag", "Nationality of Registration", "Registration Country"):
            self.countries.append(country_code(text) or "")
        elif kind == "Target Type":
            self.organ |= text.strip() == "Government Entity"
        elif is_document(kind):
            self.identifiers.append(document(kind, text, country) or "")

    def born(self, text: str, read: Callable[[str], PartialDate] = dates.in_words) -> None:
        try:
            self.birth_dates.append(read(text).text)
        except ValueError as error:
            self.warnings.append(f"date of birth: {error}; the date is left out")
