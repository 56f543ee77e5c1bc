"""JSON Lines as nodes: one object a line; numbers and truth values are text as written, null is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.file_text import unfit
from attributed.loaders.node import DEEPEST, Node, brief


class _Pairs(list[tuple[str, Any]]):
    """The members of an object in order: a repeated key is still there to be seen."""


def json_objects(name: str, text: str) -> Iterator[Node]:
    """The objects of the lines that are not blank; BadInput with the line where one is anything else."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"line {number}"
            yield _node(_parsed(name, line, where), name, where, "", 1)


def _parsed(name: str, line: str, where: str) -> _Pairs:
    try:
        value = json.loads(
            line, object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=_no_such_number
        )
    except json.JSONDecodeError as error:
        raise BadInput(name, f"not a JSON line: {error.msg} at column {error.colno}", where) from None
    except ValueError as error:
        raise BadInput(name, f"not a JSON line: {error}", where) from None
    except RecursionError:
        raise BadInput(name, f"more than {DEEPEST} maps and lists inside each other", where) from None
    if not isinstance(value, _Pairs):
        raise BadInput(name, "a line must hold one JSON object", where)
    return value


def _no_such_number(word: str) -> str:
    raise ValueError(f"{word} is not JSON")


def _node(value: Any, name: str, line: str, path: str, depth: int) -> Node:
    where = f"{line}, {path}" if path else line
    if isinstance(value, list) and depth > DEEPEST:
        raise BadInput(name, f"more than {DEEPEST} maps and lists inside each other", line)
    if isinstance(value, _Pairs):
        return Node(_map(value, name, line, path, depth), name, where)
    if isinstance(value, list):
        items = [_node(item, name, line, f"{path}[{at}]", depth + 1) for at, item in enumerate(value, 1)]
        return Node(items, name, where)
    if value is None:
        raise BadInput(name, "null; leave the key out", where)
    return Node(_text(value, name, where), name, where)


def _map(pairs: _Pairs, name: str, line: str, path: str, depth: int) -> dict[str, Node]:
    held: dict[str, Node] = {}
    for key, value in pairs:
        key = _text(key, name, line)
        if key in held:
            raise BadInput(name, f"the key {brief(key)} stands here twice", f"{line}, {path}" if path else line)
        held[key] = _node(value, name, line, f"{path}.{key}" if path else key, depth + 1)
    return held


def _text(value: str | bool, name: str, where: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    why = unfit(value)
    if why:
        raise BadInput(name, why, where)
    return value
