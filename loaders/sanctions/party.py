"""A listed party as every sanctions list states it, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from attributed.schema.dates import PartialDate
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

LOW = "low quality a.k.a."
"""What a list means that calls an alias weak or of low quality, in one wording for all of its formats."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name: `kind` says f.k.a., n.k.a. or what else it is but an alias, `quality` holds the list's own words.

    `on` and `reference` are those of the act that states it.
    """

    name: str
    kind: str | None = None
    quality: str | None = None
    on: PartialDate | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A measure against a party: `on` is when it was listed, never when the entry was amended.

    `keys` are further words by which a person may name the programme; `reasons` are verbatim.
    """

    programme: str | None
    reference: str
    on: PartialDate | None = None
    delisted: PartialDate | None = None
    reasons: str | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """What the entry says of another party: its number on the same list where it gives one, else its name only.

    `basis` holds the list's words for the tie, `quality` those for how sure it is, `quote` the words it stands in.
    """

    predicate: Predicate
    name: str
    native: str | None = None
    type: EntityType = EntityType.ORGANIZATION
    basis: str | None = None
    position: str | None = None
    quote: str | None = None
    quality: str | None = None


@dataclass(frozen=True, slots=True)
class Wallet:
    address: str
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`native` is its number on the list, `where` its place in the file, `located` the countries of its addresses.

    `given` is all that has no field of its own, `unknown` which fields of it are named in no table, `warnings` are
    details that could not be read.
    """

    native: str
    where: str
    type: EntityType
    name: str
    aliases: tuple[Alias, ...] = ()
    listings: tuple[Listing, ...] = ()
    ties: tuple[Tie, ...] = ()
    wallets: tuple[Wallet, ...] = ()
    identifiers: tuple[str, ...] = ()
    asset_kind: AssetKind | None = None
    country: str | None = None
    organ: bool = False
    located: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def joined(*parts: str | None, by: str = " ") -> str:
    """The parts that say something, each with single blanks."""
    return by.join(text for part in parts if part and (text := " ".join(part.split())))


def unique(values: list[str]) -> tuple[str, ...]:
    """Without what is empty or said twice, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def sole(codes: tuple[str, ...]) -> str | None:
    """The one country that is named, None for none and for several."""
    return codes[0] if len(set(codes)) == 1 else None
