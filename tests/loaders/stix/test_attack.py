"""What an ATT&CK bundle says: groups, campaigns, software, techniques, and what MITRE took back."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
from attributed.loaders.stix.loader import StixLoader
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import RecordStatus
from tests.loaders.gathered import Gathered, gather

FIXTURE = Path(__file__).parent / "fixtures" / "attack-enterprise.json"


@pytest.fixture(scope="module")
def attack() -> Gathered:
    return gather(StixLoader(), InputFile(FIXTURE, "enterprise.json"))


def test_it_is_recognised_by_what_it_holds(tmp_path: Path) -> None:
    copy = tmp_path / "anything.txt"
    copy.write_bytes(b"\xef\xbb\xbf" + FIXTURE.read_bytes())
    assert isinstance(loader_for(InputFile(copy, "anything.txt")), StixLoader)
    assert gather(StixLoader(), InputFile(copy, "anything.txt")).claims


def test_the_collection_names_the_edition(attack: Gathered) -> None:
    edition = attack.batch.disclosure
    assert (edition.source, edition.series) == ("mitre-attack-enterprise", "mitre-attack-enterprise")
    assert (edition.edition, edition.published_on) == ("18.0", "2025-10-28")
    assert edition.sha256 == InputFile(FIXTURE, "enterprise.json").sha256()
    assert attack.batch.source.licence is not None
    assert attack.batch.closing is not None
    assert attack.batch.closing.complete


def test_without_a_collection_the_newest_change_is_the_edition(tmp_path: Path) -> None:
    bundle = json.loads(FIXTURE.read_bytes())
    bundle["objects"] = [o for o in bundle["objects"] if o["type"] != "x-mitre-collection"]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(bundle))
    edition = gather(StixLoader(), InputFile(path, "a.json")).batch.disclosure
    assert (edition.edition, edition.published_on) == ("2025-10-15", "2025-10-15")


def test_a_bundle_of_stix_2_0_that_names_no_domain_is_known_by_its_kill_chain(tmp_path: Path) -> None:
    bundle = json.loads(FIXTURE.read_bytes()) | {"spec_version": "2.0"}
    bundle["objects"] = [o for o in bundle["objects"] if o["type"] != "x-mitre-collection"]
    for thing in bundle["objects"]:
        thing.pop("x_mitre_domains", None)
        thing.pop("spec_version", None)
        if thing["type"] == "attack-pattern":
            thing["kill_chain_phases"] = [{"kill_chain_name": "mitre-mobile-attack", "phase_name": "impact"}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(bundle))
    assert gather(StixLoader(), InputFile(path, "a.json")).batch.source.id == "mitre-attack-mobile"


def test_every_object_of_the_model_is_a_record_by_its_stix_id(attack: Gathered) -> None:
    record = "mitre-attack-enterprise:intrusion-set--4283ae19-69c7-4347-a35e-b56f08eb660b"
    assert attack.records[record].type is EntityType.THREAT_ACTOR
    version = attack.versions[record]
    assert version.name == "ZIRCONIUM"
    assert version.names == ("APT31", "Violet Typhoon", "ZIRCONIUM")
    assert set(version.identifiers) == {
        "mitre-attack:G0128",
        "stix:intrusion-set--4283ae19-69c7-4347-a35e-b56f08eb660b",
    }
    kinds = Counter(record.type for record in attack.records.values())
    assert (kinds[EntityType.THREAT_ACTOR], kinds[EntityType.CAMPAIGN]) == (13, 1)
    assert (kinds[EntityType.MALWARE], kinds[EntityType.TOOL]) == (1, 1)
    assert (kinds[EntityType.TECHNIQUE], kinds[EntityType.ASSET]) == (1, 1)


def test_what_is_not_modelled_is_kept_as_given(attack: Gathered) -> None:
    (version,) = attack.called("Spearphishing Link")
    kept = json.loads(version.as_given or "")
    assert kept["kill_chain_phases"] == [{"kill_chain_name": "mitre-attack", "phase_name": "initial-access"}]
    assert kept["external_references"][0]["url"] == "https://attack.mitre.org/techniques/T1566.002"


def test_a_campaign_is_attributed_to_each_of_its_groups_on_the_day_mitre_said_so(attack: Gathered) -> None:
    assert attack.said(Predicate.ATTRIBUTED_TO) == {("SPACEHOP Activity", "APT5"), ("SPACEHOP Activity", "Ke3chang")}
    (claim,) = attack.find(Predicate.ATTRIBUTED_TO, "SPACEHOP Activity", "APT5")
    assert (claim.asserted_on, claim.asserted_on_latest) == ("2025-03-25", "2025-03-25")
    assert (claim.event_start, claim.event_end) == ("2019-01-01", "2024-05-01")
    assert claim.reference == "relationship--7e632f9c-c55b-4aef-8bdc-56e0317375ee"
    assert claim.quote == "Two groups used this network. (Citation: ORB Mandiant)"
    assert attack.versions[claim.claimant_record].name == "The MITRE Corporation"
    assert claim.likelihood_term is None


def test_an_alias_on_two_live_groups_is_a_name_of_both_and_an_identity_of_neither(attack: Gathered) -> None:
    names = attack.said(Predicate.KNOWN_AS)
    assert {("Ember Bear", "UAC-0056"), ("Saint Bear", "UAC-0056"), ("Lotus Blossom", "Thrip")} <= names
    assert attack.called("Thrip")[0].identifiers != attack.called("Lotus Blossom")[0].identifiers
    assert attack.said(Predicate.SAME_AS) == {("APT34", "OilRig")}


def test_the_group_s_own_name_is_no_alias(attack: Gathered) -> None:
    own = [claim for claim in attack.claims.values() if claim.predicate is Predicate.KNOWN_AS]
    own = [claim for claim in own if claim.value == attack.name(claim.subject_record)]
    assert "The MITRE Corporation" not in {attack.name(claim.claimant_record) for claim in own}


def test_an_alias_was_said_between_creation_and_the_last_change(attack: Gathered) -> None:
    (claim, *_) = attack.find(Predicate.KNOWN_AS, "Sandworm Team", "APT44")
    assert (claim.asserted_on, claim.asserted_on_latest) == ("2017-05-31", "2024-12-04")
    assert claim.asserted_on_text == "2017-05-31/2024-12-04"


def test_a_company_on_whose_site_the_cited_document_lies_is_a_claimant_of_the_name(attack: Gathered) -> None:
    found = attack.find(Predicate.KNOWN_AS, "ZIRCONIUM", "Violet Typhoon")
    assert {attack.name(claim.claimant_record) for claim in found} == {"The MITRE Corporation", "Microsoft"}
    (microsoft,) = [claim for claim in found if attack.name(claim.claimant_record) == "Microsoft"]
    assert (attack.cites[microsoft.stated_in].url or "").startswith("https://learn.microsoft.com/")
    assert microsoft.carried_by == attack.batch.disclosure.id
    assert microsoft.asserted_on is None


def test_a_company_whose_document_has_the_name_in_its_title_is_a_claimant_of_it(attack: Gathered) -> None:
    found = attack.find(Predicate.KNOWN_AS, "Sandworm Team", "APT44")
    (mandiant,) = [claim for claim in found if attack.name(claim.claimant_record) == "Mandiant"]
    assert mandiant.quote == "APT44: Unearthing Sandworm"
    assert (attack.cites[mandiant.stated_in].url or "").startswith("https://cloud.google.com/")
    assert not attack.find(Predicate.KNOWN_AS, "Sandworm Team", "Sandworm")


def test_a_citation_that_is_not_in_the_references_names_nobody(attack: Gathered) -> None:
    (claim,) = attack.find(Predicate.KNOWN_AS, "APT28", "Fancy Bear")
    assert attack.name(claim.claimant_record) == "The MITRE Corporation"
    assert claim.quote == "(Citation: Crowdstrike DNC June 2016)(Citation: ESET Sednit Part 3)"


def test_revoked_and_deprecated_are_told_apart_and_kept(attack: Gathered) -> None:
    assert attack.called("APT34")[0].status is RecordStatus.REVOKED
    assert attack.called("Dust Storm")[0].status is RecordStatus.DEPRECATED
    assert attack.called("Thrip")[0].status is None
    assert attack.called("OilRig")[0].status is None


def test_use_reaches_from_group_to_software_to_technique_to_asset(attack: Gathered) -> None:
    assert attack.said(Predicate.USES) == {
        ("APT28", "CHOPSTICK"),
        ("APT28", "Mimikatz"),
        ("CHOPSTICK", "Spearphishing Link"),
        ("Mimikatz", "Spearphishing Link"),
    }
    assert attack.said(Predicate.TARGETED) == {("Spearphishing Link", "Application Server")}


def test_a_deprecated_relationship_is_not_said(attack: Gathered) -> None:
    assert ("Thrip", "Mimikatz") not in attack.said(Predicate.USES)
    assert attack.skipped == []
