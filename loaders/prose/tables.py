"""The shipped name tables and phrase lists, read once: the reader's own, and those of names that `schema` holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import yaml

from attributed.schema.namers import TABLES

_FILES = {path.stem: path for folder in (TABLES, Path(__file__).parent / "tables") for path in folder.glob("*.yaml")}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which `on` and `NO` are the preposition and the country, as in YAML 1.2."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, shape) for tag, shape in held if tag != "tag:yaml.org,2002:bool"]
        for first, held in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


@cache
def table(name: str) -> Any:
    """The content of `<name>.yaml`."""
    return yaml.load(_FILES[name].read_text("utf-8"), Loader=_Loader)  # noqa: S506 (it extends the safe one)


def names() -> list[str]:
    """The names of all tables, sorted."""
    return sorted(_FILES)


@cache
def edition() -> str:
    """First 12 hex of SHA-256 over all tables: part of what `extractedBy` names."""
    whole = hashlib.sha256()
    for _, path in sorted(_FILES.items()):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:12]


def alternatives(words: Iterable[str], *, literal: bool = True) -> str:
    """A regular expression for any of the words, the longest first."""
    if literal:
        return f"(?:{_branches(words)})"
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def _branches(words: Iterable[str]) -> str:
    """The words joined where they begin alike, so that few branches are tried at each character of a text."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, reverse=True):
        rests.setdefault(word[:1], []).append(word[1:])
    branches = [re.escape(first) + _branches(held) if first else "" for first, held in rests.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
