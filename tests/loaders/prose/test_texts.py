"""The texts of our own and what a careful reader finds in them; `benchmarks/prose.py` scores the reader on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from attributed.loaders.prose.header import opened
from attributed.schema.canonical import sha256

FOLDER = Path(__file__).parent / "texts"
GOLD = {path.name.removesuffix(".gold.json"): path for path in sorted(FOLDER.glob("*.gold.json"))}
ENDS = {"source", "target"}


def gold(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(GOLD[name].read_text("utf-8"))
    return held


def body(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text("utf-8").split("\n---\n", 1)[1]


def says_no(held: dict[str, Any]) -> bool:
    """Whether a text denies, disputes, corrects or refuses; a text that asserts no relation at all refuses."""
    denied = (relation.get("negated") or relation.get("kind") == "denied" for relation in held["relations"])
    return any(denied) or not any(relation["type"] == "ATTRIBUTED_TO" for relation in held["relations"])


def test_the_texts_are_many_and_a_quarter_of_them_say_no() -> None:
    assert len(GOLD) >= 40
    assert sum(any(relation.get("negated") for relation in gold(name)["relations"]) for name in GOLD) >= 10
    assert sum(says_no(gold(name)) for name in GOLD) >= len(GOLD) / 4


def test_every_text_has_its_gold() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(GOLD)


@pytest.mark.parametrize("name", GOLD)
def test_offsets_refer_to_the_body_that_a_reader_stores(name: str) -> None:
    text = opened((FOLDER / f"{name}.txt").read_text("utf-8"))
    assert text.body == body(name)
    assert sha256(text.body.encode()) == gold(name)["body_sha256"]
    assert text.header["note"].startswith(("invented for tests", "our own words for publicly known facts"))
    mentions = [held for entity in gold(name)["entities"] for held in (entity, *entity.get("other_surfaces", ()))]
    assert all(text.body[held["start"] : held["end"]] == held["surface"] for held in mentions)
    spans = [
        s for relation in gold(name)["relations"] for s in (relation["evidence"], *relation.get("evidence_also", ()))
    ]
    assert all(text.body[held["start"] : held["end"]] == held["text"] for held in spans)


@pytest.mark.parametrize("name", GOLD)
def test_a_relation_joins_what_the_text_mentions(name: str) -> None:
    held = gold(name)
    known = {entity["id"] for entity in held["entities"]}
    assert len(known) == len(held["entities"])
    for relation in held["relations"]:
        ends = [relation[end] for end in ENDS if relation[end] is not None]
        others = [other for given in relation.get("alt", {}).values() for other in given]
        assert {*ends, *others, *relation.get("claimant", ())} <= known
