"""What a bundle holds, found out in one reading: who made it, when, and what its objects are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from attributed.loaders.countries import country_code, state_name
from attributed.loaders.json_stream import maps, text, texts
from attributed.loaders.node import brief
from attributed.loaders.stix.terms import IDENTITIES, KINDS, RELATIONS, STANCES
from attributed.schema.batch import Skipped
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,100}--[0-9a-fA-F-]{36}")
_LONGEST_NAME = 2_000
_UNNAMED = frozenset({"malware", "sighting", "location"})
"""Objects that need no name."""


@dataclass(frozen=True, slots=True)
class Report:
    """A document that tells what it refers to."""

    id: str
    title: str | None
    url: str | None
    published: PartialDate | None


@dataclass(slots=True)
class Survey:
    """`see` every object in the order of the file; what it answers True to is to be read again."""

    kinds: dict[str, EntityType] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    identities: dict[str, str] = field(default_factory=dict)
    activity: dict[str, dict[str, Any]] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    opinions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    creators: Counter[str] = field(default_factory=Counter)
    domains: Counter[str] = field(default_factory=Counter)
    chains: Counter[str] = field(default_factory=Counter)
    collection: dict[str, Any] | None = None
    newest: str = ""
    left_out: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)

    def see(self, number: int, thing: Any) -> bool:
        try:
            return self._see(thing)
        except ValueError as error:
            native = thing.get("id") if isinstance(thing, dict) else None
            where = f"object {number}" + (f" ({native[:150]})" if isinstance(native, str) else "")
            self.skipped.append(Skipped(where, str(error)))
            return False

    def _see(self, thing: Any) -> bool:
        if not isinstance(thing, dict):
            raise ValueError("not an object of keys and values")
        kind, native = thing.get("type"), thing.get("id")
        if not isinstance(kind, str) or not kind:
            raise ValueError("it has no type")
        if not isinstance(native, str) or not is_stix_id(native):
            raise ValueError("it has no id of STIX, a type and a UUID")
        self._count(thing)
        if kind == "relationship":
            return self._relationship(thing)
        if kind in KINDS:
            return self._record(kind, native, thing)
        self._other(kind, native, thing)
        return False

    def _count(self, thing: dict[str, Any]) -> None:
        creator, modified = thing.get("created_by_ref"), thing.get("modified")
        if isinstance(creator, str) and is_stix_id(creator):
            self.creators[creator] += 1
        if isinstance(modified, str) and modified > self.newest and day(modified):
            self.newest = modified

    def _record(self, kind: str, native: str, thing: dict[str, Any]) -> bool:
        kind_of, name, _ = described(thing)
        modified = str(thing.get("modified", ""))
        if native in self.versions and self.versions[native] >= modified:
            self.left_out["an older version of an object"] += 1
            return False
        if native in self.versions:
            self.left_out["an older version of an object"] += 1
        self.kinds[native], self.versions[native] = kind_of, modified
        self.domains.update(texts(thing.get("x_mitre_domains")))
        self.chains.update(texts([phase.get("kill_chain_name") for phase in maps(thing.get("kill_chain_phases"))]))
        if kind == "identity":
            self.identities[native] = name
        elif kind in ("campaign", "incident"):
            self.activity[native] = {key: thing.get(key) for key in ("first_seen", "last_seen")}
        return True

    def _relationship(self, thing: dict[str, Any]) -> bool:
        for key in ("relationship_type", "source_ref", "target_ref"):
            if not isinstance(thing.get(key), str):
                raise ValueError(f"the relationship has no {key}")
        if thing.get("revoked") is True or thing.get("x_mitre_deprecated") is True:
            self.left_out["relationship: taken back by its publisher"] += 1
            return False
        if thing["relationship_type"] not in RELATIONS:
            self.left_out[f"relationship: {thing['relationship_type'][:60]}"] += 1
            return False
        return True

    def _other(self, kind: str, native: str, thing: dict[str, Any]) -> None:
        if kind == "x-mitre-collection":
            self.collection = thing
            self.left_out[kind] += 1
        elif kind == "report":
            report = _report(native, thing)
            for ref in texts(thing.get("object_refs")):
                if ref.startswith(("relationship--", "sighting--")):
                    self.reports.setdefault(ref, report)
        elif kind == "opinion" and text(thing.get("opinion")) in STANCES and thing.get("revoked") is not True:
            for ref in texts(thing.get("object_refs")):
                self.opinions.setdefault(ref, []).append(thing)
        else:
            self.left_out[kind[:60]] += 1

    @property
    def producer(self) -> str | None:
        """The identity that made most of it."""
        return max(self.creators, key=lambda ref: (self.creators[ref], ref), default=None)


def is_stix_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def described(thing: dict[str, Any]) -> tuple[EntityType, str, bool]:
    """The entity type and name of an object, and whether it is a name; ValueError where it has none."""
    kind = KINDS[thing["type"]]
    name = text(thing.get("name"))
    if name and len(name) > _LONGEST_NAME:
        raise ValueError(f"its name has {len(name):,} characters: {brief(name)}")
    if thing["type"] == "identity":
        kind = IDENTITIES.get(str(thing.get("identity_class")), kind)
    elif thing["type"] == "location":
        code = country_code(text(thing.get("country")))
        kind = EntityType.STATE if code else EntityType.POPULATION
        name = name or (state_name(code) if code else text(thing.get("region")))
    if name is None and thing["type"] not in _UNNAMED:
        raise ValueError("it has no name")
    return kind, name or f"a {thing['type']} without a name", name is not None


def day(value: Any) -> str | None:
    """The day of a time stamp; None where it is none."""
    return _day(value[:10]) if isinstance(value, str) and len(value) >= 10 else None


@lru_cache(maxsize=16_384)
def _day(text: str) -> str | None:
    try:
        return PartialDate.parse(text).earliest
    except ValueError:
        return None


def _report(native: str, thing: dict[str, Any]) -> Report:
    urls = (text(reference.get("url")) for reference in maps(thing.get("external_references")))
    published = day(thing.get("published"))
    return Report(
        native,
        text(thing.get("name")),
        next(filter(None, urls), None),
        PartialDate.parse(published) if published else None,
    )
