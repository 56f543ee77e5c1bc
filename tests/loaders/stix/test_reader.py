"""What a STIX bundle of any producer says, and what is done with a bad one."""

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
from attributed.loaders.stix.loader import StixLoader
from attributed.schema.claim import Outcome, Stance
from attributed.schema.confidence import ScaleBasis
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from tests.loaders.gathered import Gathered, gather

Write = Callable[..., InputFile]

FIXTURE = Path(__file__).parent / "fixtures" / "harbour-desk.json"
BUNDLE: dict[str, Any] = json.loads(FIXTURE.read_bytes())
ID = "bbbbbbbb-0000-4000-8000-0000000000"


def bundle(objects: list[Any]) -> str:
    return json.dumps({"type": "bundle", "id": BUNDLE["id"], "objects": objects})


@pytest.fixture(scope="module")
def desk() -> Gathered:
    return gather(StixLoader(), InputFile(FIXTURE, "desk.json"))


def test_the_producer_names_the_source_and_the_newest_change_the_edition(desk: Gathered) -> None:
    assert desk.batch.source.id == "stix-harbour-desk"
    assert desk.batch.source.publisher == "Harbour Desk"
    assert desk.batch.disclosure.published_on == "2024-04-02"
    assert desk.batch.source.licence is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Harbour Desk", EntityType.ORGANIZATION),
        ("Jan Norman", EntityType.PERSON),
        ("Shipping companies", EntityType.POPULATION),
        ("Booking system", EntityType.ASSET),
        ("Grey Heron", EntityType.THREAT_ACTOR),
        ("Ministry contractors", EntityType.THREAT_ACTOR),
        ("Norway", EntityType.STATE),
        ("Northern Europe", EntityType.POPULATION),
        ("CVE-2024-0001", EntityType.VULNERABILITY),
        ("Spearphishing", EntityType.TECHNIQUE),
    ],
)
def test_an_object_is_a_record_of_its_type(desk: Gathered, name: str, kind: EntityType) -> None:
    (version,) = desk.called(name)
    assert desk.records[version.record].type is kind
    assert f"stix:{version.record.removeprefix('stix-harbour-desk:')}" in version.identifiers


def test_a_vulnerability_has_its_cve_and_a_location_its_country(desk: Gathered) -> None:
    assert "cve:CVE-2024-0001" in desk.called("CVE-2024-0001")[0].identifiers
    assert desk.called("Norway")[0].country == "NO"


def test_malware_without_a_name_is_unnamed(desk: Gathered) -> None:
    (version,) = [v for v in desk.versions.values() if v.record.endswith(f"malware--{ID}02")]
    assert not version.named


def test_markings_and_all_else_are_kept(desk: Gathered) -> None:
    kept = json.loads(desk.called("Grey Heron")[0].as_given or "")
    assert kept["granular_markings"][0]["selectors"] == ["name"]


def test_who_created_a_relationship_is_its_claimant_and_the_report_its_document(desk: Gathered) -> None:
    found = desk.find(Predicate.ATTRIBUTED_TO, "Grey Heron", "Ministry contractors")
    (claim,) = [claim for claim in found if claim.stance is Stance.ASSERTS]
    assert desk.name(claim.claimant_record) == "Norland Cyber Office"
    document = desk.cites[claim.stated_in]
    assert document.url == "https://harbour-desk.example/reports/grey-heron"
    assert (document.title, document.published_on) == ("Grey Heron against the ferries", "2024-03-27")
    assert claim.quote == "Assessed from tooling and working hours."
    assert claim.asserted_on == "2024-03-25"


def test_a_producer_s_confidence_keeps_its_number_and_is_read_on_the_scale_of_stix(desk: Gathered) -> None:
    (claim,) = [
        claim
        for claim in desk.find(Predicate.ATTRIBUTED_TO, "Grey Heron", "Ministry contractors")
        if claim.stance is Stance.ASSERTS
    ]
    assert (claim.analytic_confidence, claim.likelihood_term) == ("85", "High")
    assert claim.likelihood_scale == "STIX-none-low-med-high"
    assert claim.likelihood_scale_basis is ScaleBasis.FIELD
    assert (claim.likelihood_low, claim.likelihood_high) == (0.70, 1.0)
    (other,) = desk.find(Predicate.ATTRIBUTED_TO, "Ferry season", "Grey Heron")
    assert (other.analytic_confidence, other.likelihood_term) == (None, None)


def test_an_opinion_is_a_claim_of_its_own_with_its_explanation(desk: Gathered) -> None:
    found = desk.find(Predicate.ATTRIBUTED_TO, "Grey Heron", "Ministry contractors")
    assert {claim.stance for claim in found} == {Stance.ASSERTS, Stance.DENIES, Stance.SUPPORTS}
    (denied,) = [claim for claim in found if claim.stance is Stance.DENIES]
    assert denied.quote == "The infrastructure was shared with others."
    assert desk.name(denied.claimant_record) == "Harbour Desk"


def test_targets_are_dated_by_the_relationship_else_by_the_campaign(desk: Gathered) -> None:
    (claim,) = desk.find(Predicate.TARGETED, "Ferry season", "Shipping companies")
    assert (claim.event_start, claim.event_end) == ("2023-07-01", "2023-07-31")
    (claim,) = desk.find(Predicate.ATTRIBUTED_TO, "Ferry season", "Grey Heron")
    assert (claim.event_start, claim.event_end) == ("2023-06-01", "2023-09-30")


def test_relationships_say_what_the_model_has_words_for(desk: Gathered) -> None:
    assert desk.said(Predicate.EXPLOITED) == {("Grey Heron", "CVE-2024-0001")}
    assert ("Grey Heron", "Norway") in desk.said(Predicate.LOCATED_IN)
    (claim,) = desk.find(Predicate.TARGETED, "Grey Heron", "Relay network")
    assert claim.outcome is Outcome.COMPROMISED


def test_a_revoked_relationship_is_not_said(desk: Gathered) -> None:
    assert ("Grey Heron", "Rope") not in desk.said(Predicate.USES)


def test_a_sighting_is_an_incident_that_targets_nobody(desk: Gathered) -> None:
    (sighting,) = [v for v in desk.versions.values() if v.record.endswith(f"sighting--{ID}01")]
    assert desk.records[sighting.record].type is EntityType.INCIDENT
    assert sighting.count == 3
    said = {
        (c.predicate, desk.name(c.object_record)) for c in desk.claims.values() if c.subject_record == sighting.record
    }
    assert said == {(Predicate.USES, "HullBreach"), (Predicate.LOCATED_IN, "Norway")}


def test_a_claimant_that_is_not_in_the_bundle_is_unnamed(desk: Gathered) -> None:
    (claim,) = desk.find(Predicate.TARGETED, "Grey Heron", "Northern Europe")
    claimant = desk.versions[claim.claimant_record]
    assert not claimant.named
    assert claimant.identifiers == ("stix:identity--cccccccc-0000-4000-8000-000000000001",)


def test_order_does_not_matter(desk: Gathered, write: Write) -> None:
    turned = gather(StixLoader(), write(bundle(BUNDLE["objects"][::-1]), "a.json"))
    assert turned.claims.keys() == desk.claims.keys()
    assert turned.versions == desk.versions


def test_of_two_versions_of_an_object_the_newer_stands(write: Write) -> None:
    actor = next(o for o in BUNDLE["objects"] if o["type"] == "intrusion-set")
    older = actor | {"name": "Heron", "modified": "2024-03-25T09:00:00.000Z"}
    for objects in ([actor, older], [older, actor], [actor, actor]):
        held = gather(StixLoader(), write(bundle(objects), "a.json"))
        assert [v.name for v in held.versions.values() if v.named] == ["Grey Heron"]


def test_a_relationship_whose_end_is_missing_is_passed_over_and_told(write: Write) -> None:
    objects = [o for o in BUNDLE["objects"] if o["id"] != f"threat-actor--{ID}01"]
    held = gather(StixLoader(), write(bundle(objects), "a.json"))
    (skipped,) = held.skipped
    assert skipped.where == f"relationship--{ID}01"
    assert skipped.why == f"its target_ref threat-actor--{ID}01 is not in the bundle"
    assert held.batch.closing is not None
    assert not held.batch.closing.complete


@pytest.mark.parametrize(
    ("thing", "why"),
    [
        (7, "not an object"),
        ({"id": f"tool--{ID}09"}, "no type"),
        ({"type": "tool", "name": "x"}, "no id of STIX"),
        ({"type": "tool", "id": f"tool--{ID}09"}, "no name"),
        ({"type": "tool", "id": f"tool--{ID}09", "name": "\u0000"}, "no name"),
        ({"type": "tool", "id": f"tool--{ID}09", "name": "x" * 5000}, "5,000 characters"),
        ({"type": "relationship", "id": f"relationship--{ID}09"}, "no relationship_type"),
    ],
)
def test_a_bad_object_is_passed_over_with_its_place(write: Write, thing: Any, why: str) -> None:
    held = gather(StixLoader(), write(bundle([thing, *BUNDLE["objects"]]), "a.json"))
    (skipped,) = held.skipped
    assert skipped.where.startswith("object 1")
    assert why in skipped.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (bundle(BUNDLE["objects"]) + "\n}", "goes on after the end"),
        (bundle(BUNDLE["objects"])[:-300], "ends early"),
        (bundle([]), "no object that the model knows"),
        (bundle([{"type": "tool"}]), "nothing of the bundle can be kept"),
        ('{"type": "bundle", "id": "' + BUNDLE["id"] + '"}', "no list of objects"),
        ('{"objects": [' + "[" * 100_000, "inside each other"),
        ('{"objects": [' + "[" * 100_000 + "]" * 100_000 + "]}", "inside each other"),
        ('{"objects": [NaN]}', "NaN"),
        ('{"objects": [1e999]}', "too large a number"),
        ('{"objects": [' + "9" * 5000 + "]}", "digits"),
        ('{"objects": [1 2]}', "missing"),
        (b'{"objects": ["\xff"]}', "UTF-8"),
        ("[1]", "missing"),
        ('{"objects": {"a": 1}}', "no list of objects"),
    ],
)
def test_a_bad_file_is_refused_whole(write: Write, text: str | bytes, why: str) -> None:
    file = write(text, "a.json")
    with pytest.raises(BadInput, match=why):
        list(StixLoader().load(file))


def test_bytes_arrive_in_any_pieces(desk: Gathered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attributed.loaders.json_stream.CHUNK", 7)
    assert gather(StixLoader(), InputFile(FIXTURE, "desk.json")).claims == desk.claims


WEIRD: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**70) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5) | st.sampled_from(["\ud800", "relationship", "identity", f"tool--{ID}01", "2024-02-30"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(st.data())
def test_any_value_in_any_place_is_read_or_told(write: Write, data: st.DataObject) -> None:
    fixture = data.draw(st.sampled_from([FIXTURE, FIXTURE.with_name("attack-enterprise.json")]))
    objects = json.loads(fixture.read_bytes())["objects"]
    for _ in range(data.draw(st.integers(1, 4))):
        thing = data.draw(st.sampled_from(objects))
        thing[data.draw(st.sampled_from(sorted(thing)))] = data.draw(WEIRD)
    with suppress(BadInput):
        gather(StixLoader(), write(bundle(objects), "a.json"))
