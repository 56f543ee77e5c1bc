"""Searching the text of all names gives what looking at every entity gives."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from attributed.graph.names import _fitting, _Text
from attributed.graph.store import Store

from .editions import edition

keys = st.lists(st.text("ab1", min_size=1, max_size=4), min_size=1, max_size=3)
entities = st.lists(st.tuples(st.sampled_from(["State", "Person"]), keys), max_size=12)


def best(found: Iterable[tuple[str, tuple[int, int]]], limit: int) -> list[tuple[tuple[int, int], str]]:
    return sorted((rank, entity) for entity, rank in found)[:limit]


@given(entities, st.text("ab1", min_size=1, max_size=3), st.integers(1, 5), st.sampled_from([(), ("Person",)]))
def test_the_text_finds_what_looking_at_every_entity_finds(
    given: list[tuple[str, list[str]]], key: str, limit: int, types: tuple[str, ...]
) -> None:
    held = [(f"e{number:02}", entity_type, names) for number, (entity_type, names) in enumerate(given)]
    found = _Text(held).bearing(key, types, limit, {"e01"})
    expected = _fitting((one for one in held if one[0] != "e01"), key, types)
    assert best(found, limit) == best(expected, limit)


def test_search_sees_what_was_loaded_and_renamed_since(store: Store) -> None:
    store.append(edition("2024-01-01", ["1", "2"], names={"1": "First Ltd", "2": "Second Ltd"}))
    assert [hit.name for hit in store.search("ltd")] == ["First Ltd", "Second Ltd"]
    store.append(edition("2024-02-01", ["1", "2", "3"], names={"1": "First Ltd", "2": "Renamed", "3": "Third Ltd"}))
    assert [hit.name for hit in store.search("ltd")] == ["First Ltd", "Third Ltd"]
    assert [hit.name for hit in store.search("rénamed")] == ["Renamed"]
    store.append(edition("2024-03-01", ["1", "2", "3"], names={"1": "Last Ltd", "2": "Renamed", "3": "Third Ltd"}))
    assert [hit.name for hit in store.search("ltd")] == ["Last Ltd", "Third Ltd"]
    assert store.search("ltd", ["Person"]) == []
    assert [hit.name for hit in store.search("ltd", limit=1)] == ["Last Ltd"]
