"""An entity of FollowTheMoney as the record that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attributed.loaders.authority import AUTHORITIES
from attributed.loaders.countries import country_code
from attributed.loaders.ftm.lines import Entity
from attributed.loaders.ftm.schemata import SANCTION, schemata
from attributed.schema.canonical import canonical_json
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType
from attributed.schema.text import match_key

NAMES = ("name", "alias", "previousName")
"""Properties whose values a record bears; a weak alias and an abbreviation are claims alone."""

ALIASES = {
    "alias": "alias",
    "weakAlias": "weak alias",
    "previousName": "previous name",
    "abbreviation": "abbreviation",
}
"""Properties that say KNOWN_AS, and the word for it."""

_COUNTRIES = ("country", "jurisdiction", "mainCountry")
_NATIONALITIES = ("nationality", "citizenship")
_MAPPED = {*NAMES, *ALIASES, *_NATIONALITIES, "birthDate", "address", "addressEntity", "position"}

DATES = ("listingDate", "startDate", "endDate")
"""Of a sanction."""

RUNS = frozenset({"last_seen"})
"""Left out of what is kept: when the publisher's machine last looked, another time in every edition."""


def identifiers(entity: Entity, scheme: str) -> tuple[str, ...]:
    """By the dataset's own id, by properties that are identifiers and by ids of other lists."""
    found = {f"{scheme}:{entity.id}"}
    for name, of_scheme in schemata().identifiers.items():
        found.update(f"{of_scheme}:{_identifier(of_scheme, value)}" for value in entity.properties.get(name, ()))
    for key in (entity.id, *_referents(entity)):
        for pattern, of_scheme in schemata().referents:
            if matched := pattern.fullmatch(key):
                found.add(f"{of_scheme}:{'.'.join(matched.groups()).upper()}")
    return tuple(sorted(found))


def _referents(entity: Entity) -> list[str]:
    held = entity.head.get("referents")
    return [key for key in held if isinstance(key, str)] if isinstance(held, list) else []


def _identifier(scheme: str, value: str) -> str:
    return re.sub(r"\D", "", value) or value if scheme == "imo" else value


def held(entity: Entity, addresses: Iterable[Entity], left: list[dict[str, Any]], scheme: str) -> dict[str, Any]:
    """The fields of its record version; `left` is what it keeps of its links."""
    thing = schemata().things[entity.schema]
    places = list(addresses)
    codes = {code for value in entity.all(*_COUNTRIES) if (code := country_code(value))}
    births = [value for value in entity.all("birthDate") if _is_date(value)]
    kept = {
        key: values
        for key, values in entity.properties.items()
        if key not in _MAPPED and key not in schemata().identifiers
    }
    odd = [value for value in entity.all("birthDate") if value not in births]
    nations, strange = _coded(entity.all(*_NATIONALITIES))
    elsewhere = [key for key in entity.all("addressEntity") if key not in {place.id for place in places}]
    unread = {"birthDate": odd, "nationality": strange, "addressEntity": elsewhere}
    given = {
        "schema": entity.schema,
        **{key: value for key, value in entity.head.items() if key not in RUNS},
        "properties": kept | {key: values for key, values in unread.items() if values},
        "addresses": [{"id": place.id, "properties": place.properties} for place in places],
        "links": left,
    }
    return {
        "names": tuple(entity.all(*NAMES)),
        "identifiers": identifiers(entity, scheme),
        "country": codes.pop() if len(codes) == 1 else None,
        "organ": entity.schema == "PublicBody",
        "asset_kind": thing.asset_kind,
        "birth_dates": tuple(births) if thing.type is EntityType.PERSON else (),
        "nationalities": nations,
        "addresses": tuple(dict.fromkeys([*entity.all("address"), *filter(None, map(line, places))])),
        "positions": tuple(entity.all("position")),
        "as_given": canonical_json({key: value for key, value in given.items() if value}).decode(),
    }


def name_of(entity: Entity) -> str:
    """The publisher's caption, else its first name; its id where it has none."""
    caption = entity.head.get("caption")
    said = caption.strip() if isinstance(caption, str) else ""
    return said or entity.first("name") or entity.id


def line(address: Entity) -> str:
    """An address in one line."""
    parts = ("street", "street2", "postalCode", "city", "region", "state", "country")
    return address.first("full") or ", ".join(value for name in parts for value in address.all(name)[:1])


def leftover(entity: Entity, is_claim: bool) -> dict[str, Any] | None:
    """What a record keeps of a link: all of one that is no claim, else what the claim does not hold (None: nothing).

    A claim holds one value of a property; where there are more, all are kept.
    """
    kept = {
        key: values
        for key, values in entity.properties.items()
        if not is_claim or key not in _claimed(entity.schema, len(values)) or _is_renamed(key, values[0])
    }
    return None if is_claim and not kept else {"id": entity.id, "schema": entity.schema, "properties": kept}


def _claimed(schema: str, values: int) -> set[str]:
    """The properties of a link that its claim holds when there are so many values of one."""
    if schema == SANCTION:
        whole, one = {"entity", "reason"}, {"authority", "country", "program", "authorityId", *DATES}
    else:
        link = schemata().links[schema]
        words = {word for word in (link.position, link.basis) if word}
        whole, one = {link.subject, link.object}, {*words, "startDate", "endDate"}
    return whole | (one if values == 1 else set())


def _is_renamed(key: str, name: str) -> bool:
    """Whether an authority is met under another name than its record bears."""
    known = AUTHORITIES.get(schemata().authorities.get(match_key(name), "")) if key == "authority" else None
    return bool(known and name not in (known.name, *known.names))


def _coded(values: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Codes of countries, and the values that name none."""
    codes = {value: country_code(value) for value in values}
    known = tuple(sorted({code for code in codes.values() if code}))
    return known, [value for value, code in codes.items() if not code]


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True
