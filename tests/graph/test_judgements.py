"""Judgements take effect in who is who, and can be taken back; every id ever issued leads somewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from attributed.errors import Misuse, NotFound
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.store import Kind, Projection, Store
from attributed.schema.codec import to_row
from attributed.schema.decision import JudgementVerdict, judgement

from .editions import edition

SAME, DIFFERENT, TAKEN_BACK = JudgementVerdict.SAME, JudgementVerdict.DIFFERENT, JudgementVerdict.TAKEN_BACK
LEFT, RIGHT = "list-one:1", "list-two:2"


@pytest.fixture
def listed(store: Store) -> Store:
    store.append(edition("2024-01-01", ["1", "3"], series="list-one"))
    store.append(edition("2024-01-01", ["2", "3"], series="list-two"))
    return store


def entity(store: Store, record: str) -> str:
    row = store.read("MATCH (:Record {id: $id})-[:REFERS_TO]->(e:Entity) RETURN e.id AS id", {"id": record}).one()
    assert row is not None
    return str(row["id"])


def key(store: Store, record: str) -> str:
    return str(store.read("MATCH (r:Record {id: $id}) RETURN r.key", {"id": record}).rows[0][0])


def judge(store: Store, verdict: JudgementVerdict, second: int, left: str = LEFT, right: str = RIGHT) -> None:
    store.decide([judgement(left, right, verdict, "analyst", f"2026-01-01T00:00:{second:02}.000Z", "a test")])


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {kind: list(store.stream(kind)) for kind in get_args(Kind)}


def sanctioned(store: Store, record: str) -> list[str]:
    query = "MATCH (:Record {id: $id})-[:REFERS_TO]->(e)-[r:SANCTIONED_BY]->() RETURN r.edge ORDER BY r.edge"
    return [row[0] for row in store.read(query, {"id": record}).rows]


def test_two_that_share_an_identifier_are_one_until_somebody_says_otherwise(listed: Store) -> None:
    assert entity(listed, "list-one:3") == entity(listed, "list-two:3")
    judge(listed, DIFFERENT, 1, "list-one:3", "list-two:3")
    assert entity(listed, "list-one:3") != entity(listed, "list-two:3")
    judge(listed, TAKEN_BACK, 2, "list-one:3", "list-two:3")
    assert entity(listed, "list-one:3") == entity(listed, "list-two:3")


def test_a_judgement_brings_two_together_with_all_that_is_said_of_them(listed: Store) -> None:
    before = everything(listed)
    judge(listed, SAME, 1)
    assert entity(listed, LEFT) == entity(listed, RIGHT)
    assert len(sanctioned(listed, LEFT)) == 2
    judge(listed, TAKEN_BACK, 2)
    assert entity(listed, LEFT) == key(listed, LEFT)
    assert entity(listed, RIGHT) == key(listed, RIGHT)
    after = everything(listed)
    assert {kind: rows for kind, rows in after.items() if kind != "judgement"} == {
        kind: rows for kind, rows in before.items() if kind != "judgement"
    }


def test_the_latest_verdict_stands(listed: Store) -> None:
    judge(listed, SAME, 5)
    judge(listed, DIFFERENT, 3)
    assert entity(listed, LEFT) == entity(listed, RIGHT)
    judge(listed, DIFFERENT, 7)
    assert entity(listed, LEFT) != entity(listed, RIGHT)


def test_what_is_kept_apart_is_not_brought_together_by_a_third(listed: Store) -> None:
    judge(listed, DIFFERENT, 1)
    judge(listed, SAME, 2, LEFT, "list-two:3")
    judge(listed, SAME, 3, RIGHT, "list-two:3")
    assert entity(listed, LEFT) != entity(listed, RIGHT)
    store = everything(listed)
    listed.project(Projection(everything=True))
    assert everything(listed) == store


def test_every_id_ever_issued_leads_to_an_entity(listed: Store) -> None:
    issued = {row["id"] for row in listed.stream("entity")}
    judge(listed, SAME, 1)
    issued |= {row["id"] for row in listed.stream("entity")}
    listed.append(edition("2024-02-01", ["1", "4"], series="list-one"))
    issued |= {row["id"] for row in listed.stream("entity")}
    judge(listed, TAKEN_BACK, 2)
    listed.append(edition("2024-03-01", ["2", "4"], series="list-two"))
    issued |= {row["id"] for row in listed.stream("entity")}
    reached = "MATCH (r:Record {key: $id})-[:REFERS_TO]->(e:Entity) RETURN count(e)"
    assert all(listed.read(reached, {"id": id}).rows[0][0] == 1 for id in issued)


def test_one_bad_decision_among_several_stores_none(listed: Store) -> None:
    good = judgement(LEFT, RIGHT, SAME, "analyst", "2026-01-01T00:00:01.000Z", "a test")
    for left, right in ((LEFT, "list-one:nobody"), (LEFT, "list-one:GB"), (LEFT, LEFT)):
        bad = judgement(left, right, SAME, "analyst", "2026-01-01T00:00:02.000Z", "a test")
        with pytest.raises((Misuse, NotFound)):
            listed.decide([good, bad])
        assert list(listed.stream("judgement")) == []
    listed.decide([good, good])
    assert entity(listed, LEFT) == entity(listed, RIGHT)


def test_a_judgement_that_a_crash_left_underived_is_derived_at_the_next_opening(tmp_path: Path) -> None:
    store = EmbeddedStore.open(tmp_path)
    store.append(edition("2024-01-01", ["1", "3"], series="list-one"))
    store.append(edition("2024-01-01", ["2", "3"], series="list-two"))
    left = judgement(LEFT, RIGHT, SAME, "analyst", "2026-01-01T00:00:01.000Z", "a test")
    store.engine.create("Judgement", [to_row(left)])
    assert entity(store, LEFT) != entity(store, RIGHT)
    store.close()
    store = EmbeddedStore.open(tmp_path)
    try:
        assert entity(store, LEFT) == entity(store, RIGHT)
    finally:
        store.close()


def test_an_actor_and_a_state_are_never_one(listed: Store) -> None:
    with pytest.raises(Misuse, match="never one thing"):
        judge(listed, SAME, 1, "list-one:1", "list-one:GB")
    with pytest.raises(NotFound):
        judge(listed, SAME, 1, "list-one:1", "list-one:nobody")
    judge(listed, DIFFERENT, 1, "list-one:1", "list-one:GB")


def test_a_judgement_takes_effect_in_a_store_that_was_just_opened(tmp_path: Path) -> None:
    store = EmbeddedStore.open(tmp_path)
    store.append(edition("2024-01-01", ["1"], series="list-one"))
    store.append(edition("2024-01-01", ["2"], series="list-two"))
    store.close()
    store = EmbeddedStore.open(tmp_path)
    judge(store, SAME, 1)
    assert entity(store, LEFT) == entity(store, RIGHT)
    store.close()
