"""Who gives threat actors their names, and who only collects them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from attributed.schema.namers import published_by
from attributed.schema.text import match_key, slug

_TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "tables" / "namers.yaml").read_text("utf-8"))

COMPILERS: frozenset[str] = frozenset(_TABLE["compilers"])


@cache
def namer(name: str) -> str:
    """The key of a namer however it is written: `Google` and `FireEye` are `mandiant`, an unknown one its slug."""
    return _also().get(match_key(name)) or slug(name)


@cache
def coined_by(name: str) -> str | None:
    """The namer who publishes a name as its own or to whose system it belongs; None where neither is known.

    `Evasive Panda` has the form of CrowdStrike's names and is ESET's, `JUDGMENT PANDA` is CrowdStrike's.
    """
    publisher = published_by().get(match_key(name))
    if publisher:
        return namer(publisher)
    bare = " ".join(name.casefold().split())
    return next((key for key, systems in _systems().items() if any(one.fullmatch(bare) for one in systems)), None)


@cache
def speaker(source: str) -> str | None:
    """Who gives the entries of a catalogue their own names, by its slug; None where nobody is known to."""
    return next((key for start, key in _TABLE["speakers"].items() if source.startswith(start)), None)


@cache
def counts(name: str, given_by: str) -> str | None:
    """The namer that stands behind a name: who gives it, or who coined what a compiler has collected."""
    key = namer(given_by)
    return coined_by(name) if key in COMPILERS else key


@cache
def _also() -> dict[str, str]:
    return {match_key(name): key for key, names in _TABLE["also"].items() for name in [key, *names]}


@cache
def _systems() -> dict[str, list[re.Pattern[str]]]:
    return {key: [re.compile(system) for system in systems] for key, systems in _TABLE["systems"].items()}
