"""One place where a text names or describes a thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attributed.schema.entity import AssetKind, EntityType


class Kind(StrEnum):
    """What a mention is to the patterns, finer than the type of its record."""

    ACTOR = "actor"
    GROUP = "group"
    STATE = "state"
    ADJECTIVE = "adjective"
    ORGAN = "organ"
    ORG = "org"
    FRONT = "front"
    PERSON = "person"
    OFFICIAL = "official"
    ENVOY = "envoy"
    PEOPLE = "people"
    POPULATION = "population"
    ASSET = "asset"
    MALWARE = "malware"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """`start`/`end` bound the whole phrase in the plain paragraph, `words` is the name or phrase in it as written.

    `name` is the table's spelling where the table knows it; `key` tells one thing from another in the text.
    `state` is the state that the phrase itself ties the thing to; `sponsored` says that it calls an actor that
    state's own. `candidates` are the countries that an ambiguous name could belong to.
    """

    kind: Kind
    type: EntityType | None
    start: int
    end: int
    words: str
    name: str
    key: str
    country: str | None = None
    organ: bool = False
    named: bool = True
    count: int | None = None
    asset_kind: AssetKind | None = None
    state: str | None = None
    sponsored: bool = False
    position: str | None = None
    titular: frozenset[str] = frozenset()
    candidates: frozenset[str] = frozenset()
    earliest: str | None = None
    latest: str | None = None
