"""Every property of a cluster is mapped, kept or left out for a reason; the real clusters count right."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from attributed.loaders.loader import InputFile
from attributed.loaders.misp.kinds import DROPPED, OUTER, kind_of
from attributed.loaders.misp.loader import MispGalaxyLoader
from attributed.schema.predicate import Predicate
from tests.loaders.gathered import gather

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.json"))
CLUSTERS = Path(__file__).parents[3].parent / "shared" / "data" / "misp-galaxy" / "clusters"
COUNTS = {
    "360net.json": ("360net-threat-actor", 42),
    "china-defence-universities.json": ("china-defence-universities", 159),
    "country.json": ("country", 252),
    "disarm-actortypes.json": ("disarm-actortypes", 33),
    "intelligence-agencies.json": ("intelligence-agency", 436),
    "microsoft-activity-group.json": ("microsoft-activity-group", 179),
    "mitre-intrusion-set.json.gz": ("mitre-intrusion-set", 191),
    "producer.json": ("producer", 135),
    "sector.json": ("sector", 118),
    "target-information.json": ("target-information", 241),
    "threat-actor.json.gz": ("threat-actor", 1041),
}
"""The type of each real cluster and how many values its publisher gives it."""


@pytest.fixture(params=COUNTS)
def real(request: pytest.FixtureRequest) -> InputFile:
    path = CLUSTERS / request.param
    if not path.exists():
        pytest.skip("the real files are not here")
    return InputFile(path, path.name)


def held_by(file: InputFile) -> dict[str, Any]:
    data = file.path.read_bytes()
    held: dict[str, Any] = json.loads(gzip.decompress(data) if file.name.endswith(".gz") else data)
    return held


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_property_of_the_fixtures_has_its_place(path: Path) -> None:
    assert json.loads(path.read_bytes()).keys() == OUTER.keys() | DROPPED.keys()


def test_every_property_of_the_real_clusters_has_its_place(real: InputFile) -> None:
    assert held_by(real).keys() == OUTER.keys() | DROPPED.keys()


def test_every_reason_is_given() -> None:
    assert all((OUTER | DROPPED).values())


def test_every_value_of_the_real_clusters_is_a_record_that_keeps_it(real: InputFile) -> None:
    cluster, count = COUNTS[real.name]
    outer, held = held_by(real), gather(MispGalaxyLoader(), real)
    source, kind = f"misp-galaxy-{cluster}", kind_of(cluster, outer["category"])
    assert held.batch.source.id == source
    assert held.skipped == []
    assert len(outer["values"]) == count
    assert kind is not None
    for value in outer["values"]:
        record = f"{source}:{value['uuid']}"
        assert held.records[record].type is kind.entity
        kept = {key: given for key, given in value.items() if key not in ("value", "uuid", "revoked")}
        assert json.loads(held.versions[record].as_given or "") == kept


def test_a_real_synonym_of_two_actors_is_a_name_of_both(real: InputFile) -> None:
    if real.name != "threat-actor.json.gz":
        pytest.skip("it is in the cluster of threat actors")
    held = gather(MispGalaxyLoader(), real)
    assert ("GhostEmperor", "Salt Typhoon") in held.said(Predicate.KNOWN_AS)
    assert len({subject for subject, name in held.said(Predicate.KNOWN_AS) if name == "Andariel"}) == 2
    sponsors = [c for c in held.claims.values() if c.likelihood_term == "suspected" and c.predicate == "ATTRIBUTED_TO"]
    assert len(sponsors) == 91
    assert {held.name(claim.claimant_record) for claim in sponsors} == {"Council on Foreign Relations"}
