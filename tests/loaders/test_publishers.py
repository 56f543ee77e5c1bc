"""The table of publishers."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from attributed.loaders.fetch import KINDS
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.registry import LOADERS


@pytest.mark.parametrize("source", PUBLISHERS)
def test_a_dataset_is_described_and_can_be_fetched_or_says_why_not(source: str) -> None:
    held = PUBLISHERS[source]
    described = held.source
    assert described.id == source
    assert all((described.title, described.publisher, described.licence, described.homepage, described.update_rhythm))
    assert (held.url is None) != (held.why is None)
    assert held.days > 0
    if held.url:
        assert urlsplit(held.url).scheme == "https"
        assert held.sends in KINDS


def test_the_formats_are_those_of_loaders() -> None:
    assert {held.format for held in PUBLISHERS.values()} - {None} <= {loader.format for loader in LOADERS}
