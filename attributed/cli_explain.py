"""Which rule made a claim."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from attributed.cli_review import claim_of
from attributed.cli_reviewing import print_claim
from attributed.graph.store import Store
from attributed.loaders.prose.explain import rule_of


def explained(store: Store, claim: str) -> dict[str, Any]:
    """`says` and `shown` of the claim, `extractedBy`, and the `rule` with its examples where it names one."""
    shown = claim_of(store, claim)
    extracted_by = shown["claim"]["extractedBy"]
    rule = rule_of(extracted_by) if shown["claim"]["origin"] == "prose" else None
    return {"shown": shown, "extractedBy": extracted_by, "rule": rule}


def print_explained(found: dict[str, Any]) -> None:
    console = Console(highlight=False)
    print_claim(console, found["shown"])
    console.print(f"  read by {escape(found['extractedBy'])}", soft_wrap=True)
    rule = found["rule"]
    if rule is None:
        console.print("  no rule of today's tables is named there")
        return
    console.print(f"  rule {rule.name} ({rule.table})")
    console.print(f"    reads   “{escape(rule.example)}”", soft_wrap=True)
    if rule.counter:
        console.print(f"    leaves  “{escape(rule.counter)}”", soft_wrap=True)
