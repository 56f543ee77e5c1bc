"""Model objects to and from maps whose keys follow the naming rule."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from attributed.schema.canonical import is_empty
from attributed.schema.naming import key_of

T = TypeVar("T")


def to_row(thing: Any) -> dict[str, Any]:
    """The map of a model object: keys by the naming rule, enumerations as strings, empty values left out.

    `False` counts as empty except where the field's default is True.
    """
    row: dict[str, Any] = {}
    for name, key, default in _shape(type(thing)):
        value = getattr(thing, name)
        if value is None or (is_empty(value) and default is not True):
            continue
        row[key] = _plain(value)
    return row


def from_row(cls: type[T], row: Mapping[str, Any]) -> T:
    """The model object of a map; unknown keys, missing fields and wrong types raise ValueError."""
    hints = _hints(cls)
    given: dict[str, Any] = {}
    for key, value in row.items():
        if key not in hints:
            raise ValueError(f"{cls.__name__} has no {key!r}")
        name, hint = hints[key]
        given[name] = _typed(hint, value, key)
    try:
        return cls(**given)
    except TypeError as error:
        raise ValueError(f"{cls.__name__}: {error}") from None


def keys_of(cls: type[Any]) -> tuple[str, ...]:
    """The keys of a model class, in the order of its fields."""
    return tuple(key for _, key, _ in _shape(cls))


_SHAPES: dict[type[Any], tuple[tuple[str, str, Any], ...]] = {}
_HINTS: dict[type[Any], dict[str, tuple[str, Any]]] = {}


def _shape(cls: type[Any]) -> tuple[tuple[str, str, Any], ...]:
    if cls not in _SHAPES:
        _SHAPES[cls] = tuple((field.name, key_of(field.name), field.default) for field in fields(cls))
    return _SHAPES[cls]


def _hints(cls: type[Any]) -> dict[str, tuple[str, Any]]:
    if cls not in _HINTS:
        hints = get_type_hints(cls)
        _HINTS[cls] = {key: (name, hints[name]) for name, key, _ in _shape(cls)}
    return _HINTS[cls]


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _typed(hint: Any, value: Any, key: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _typed(next(arg for arg in get_args(hint) if arg is not type(None)), value, key)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"{key!r} must be a list")
        return tuple(_typed(get_args(hint)[0], item, key) for item in value)
    if issubclass(hint, StrEnum):
        if value not in hint.__members__.values():
            raise ValueError(f"{key!r} is {value!r}; it can be {', '.join(hint)}")
        return hint(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ValueError(f"{key!r} must be {hint.__name__}, not {type(value).__name__}")
    return value
