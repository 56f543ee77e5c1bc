"""The names of a graph in place of the shipped ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from attributed.errors import BadInput
from attributed.loaders.prose.extractor import RULES
from attributed.loaders.prose.gazetteer import using
from attributed.loaders.prose.graph_names import GraphNames, snapshot
from attributed.loaders.prose.reader import Context
from attributed.schema.canonical import sha256
from attributed.schema.disclosure import Disclosure

BASE = "https://w3id.org/attributed/"
SAYS = "{} compromised the German Social Democratic Party in 2023."


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    with using(None):
        pass


def entity(
    name: str, *names: str, kind: str = "ThreatActor", record: str = "claims-x:1", **more: Any
) -> dict[str, Any]:
    key = "e" + sha256(f"{name} {kind}".encode())[:20]
    return {"id": key, "type": kind, "name": name, "names": [name, *names], "records": [record], **more}


def subjects(extractor: Any, name: str) -> set[str]:
    body = SAYS.format(name)
    disclosure = Disclosure(id="d1", source="prose-x", text_sha256=sha256(body.encode()))
    found = extractor.read(body, Context(disclosure, "prose-x", "Somebody"))
    versions = {version.record: version.name for version in found.versions}
    return {versions[claim.subject_record] for claim in found.claims}


def test_a_name_that_the_graph_alone_has_is_read() -> None:
    graph = GraphNames(snapshot([entity("Grey Heron", "GH-7")], BASE))
    assert subjects(RULES, "Grey Heron") == set()
    assert subjects(graph, "Grey Heron") == {"Grey Heron"}
    assert subjects(RULES, "Grey Heron") == set()


def test_a_name_that_the_graph_does_not_have_is_not_read() -> None:
    graph = GraphNames(snapshot([entity("Grey Heron")], BASE))
    assert subjects(RULES, "Fancy Bear") == {"Fancy Bear"}
    assert subjects(graph, "Fancy Bear") == set()


def test_what_extracted_a_claim_tells_the_snapshot() -> None:
    one, two = (GraphNames(snapshot([entity(name)], BASE)) for name in ("Grey Heron", "Brown Heron"))
    assert one.name.startswith(f"{RULES.name} names-")
    assert one.name != two.name
    disclosure = Disclosure(id="d1", source="prose-x", text_sha256="a" * 64)
    found = one.read(SAYS.format("Grey Heron"), Context(disclosure, "prose-x", "Somebody"))
    assert all(claim.extracted_by.startswith(one.name) for claim in found.claims)
    assert json.loads(one.needs)["actors"]["groups"]


def test_the_same_graph_gives_the_same_snapshot_in_any_order() -> None:
    held = [entity("Grey Heron", "GH-7"), entity("Brown Heron"), entity("HeronRAT", kind="Malware")]
    assert snapshot(held, BASE) == snapshot(reversed(held), BASE)


def test_names_that_cannot_be_trusted_are_left_out() -> None:
    held = [
        entity("Grey Heron", "Shared Name"),
        entity("Brown Heron", "Shared Name"),
        entity("Read Heron", record="prose-x:1"),
        entity("a front company", named=False),
        entity("X1"),
        entity("France", kind="State"),
    ]
    tables = json.loads(snapshot(held, BASE))
    names = {name for row in tables["actors"]["groups"].values() for held in row.values() for name in held}
    assert names == {"Grey Heron", "Brown Heron"}


def test_a_single_word_needs_more_than_its_capital() -> None:
    tables = json.loads(snapshot([entity("Heron"), entity("APT28"), entity("Grey Heron"), entity("HAFNIUM")], BASE))
    assert tables["actors"]["ambiguous"] == {"rare": ["HAFNIUM"], "word": ["Heron"]}


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"3", b'{"actors": 1, "malware": 2, "namers": 3}'])
def test_another_file_is_no_snapshot(data: bytes) -> None:
    with pytest.raises(BadInput, match="not a snapshot"):
        GraphNames(data)
