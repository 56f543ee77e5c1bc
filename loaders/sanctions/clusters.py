"""Names of clusters of activity among the names of listed parties: APT28, Fancy Bear, Haywire Kitten."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from attributed.loaders.prose.gazetteer import entries
from attributed.loaders.prose.tables import table
from attributed.schema.text import match_key

_TABLE = Path(__file__).parent / "tables" / "clusters.yaml"
_ASIDE = re.compile(r"(?P<before>.+?)\s*\((?P<aside>[^()]+)\)")
_QUOTES = " '\"‘’“”"


def cluster(name: str) -> str | None:
    """The cluster that a name, what stands before its aside, or the aside stands for; None for any other name."""
    aside = _ASIDE.fullmatch(name.strip())
    for form in (name, aside["before"], aside["aside"]) if aside else (name,):
        bare = form.strip(_QUOTES)
        if match_key(bare) in _known() or _system().fullmatch(bare):
            return bare
    return None


@cache
def _held() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(_TABLE.read_text("utf-8"))
    return held


@cache
def _known() -> frozenset[str]:
    """Well-known names: the shipped list, and the table by which texts are read."""
    named = [spelling for entry in entries("actors") for spelling in entry.spellings]
    return frozenset(match_key(name) for name in [*named, *_held()["names"]])


@cache
def _system() -> re.Pattern[str]:
    """Names built by a naming system: a number, or a word with the system's animal or weather."""
    numbered = [str(row["pattern"]).replace("(?P<n>", "(?:") for row in table("systems")]
    return re.compile("|".join([*numbered, *_held()["systems"]]), re.IGNORECASE)
