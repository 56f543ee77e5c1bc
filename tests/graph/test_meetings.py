"""Which records share a key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attributed.graph.meetings import Meetings

KEYS = [("called", name) for name in "abc"]
held_by_records = st.dictionaries(st.sampled_from("123456"), st.lists(st.sampled_from(KEYS)), min_size=1)


@given(held_by_records, st.data())
def test_a_key_has_the_records_that_were_added_and_not_removed(
    held: dict[str, list[tuple[str, str]]], data: st.DataObject
) -> None:
    meetings = Meetings()
    for record, keys in held.items():
        meetings.add(record, keys)
    gone = data.draw(st.lists(st.sampled_from(sorted(held)), unique=True))
    for record in gone:
        keys = held.pop(record)
        assert meetings.remove(record, keys) == {other for other in held if not set(keys).isdisjoint(held[other])}
    for key in KEYS:
        assert sorted(meetings.of(key)) == sorted(record for record, keys in held.items() if key in keys)
