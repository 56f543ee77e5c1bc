"""What becomes of every field of a format: mapped, kept as given, or dropped with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from attributed.loaders.sanctions.xml import Element

_FOLDER = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Fields:
    """Paths of an entry's leaves, from the entry down, `a/b` for an element and `a/@b` for an attribute.

    What is in neither set is kept, so that a field the publisher adds tomorrow is not lost.
    """

    mapped: frozenset[str]
    kept: frozenset[str]
    dropped: Mapping[str, str]

    def rest(self, entry: Element, unknown: set[str]) -> dict[str, Any]:
        """What is kept of an entry; an inner element that holds something of it is kept with its other leaves.

        Leaves that are named in no set go to `unknown`, too.
        """
        kept: dict[str, Any] = self._inner(entry, "", unknown, top=True)
        return kept

    def _inner(self, element: Element, path: str, unknown: set[str], *, top: bool) -> Any:
        leaves: dict[str, list[Any]] = {}
        mapped: dict[str, list[Any]] = {}
        inner: dict[str, list[Any]] = {}
        for at, name, text in _leaves(element, path):
            if at not in self.dropped:
                (mapped if at in self.mapped else leaves).setdefault(name, []).append(text)
                if at not in self.mapped and at not in self.kept:
                    unknown.add(at)
        for child in element:
            if len(child) or child.attrib:
                held = self._inner(child, _below(path, child.tag), unknown, top=False)
                if held:
                    inner.setdefault(child.tag, []).append(held)
        if leaves and not top:
            leaves = mapped | leaves
        return {name: held[0] if len(held) == 1 else held for name, held in (leaves | inner).items()}


def _leaves(element: Element, path: str) -> list[tuple[str, str, str]]:
    """Path, name and text of the attributes and of the children that are plain text, where they say something."""
    attributes = [(_local(str(name)), str(text)) for name, text in element.attrib.items()]
    found = [(_below(path, f"@{name}"), name, text) for name, text in attributes]
    if element.attrib and not len(element):
        found.append((path, "text", element.text or ""))
    found += [
        (_below(path, child.tag), child.tag, child.text or "")
        for child in element
        if not len(child) and not child.attrib
    ]
    return [(at, name, text.strip()) for at, name, text in found if text.strip()]


def _below(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _local(name: str) -> str:
    return name.rpartition("}")[2]


@cache
def fields(name: str) -> Fields:
    """The table `tables/<name>.yaml`."""
    held = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))
    return Fields(frozenset(held["mapped"]), frozenset(held["kept"]), held["dropped"] or {})
