"""The catalogue of queries: one file each in `queries/`, the same text for every engine, the API and the docs."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from attributed.errors import NotFound

_PARAMETER = re.compile(r"\$(?P<name>\w+): (?P<type>[^,]+), (?P<example>.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """`type` in words; `example` is a value one can run the query with."""

    name: str
    type: str
    example: Any


@dataclass(frozen=True, slots=True)
class Query:
    """`purpose` is what the file's first comment lines say, `text` the Cypher beneath them."""

    name: str
    purpose: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def examples(self) -> dict[str, Any]:
        """A value for every parameter."""
        return {parameter.name: parameter.example for parameter in self.parameters}


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


def parse(name: str, text: str) -> Query:
    """Read a file of the catalogue; ValueError when it does not begin with its purpose."""
    comments: list[str] = []
    lines = text.splitlines()
    while lines and lines[0].startswith("// "):
        comments.append(lines.pop(0).removeprefix("// "))
    purpose = " ".join(line for line in comments if not line.startswith("$"))
    if not purpose or not lines:
        raise ValueError(f"query {name!r} needs its purpose in a comment, then its text")
    parameters = tuple(_parameter(name, line) for line in comments if line.startswith("$"))
    return Query(name, purpose, parameters, "\n".join(lines).strip())


def _parameter(name: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found:
        raise ValueError(f"query {name!r}: {line!r} is not `$name: type, example in JSON`")
    return Parameter(found["name"], found["type"], json.loads(found["example"]))


def _folder() -> Any:
    return files("attributed.graph") / "queries"
