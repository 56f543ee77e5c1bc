"""Lists of changes in a real store: what they lead to is what the next whole edition says."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attributed.graph.store import Projection, Store
from attributed.loaders.ftm.loader import FtmLoader
from attributed.loaders.loader import InputFile

OpenStore = Callable[[str], Store]
Line = dict[str, Any]


def thing(key: str, schema: str, **properties: Any) -> Line:
    held = {name: values if isinstance(values, list) else [values] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": held, "datasets": ["x"]}


def listed(key: str, entity: str, reason: str = "") -> Line:
    given = {"reason": reason} if reason else {}
    return thing(
        key, "Sanction", entity=entity, authority="An Office", program="CYBER", startDate="2020-01-01", **given
    )


NAMES = [thing(f"p{n}", "Person", name=f"Person {n}", alias=f"P{n}") for n in range(80)]
FIRST = [
    *NAMES,
    thing("a", "Company", name="A Ltd", alias="Aaa"),
    thing("b", "Company", name="B Ltd", alias=["Bee", "Bea"]),
    thing("c", "Company", name="C Ltd", alias="Cee"),
    listed("sa", "a"),
    listed("sb", "b", "Old words"),
    listed("sc", "c"),
    thing("own", "Ownership", asset="a", owner="b"),
]
CHANGES = [
    {"op": "DEL", "entity": {"id": "a"}},
    {"op": "DEL", "entity": {"id": "sa"}},
    {"op": "DEL", "entity": {"id": "own"}},
    {"op": "DEL", "entity": {"id": "sc"}},
    {"op": "MOD", "entity": thing("b", "Company", name="B Ltd", alias="Bee")},
    {"op": "MOD", "entity": listed("sb", "b", "New words")},
    {"op": "ADD", "entity": thing("d", "Company", name="D Ltd")},
    {"op": "ADD", "entity": listed("sd", "d")},
]
SECOND = [
    *NAMES,
    thing("b", "Company", name="B Ltd", alias="Bee"),
    thing("c", "Company", name="C Ltd", alias="Cee"),
    listed("sb", "b", "New words"),
    thing("d", "Company", name="D Ltd"),
    listed("sd", "d"),
]


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., None]:
    def loaded(store: Store, name: str, lines: list[Line]) -> None:
        folder = tmp_path / "x"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        store.append(FtmLoader().load(InputFile(path, f"x/{name}")))

    return loaded


BASE = ("20240101000000-aaa.entities.ftm.json", FIRST)
DELTA = ("20240201060000-bbb.entities.delta.json", CHANGES)
WHOLE = ("20240201000000-ccc.entities.ftm.json", SECOND)


def said(store: Store) -> set[tuple[str, ...]]:
    """What stands, with its quote."""
    keys = ("predicate", "subjectRecord", "objectRecord", "value", "quote")
    return {tuple(claim.get(key) or "" for key in keys) for claim in store.stream("claim") if claim["standing"]}


def edges(store: Store) -> set[tuple[str, str, str, int]]:
    names = {entity["id"]: entity["name"] for entity in store.stream("entity")}
    found = store.stream("edge")
    return {(names[e["subject"]], e["predicate"], names[e["object"]], e["claimCount"]) for e in found}


def test_a_delta_leads_to_what_the_next_whole_edition_says(open_store: OpenStore, load: Callable[..., None]) -> None:
    whole = open_store("whole")
    for name, lines in (BASE, WHOLE):
        load(whole, name, lines)
    for number, order in enumerate(itertools.permutations((BASE, DELTA))):
        store = open_store(f"delta {number}")
        for name, lines in order:
            load(store, name, lines)
        assert said(store) == said(whole)
        assert edges(store) == edges(whole)
        graph = list(store.stream("claim")), list(store.stream("edge"))
        store.project(Projection(everything=True))
        assert (list(store.stream("claim")), list(store.stream("edge"))) == graph


def test_what_a_delta_deletes_is_withdrawn_and_what_it_rewords_amended(store: Store, load: Callable[..., None]) -> None:
    for name, lines in (BASE, DELTA):
        load(store, name, lines)
    found = {
        (claim["subjectRecord"].rpartition(":")[2], claim.get("quote")): (
            claim.get("withdrawnOn"),
            claim.get("amendedOn"),
        )
        for claim in store.stream("claim")
        if claim["predicate"] == "SANCTIONED_BY"
    }
    assert found == {
        ("a", None): ("2024-02-01", None),
        ("b", "Old words"): (None, "2024-02-01"),
        ("b", "New words"): (None, None),
        ("c", None): ("2024-02-01", None),
        ("d", None): (None, None),
    }


def test_deltas_of_one_day_are_in_the_order_of_their_versions(open_store: OpenStore, load: Callable[..., None]) -> None:
    back = ("20240201120000-ddd.entities.delta.json", [{"op": "ADD", "entity": thing("a", "Company", name="A Again")}])
    found = []
    for number, order in enumerate(itertools.permutations((BASE, DELTA, back))):
        store = open_store(f"order {number}")
        for name, lines in order:
            load(store, name, lines)
        found.append(said(store))
    assert all(one == found[0] for one in found)
    assert ("KNOWN_AS", "opensanctions-x:a", "", "Aaa", "") not in found[0]
    load(store, "20240201130000-eee.entities.delta.json", [{"op": "DEL", "entity": {"id": "sb"}}])
    assert not any(one[0] == "SANCTIONED_BY" and one[1].endswith(":b") for one in said(store))


def test_a_link_of_a_party_that_the_delta_does_not_hold_is_told_and_left_as_it_was(
    store: Store, load: Callable[..., None]
) -> None:
    load(store, *BASE)
    before = said(store)
    changed = [
        {"op": "MOD", "entity": listed("sc", "c", "New words")},
        {"op": "MOD", "entity": thing("a", "Company", name="A Ltd", alias="Aaa")},
        {"op": "MOD", "entity": thing("own", "Ownership", asset="a", owner="b", role="parent")},
    ]
    load(store, "20240201060000-bbb.entities.delta.json", changed)
    assert said(store) == before
