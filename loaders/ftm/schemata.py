"""What the schemata of FollowTheMoney become: `tables/schemata.yaml`, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.text import match_key

SANCTION = "Sanction"
ADDRESS = "Address"


@dataclass(frozen=True, slots=True)
class Thing:
    type: EntityType
    asset_kind: AssetKind | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A claim between the entities that two properties name; `position` and `basis` are properties too."""

    predicate: Predicate
    subject: str
    object: str
    position: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Schemata:
    """By name of schema; `kept` names the ends of a link that is kept, `dropped` the reason.

    `referents` are patterns of ids and the scheme of what their groups hold, joined by a dot; `authorities` are by
    match key.
    """

    things: Mapping[str, Thing]
    links: Mapping[str, Link]
    kept: Mapping[str, tuple[str, ...]]
    dropped: Mapping[str, str]
    identifiers: Mapping[str, str]
    referents: tuple[tuple[re.Pattern[str], str], ...]
    authorities: Mapping[str, str]

    def knows(self, schema: str) -> bool:
        own = (self.things, self.links, self.kept, self.dropped)
        return schema in (SANCTION, ADDRESS) or any(schema in held for held in own)


@cache
def schemata() -> Schemata:
    text = resources.files(__package__).joinpath("tables/schemata.yaml").read_text("utf-8")
    held: dict[str, Any] = yaml.safe_load(text)
    return Schemata(
        things={key: _thing(**value) for key, value in held["things"].items()},
        links={key: _link(**value) for key, value in held["links"].items()},
        kept={key: tuple(value) for key, value in held["kept"].items()},
        dropped=held["dropped"],
        identifiers=held["identifiers"],
        referents=tuple((re.compile(pattern), scheme) for pattern, scheme in held["referents"]),
        authorities={match_key(name): key for name, key in held["authorities"].items()},
    )


def _thing(type: str, asset: str | None = None) -> Thing:
    return Thing(EntityType(type), AssetKind(asset) if asset else None)


def _link(predicate: str, subject: str, object: str, position: str | None = None, basis: str | None = None) -> Link:
    return Link(Predicate(predicate), subject, object, position, basis)
