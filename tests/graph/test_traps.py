"""What is easily fused by accident stays apart, and what is one thing under two spellings is found."""

from __future__ import annotations

import pytest

from . import traps


@pytest.mark.parametrize("trap", traps.read("traps.yaml"), ids=lambda trap: trap.name)
def test_it_falls_into_no_trap(trap: traps.Trap) -> None:
    assert trap.holds(), trap.because


def test_a_trap_names_its_public_source_or_is_made_up() -> None:
    known = traps.read("traps.yaml")
    assert sum(trap.source is not None for trap in known) >= 60
    assert all(trap.source is None or "https://" in trap.source for trap in known)
    assert all(trap.because for trap in known)
