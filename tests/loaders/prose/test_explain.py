"""The rule that a claim names."""

from __future__ import annotations

from attributed.loaders.prose.explain import rule_of
from attributed.loaders.prose.tables import names, table


def test_a_rule_is_found_by_its_name_with_its_examples() -> None:
    held = next(table(name) for name in ("rules", "patterns") if name in names())
    row = held[0] if isinstance(held, list) else next(iter(held.values()))[0]
    rule = rule_of(f"prose/9 0123456789ab rules {row['name']}")
    assert rule is not None
    assert (rule.name, rule.example, rule.counter) == (row["name"], row["example"], row["counter"])


def test_a_rule_of_another_time_is_none_of_todays() -> None:
    assert rule_of("prose/0+0123456789ab") is None
    assert rule_of("prose/0 0123456789ab rules no-such-rule") is None
