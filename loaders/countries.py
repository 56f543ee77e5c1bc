"""Countries as publishers write them, as ISO 3166-1 alpha-2 codes."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from functools import cache
from typing import Any

import pycountry

from attributed.schema.text import match_key

_USUAL = {
    "BO": "Bolivia",
    "CD": "Democratic Republic of the Congo",
    "CZ": "Czech Republic",
    "GB": "United Kingdom",
    "IR": "Iran",
    "KP": "North Korea",
    "KR": "South Korea",
    "LA": "Laos",
    "MD": "Moldova",
    "PS": "Palestine",
    "RU": "Russia",
    "SY": "Syria",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "US": "United States",
    "VE": "Venezuela",
    "VN": "Vietnam",
    "XK": "Kosovo",
}
"""Names that are used rather than the standard's."""

_OTHERS = {
    "brunei": "BN",
    "burma": "MM",
    "cape verde": "CV",
    "congo (brazzaville)": "CG",
    "congo (kinshasa)": "CD",
    "congo (democratic republic)": "CD",
    "czechia": "CZ",
    "dprk": "KP",
    "democratic people's republic of korea": "KP",
    "democratic republic of congo": "CD",
    "great britain": "GB",
    "iran (islamic republic of)": "IR",
    "ivory coast": "CI",
    "korea, north": "KP",
    "korea, south": "KR",
    "kosovo": "XK",
    "macau": "MO",
    "occupied palestinian territories": "PS",
    "palestinian": "PS",
    "people's republic of china": "CN",
    "prc": "CN",
    "republic of korea": "KR",
    "russian federation": "RU",
    "swaziland": "SZ",
    "syrian arab republic": "SY",
    "the gambia": "GM",
    "turkey": "TR",
    "uae": "AE",
    "uk": "GB",
    "usa": "US",
    "vatican city": "VA",
    "viet nam": "VN",
    "west bank": "PS",
}


def state_name(code: str) -> str:
    """The usual English name of a state; its code where there is none."""
    found: Any = pycountry.countries.get(alpha_2=code)
    return _USUAL.get(code) or (str(found.name) if found else code)


def country_code(words: str | None) -> str | None:
    """The code of a country written as a name (also `Korea, North`) or a code; None for one that is not known."""
    if not words or not words.strip():
        return None
    bare = words.strip()
    if len(bare) == 2 and bare.upper() in _codes():
        return bare.upper()
    last, comma, first = bare.removeprefix("Region: ").partition(", ")
    for form in (bare, f"{first} {last}" if comma else last):
        found = _names().get(match_key(form.replace("St. ", "Saint ")))
        if found:
            return found
    return None


@cache
def _codes() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in pycountry.countries:
        for key in ("alpha_3", "name", "official_name", "common_name"):
            if getattr(country, key, None):
                found.setdefault(match_key(getattr(country, key)), country.alpha_2)
    for code, name in _USUAL.items():
        found[match_key(name)] = code
    for name, code in _OTHERS.items():
        found[match_key(name)] = code
    return found | {match_key(name): code for name, code in _chinese()}


def _chinese() -> Iterator[tuple[str, str]]:
    """Names as publishers in China write them, from the translations that come with the standard's table."""
    translated = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["zh_CN"])
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", country.name)):
            if (word := translated.gettext(name)) != name:
                yield word, country.alpha_2
