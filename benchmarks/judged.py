"""Pairs of entries of two lists that were judged by hand: `judged.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Judged:
    """`left` and `right` are ids of records; `because` is what the judgement rests on."""

    left: str
    right: str
    same: bool
    because: str

    @property
    def pair(self) -> tuple[str, str]:
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)


def read() -> list[Judged]:
    held = yaml.safe_load(Path(__file__).with_name("judged.yaml").read_text("utf-8"))
    return [Judged(f"ofac-sdn:{one['ofac']}", one["other"], one["same"], one["because"]) for one in held]
