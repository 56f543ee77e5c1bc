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
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) if literal else word for word in ordered) + ")"
