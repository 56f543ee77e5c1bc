"""The keys of a claims file: how the value of each is read. `claims.schema.json` says the same to editors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

import pycountry

from attributed.loaders.node import Node, Rule, brief, meant
from attributed.schema.claim import Outcome, ResponseKind, Stance
from attributed.schema.confidence import SCALES
from attributed.schema.dates import PartialDate, is_day
from attributed.schema.disclosure import DocumentKind
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

FIRST_KEY = "attributed"
VERSION = "claims/1"

_URL = re.compile(r"https?://[^\s/]+\S*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9.-]*:\S(.*\S)?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLAIM_ID = re.compile(r"c[0-9a-f]{32}")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")


def text(node: Node) -> str:
    if not isinstance(node.value, str):
        raise ValueError("must be text")
    held = node.value.strip()
    if not held:
        raise ValueError("is empty; leave the key out where nothing is stated")
    return held


def texts(node: Node) -> tuple[str, ...]:
    return tuple(text(item) for item in _list(node))


def identifiers(node: Node) -> tuple[str, ...]:
    return tuple(identifier(item) for item in _list(node))


def _list(node: Node) -> list[Node]:
    if not isinstance(node.value, list):
        raise ValueError("must be a list")
    return node.value


def _shaped(pattern: re.Pattern[str], shape: str) -> Rule:
    def read(node: Node) -> str:
        held = text(node)
        if not pattern.fullmatch(held):
            raise ValueError(f"{brief(held)} is not {shape}")
        return held

    return read


def _one_of(kinds: type[StrEnum]) -> Rule:
    def read(node: Node) -> StrEnum:
        held = text(node)
        if held not in kinds.__members__.values():
            hint = meant(held, kinds) or f"; it can be {', '.join(kinds)}"
            raise ValueError(f"there is no {brief(held)}{hint}")
        return kinds(held)

    return read


identifier = _shaped(_IDENTIFIER, "an identifier `scheme:value`, such as mitre-attack:G0128")
entity_id = _shaped(_ID, "an id: letters, digits, dots, hyphens and underscores, a letter or digit first")
slug = _shaped(_SLUG, "a slug: lower-case letters and digits, joined by hyphens")
url = _shaped(_URL, "a web address that begins with http:// or https://")
language = _shaped(_LANGUAGE, "a language tag, such as en or pt-BR")
claim_id = _shaped(_CLAIM_ID, "a claim's id: c and 32 hexadecimal digits")


def truth(node: Node) -> bool:
    held = text(node)
    if held not in ("true", "false"):
        raise ValueError(f"must be true or false, not {brief(held)}")
    return held == "true"


def count(node: Node) -> int:
    held = text(node)
    if not _COUNT.fullmatch(held):
        raise ValueError(f"{brief(held)} is not a whole number above zero")
    return int(held)


def country(node: Node) -> str:
    held = text(node)
    if pycountry.countries.get(alpha_2=held) is None or not held.isupper():
        hint = "; did you mean 'GB'?" if held == "UK" else ""
        raise ValueError(f"{brief(held)} is not a country code of ISO 3166-1 alpha-2 in capitals{hint}")
    return held


def day(node: Node) -> str:
    """One whole day."""
    held = text(node)
    if not is_day(held):
        raise ValueError(f"{brief(held)} is not a day: YYYY-MM-DD")
    return PartialDate.parse(held).earliest


def date(node: Node) -> PartialDate:
    """A day, month or year."""
    held = text(node)
    if "/" in held:
        raise ValueError(f"{brief(held)} is a period; it takes one day, month or year")
    return PartialDate.parse(held)


def period(node: Node) -> PartialDate:
    """A day, month or year, or two of them joined by a slash."""
    return PartialDate.parse(text(node))


def scale(node: Node) -> str:
    held = text(node)
    if held not in SCALES:
        hint = meant(held, SCALES) or f"; it can be {', '.join(SCALES)}"
        raise ValueError(f"there is no scale {brief(held)}{hint}")
    return held


HEADER: Mapping[str, Rule] = {
    FIRST_KEY: text,
    "source": slug,
    "title": text,
    "publisher": text,
    "licence": text,
    "homepage": url,
    "edition": day,
}
HEADER_REQUIRED = (FIRST_KEY, "source")

ENTITY: Mapping[str, Rule] = {
    "id": entity_id,
    "type": _one_of(EntityType),
    "name": text,
    "names": texts,
    "country": country,
    "organ": truth,
    "named": truth,
    "count": count,
    "assetKind": _one_of(AssetKind),
    "birthDate": date,
    "identifiers": identifiers,
    "note": text,
}
ENTITY_REQUIRED = ("id", "type", "name")

DISCLOSURE: Mapping[str, Rule] = {
    "title": text,
    "publisher": text,
    "url": url,
    "date": date,
    "kind": _one_of(DocumentKind),
    "language": language,
    "claimant": entity_id,
    "statement": entity_id,
    "claims": _list,
}
DISCLOSURE_REQUIRED = ("claims",)

CLAIM: Mapping[str, Rule] = {
    "predicate": _one_of(Predicate),
    "subject": entity_id,
    "object": entity_id,
    "value": text,
    "claimant": entity_id,
    "stance": _one_of(Stance),
    "likelihoodTerm": text,
    "likelihoodScale": scale,
    "analyticConfidence": text,
    "basis": text,
    "assertedOn": date,
    "event": period,
    "eventText": text,
    "outcome": _one_of(Outcome),
    "responseKind": _one_of(ResponseKind),
    "planned": truth,
    "programme": text,
    "reference": text,
    "position": text,
    "statement": entity_id,
    "quote": text,
    "revises": claim_id,
}
CLAIM_REQUIRED = ("predicate", "subject")
