"""A source's own entry for a thing, and what the entry held at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from attributed.schema.canonical import digest, normal, sha256
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.naming import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`id` is `<source>:<native id>`; nothing of it ever changes."""

    id: str
    type: EntityType
    source: str
    recorded_at: str | None = None


class RecordStatus(StrEnum):
    """That the source keeps an entry and no longer stands by it: replaced by another, or given up."""

    REVOKED = "revoked"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVersion:
    """What an entry held: `name` as the source spells it first, `identifiers` as `<scheme>:<value>`.

    `named` is False for an unnamed thing, whose `name` is its phrase as written; `count` says how many it stands
    for. `country` and `nationalities` are ISO 3166-1 alpha-2 codes. Birth dates are partial dates (`1985`,
    `1985-12`, `1985/1987`), addresses one line each, both as stated; `positions` are offices without a body to hold
    them in, `programmes` those of a sanctions list. `status` is empty for a current entry. `as_given` is canonical
    JSON of all that is not modelled.
    """

    id: str = ""
    record: str
    name: str
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    country: str | None = None
    organ: bool = False
    named: bool = True
    count: int | None = None
    asset_kind: AssetKind | None = None
    birth_dates: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    status: RecordStatus | None = None
    as_given: str | None = None
    recorded_at: str | None = None


_SETS = ("identifiers", "birth_dates", "nationalities", "addresses", "positions", "programmes")
_HELD = ("name", "names", *_SETS, "country", "organ", "count", "asset_kind", "status", "as_given")
_HELD_BY = tuple((key_of(field), field) for field in _HELD)


def versioned(version: RecordVersion) -> RecordVersion:
    """The version with its lists sorted, and its id: `<record>@<32 hex of what it holds>`."""
    sets: dict[str, Any] = {field: tuple(sorted(set(getattr(version, field)))) for field in _SETS}
    ordered = replace(version, names=tuple(sorted({version.name, *version.names})), **sets)
    held: dict[str, Any] = {key: value for key, field in _HELD_BY if (value := getattr(ordered, field)) is not None}
    held["unnamed"] = not version.named
    object.__setattr__(ordered, "id", f"{version.record}@{digest(held)}")
    return ordered


IDENTIFYING = frozenset(
    {
        "mitre-attack",
        "stix",
        "misp",
        "ofac",
        "uk-sanctions",
        "eu-fsf",
        "un-sc",
        "lei",
        "imo",
        "authority",
        "opensanctions",
        "wikidata",
        "cve",
    }
)
"""Schemes whose values identify one thing; two records of a type that share one are the same."""


def record_id(source: str, native: str) -> str:
    return f"{source}:{native}"


def entity_id(anchor: str) -> str:
    """`e` + 20 hex of SHA-256 of the anchor record's id; every record has its own such key."""
    return "e" + sha256(normal(anchor).encode())[:20]
