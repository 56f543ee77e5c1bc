"""Documents and registry numbers as identifiers: `<scheme>:<country>:<number>`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from attributed.loaders.countries import country_code
from attributed.schema.text import slug

_TABLE = Path(__file__).parent / "tables" / "documents.yaml"
_IMO = re.compile(r"(?:IMO\s*)?(\d{7})(?!\d)", re.IGNORECASE)
_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")
_NUMBERED = re.compile(r"\b(?:No|Number|Code|Card|Certificate|Licen[cs]e|Permit|Book)\b|#", re.IGNORECASE)
_NO_DOCUMENT = re.compile(r"phone|fax|postal|gross|sanction|directive|executive order|UN/LOCODE", re.IGNORECASE)
_LABELLED = re.compile(r"\s*([A-Z]{3,5})\s*:\s*(\S+)\s*")
_ISSUED = re.compile(r"(.*\S)\s*\(([^()]+)\)\s*")
_UN = re.compile(r"\b[A-Z]{2,3}[ie]\.\d{3}\b")


@cache
def _schemes() -> list[tuple[re.Pattern[str], str]]:
    """Schemes by what the lists call a document, in the order they are tried."""
    rows = yaml.safe_load(_TABLE.read_text("utf-8"))
    return [(re.compile(words, re.IGNORECASE), scheme) for words, scheme in rows.items()]


def scheme_of(kind: str) -> str:
    """The scheme for a publisher's name of a document; a slug of its own words for one that is not in the table."""
    return next((scheme for words, scheme in _schemes() if words.search(kind)), slug(kind))


def is_document(kind: str) -> bool:
    """Whether a fact of this name is the number of a document or in a registry."""
    if _NO_DOCUMENT.search(kind):
        return False
    return bool(_NUMBERED.search(kind)) or any(words.search(kind) for words, _ in _schemes())


def document(kind: str, number: str, country: str | None = None) -> str | None:
    """The identifier of a document; `country` in any spelling. None where there is no number or no kind.

    Worldwide numbers (IMO, LEI, BIC) have no country in them; one that is not shaped like it is none. A number may
    bring its label (`INN: 7710137066`) and its country (`1026303117642 (Russia)`).
    """
    labelled, issued = _LABELLED.fullmatch(number), _ISSUED.fullmatch(number)
    if labelled and is_document(labelled[1]):
        return document(labelled[1], labelled[2], country)
    if issued and not country and country_code(issued[2]):
        return document(kind, issued[1], issued[2])
    scheme = scheme_of(kind)
    bare = "".join(number.split())
    if not bare or not scheme:
        return None
    if scheme == "imo":
        return imo(number)
    if scheme == "lei":
        return f"lei:{bare.upper()}" if _LEI.fullmatch(bare.upper()) else None
    code = None if scheme in ("bic", "duns") else country_code(country)
    return ":".join(part for part in (scheme, code, bare) if part)


def imo(number: str) -> str | None:
    """An IMO number, with or without the letters before it."""
    found = _IMO.search(number)
    return f"imo:{found[1]}" if found else None


def un_references(text: str) -> list[str]:
    """The permanent reference numbers of the UN list in a reference field."""
    return [f"un-sc:{reference}" for reference in _UN.findall(text)]
