"""Deriving what a change touches gives the same bytes as deriving everything anew."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attributed.graph.candidate import Candidate
from attributed.graph.census import Census
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.resolution import resolve
from attributed.graph.store import Kind, Projection, Store
from attributed.schema.batch import Batch
from attributed.schema.decision import JudgementVerdict, ReviewVerdict, judgement, review

from .editions import edition

ENTRIES = [f"{n}" for n in range(12)]
SERIES = ["test-list", "other-list", "claims-curated"]

Action = Callable[[Store, int], None]


def loading(
    series: str,
    day: int,
    entries: set[str],
    renamed: set[str],
    words: dict[str, str],
    retracted: set[str],
    whole: bool,
    version: int | None,
) -> Action:
    def act(store: Store, number: int) -> None:
        batches: list[Batch] = list(
            edition(
                f"2024-01-{day:02}" if version is None or day < 4 else None,
                entries,
                series=series,
                names={entry: f"Company {int(entry) + 1}" for entry in renamed & entries},
                words=words,
                retracted=retracted & entries,
                complete=whole,
                confirmed=whole,
                size=3,
                version=None if version is None else str(version),
            )
        )
        store.append(batches)

    return act


def reviewing(place: int, verdict: ReviewVerdict) -> Action:
    def act(store: Store, number: int) -> None:
        claims = [claim["id"] for claim in store.stream("claim")]
        if claims:
            at = f"2026-01-01T00:00:{number:02}.000Z"
            store.decide([review(claims[place % len(claims)], verdict, "analyst", at)])

    return act


def judging(left: int, right: int, verdict: JudgementVerdict) -> Action:
    def act(store: Store, number: int) -> None:
        records = [record["id"] for record in store.stream("record") if record["type"] == "Organization"]
        pair = {records[place % len(records)] for place in (left, right)} if records else set()
        if len(pair) == 2:
            at = f"2026-01-01T00:00:{number:02}.000Z"
            first, second = sorted(pair)
            store.decide([judgement(first, second, verdict, "analyst", at)])

    return act


ids = st.sets(st.sampled_from(ENTRIES), min_size=1)
words = st.dictionaries(st.sampled_from(ENTRIES), st.sampled_from(["", "one", "two", "one|two"]))
releases = st.none() | st.integers(1, 3)
loads = st.builds(loading, st.sampled_from(SERIES), st.integers(1, 6), ids, ids, words, ids, st.booleans(), releases)
reviews = st.builds(reviewing, st.integers(0, 100), st.sampled_from(ReviewVerdict))
judgements = st.builds(judging, st.integers(0, 40), st.integers(0, 40), st.sampled_from(JudgementVerdict))


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {kind: list(store.stream(kind)) for kind in get_args(Kind)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(loads | reviews | judgements, min_size=1, max_size=6))
def test_any_sequence_of_changes_gives_what_a_rebuild_gives(actions: list[Action]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore.open(Path(folder))
        try:
            for number, act in enumerate(actions):
                act(store, number)
            graph = everything(store)
            store.project(Projection(everything=True))
            assert everything(store) == graph
        finally:
            store.close()


def candidate(
    number: int, source: str, name: str, others: set[str], identifiers: set[str], country: str | None
) -> Candidate:
    return Candidate(
        record=f"{source}:{number}",
        type="Organization",
        source=source,
        recorded_at=f"2024-01-01T00:00:00.{number:03}Z",
        name=name,
        names=tuple(sorted({name, *others})),
        identifiers=tuple(f"lei:{key}" for key in sorted(identifiers)),
        country=country,
        organ=False,
        named=True,
        birth_dates=(),
    )


names = st.sampled_from("ABCDEF")
candidates = st.builds(
    candidate,
    st.integers(0, 15),
    st.sampled_from(["list-one", "list-two", "claims-a", "prose-b"]),
    names,
    st.sets(names, max_size=2),
    st.sets(st.sampled_from("12345"), max_size=1),
    st.sampled_from([None, "GB"]),
)


@given(st.lists(candidates, max_size=40))
def test_resolving_what_a_record_may_bear_on_gives_what_resolving_everything_gives(found: list[Candidate]) -> None:
    census = Census()
    for one in found:
        touched = census.put(one)
        resolved = resolve(census.candidates[record] for record in census.together(touched))
        census.entities.update(resolved)
        assert census.entities == resolve(census.candidates.values())
