"""Canonical JSON and the hashes that ids are made of."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

import rfc8785

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True)
_EXACT = 2**53 - 1


def normal(value: Any) -> Any:
    """`value` with every string in Unicode NFC and every empty member left out."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {normal(k): normal(v) for k, v in value.items() if not is_empty(v)}
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    return value


def _text(value: str) -> str:
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def is_empty(value: object) -> bool:
    """Unset, false, and the empty string, list or map; zero is a value."""
    return value is None or value is False or (not value and isinstance(value, str | list | tuple | Mapping))


def canonical_json(value: Any) -> bytes:
    """RFC 8785 bytes of `value` as it is."""
    if _is_plain(value):
        try:
            return _ENCODER.encode(value).encode()
        except UnicodeEncodeError:
            pass  # a lone surrogate: the library refuses it in its own words
    return rfc8785.dumps(value)


def _is_plain(value: Any) -> bool:
    """Whether the standard library's encoder, which is written in C, gives the same bytes.

    It does for texts, truth values, safe integers, and numbers that both write with a decimal point; its keys are
    ordered by code point, which is the order of UTF-16 below the surrogates.
    """
    kind: type = type(value)
    if value is None or kind is bool or isinstance(value, str):
        return True
    if kind is dict:
        return all(type(key) is str and key.isascii() for key in value) and all(map(_is_plain, value.values()))
    if kind is list or kind is tuple:
        return all(map(_is_plain, value))
    if kind is int:
        return bool(-_EXACT <= value <= _EXACT)
    return bool(kind is float and 1e-4 <= abs(value) < 1e15 and value % 1)


def digest(value: Any, length: int = 32) -> str:
    """First `length` hex digits of SHA-256 over the canonical JSON of the normalised value."""
    flat = _flat(value)
    data = canonical_json(normal(value)) if flat is None else _ENCODER.encode(flat).encode()
    return hashlib.sha256(data).hexdigest()[:length]


def _flat(value: Any) -> dict[str, Any] | None:
    """The normalised value of a map of texts, lists of texts and truth values, in one pass; None for any other."""
    if type(value) is not dict:
        return None
    held: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(item, str):
            if item:
                held[key] = _text(item)
        elif type(item) is tuple and all(isinstance(part, str) for part in item):
            if item:
                held[key] = [_text(part) for part in item]
        elif item is True:
            held[key] = item
        elif item is not None and item is not False:
            return None
        if not key.isascii():
            return None
    return held


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
