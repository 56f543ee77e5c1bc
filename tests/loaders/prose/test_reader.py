"""What the reader makes of a statement, with the parser and without."""

from __future__ import annotations

from typing import Any

import pytest

from attributed.loaders.prose.reader import Mode, extractor


@pytest.mark.parametrize(
    "sentence",
    [
        "The NCSC could not say whether APT31 compromised the UK Electoral Commission.",
        "It might be that APT31 compromised the UK Electoral Commission.",
        "If APT31 compromised the UK Electoral Commission, others may follow.",
        "A tool similar to that of APT31 was found at the UK Electoral Commission.",
        "APT31 has the capability to compromise the UK Electoral Commission.",
        "APT31 is able to breach the UK Electoral Commission.",
        "See also: APT31 compromised the UK Electoral Commission in 2021.",
        "APT31 compromised the UK Electoral Commission in 2021",
        "Operations of the group align with the interests of the Russian government.",
        "The Finnish Parliament wants to protect itself from APT31.",
    ],
)
def test_what_is_no_assertion_gives_no_claim(sentence: str, said: Any) -> None:
    assert said(sentence) == []


@pytest.mark.parametrize("words", ["pro-Russian", "Russia-aligned", "Russian-speaking", "Russia-based"])
def test_alignment_and_language_are_no_attribution(words: str, said: Any) -> None:
    assert not [claim for claim in said(f"The {words} group Killnet attacked Lithuania.") if "ATTRIBUTED_TO" in claim]


@pytest.mark.parametrize("words", ["Russian state-sponsored", "Russia-backed", "Russian government-affiliated"])
def test_sponsorship_is_attribution(words: str, said: Any) -> None:
    assert "Somebody: Turla ATTRIBUTED_TO Russia" in said(f"The {words} group Turla attacked Lithuania.")


def test_a_denial_denies_and_its_speaker_makes_it(said: Any) -> None:
    claims = said("The Federal Security Service denied that APT28 attacked Lithuania.")
    assert claims == ["Federal Security Service: APT28 TARGETED Lithuania (denies)"]


def test_an_unlikely_event_keeps_its_words(reading: Any) -> None:
    (claim,) = (
        claim
        for claim in reading(
            "The UK National Cyber Security Centre assesses it is highly unlikely that APT31 breached UK Parliament."
        ).claims
        if claim.predicate == "TARGETED"
    )
    assert claim.likelihood_term == "highly unlikely"
    assert claim.likelihood_high == 0.2


def test_two_actors_and_two_claimants_give_a_claim_each(said: Any) -> None:
    claims = said("CISA and the FBI said that APT28 and APT29 targeted Lithuania.")
    assert len([claim for claim in claims if "TARGETED" in claim]) == 4


def test_names_of_one_group_are_joined_by_what_the_text_says(said: Any) -> None:
    claims = said("Ghost Blizzard, also known as Berserk Bear and Energetic Bear, was active.")
    assert claims == [
        "Somebody: Berserk Bear ALIAS_OF Ghost Blizzard",
        "Somebody: Energetic Bear ALIAS_OF Ghost Blizzard",
    ]


def test_the_group_points_back_only_where_one_fits(said: Any) -> None:
    assert "Somebody: APT31 TARGETED Lithuania" in said("APT31 was active in 2021. The group attacked Lithuania.")
    assert not [claim for claim in said("APT31 and APT40 were active. The group attacked Lithuania.") if "APT" in claim]


def test_an_unnamed_actor_is_its_own_record(reading: Any) -> None:
    found = reading("A Chinese state-affiliated entity compromised the Finnish Parliament. APT31 targeted Lithuania.")
    unnamed = [version.name for version in found.versions if not version.named]
    assert unnamed == ["a Chinese state-affiliated entity"]


def test_entries_of_a_notice_are_listed_by_its_authority(reading: Any, said: Any) -> None:
    body = (
        "1. ORLOV, Viktor Petrovich\nDOB: 04/10/1983. a.k.a: (1) Vitya (2) Nightjar\n"
        "(UK Statement of Reasons):Officer of GRU Unit 29155. Listed on: 05/09/2024\n"
    )
    assert said(body) == [
        "Somebody: Viktor Petrovich Orlov SANCTIONED_BY United Kingdom",
        "Somebody: Vitya ALIAS_OF Viktor Petrovich Orlov",
        "Somebody: Nightjar ALIAS_OF Viktor Petrovich Orlov",
        "Somebody: Viktor Petrovich Orlov MEMBER_OF Unit 29155",
    ]
    assert reading(body).claims[0].event_start == "2024-09-05"


def test_today_is_the_day_of_the_document(reading: Any) -> None:
    body = "The Treasury Department today sanctioned GRU Unit 26165."
    (claim,) = (claim for claim in reading(body, "2024-05-03").claims if claim.predicate == "SANCTIONED_BY")
    assert claim.event_start == claim.event_end == "2024-05-03"
    (claim,) = (claim for claim in reading(body).claims if claim.predicate == "SANCTIONED_BY")
    assert claim.event_start is None


def test_offsets_hold_in_a_text_with_odd_white_space(reading: Any) -> None:
    body = "\ufeffA line.\r\n\r\nAPT28 compromised\r\nthe  German\u00a0Social Democratic Party in 2023. 😀 End.\r\n"
    (claim,) = reading(body).claims
    assert claim.event_start == "2023-01-01"


def test_mentions_stand_where_the_text_speaks_of_the_record(reading: Any) -> None:
    body = "Sandworm attacked Ukraine. Later Sandworm left."
    found = reading(body)
    (actor,) = (record.id for record in found.records if record.type == "ThreatActor")
    assert [body[m.start : m.end] for m in found.mentions if m.record == actor] == ["Sandworm", "Sandworm"]


def test_a_text_reads_the_same_twice(reading: Any) -> None:
    body = "The NCSC said that APT31 compromised the Finnish Parliament. The group also attacked Lithuania."
    assert reading(body) == reading(body)


def test_every_claim_names_what_read_it_and_the_rule(reading: Any, mode: Mode) -> None:
    (claim,) = reading("APT31 attacked Lithuania.").claims
    assert claim.extracted_by == f"{extractor(mode)} target"


@pytest.mark.parametrize("body", ["a " * 500_000, "APT31 " * 100_000, "A." * 300_000, "(" * 300_000, "1. A\n" * 50_000])
def test_a_very_long_text_is_read_to_its_end(body: str, reading: Any) -> None:
    assert reading(body).claims == ()
