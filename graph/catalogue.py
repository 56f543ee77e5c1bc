"""The catalogue of queries: one file each in `queries/`, the same text for every engine, the API and the docs.

A file begins with comments: its purpose, `topic: …` where it answers a question of the field (the others serve the
API), and a line `$name: type (note), example in JSON` for each parameter. Types are those of `_CHECKS`, followed by
` or null` where the parameter may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from attributed.errors import Misuse, NotFound

_PARAMETER = re.compile(r"\$(?P<name>\w+): (?P<type>[^,(]+?)(?: \((?P<note>[^)]+)\))?, (?P<example>.+)")
_TOPIC = "topic: "
_OR_NULL = " or null"
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
_PAGING = {"skip": 1_000_000, "limit": 1_000}
"""The largest value of the parameters for paging, which have their example where they are left out."""

TOPICS = ("attribution", "coalition", "dispute", "state", "sanctions", "targets", "time", "names", "evidence")


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "day": _is_day,
    "instant": lambda value: isinstance(value, str) and _INSTANT.fullmatch(value) is not None,
    "list of strings": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """`example` is a value one can run the query with; `note` says in words which values make sense."""

    name: str
    type: str
    example: Any
    note: str | None = None
    nullable: bool = False

    @property
    def may_be_left_out(self) -> bool:
        return self.nullable or self.name in _PAGING

    @property
    def default(self) -> Any:
        return self.example if self.name in _PAGING else None

    def checked(self, value: Any) -> Any:
        """The value; Misuse where it is not of the type."""
        if value is None and self.nullable:
            return None
        if not _CHECKS[self.type](value):
            raise Misuse(f"{self.name}: {value!r} is not of type {self.type}")
        if self.name in _PAGING and not 0 <= value <= _PAGING[self.name]:
            raise Misuse(f"{self.name} is a number from 0 to {_PAGING[self.name]}")
        return value

    def read(self, text: str) -> Any:
        """The value that somebody wrote into an address or on a command line; empty is null where that is allowed."""
        if self.nullable and text == "":
            return None
        if self.type in ("string", "day", "instant"):
            return self.checked(text)
        try:
            return self.checked(json.loads(text))
        except ValueError:
            raise Misuse(f"{self.name}: {text!r} is not of type {self.type}") from None


@dataclass(frozen=True, slots=True)
class Query:
    """`purpose` is what the file's first comment lines say, `text` the Cypher beneath them."""

    name: str
    purpose: str
    topic: str | None
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def examples(self) -> dict[str, Any]:
        """A value for every parameter."""
        return {parameter.name: parameter.example for parameter in self.parameters}

    def arguments(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A value of the right type for every parameter; Misuse for one too many, too few or of another type."""
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(given.keys() - known.keys()):
            raise Misuse(f"the query {self.name} has no parameter {', '.join(unknown)}; it has {', '.join(known)}")
        missing = [name for name, p in known.items() if name not in given and not p.may_be_left_out]
        if missing:
            raise Misuse(f"the query {self.name} needs {', '.join(missing)}")
        return {name: p.checked(given[name]) if name in given else p.default for name, p in known.items()}

    def read(self, given: Mapping[str, str]) -> dict[str, Any]:
        """The same from values that somebody wrote as text."""
        known = {parameter.name: parameter for parameter in self.parameters}
        return self.arguments({name: known[name].read(text) if name in known else text for name, text in given.items()})


@cache
def query(name: str) -> Query:
    """The query of that name; NotFound when the catalogue has none."""
    if name not in names():
        raise NotFound("query", name)
    return parse(name, _folder().joinpath(f"{name}.cypher").read_text("utf-8"))


@cache
def names() -> tuple[str, ...]:
    """The names of all queries, sorted."""
    found = (file.name for file in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".cypher") for name in found if name.endswith(".cypher")))


def questions() -> tuple[Query, ...]:
    """The queries that answer a question of the field, by topic, then by name."""
    found = (query(name) for name in names())
    return tuple(sorted((q for q in found if q.topic), key=lambda q: (TOPICS.index(str(q.topic)), q.name)))


def question(name: str) -> Query:
    """One of them; NotFound when there is none of that name."""
    for found in questions():
        if found.name == name:
            return found
    raise NotFound("query", name)


def parse(name: str, text: str) -> Query:
    """Read a file of the catalogue; ValueError when it does not begin as it should."""
    comments: list[str] = []
    lines = text.splitlines()
    while lines and lines[0].startswith("// "):
        comments.append(lines.pop(0).removeprefix("// "))
    topics = [line.removeprefix(_TOPIC) for line in comments if line.startswith(_TOPIC)]
    purpose = " ".join(line for line in comments if not line.startswith(("$", _TOPIC)))
    if not purpose or not lines:
        raise ValueError(f"query {name!r} needs its purpose in a comment, then its text")
    if len(topics) > 1 or not set(topics) <= set(TOPICS):
        raise ValueError(f"query {name!r} has a topic that is none of {', '.join(TOPICS)}")
    parameters = tuple(_parameter(name, line) for line in comments if line.startswith("$"))
    return Query(name, purpose, topics[0] if topics else None, parameters, "\n".join(lines).strip())


def _parameter(name: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    type = found["type"].removesuffix(_OR_NULL) if found else ""
    if not found or type not in _CHECKS:
        raise ValueError(f"query {name!r}: {line!r} is not `$name: type (note), example in JSON`")
    nullable = found["type"].endswith(_OR_NULL)
    parameter = Parameter(found["name"], type, json.loads(found["example"]), found["note"], nullable)
    parameter.checked(parameter.example)
    return parameter


def _folder() -> Any:
    return files("attributed.graph") / "queries"
