"""Who publishes which name of a group of attackers: `tables/actors.yaml`, with the sources in `tables/namers.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from attributed.schema.text import match_key

TABLES = Path(__file__).parent / "tables"


@cache
def published_by() -> dict[str, str]:
    """The publisher of each name as its own, by the match key of every spelling."""
    groups: dict[str, dict[str, list[Any]]] = yaml.safe_load((TABLES / "actors.yaml").read_text("utf-8"))["groups"]
    return {
        match_key(str(spelling)): namer
        for namers in groups.values()
        for namer, names in namers.items()
        for name in names
        for spelling in (name if isinstance(name, list) else [name])
    }
