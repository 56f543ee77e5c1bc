"""The shipped name tables and phrase lists, read once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "tables"


@cache
def table(name: str) -> Any:
    """The content of `tables/<name>.yaml`."""
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))


def names() -> list[str]:
    """The names of all tables, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


@cache
def edition() -> str:
    """First 12 hex of SHA-256 over all tables: part of what `extractedBy` names."""
    whole = hashlib.sha256()
    for path in sorted(_FOLDER.glob("*.yaml")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:12]


def alternatives(words: Iterable[str], *, literal: bool = True) -> str:
    """A regular expression for any of the words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) if literal else word for word in ordered) + ")"


def phrase(name: str) -> str:
    """A regular expression for the list `name` of phrases.yaml, whose entries are expressions themselves."""
    lists: Mapping[str, Sequence[str]] = table("phrases")
    return alternatives(lists[name], literal=False)
