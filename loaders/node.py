"""What a file of maps, lists and texts holds, each part with its place; every scalar is text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from attributed.errors import BadInput

DEEPEST = 12
"""Maps and lists inside each other; no format of ours needs half of it."""

Rule = Callable[["Node"], Any]
"""Reads one value; raises ValueError with the reason when it cannot."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands (`line 12`); `file` is the name that messages give."""

    value: str | list[Node] | dict[str, Node]
    file: str
    where: str

    def bad(self, why: str) -> BadInput:
        """The error that refuses this part, for the caller to raise."""
        return BadInput(self.file, why, self.where)

    def map(self, what: str) -> dict[str, Node]:
        """The map that `what` must be."""
        if not isinstance(self.value, dict):
            raise self.bad(f"{what} must be a map of keys and values")
        return self.value

    def items(self, what: str) -> list[Node]:
        """The list that `what` must be."""
        if not isinstance(self.value, list):
            raise self.bad(f"{what} must be a list")
        return self.value


def read_keys(node: Node, what: str, rules: Mapping[str, Rule], required: Iterable[str]) -> dict[str, Any]:
    """The values of a map by its keys; BadInput for an unknown, missing or unreadable one."""
    held = node.map(what)
    for key, value in held.items():
        if key not in rules:
            raise value.bad(f"unknown key {brief(key)}{meant(key, rules)}")
    for key in required:
        if key not in held:
            raise node.bad(f"{what} has no {key}")
    return {key: _read(key, value, rules[key]) for key, value in held.items()}


def _read(key: str, node: Node, rule: Rule) -> Any:
    try:
        return rule(node)
    except ValueError as error:
        raise node.bad(f"{key}: {error}") from None


def brief(text: str) -> str:
    """`text` in quotation marks, short enough for a message."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def meant(text: str, known: Iterable[str]) -> str:
    """What the writer may have meant, as the end of a message; empty where nothing is close."""
    close = get_close_matches(text[:60], list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""
