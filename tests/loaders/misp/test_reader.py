"""What clusters of the MISP galaxy say, and what is done with a bad one."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.loaders.misp.loader import MispGalaxyLoader
from attributed.loaders.registry import loader_for
from attributed.schema.confidence import ScaleBasis
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import RecordStatus
from tests.loaders.gathered import Gathered, gather

Write = Callable[..., InputFile]

FIXTURES = Path(__file__).parent / "fixtures"
ACTORS: dict[str, Any] = json.loads((FIXTURES / "threat-actor.json").read_bytes())


def cluster(name: str) -> Gathered:
    file = InputFile(FIXTURES / f"{name}.json", f"{name}.json")
    loader = loader_for(file)
    assert isinstance(loader, MispGalaxyLoader)
    return gather(loader, file)


@pytest.fixture(scope="module")
def actors() -> Gathered:
    return cluster("threat-actor")


def claimants(held: Gathered, predicate: Predicate, subject: str, obj: str) -> set[str]:
    return {held.name(claim.claimant_record) for claim in held.find(predicate, subject, obj)}


def test_the_type_names_the_source_and_the_version_the_edition(actors: Gathered) -> None:
    assert actors.batch.source.id == "misp-galaxy-threat-actor"
    assert actors.batch.source.licence == "CC0-1.0 or BSD-2-Clause"
    assert (actors.batch.disclosure.edition, actors.batch.disclosure.published_on) == ("7", None)


def test_a_value_is_a_record_by_its_uuid(actors: Gathered) -> None:
    record = "misp-galaxy-threat-actor:5b4ee3ea-eee3-4c8e-8323-85ae32658754"
    version = actors.versions[record]
    assert actors.records[record].type is EntityType.THREAT_ACTOR
    assert (version.name, version.country) == ("APT28", "RU")
    assert version.identifiers == ("misp:5b4ee3ea-eee3-4c8e-8323-85ae32658754",)


def test_all_of_a_value_is_kept(actors: Gathered) -> None:
    for value in ACTORS["values"]:
        kept = json.loads(actors.versions[f"misp-galaxy-threat-actor:{value['uuid']}"].as_given or "")
        assert kept == {key: held for key, held in value.items() if key not in ("value", "uuid", "revoked")}


def test_a_synonym_on_two_actors_is_a_name_of_both_and_an_identity_of_neither(actors: Gathered) -> None:
    names = actors.said(Predicate.KNOWN_AS)
    assert {("GhostEmperor", "Salt Typhoon"), ("Earth Estries", "Salt Typhoon")} <= names
    assert {("Cadet Blizzard", "UAC-0056"), ("SaintBear", "UAC-0056")} <= names
    assert actors.said(Predicate.SAME_AS) == set()


def test_a_synonym_that_is_an_attack_id_is_no_identifier(actors: Gathered) -> None:
    assert ("Thrip", "G0076") in actors.said(Predicate.KNOWN_AS)
    assert not [i for version in actors.versions.values() for i in version.identifiers if i.startswith("mitre-attack")]


def test_the_namer_is_a_claimant_beside_the_galaxy(actors: Gathered) -> None:
    known = Predicate.KNOWN_AS
    assert claimants(actors, known, "APT28", "Forest Blizzard") == {"MISP Project", "Microsoft"}
    assert claimants(actors, known, "APT28", "APT28") == {"Mandiant"}
    assert claimants(actors, known, "APT28", "APT-C-20") == {"MISP Project", "QiAnXin"}
    assert claimants(actors, known, "APT28", "Fancy Bear") == {"MISP Project"}


def test_a_namer_of_another_file_is_met_by_its_uuid(actors: Gathered) -> None:
    (claim,) = actors.find(Predicate.KNOWN_AS, "APT28", "LAKE RELIC")
    producer = actors.versions[claim.claimant_record]
    assert not producer.named
    (value,) = cluster("producer").called("Google Cloud Blog")
    assert producer.identifiers == value.identifiers


def test_the_country_is_where_an_actor_comes_from_and_no_attribution(actors: Gathered) -> None:
    assert ("FIN Example", "Ukraine") in actors.said(Predicate.LOCATED_IN)
    states = {pair for pair in actors.said(Predicate.ATTRIBUTED_TO) if "unit" not in pair[1]}
    assert states == {("APT28", "Russia"), ("Sandworm", "Russia")}


def test_a_suspected_sponsor_is_what_the_cfr_suspects_on_its_page(actors: Gathered) -> None:
    (claim,) = actors.find(Predicate.ATTRIBUTED_TO, "APT28", "Russia")
    assert actors.name(claim.claimant_record) == "Council on Foreign Relations"
    assert (claim.likelihood_term, claim.likelihood_scale, claim.likelihood_high) == ("suspected", None, None)
    assert actors.cites[claim.stated_in].url == "https://www.cfr.org/interactive/cyber-operations/apt-28"
    (other,) = actors.find(Predicate.ATTRIBUTED_TO, "Sandworm", "Russia")
    assert other.stated_in == actors.batch.disclosure.id


def test_the_filler_of_confidence_is_unstated(actors: Gathered) -> None:
    (filler,) = actors.find(Predicate.LOCATED_IN, "APT28", "Russia")
    (stated,) = actors.find(Predicate.LOCATED_IN, "Cadet Blizzard", "Russia")
    assert (filler.analytic_confidence, stated.analytic_confidence) == (None, "75")


def test_an_origin_is_what_microsoft_says(actors: Gathered) -> None:
    assert claimants(actors, Predicate.LOCATED_IN, "APT31", "China") == {"MISP Project", "Microsoft"}


@pytest.mark.parametrize(
    ("actor", "unit"),
    [("APT28", "Military unit 26165"), ("Sandworm", "Military unit 74455"), ("Cadet Blizzard", "Military unit 29155")],
)
def test_a_unit_of_the_gru_is_an_organ_that_the_actor_is_attributed_to(actors: Gathered, actor: str, unit: str) -> None:
    assert claimants(actors, Predicate.ATTRIBUTED_TO, actor, unit) == {"MISP Project"}
    (version,) = actors.called(unit)
    assert (version.organ, version.country) == (True, "RU")
    assert (unit, "GRU") in actors.said(Predicate.PART_OF)


@pytest.mark.parametrize(
    ("actor", "victim", "kind", "claimant", "term"),
    [
        ("APT28", "Georgia", EntityType.STATE, "Council on Foreign Relations", "suspected"),
        ("APT28", "NATO", EntityType.ORGANIZATION, "Council on Foreign Relations", "suspected"),
        ("APT28", "World Anti-Doping Agency", EntityType.ORGANIZATION, "Council on Foreign Relations", "suspected"),
        ("APT28", "Middle East", EntityType.POPULATION, "Council on Foreign Relations", "suspected"),
        ("APT28", "Government", EntityType.POPULATION, "Council on Foreign Relations", None),
        ("SaintBear", "Ukraine", EntityType.STATE, "MISP Project", "suspected"),
        ("Earth Estries", "Telecoms", EntityType.POPULATION, "MISP Project", None),
    ],
)
def test_victims_are_targeted_as_their_field_says(
    actors: Gathered, actor: str, victim: str, kind: EntityType, claimant: str, term: str | None
) -> None:
    (claim,) = actors.find(Predicate.TARGETED, actor, victim)
    assert claim.object_record is not None
    assert actors.records[claim.object_record].type is kind
    assert actors.name(claim.claimant_record) == claimant
    assert claim.likelihood_term == term


def test_unknown_is_nobody(actors: Gathered) -> None:
    assert {pair for pair in actors.said(Predicate.TARGETED) if pair[0] == "Thrip"} == {("Thrip", "United States")}


def test_similar_is_an_alias_with_its_estimative_word(actors: Gathered) -> None:
    (claim,) = actors.find(Predicate.ALIAS_OF, "GhostEmperor", "Earth Estries")
    assert (claim.likelihood_term, claim.likelihood_low, claim.likelihood_high) == ("likely", 0.55, 0.80)
    assert claim.likelihood_scale_basis is ScaleBasis.FIELD
    (other,) = actors.find(Predicate.ALIAS_OF, "APT28", "an entry of the MISP galaxy")
    assert (other.likelihood_term, other.likelihood_high) == ("almost-certain", 1.0)
    assert actors.said(Predicate.AFFILIATED_WITH) == {("Earth Estries", "GhostEmperor")}


def test_a_relation_into_a_file_that_says_what_it_leads_to_is_kept_and_told(actors: Gathered) -> None:
    assert [part.where for part in actors.batch.warnings] == ["1 × relation uses"]
    assert actors.batch.closing is not None
    assert actors.batch.closing.complete


def test_microsoft_speaks_in_its_cluster_and_misp_relates() -> None:
    held = cluster("microsoft-activity-group")
    assert claimants(held, Predicate.KNOWN_AS, "Violet Typhoon", "APT31") == {"Microsoft"}
    assert claimants(held, Predicate.ALIAS_OF, "Violet Typhoon", "an entry of the MISP galaxy") == {"MISP Project"}
    assert held.said(Predicate.TARGETED) == set()


def test_the_copy_of_attack_has_its_ids() -> None:
    held = cluster("mitre-intrusion-set")
    (oilrig,), (revoked,) = held.called("OilRig"), held.called("APT34")
    assert {"mitre-attack:G0049", f"stix:intrusion-set--{oilrig.record.partition(':')[2]}"} <= set(oilrig.identifiers)
    assert revoked.status is RecordStatus.REVOKED
    assert held.said(Predicate.SAME_AS) == {("APT34", "OilRig")}
    assert claimants(held, Predicate.KNOWN_AS, "OilRig", "APT34") == {"The MITRE Corporation"}


def test_360_writes_in_its_own_words() -> None:
    held = cluster("360net-threat-actor")
    name = "黄金雕 - APT-C-34"
    assert {value for subject, value in held.said(Predicate.KNOWN_AS) if subject == name} == {"黄金雕", "APT-C-34"}
    assert held.said(Predicate.LOCATED_IN) == {(name, "Kazakhstan")}
    assert held.said(Predicate.TARGETED) == {
        (name, "Russia"),
        (name, "中东地区"),
        (name, "教育"),
        ("盲眼鹰 - APT-C-36", "Colombia"),
    }


@pytest.mark.parametrize(
    ("name", "value", "kind", "country"),
    [
        ("intelligence-agency", "GRU", EntityType.ORGANIZATION, "RU"),
        ("intelligence-agency", "An agency of nowhere", EntityType.ORGANIZATION, None),
        ("country", "albania", EntityType.STATE, "AL"),
        ("country", "serbia and montenegro", EntityType.STATE, None),
        ("target-information", "Norway", EntityType.STATE, "NO"),
        ("sector", "Maritime", EntityType.POPULATION, None),
        ("producer", "Google Cloud Blog", EntityType.ORGANIZATION, "US"),
        ("producer", "Nobody's blog", EntityType.ORGANIZATION, None),
        ("disarm-actortypes", "educator", EntityType.POPULATION, None),
    ],
)
def test_a_value_is_what_its_cluster_is_about(name: str, value: str, kind: EntityType, country: str | None) -> None:
    held = cluster(name)
    (version,) = held.called(value)
    assert held.records[version.record].type is kind
    assert version.country == country
    assert version.organ is (name == "intelligence-agency" and country is not None)


def test_agencies_are_part_of_their_states_and_universities_supervised() -> None:
    assert cluster("intelligence-agency").said(Predicate.PART_OF) == {("GRU", "Russia")}
    held = cluster("china-defence-universities")
    ((university, agency),) = held.said(Predicate.AFFILIATED_WITH)
    (claim,) = held.find(Predicate.AFFILIATED_WITH, university, agency)
    assert (agency, claim.quote) == ("PLA Air Force", "supervising agencies: PLA Air Force")
    assert held.name(claim.claimant_record) == "Australian Strategic Policy Institute"
    assert cluster("target-information").said(Predicate.MEMBER_OF) == {("Norway", "NATO")}


def rewritten(write: Write, **changes: Any) -> InputFile:
    return write(json.dumps(ACTORS | changes), "a.json")


@pytest.mark.parametrize(
    ("cluster", "category", "type"),
    [
        ("harbour-threat-actor", "actor", "ThreatActor"),
        ("mitre-future-intrusion-set", "anything", "ThreatActor"),
        ("harbour-techniques", "actor", "Technique"),
        ("harbour", "malware", "Malware"),
    ],
)
def test_an_unknown_type_is_read_by_its_end_or_its_category(
    write: Write, cluster: str, category: str, type: str
) -> None:
    held = gather(MispGalaxyLoader(), rewritten(write, type=cluster, category=category))
    assert held.batch.source.id == f"misp-galaxy-{cluster}"
    assert held.records[f"misp-galaxy-{cluster}:98be4300-a9ef-11e8-9a95-bb9221083cfc"].type == type


@pytest.mark.parametrize("version", [350, "350"])
def test_the_edition_is_the_version_of_the_cluster(write: Write, version: Any) -> None:
    held = gather(MispGalaxyLoader(), rewritten(write, version=version))
    assert held.batch.disclosure.edition == "350"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"type": "ammunitions", "category": "ammunition"}, "no thing that the model knows"),
        ({"type": "software-makers", "category": "actor"}, "no thing that the model knows"),
        ({"type": None}, "no type"),
        ({"values": []}, "no values"),
        ({"values": [{"uuid": "x"}]}, "nothing of the cluster can be kept"),
        ({"values": {}}, "no list of values"),
    ],
)
def test_a_bad_cluster_is_refused_whole(write: Write, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        list(MispGalaxyLoader().load(rewritten(write, **changes)))


def test_a_bad_value_is_passed_over_with_its_place(write: Write) -> None:
    first = ACTORS["values"][0]
    values = ["x", {"uuid": "y"}, {"value": "z" * 5000}, *ACTORS["values"], first]
    held = gather(MispGalaxyLoader(), rewritten(write, values=values))
    assert [part.where for part in held.skipped] == ["value 1", "value 2", "value 3", first["uuid"]]
    assert held.batch.closing is not None
    assert not held.batch.closing.complete


def test_a_value_without_a_uuid_is_a_record_by_its_name(write: Write) -> None:
    held = gather(MispGalaxyLoader(), rewritten(write, values=[{"value": "The Lone Gull"}]))
    assert "misp-galaxy-threat-actor:value/lone gull" in held.records


WEIRD: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**70) | st.text(max_size=5) | st.sampled_from(["\ud800", "RU", ":"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.data())
def test_any_value_in_any_place_is_read_or_told(write: Write, data: st.DataObject) -> None:
    held = json.loads(json.dumps(ACTORS))
    for _ in range(data.draw(st.integers(1, 4))):
        value = data.draw(st.sampled_from(held["values"]))
        place = data.draw(st.sampled_from([held, value, value.get("meta"), *(value.get("related") or [])]))
        if isinstance(place, dict) and place and place is not held["values"]:
            key = data.draw(st.sampled_from(sorted(place)))
            if key != "values":
                place[key] = data.draw(WEIRD)
        if not isinstance(value.get("meta"), dict) or not isinstance(value.get("related", []), list):
            break
    with suppress(BadInput):
        gather(MispGalaxyLoader(), write(json.dumps(held), "a.json"))
