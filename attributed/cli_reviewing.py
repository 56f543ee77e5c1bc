"""Review at a terminal: one claim after another with its sentence, and what the person says to it."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape

from attributed.cli_editor import edited
from attributed.cli_review import (
    Shown,
    claim_of,
    decide,
    draft_of,
    edit,
    export_decisions,
    import_decisions,
    waiting,
)
from attributed.errors import BadInput, Misuse
from attributed.graph.store import Store
from attributed.schema.decision import ReviewVerdict

Ask = Callable[[str], str]
Edit = Callable[[str], str | None]

_QUESTION = "[a]ccept [r]eject [e]dit [s]kip [q]uit"
_VERDICTS = {"a": ReviewVerdict.ACCEPTED, "r": ReviewVerdict.REJECTED}


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command, by its own names."""

    text: str | None = None
    by: str | None = None
    accept: list[str] | None = None
    reject: list[str] | None = None
    take_back: list[str] | None = None
    because: str | None = None
    draft: str | None = None
    edit: str | None = None
    to: Path | None = None
    export_to: Path | None = None
    import_from: Path | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    data: Any
    text: str


def answer(store: Store, asked: Asked, *, interactive: bool) -> Answered:
    """Do what the options say, else go through what waits; without a terminal list it."""
    by = asked.by or getpass.getuser()
    if asked.draft:
        words = draft_of(claim_of(store, asked.draft))
        return Answered({"draft": words}, words)
    if asked.export_to:
        count = export_decisions(store, asked.export_to)
        return Answered({"exported": count}, f"{count} decisions written")
    if asked.import_from:
        taken, elsewhere = import_decisions(store, asked.import_from)
        text = f"{taken} decisions taken" + (f", {elsewhere} on claims that are not here" if elsewhere else "")
        return Answered({"taken": taken, "elsewhere": elsewhere}, text)
    if asked.edit:
        return _put_right(store, asked, by)
    decided = _decided(store, asked, by)
    if decided:
        return Answered({"decided": decided}, f"{len(decided)} decided")
    if interactive:
        done = reviewed(store, asked.text, by, Console(highlight=False), _prompted, edited)
        return Answered({"decided": done}, f"{done} decided")
    found = list(waiting(store, asked.text))
    return Answered({"waiting": [_listed(shown) for shown in found]}, "\n".join(_line(shown) for shown in found))


def _prompted(question: str) -> str:
    answer: str = typer.prompt(question, default="", show_default=False)
    return answer


def _put_right(store: Store, asked: Asked, by: str) -> Answered:
    if asked.edit is None or asked.to is None:
        raise Misuse("--edit needs --to FILE, a draft as --draft prints it")
    try:
        words = asked.to.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(str(asked.to), f"cannot be read: {error}") from None
    revised = edit(store, claim_of(store, asked.edit), words, by)
    return Answered({"claim": revised, "revises": asked.edit}, f"put right as {revised}")


def _decided(store: Store, asked: Asked, by: str) -> list[str]:
    told = (
        (ReviewVerdict.ACCEPTED, asked.accept),
        (ReviewVerdict.REJECTED, asked.reject),
        (ReviewVerdict.TAKEN_BACK, asked.take_back),
    )
    return [decide(store, claim, verdict, by, asked.because).id for verdict, claims in told for claim in claims or ()]


def _listed(shown: Shown) -> dict[str, Any]:
    claim = shown["claim"]
    document = shown["disclosure"] or {}
    return {"claim": claim["id"], "says": told(shown), "quotes": claim.get("quotes"), "text": document.get("id")}


def _line(shown: Shown) -> str:
    quote = " ".join((shown["claim"].get("quote") or "").split())
    return f"{shown['claim']['id']}  {told(shown)}\n    “{quote}”"


def reviewed(store: Store, disclosure: str | None, by: str, console: Console, ask: Ask, change: Edit) -> int:
    """Go through what waits until it is done or the person quits; returns how many were decided."""
    found = list(waiting(store, disclosure))
    done = 0
    for number, shown in enumerate(found, 1):
        console.print(f"\n[bold]{number}/{len(found)}[/bold]  {shown['claim']['id']}")
        print_claim(console, shown)
        answer = _answered(ask)
        if answer == "q":
            break
        if answer in _VERDICTS:
            decide(store, shown["claim"]["id"], _VERDICTS[answer], by, ask("because (may be empty)").strip() or None)
            done += 1
        elif answer == "e":
            done += _edited(store, shown, by, console, change)
    return done


def _answered(ask: Ask) -> str:
    while (answer := ask(_QUESTION).strip().casefold()[:1]) not in ("a", "r", "e", "s", "q"):
        continue
    return answer


def _edited(store: Store, shown: Shown, by: str, console: Console, change: Edit) -> int:
    """Whether the claim was put right; an edit that makes no claim is shown again with the reason."""
    words = draft_of(shown)
    while (changed := change(words)) and changed.strip() and changed != words:
        try:
            console.print(f"put right as {edit(store, shown, changed, by)}")
        except BadInput as error:
            console.print(f"[red]{escape(error.why)}[/red]")
            words = changed
        else:
            return 1
    return 0


def print_claim(console: Console, shown: Shown) -> None:
    """What is said, by whom, with the sentence and the document."""
    console.print(f"  {escape(told(shown))}", soft_wrap=True)
    for quote in shown["claim"].get("quotes") or [shown["claim"].get("quote")]:
        if quote:
            console.print(f"  “{escape(' '.join(quote.split()))}”", soft_wrap=True)
    document = shown["disclosure"] or {}
    where = [document.get(key) for key in ("title", "publisher", "publishedOn", "url")]
    console.print(
        f"  [dim]{escape(', '.join(part for part in where if part) or document.get('id', ''))}[/dim]", soft_wrap=True
    )


def told(shown: Shown) -> str:
    """`APT28 TARGETED the party (compromised; “likely”), says the ministry`."""
    claim: dict[str, Any] = shown["claim"]
    stance = "" if claim["stance"] == "asserts" else f"{claim['stance']}: "
    obj = shown["object"]["name"] if shown["object"] else claim.get("value", "")
    keys = ("outcome", "responseKind", "position", "eventText", "analyticConfidence")
    facts = [claim[key] for key in keys if claim.get(key)] + (["planned"] if claim.get("planned") else [])
    facts += [f"“{claim['likelihoodTerm']}”"] if claim.get("likelihoodTerm") else []
    apart = f" ({'; '.join(facts)})" if facts else ""
    return f"{stance}{shown['subject']['name']} {claim['predicate']} {obj}{apart}, says {shown['claimant']['name']}"
