"""Canonical JSON and the hashes that ids are made of."""

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Any

import rfc8785


def normal(value: Any) -> Any:
    """`value` with every string in Unicode NFC and every empty member left out."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {normal(k): normal(v) for k, v in value.items() if not is_empty(v)}
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    return value


def is_empty(value: object) -> bool:
    """Unset, false, and the empty string, list or map; zero is a value."""
    return value is None or value is False or (not value and isinstance(value, str | list | tuple | Mapping))


def canonical_json(value: Any) -> bytes:
    """RFC 8785 bytes of `value` as it is."""
    return rfc8785.dumps(value)


def digest(value: Any, length: int = 32) -> str:
    """First `length` hex digits of SHA-256 over the canonical JSON of the normalised value."""
    return hashlib.sha256(canonical_json(normal(value))).hexdigest()[:length]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
