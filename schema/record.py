"""A source's own entry for a thing, and what the entry held at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVersion:
    """What an entry held: `name` as the source spells it first, `identifiers` as `<scheme>:<value>`.

    `named` is False for an unnamed thing, whose `name` is its phrase as written; `count` says how many it stands
    for. `country` is an ISO 3166-1 alpha-2 code. `as_given` is canonical JSON of all that is not modelled.
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
    birth_date: str | None = None
    as_given: str | None = None
    recorded_at: str | None = None


_HELD = ("name", "names", "identifiers", "country", "organ", "count", "asset_kind", "birth_date", "as_given")


def versioned(version: RecordVersion) -> RecordVersion:
    """The version with names and identifiers sorted, and its id: `<record>@<32 hex of what it holds>`."""
    names = tuple(sorted({version.name, *version.names}))
    ordered = replace(version, names=names, identifiers=tuple(sorted(set(version.identifiers))))
    held: dict[str, Any] = {key_of(field): getattr(ordered, field) for field in _HELD}
    held["unnamed"] = not version.named
    return replace(ordered, id=f"{version.record}@{digest(held)}")


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
