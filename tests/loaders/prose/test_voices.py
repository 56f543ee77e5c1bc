"""Who is heard, beside a statement and across sentences."""

from __future__ import annotations

from typing import Any

import pytest

HEARD = [
    ("APT28 attacked the Finnish Parliament, the German government said.", {"Germany"}),
    ("The US and UK governments have blamed the attack on Finland on APT28.", {"United States", "United Kingdom"}),
    ("The US attributed the attack on the Finnish Parliament to APT28.", {"United States"}),
    ("Belgian authorities suspect APT28 attacked the Finnish Parliament.", {"Belgian authorities"}),
    ("Microsoft said APT28 attacked Norway. APT28 attacked Finland, the company added.", {"Microsoft"}),
    ("Norway said APT28 attacked Oslo Hospital. APT28 attacked Finland, the statement added.", {"Norway"}),
]


@pytest.mark.parametrize(("body", "speakers"), HEARD)
def test_a_speaker_is_heard_beside_and_across_statements(body: str, speakers: set[str], reading: Any) -> None:
    found = reading(body)
    names = {version.record: version.name for version in found.versions}
    assert {names[claim.claimant_record] for claim in found.claims} == speakers


def test_a_court_paper_is_nobodys_voice(reading: Any) -> None:
    found = reading("The FBI spoke. The indictment alleges that APT28 attacked the Finnish Parliament.")
    names = {version.record: version.name for version in found.versions}
    assert [names[claim.claimant_record] for claim in found.claims] == ["Somebody"]
