"""The lines of a FollowTheMoney file: one JSON entity each, or an operation of a delta."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.file_text import unfit
from attributed.loaders.ftm.schemata import schemata
from attributed.loaders.loader import InputFile
from attributed.loaders.node import brief

LONGEST = 32_000_000
"""Bytes of the longest line that is read."""

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_OPERATION = re.compile(rb'\s*\{\s*"op"\s*:\s*"(?:ADD|MOD|DEL)"')


@dataclass(frozen=True, slots=True)
class Entity:
    """`where` is its line; `head` holds all but id, schema and properties."""

    id: str
    schema: str
    properties: dict[str, list[str]]
    head: dict[str, Any]
    where: str

    def all(self, *names: str) -> list[str]:
        """The values of these properties, in order, none twice."""
        return list(dict.fromkeys(value for name in names for value in self.properties.get(name, ())))

    def first(self, name: str) -> str | None:
        return next(iter(self.properties.get(name, ())), None)


@dataclass(frozen=True, slots=True)
class Deleted:
    """A delta says that an entity is gone."""

    id: str
    where: str


def is_ftm(head: bytes) -> bool:
    """Whether a file that begins so holds entities or operations, one a line."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _OPERATION.match(first):
        return True
    line = first.split(b"\n", 1)[0]
    return line.startswith(b"{") and b'"schema"' in line and b'"properties"' in line and b'"id"' in line


def is_delta(head: bytes) -> bool:
    return bool(_OPERATION.match(head.removeprefix(b"\xef\xbb\xbf")))


def entities(file: InputFile) -> Iterator[Entity | Deleted | BadInput]:
    """What the lines hold, nested entities each as one of its own; a line that cannot be read is the reason why."""
    with file.open() as stream:
        number = 0
        while line := stream.readline(LONGEST):
            number += 1
            where = f"line {number}"
            if len(line) == LONGEST:
                raise BadInput(file.name, f"longer than {LONGEST:,} bytes", where)
            if not line.strip():
                continue
            try:
                yield from _read(file.name, line, where)
            except BadInput as error:
                yield error


def _read(name: str, line: bytes, where: str) -> Iterator[Entity | Deleted]:
    held = _parsed(name, line, where)
    operation = held.get("op")
    if operation is None:
        yield from _entity(name, held, where)
        return
    inner = held.get("entity")
    if not isinstance(inner, dict) or operation not in ("ADD", "MOD", "DEL"):
        raise BadInput(name, "an operation must be ADD, MOD or DEL of an entity", where)
    if operation == "DEL":
        yield Deleted(_id(name, inner, where), where)
    else:
        yield from _entity(name, inner, where)


def _parsed(name: str, line: bytes, where: str) -> dict[str, Any]:
    try:
        held = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(name, "not UTF-8 text", where) from None
    except json.JSONDecodeError as error:
        raise BadInput(name, f"not a JSON line: {error.msg} at column {error.colno}", where) from None
    except (RecursionError, ValueError) as error:
        raise BadInput(name, f"not a JSON line: {type(error).__name__}", where) from None
    if not isinstance(held, dict):
        raise BadInput(name, "a line must hold one JSON object", where)
    if _SURROGATE.search(line):
        _check_surrogates(name, held, where)
    return held


def _check_surrogates(name: str, held: dict[str, Any], where: str) -> None:
    try:
        json.dumps(held, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadInput(name, "half a character (a lone surrogate), which no text has", where) from None


def _entity(name: str, held: dict[str, Any], where: str) -> Iterator[Entity]:
    own, schema, given = _id(name, held, where), held.get("schema"), held.get("properties")
    if not isinstance(schema, str) or not schemata().knows(schema):
        known = brief(schema) if isinstance(schema, str) else "something else"
        raise BadInput(name, f"{brief(own)}: there is no schema {known}", where)
    if not isinstance(given, dict):
        raise BadInput(name, f"{brief(own)} has no properties", where)
    properties: dict[str, list[str]] = {}
    for key, value in given.items():
        values = value if isinstance(value, list) else [value]
        inner = [one for one in values if isinstance(one, dict) and "schema" in one]
        for one in inner:
            yield from _entity(name, one, where)
        texts = [_text(name, one, own, where) for one in values]
        properties[key] = list(dict.fromkeys(text for text in texts if text))
    head = {key: value for key, value in held.items() if key not in ("id", "schema", "properties")}
    yield Entity(own, schema, {key: values for key, values in properties.items() if values}, head, where)


def _id(name: str, held: dict[str, Any], where: str) -> str:
    found = held.get("id")
    if not isinstance(found, str) or not found.strip() or unfit(found):
        raise BadInput(name, "an entity without an id", where)
    return found.strip()


def _text(name: str, value: Any, own: str, where: str) -> str:
    """A value as text: of a nested entity its id, of anything else that is no text its JSON."""
    if isinstance(value, dict) and "schema" in value:
        return str(value.get("id", ""))
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    why = unfit(text)
    if why:
        raise BadInput(name, f"{brief(own)}: {why}", where)
    return text.strip()
