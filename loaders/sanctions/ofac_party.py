"""A party of OFAC's lists, put together from what any of their forms holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attributed.loaders.sanctions.ofac import TYPES, Facts
from attributed.loaders.sanctions.party import Alias, Listing, Party, Tie, sole, unique
from attributed.loaders.sanctions.remarks import Remarks
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType


def ofac_party(
    native: str,
    where: str,
    kind: str,
    names: tuple[Alias, ...],
    facts: Facts,
    remarks: Remarks,
    *,
    programmes: Iterable[str],
    on: PartialDate | None = None,
    ties: Iterable[Tie] = (),
    title: str = "",
    addresses: Iterable[str] = (),
    located: tuple[str, ...] = (),
    given: Mapping[str, Any],
    unknown: Iterable[str] = (),
    warnings: Iterable[str] = (),
) -> Party:
    """`kind` is a key of TYPES; the first of `names` is the primary one; `located` are the countries of addresses.

    Every programme is a listing of its own. The country is a person's nationality, the flag of a vessel, that of the
    addresses and the registration of a body, where there is only one.
    """
    type, asset_kind = TYPES[kind]
    nationalities, countries = unique(facts.nationalities), unique(facts.countries)
    of_type = {EntityType.PERSON: nationalities, EntityType.ASSET: countries}
    return Party(
        native=native,
        where=where,
        type=type,
        name=names[0].name,
        aliases=(*names[1:], *remarks.aliases),
        listings=tuple(Listing(programme or None, native, on) for programme in list(programmes) or [""]),
        ties=(*remarks.ties, *ties),
        wallets=tuple(facts.wallets),
        identifiers=unique([f"ofac:{native}", *facts.identifiers]),
        asset_kind=asset_kind,
        country=sole(of_type.get(type, unique([*located, *countries]))),
        organ=facts.organ,
        located=located,
        birth_dates=unique(facts.birth_dates),
        nationalities=nationalities,
        addresses=unique(list(addresses)),
        positions=unique([title]) if type is EntityType.PERSON else (),
        given=given,
        unknown=frozenset(unknown),
        warnings=(*warnings, *facts.warnings),
    )
