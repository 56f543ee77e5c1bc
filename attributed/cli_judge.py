"""Who is who, for a person: names, reasons, open pairs, and judgements on them."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer
from rich.markup import escape

from attributed.cli_show import console, print_table
from attributed.errors import BadInput, Misuse
from attributed.graph import mappings
from attributed.graph.called import Names, names
from attributed.graph.catalogue import query
from attributed.graph.chunks import chunks
from attributed.graph.clusters import CONSENSUS
from attributed.graph.dossier import entity, matches
from attributed.graph.open_pairs import OpenPair, open_pairs
from attributed.graph.store import Store
from attributed.graph.why import Explanation, Held, called, records_of, why
from attributed.schema.claim import Stance
from attributed.schema.dates import now
from attributed.schema.decision import Judgement, JudgementVerdict, judgement
from attributed.schema.entity import EntityType
from attributed.schema.text import match_key

VERDICTS = {verdict.value: verdict for verdict in JudgementVerdict}
VERDICT_WORDS: dict[str, str] = {
    JudgementVerdict.SAME: "judged the same",
    JudgementVerdict.DIFFERENT: "judged different",
    JudgementVerdict.UNSURE: "judged unsure",
    JudgementVerdict.TAKEN_BACK: "the judgement was taken back",
}


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
    if not because.strip():
        raise Misuse("--because is empty: those who come after you need the reason")
    mine, theirs = _held(store, left), _held(store, right)
    if mine.id == theirs.id:
        held = [f"{one.id} ({one.version['name']})" for one in records_of(store, mine.entity)]
        raise Misuse(f"{left!r} and {right!r} are one thing here; name two of its records: {'; '.join(held)}")
    if VERDICTS[verdict] is JudgementVerdict.TAKEN_BACK and not _is_judged(store, mine.id, theirs.id):
        raise Misuse(f"nothing that could be taken back was judged of {mine.id} and {theirs.id}")
    made = judgement(mine.id, theirs.id, VERDICTS[verdict], by or getpass.getuser(), now(), because, source)
    store.decide([made])
    return made


def print_judged(store: Store, made: Judgement) -> None:
    """What was judged of which records, and what came of it."""
    out = console()
    records = [_record(store, key) for key in (made.left_record, made.right_record)]
    for one in records:
        out.print(f"{escape(str(one.version['name']))}  {escape(one.id)}", soft_wrap=True)
    left, right = (entity(store, one.entity) for one in records)
    out.print(f"{VERDICT_WORDS[made.verdict]} by {escape(made.decided_by)}: {escape(made.because or '')} ({made.id})")
    if left["id"] == right["id"]:
        out.print(f"They are one thing now: {escape(left['name'])} ({left['type']}, {left['id']})", soft_wrap=True)
    else:
        out.print(f"They are two things now: {left['id']} and {right['id']}")


def _record(store: Store, key: str) -> Held:
    return next(one for one in records_of(store, entity_of(store, key)) if one.id == key)


def _is_judged(store: Store, left: str, right: str) -> bool:
    """Whether the latest verdict on the pair stands."""
    rows = store.read(query("judgements-on-records").text, {"ids": [left]}).maps()
    made = [row["judgement"]["properties"] for row in rows]
    of_both = [one["verdict"] for one in made if {one["leftRecord"], one["rightRecord"]} == {left, right}]
    return bool(of_both) and of_both[-1] != JudgementVerdict.TAKEN_BACK


def _held(store: Store, name: str) -> Held:
    """The record that is meant; Misuse where the name is only a part of what the thing is called."""
    held = records_of(store, entity_of(store, name))
    ids = {key for one in held for key in (one.id, one.entity, one.record["key"])}
    thing = entity(store, held[0].entity)
    if name not in ids and match_key(name) not in map(match_key, thing["names"]):
        raise Misuse(f"nothing is called {name!r}; {thing['name']!r} only holds it ({held[0].id})")
    return called(held, name)


def explained(store: Store, left: str, right: str) -> Explanation:
    return why(store, (entity_of(store, left), left), (entity_of(store, right), right))


def print_explanation(found: Explanation) -> None:
    out = console()
    ends = [
        f"{escape(called)} ({escape(record)})"
        for called, record in zip(found.called, (found.left, found.right), strict=True)
    ]
    out.print(f"{ends[0]} and {ends[1]} are {'one thing' if found.one else 'two things'}", soft_wrap=True)
    for step in found.chain:
        joined = f"{step.left} was joined to {step.right}: {step.reason}, {step.words}"
        out.print(f"  {escape(joined)}", soft_wrap=True)
    if found.comparison and found.comparison.names:
        out.print(f"names alike: {escape(' / '.join(found.comparison.names))}", soft_wrap=True)
    elif found.comparison:
        out.print("no names alike")
    for fact in found.comparison.facts if found.comparison else ():
        out.print(f"  {fact.bearing.value:13} {fact.kind}: {escape(f'{fact.left} / {fact.right}')}", soft_wrap=True)
    for left, right in found.identifiers:
        out.print(f"  different entries: {escape(f'{left} / {right}')}", soft_wrap=True)
    if found.names:
        out.print(f"both are called {escape(', '.join(found.names))}", soft_wrap=True)
    for verdict in found.judgements:
        because = f": {verdict['because']}" if verdict.get("because") else ""
        told = f"{VERDICT_WORDS[verdict['verdict']]} by {verdict['decidedBy']}, {verdict['decidedAt']}{because}"
        out.print(escape(told), soft_wrap=True)


def print_names(found: Names) -> None:
    out = console()
    thing = found.entity
    out.print(f"[bold]{escape(thing['name'])}[/bold]  {thing['type']}  {thing['id']}")
    rows: list[tuple[str, ...]] = []
    for name in found.names:
        others = "\n".join(f"{bearer['name']} ({bearer['type']}, {bearer['id']})" for bearer in name.bearers)
        entries = "\n".join(f"{one['source']} ({one['entries']})" for one in name.entries)
        told = [(_namer(claim), claim.get("assertedOn", ""), _document(claim)) for claim in name.given]
        for number, claim in enumerate(told or [("", "", "")]):
            rows.append((name.name, *claim, entries, others) if number == 0 else ("", *claim, "", ""))
    print_table(("name", "given by", "on", "in", "entries of", "also borne by"), rows)
    if found.lens != CONSENSUS:
        out.print(f"names that {escape(found.lens)} gives are trusted here")


def _namer(claim: dict[str, Any]) -> str:
    """Who gives the name, and what is to be known of it: taken back, doubted, or only collected from others."""
    stance = "" if claim["stance"] == Stance.ASSERTS else f", {claim['stance']}"
    gone = "" if claim["standing"] else ", no longer"
    collected = "" if claim["behind"] else ", collected"
    return f"{claim['claimant']['name']}{stance}{gone}{collected}"


def _document(claim: dict[str, Any]) -> str:
    document = claim["document"]
    return "\n".join(document[key] for key in ("title", "url") if document.get(key))


def names_of(store: Store, name: str) -> Names | tuple[Names, ...]:
    """The names of what is meant; where several things bear the name, each with the claims of that name alone."""
    key = match_key(name)
    hits = matches(store, name) if store.read(query("entity-of-record").text, {"id": name}).one() is None else []
    if len(hits) < 2 or any(key not in map(match_key, hit.names) for hit in hits):
        return names(store, entity_of(store, name))
    found = (names(store, hit.id) for hit in hits)
    return tuple(replace(one, names=tuple(n for n in one.names if match_key(n.name) == key)) for one in found)


def print_bearers(found: tuple[Names, ...], name: str) -> None:
    console().print(f"{len(found)} things are called {escape(name)}; `names` with an id shows all names of one\n")
    for one in found:
        print_names(one)


def print_candidates(found: Sequence[OpenPair]) -> None:
    if not found:
        typer.echo("no open pairs: nothing here shares a name with something else that nobody has judged", err=True)
        return
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


def pairs(store: Store, kind: str | None, limit: int) -> list[OpenPair]:
    if kind is not None and kind not in list(EntityType):
        raise Misuse(f"{kind!r} is no type; there are {', '.join(EntityType)}")
    return open_pairs(store, kind, limit)


def print_judgements(store: Store) -> None:
    """All of them, the newest first; those that were taken back or outdone by a later verdict too."""
    rows = sorted(store.stream("judgement"), key=lambda row: (row["decidedAt"], row["id"]), reverse=True)
    if not rows:
        typer.echo("nobody has judged anything here", err=True)
        return
    keys = ("decidedAt", "decidedBy", "verdict", "because", "leftRecord", "rightRecord", "source")
    print_table(
        ("at", "by", "verdict", "because", "left", "right", "source"), [[row.get(k) for k in keys] for row in rows]
    )


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
