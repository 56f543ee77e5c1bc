"""The shipped names of groups and programs: who publishes each, where, and which of them mean other things too."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from attributed.loaders.prose.tables import table


class Doubt(StrEnum):
    """Why a spelling alone does not say that the group or program is meant."""

    WORD = "word"
    RARE = "rare"
    NAME = "name"
    PROGRAM = "program"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name as one publisher gives it; `spellings` begin with the table's own, `group` is the row's primary name."""

    kind: str
    group: str
    name: str
    spellings: tuple[str, ...]
    namer: str
    source: str


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """The names of `tables/<name>.yaml`: kind `groups` for actors, `malware` and `tools` for programs."""
    rows = _tables()[name]
    kinds = [kind for kind in rows if kind != "ambiguous"]
    return tuple(entry for kind in kinds for group, namers in rows[kind].items() for entry in _row(kind, group, namers))


def _row(kind: str, group: str, namers: dict[str, list[Any]]) -> Iterator[Entry]:
    sources = _tables()["namers"]
    for namer, names in namers.items():
        for held in names:
            spellings = tuple(held) if isinstance(held, list) else (held,)
            yield Entry(kind, group, spellings[0], spellings, namer, sources[namer])


@cache
def doubts(name: str) -> dict[str, Doubt]:
    """The spellings of `tables/<name>.yaml` that mean something else as well, and what."""
    return {spelling: Doubt(why) for why, spellings in _tables()[name]["ambiguous"].items() for spelling in spellings}


class _InUse:
    """The tables that stand in place of the shipped ones, and what they are called; one set at a time in a process."""

    called: str | None = None
    tables: Mapping[str, Any] | None = None
    lock = threading.RLock()


def _tables() -> Mapping[str, Any]:
    return _InUse.tables or {name: table(name) for name in ("actors", "malware", "namers")}


@contextmanager
def using(called: str | None, tables: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Read with these tables of names, or with the shipped ones (None); another set waits until this is read.

    The set stays in use afterwards, since what is made of names is made anew for another.
    """
    with _InUse.lock:
        if _InUse.called != called:
            _InUse.called, _InUse.tables = called, tables
            _forget()
        yield


def _forget() -> None:
    """Whatever the reader has made of names is made anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("attributed.loaders.prose."):
            for held in list(vars(module).values()):
                if hasattr(held, "cache_clear"):
                    held.cache_clear()
