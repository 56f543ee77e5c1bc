"""Chains for a terminal: each link with who lists it, each hop with who says it, and the hop it all hangs by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.markup import escape

from attributed.cli_show import console, likelihood
from attributed.graph.chain import Chain, Chains, Hop, Joint, Link, of_states

CLAIMS = 3
"""Claims that are shown of one edge."""


def print_chains(found: Chains) -> None:
    """Whatever several chains share is told once."""
    out = console()
    told: set[str] = set()
    for number, chain in enumerate(found.chains, 1):
        ends = f"{chain.links[0].name} to {chain.links[-1].name}"
        out.print(f"{'' if number == 1 else chr(10)}[bold]Chain {number} of {found.found}: {escape(ends)}[/bold]")
        _print_chain(out, chain, told)
    if found.found > len(found.chains):
        out.print(f"\n… and {found.found - len(found.chains)} more; --limit {found.found} shows all")


def _print_chain(out: Console, chain: Chain, told: set[str]) -> None:
    names = {link.id: link.name for link in chain.links}
    for position, link in enumerate(chain.links):
        roles = f", {', '.join(link.roles)}" if link.roles else ""
        out.print(f"[bold]{escape(link.name)}[/bold] ({link.type}{roles})", soft_wrap=True)
        if link.id not in told:
            told.add(link.id)
            _print_around(out, link)
        if position < len(chain.hops):
            for joint in chain.hops[position].joints:
                _print_joint(out, chain.hops[position], joint, names)
    for weak in chain.weakest:
        ends = " and ".join(escape(link.name) for link in chain.links[weak.hop - 1 : weak.hop + 1])
        out.print(f"weakest: hop {weak.hop}, {ends}: {escape('; '.join(weak.why))}", soft_wrap=True)


def _print_around(out: Console, link: Link) -> None:
    """Who lists it, who responded to it, and who else is said to be part of it."""
    for claim in link.listings:
        told = [claim.get("assertedOn", "undated"), claim.get("programme"), claim.get("reference")]
        out.print(f"  sanctioned by {escape(of_states(claim['other']))}, {_joined(told)}", soft_wrap=True)
    for claim in link.responses:
        told = [claim.get("assertedOn", "undated")]
        out.print(f"  {claim.get('responseKind', 'answered')} by {escape(of_states(claim['other']))}, {_joined(told)}")
    for member in link.members:
        said = f"{member['name']} {' and '.join(member['predicates'])} it, says {', '.join(member['claimants'])}"
        listed = "; ".join(of_states(body) for body in member["listedBy"])
        out.print(escape(f"  {said}{f'; sanctioned by {listed}' if listed else ''}"), soft_wrap=True)


def _joined(told: Iterable[str | None]) -> str:
    return escape(", ".join(part for part in told if part))


def _print_joint(out: Console, hop: Hop, joint: Joint, names: Mapping[str, str]) -> None:
    sentence = f"{names[joint.subject]} {joint.predicate} {names[joint.object]}"
    out.print(
        f"  {hop.number}. {escape(sentence)}{'  [bold]disputed[/bold]' if joint.disputed else ''}", soft_wrap=True
    )
    shown = joint.claims[:CLAIMS]
    shown += tuple(claim for claim in joint.claims[CLAIMS:] if not claim["backs"])
    for claim in shown:
        how = likelihood(claim)
        stance = "" if claim["stance"] == "asserts" else f"{claim['stance']}: "
        by = f"{stance}{of_states(claim['claimant'])}, {claim.get('assertedOn', 'undated')}{f', {how}' if how else ''}"
        out.print(f"     {escape(by)}", soft_wrap=True)
        if claim.get("quote"):
            out.print(f"     “{escape(' '.join(claim['quote'].split()))}”", soft_wrap=True)
        where = claim["document"].get("url") or claim["document"].get("title")
        if where:
            out.print(f"     {escape(where)}", soft_wrap=True)
    if len(joint.claims) > len(shown):
        out.print(f"     … and {len(joint.claims) - len(shown)} more")
