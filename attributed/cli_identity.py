"""Who is who, and who stands behind whom: `attributed judge | why | names | chain | candidates | judgements`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from attributed.cli_context import Json, print_json, settings_of, store_of
from attributed.errors import Misuse

Thing = Annotated[str, typer.Argument(help="A name, or the id of an entity or of a record.")]


def judge(
    context: typer.Context,
    left: Thing,
    right: Thing,
    verdict: Annotated[str, typer.Argument(help="same, different, unsure or takenBack.")],
    because: Annotated[str, typer.Option(help="The reason, for those who come after you.")],
    by: Annotated[str | None, typer.Option(help="Who judges; the user's name without it.")] = None,
    source: Annotated[str | None, typer.Option(help="Where the reason can be checked: an address.")] = None,
    json: Json = False,
) -> None:
    """Say that two things are the same or different; it takes effect at once, and can be taken back."""
    from contextlib import closing

    from attributed.cli_judge import judged, print_judged

    with closing(store_of(settings_of(context))) as store:
        made = judged(store, left, right, verdict, because, by, source)
        if json:
            print_json(made)
        else:
            print_judged(store, made)


def why(context: typer.Context, left: Thing, right: Thing, json: Json = False) -> None:
    """Why two things are one, or are two: the chain of reasons, and what speaks for and against."""
    from contextlib import closing

    from attributed.cli_judge import explained, print_explanation

    with closing(store_of(settings_of(context))) as store:
        found = explained(store, left, right)
    if json:
        print_json(found)
    else:
        print_explanation(found)


def names(context: typer.Context, name: Thing, json: Json = False) -> None:
    """Who calls a thing what, and who else is called so; of a name that several bear, who gives it to each."""
    from contextlib import closing

    from attributed.cli_judge import names_of, print_bearers, print_names

    with closing(store_of(settings_of(context))) as store:
        found = names_of(store, name)
    if isinstance(found, tuple):
        if json:
            print_json({"bearers": found})
        else:
            print_bearers(found, name)
    elif json:
        print_json(found)
    else:
        print_names(found)


def chain(
    context: typer.Context,
    name: Thing,
    to: Annotated[str | None, typer.Option(help="Only chains to this thing; to any state without it.")] = None,
    limit: Annotated[int, typer.Option(help="How many chains.", min=1, max=100)] = 3,
    json: Json = False,
) -> None:
    """From a group, a company or a person to the organ and the state behind it, hop by hop with the evidence."""
    from contextlib import closing

    from attributed.cli_chain import print_chains
    from attributed.cli_judge import entity_of
    from attributed.graph.chain import chains

    with closing(store_of(settings_of(context))) as store:
        end = entity_of(store, to) if to else None
        found = chains(store, entity_of(store, name), end, limit)
    if json:
        print_json(found)
    else:
        print_chains(found)
    if not found.chains:
        reached = found.end["name"] if found.end else "a state"
        typer.echo(f"no chain from {found.start['name']} to {reached}: nobody here states every hop of one", err=True)


def candidates(
    context: typer.Context,
    type: Annotated[str | None, typer.Option(help="Only of this type, such as Person.")] = None,
    limit: Annotated[int, typer.Option(help="How many pairs.", min=1, max=1000)] = 20,
    json: Json = False,
) -> None:
    """Pairs that may be one thing and that nobody has judged, the most useful first."""
    from contextlib import closing

    from attributed.cli_judge import pairs, print_candidates

    with closing(store_of(settings_of(context))) as store:
        found = pairs(store, type, limit)
    if json:
        print_json({"pairs": found})
    else:
        print_candidates(found)


def judgements(
    context: typer.Context,
    export_as: Annotated[str | None, typer.Option("--export", help="Write them as sssom or nomenklatura.")] = None,
    import_from: Annotated[Path | None, typer.Option("--import", help="Take those of a file in either format.")] = None,
) -> None:
    """What was judged, by whom and why; exchange it with others."""
    from contextlib import closing

    from attributed.cli_judge import exported, imported, print_judgements

    if export_as and import_from:
        raise Misuse("give either --export FORMAT or --import FILE")
    settings = settings_of(context)
    with closing(store_of(settings)) as store:
        if import_from is not None:
            typer.echo(f"{imported(store, import_from)} judgements")
        elif export_as is not None:
            typer.echo(exported(store, export_as, settings.base_iri), nl=False)
        else:
            print_judgements(store)


COMMANDS: tuple[Callable[..., None], ...] = (judge, why, names, chain, candidates, judgements)
