"""The publishers whose datasets have a name: one table, `publishers.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from attributed.schema.source import Source


@dataclass(frozen=True, slots=True)
class Publisher:
    """A dataset: `url` of its current file or `why` there is none; `days` until it is worth another look.

    `sends` is what the file is: `json`, `xml` or `csv`; `format` names the loader that reads it.
    """

    source: Source
    url: str | None = None
    why: str | None = None
    days: int = 7
    sends: str | None = None
    format: str | None = None


def _publisher(key: str, held: Mapping[str, Any]) -> Publisher:
    source = Source(
        id=key,
        title=held["title"],
        publisher=held["publisher"],
        licence=held["licence"],
        homepage=held["homepage"],
        update_rhythm=held["rhythm"],
    )
    return Publisher(
        source, held.get("url"), held.get("why"), held.get("days", 7), held.get("sends"), held.get("format")
    )


def _read() -> dict[str, Publisher]:
    text = resources.files(__package__).joinpath("publishers.yaml").read_text("utf-8")
    return {key: _publisher(key, held) for key, held in yaml.safe_load(text).items()}


PUBLISHERS: Mapping[str, Publisher] = _read()
"""By the slug of the source."""
