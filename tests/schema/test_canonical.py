"""The short ways to canonical JSON give the bytes of the library, whatever is written."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from attributed.schema.canonical import canonical_json, digest, normal

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | TEXT | NUMBERS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)
FLAT = st.dictionaries(TEXT, st.none() | st.booleans() | TEXT | st.lists(TEXT).map(tuple) | st.integers(0, 3))


@given(VALUES)
def test_any_value_has_the_bytes_of_the_library(value: Any) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)


@given(FLAT | VALUES)
def test_a_digest_is_that_of_the_library_s_bytes(value: Any) -> None:
    assert digest(value) == hashlib.sha256(rfc8785.dumps(normal(value))).hexdigest()[:32]


@pytest.mark.parametrize("value", [{"é": 1}, {"\U00010000": 1, "\uffff": 2}, 1e-7, 1e21, 100.0, -0.0, "\x7f\u2028"])
def test_what_the_encoders_write_differently_is_the_library_s(value: Any) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [2**53, float("nan"), float("inf"), "\ud800", {"a": "\ud800"}])
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        canonical_json(value)


def test_golden_vector() -> None:
    said = '{"a":"\u00e9","names":["x"]}'
    assert json.loads(said)
    given_ = {"names": ("x",), "a": "e\u0301", "none": None, "empty": "", "no": False}
    assert digest(given_) == hashlib.sha256(said.encode()).hexdigest()[:32]
