"""Who is who, for a person: names, reasons, open pairs, and judgements on them."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape

from attributed.cli_show import print_table
from attributed.errors import BadInput, Misuse
from attributed.graph import mappings
from attributed.graph.called import Name, names
from attributed.graph.catalogue import query
from attributed.graph.chunks import chunks
from attributed.graph.dossier import entity, matches
from attributed.graph.open_pairs import OpenPair
from attributed.graph.store import Store
from attributed.graph.why import Explanation, Held, called, records_of, why
from attributed.schema.dates import now
from attributed.schema.decision import Judgement, JudgementVerdict, judgement

VERDICTS = {verdict.value: verdict for verdict in JudgementVerdict}


def entity_of(store: Store, name: str) -> str:
    """The id of the one entity that is meant by a name, an entity's id or a record's; Misuse where several may be."""
    row = store.read(query("entity-of-record").text, {"id": name}).one()
    if row:
        return str(row["id"])
    hits = matches(store, name)
    if len(hits) > 1:
        several = "; ".join(f"{hit.id} {hit.name} ({hit.type})" for hit in hits[:10])
        raise Misuse(f"several are called {name!r}; name one by its id: {several}")
    return hits[0].id


def judged(
    store: Store, left: str, right: str, verdict: str, because: str, by: str | None, source: str | None
) -> Judgement:
    """Store the verdict of a person on two things, and return it."""
    if verdict not in VERDICTS:
        raise Misuse(f"{verdict!r} is no verdict; there are {', '.join(VERDICTS)}")
    mine, theirs = _held(store, left), _held(store, right)
    if mine.id == theirs.id:
        held = [f"{one.id} ({one.version['name']})" for one in records_of(store, mine.entity)]
        raise Misuse(f"{left!r} and {right!r} are one thing here; name two of its records: {'; '.join(held)}")
    made = judgement(mine.id, theirs.id, VERDICTS[verdict], by or getpass.getuser(), now(), because, source)
    store.decide([made])
    return made


def _held(store: Store, name: str) -> Held:
    return called(records_of(store, entity_of(store, name)), name)


def explained(store: Store, left: str, right: str) -> Explanation:
    return why(store, (entity_of(store, left), left), (entity_of(store, right), right))


def print_explanation(found: Explanation) -> None:
    console = Console(highlight=False)
    console.print(f"{escape(found.left)} and {escape(found.right)} are {'one thing' if found.one else 'two things'}")
    for step in found.chain:
        console.print(f"  {escape(step.left)} was joined to {escape(step.right)}: {step.reason}, {escape(step.words)}")
    if found.comparison and found.comparison.names:
        console.print(f"names alike: {escape(' / '.join(found.comparison.names))}")
    elif found.comparison:
        console.print("no names alike")
    for fact in found.comparison.facts if found.comparison else ():
        console.print(f"  {fact.bearing.value:13} {fact.kind}: {escape(fact.left)} / {escape(fact.right)}")
    if found.names:
        console.print(f"both are called {escape(', '.join(found.names))}")
    for verdict in found.judgements:
        because = f": {verdict['because']}" if verdict.get("because") else ""
        console.print(
            f"judged {verdict['verdict']} by {escape(verdict['decidedBy'])}, {verdict['decidedAt']}{escape(because)}"
        )


def print_names(store: Store, name: str) -> None:
    rows = []
    for found in bearers(store, name):
        others = ", ".join(f"{hit.name} ({hit.id})" for hit in found.bearers)
        claims: tuple[dict[str, Any], ...] = found.given or ({},)
        for claim in claims:
            told = [claim.get(key, "") for key in ("namer", "stance", "assertedOn", "title")]
            rows.append((found.name, *told, others))
    print_table(("name", "given by", "stance", "on", "in", "also borne by"), rows)


def bearers(store: Store, name: str) -> list[Name]:
    return names(store, entity(store, entity_of(store, name)))


def print_candidates(found: Iterable[OpenPair]) -> None:
    columns = ("left", "right", "type", "agrees", "against", "claims")
    rows = [
        (
            f"{pair.left_name}\n{pair.left}",
            f"{pair.right_name}\n{pair.right}",
            pair.type,
            pair.words,
            pair.against,
            pair.claims,
        )
        for pair in found
    ]
    print_table(columns, rows)


def exported(store: Store, format: str, base: str) -> str:
    if format not in mappings.FORMATS:
        raise Misuse(f"no format {format!r}; there are {', '.join(mappings.FORMATS)}")
    rows = list(store.stream("judgement"))
    return mappings.sssom(rows, base) if format == "sssom" else mappings.nomenklatura(rows)


def imported(store: Store, path: Path) -> int:
    """How many of a file's judgements were taken: those whose records are here, which the others are told to lack.

    BadInput, and none taken, where the file or one of its lines cannot be read.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(str(path), f"cannot be read: {error}") from None
    made = list(mappings.read(str(path), text, now()))
    named = {record for one in made for record in (one.left_record, one.right_record)}
    missing = named - _known(store, named)
    if missing:
        such = min(missing)
        typer.echo(f"{len(missing)} records are not here, such as {such}; judgements on them are left out", err=True)
    here = [one for one in made if not {one.left_record, one.right_record} & missing]
    store.decide(here)
    return len(here)


def _known(store: Store, records: set[str]) -> set[str]:
    query = "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN r.id AS id"
    return {row[0] for ids in chunks(sorted(records), 1000) for row in store.read(query, {"ids": ids}).rows}
