"""Every property and every object of a bundle is mapped, kept, or left out for a reason; the real files count right."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.loaders.stix.loader import StixLoader
from attributed.loaders.stix.survey import Survey
from attributed.loaders.stix.terms import DROPPED, KINDS, LEFT_OUT, NAMED_IN_RECORD, RELATIONS, STATEMENTS
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from tests.loaders.gathered import Gathered, gather

FOLDER = Path(__file__).parent / "fixtures"
FIXTURES = [json.loads(path.read_bytes()) for path in sorted(FOLDER.glob("*.json"))]
DATA = Path(__file__).parents[3].parent / "shared" / "data"
ATTACK = {
    "enterprise-attack.json.gz": ("mitre-attack-enterprise", "2025-11-12", 187, 52, 787, 835),
    "ics-attack-17.1.json.gz": ("mitre-attack-ics", "17.1", 16, 8, 30, 95),
    "mobile-attack-17.1.json.gz": ("mitre-attack-mobile", "17.1", 15, 3, 119, 188),
}
"""Source, edition, and the publisher's counts of groups, campaigns, software and techniques."""


def real(name: str) -> bytes:
    path = DATA / name
    if not path.exists():
        pytest.skip("the real files are not here")
    data = path.read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else data


@pytest.fixture(scope="module", params=ATTACK)
def attack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("attack") / "attack.json"
    path.write_bytes(real(f"attack/{request.param}"))
    return request.param, path


def unaccounted(bundle: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Properties of statements that are neither mapped nor dropped, and types that have no place."""
    for thing in bundle["objects"]:
        kind = thing["type"]
        if kind in STATEMENTS:
            yield from ((kind, key) for key in thing if key not in STATEMENTS[kind] and key not in DROPPED)
        elif kind not in KINDS and kind not in LEFT_OUT:
            yield (kind, "")


def test_every_property_of_the_fixtures_has_its_place() -> None:
    assert {pair for bundle in FIXTURES for pair in unaccounted(bundle)} == {("x-acme-note", "")}


def test_every_property_of_the_real_files_has_its_place(attack: tuple[str, Path]) -> None:
    assert set(unaccounted(json.loads(attack[1].read_bytes()))) == set()


def test_every_reason_is_given() -> None:
    assert all(DROPPED.values())
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize("bundle", FIXTURES, ids=["attack", "desk"])
def test_what_a_record_does_not_hold_as_its_own_is_kept(bundle: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(bundle))
    held = gather(StixLoader(), InputFile(path, "a.json"))
    by_id = {version.record.partition(":")[2]: version for version in held.versions.values()}
    for thing in bundle["objects"]:
        if thing["type"] in KINDS:
            kept = json.loads(by_id[thing["id"]].as_given or "{}")
            assert kept == {key: value for key, value in thing.items() if key not in NAMED_IN_RECORD}


def counted(held: Gathered) -> Counter[EntityType]:
    return Counter(r.type for r in held.records.values() if "--" in r.id)


def test_the_real_files_have_the_publisher_s_counts(attack: tuple[str, Path]) -> None:
    name, path = attack
    source, edition, groups, campaigns, software, techniques = ATTACK[name]
    held = gather(StixLoader(), InputFile(path, name))
    assert (held.batch.source.id, held.batch.disclosure.edition) == (source, edition)
    found = counted(held)
    assert (found[EntityType.THREAT_ACTOR], found[EntityType.CAMPAIGN]) == (groups, campaigns)
    assert found[EntityType.MALWARE] + found[EntityType.TOOL] == software
    assert found[EntityType.TECHNIQUE] == techniques
    assert held.skipped == []


def test_no_object_of_the_real_files_is_lost(attack: tuple[str, Path]) -> None:
    """Records, claims of relationships, and what is left out for a reason are all the objects."""
    name, path = attack
    objects = json.loads(path.read_bytes())["objects"]
    held = gather(StixLoader(), InputFile(path, name))
    stated = {claim.reference for claim in held.claims.values() if claim.predicate is not Predicate.KNOWN_AS}
    survey = Survey()
    for number, thing in enumerate(objects, 1):
        survey.see(number, thing)
    modelled = [o for o in objects if o["type"] == "relationship" and o["relationship_type"] in RELATIONS]
    assert len(stated) == len(modelled)
    assert survey.skipped == []
    assert counted(held).total() + len(stated) + survey.left_out.total() == len(objects)


def test_a_campaign_of_the_real_file_has_two_groups(attack: tuple[str, Path]) -> None:
    name, path = attack
    if "enterprise" not in name:
        pytest.skip("it is in the enterprise file")
    held = gather(StixLoader(), InputFile(path, name))
    groups = {group for campaign, group in held.said(Predicate.ATTRIBUTED_TO) if campaign == "SPACEHOP Activity"}
    assert groups == {"APT5", "Ke3chang"}
    names = held.said(Predicate.KNOWN_AS)
    assert {("Ember Bear", "UAC-0056"), ("Saint Bear", "UAC-0056"), ("Lotus Blossom", "Thrip")} <= names


def test_the_broken_files_do_as_their_manifest_says(tmp_path: Path) -> None:
    for name, loaded in (("stix-dangling-refs", 16), ("stix-trailing-garbage", None)):
        path = tmp_path / f"{name}.json"
        path.write_bytes(real(f"broken/{name}.json"))
        file = InputFile(path, path.name)
        if loaded is None:
            with pytest.raises(BadInput, match="goes on after the end"):
                list(StixLoader().load(file))
            continue
        held = gather(StixLoader(), file)
        stated = {claim.reference for claim in held.claims.values() if claim.predicate is not Predicate.KNOWN_AS}
        objects = [record for record in held.records if ":authority/" not in record]
        assert len(stated) + len(objects) == loaded
        assert [part.where[:14] for part in held.skipped] == ["relationship--"] * 2
