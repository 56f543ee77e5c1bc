"""Tables and dossiers for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from attributed.graph.dossier import SECTIONS, Dossier
from attributed.graph.store import Hit

WIDE = 200
"""Columns of a table that is not written to a terminal."""


def console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDE)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Nothing is cut off: ids are there to be copied."""
    table = Table(*(Column(escape(column), overflow="fold") for column in columns))
    for row in rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    console().print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def print_hits(hits: Sequence[Hit]) -> None:
    out = console()
    out.print("Several are called so; show one by its id:")
    for hit in hits:
        out.print(f"  {hit.id}  {escape(hit.name)} ({hit.type})")


def print_dossier(found: Dossier) -> None:
    """Everything said, section by section; each claim with its claimant, likelihood, words and document."""
    out = console()
    entity = found.entity
    out.print(f"[bold]{escape(entity['name'])}[/bold]  {entity['type']}  {entity['id']}")
    others = [name for name in entity.get("names", ()) if name != entity["name"]]
    if others:
        out.print(f"also written: {escape(', '.join(others))}")
    if entity.get("roles"):
        out.print(f"roles: {', '.join(entity['roles'])}")
    for section in SECTIONS:
        claims = found.sections.get(section.key)
        if claims:
            out.print(f"\n[bold]{section.title}[/bold]")
            for claim in claims:
                _print_claim(out, claim)
            if found.more.get(section.key):
                out.print(f"  … and {found.more[section.key]} more")
    if found.said:
        out.print(f"\nIt has itself made {found.said} claims.")


def _print_claim(console: Console, claim: dict[str, Any]) -> None:
    other, claimant = claim.get("other") or {}, claim.get("claimant") or {}
    facts = [claim.get(key) for key in ("outcome", "responseKind", "programme", "position", "eventText")]
    stance = "" if claim["stance"] == "asserts" else f"{claim['stance']}: "
    what = escape(f"{stance}{other.get('name', '')}")
    told = escape("; ".join(fact for fact in facts if fact))
    console.print(f"  {what}{'  ' if told else ''}{told}")
    how = likelihood(claim)
    day = claim.get("assertedOn", "undated")
    console.print(f"    said by {escape(claimant.get('name', ''))}, {day}{', ' if how else ''}{escape(how)}")
    if claim.get("quote"):
        console.print(f"    “{escape(' '.join(claim['quote'].split()))}”")
    document = claim["document"]
    if document.get("url") or document.get("title"):
        console.print(f"    {escape(document.get('url') or document['title'])}", soft_wrap=True)


def likelihood(claim: dict[str, Any]) -> str:
    parts = []
    if claim.get("likelihoodTerm"):
        parts.append(f"“{claim['likelihoodTerm']}”")
    if claim.get("likelihoodLow") is not None:
        parts.append(f"({claim['likelihoodScale']}: {claim['likelihoodLow']:.0%} to {claim['likelihoodHigh']:.0%})")
    if claim.get("analyticConfidence"):
        parts.append(f"analytic confidence “{claim['analyticConfidence']}”")
    return " ".join(parts)
