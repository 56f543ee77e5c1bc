"""Commands on who is who: `attributed judge | why | names | candidates | judgements`."""

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

    from attributed.cli_judge import judged

    with closing(store_of(settings_of(context))) as store:
        made = judged(store, left, right, verdict, because, by, source)
    if json:
        print_json(made)
    else:
        typer.echo(f"{made.left_record} and {made.right_record}: {made.verdict} ({made.id})")


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
    """Who calls a thing what, and who else is called so."""
    from contextlib import closing

    from attributed.cli_judge import bearers, print_names

    with closing(store_of(settings_of(context))) as store:
        if json:
            print_json({"names": bearers(store, name)})
        else:
            print_names(store, name)


def candidates(
    context: typer.Context,
    type: Annotated[str | None, typer.Option(help="Only of this type, such as Person.")] = None,
    limit: Annotated[int, typer.Option(help="How many pairs.", min=1, max=1000)] = 20,
    json: Json = False,
) -> None:
    """Pairs that may be one thing and that nobody has judged, the most useful first."""
    from contextlib import closing

    from attributed.cli_judge import print_candidates
    from attributed.graph.open_pairs import open_pairs

    with closing(store_of(settings_of(context))) as store:
        if json:
            print_json({"pairs": open_pairs(store, type, limit)})
        else:
            print_candidates(open_pairs(store, type, limit))


def judgements(
    context: typer.Context,
    export_as: Annotated[str | None, typer.Option("--export", help="Write them as sssom or nomenklatura.")] = None,
    import_from: Annotated[Path | None, typer.Option("--import", help="Take those of a file in either format.")] = None,
) -> None:
    """Exchange judgements with others."""
    from contextlib import closing

    from attributed.cli_judge import exported, imported

    if (export_as is None) == (import_from is None):
        raise Misuse("give either --export FORMAT or --import FILE")
    settings = settings_of(context)
    with closing(store_of(settings)) as store:
        if import_from is not None:
            typer.echo(f"{imported(store, import_from)} judgements")
        elif export_as is not None:
            typer.echo(exported(store, export_as, settings.base_iri), nl=False)


COMMANDS: tuple[Callable[..., None], ...] = (judge, why, names, candidates, judgements)
