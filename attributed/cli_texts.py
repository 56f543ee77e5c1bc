"""Commands on the texts of a store: `attributed reread | review | explain`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from attributed.cli_context import Json, Names, print_json, settings_of, store_of


def reread(
    context: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(help="Ids of texts; all without it.")] = None,
    names: Names = None,
    json: Json = False,
) -> None:
    """Read known texts with today's rules: what is newly found is added, what is no longer found is superseded."""
    from contextlib import closing

    from attributed.cli_reading import reading
    from attributed.cli_reread import reread_all

    settings = settings_of(context)
    with closing(store_of(settings)) as store:
        report = reread_all(store, text or (), reading(store, settings, names).extractor)
    if json:
        print_json({"texts": report})
    else:
        _print_reread(report)
    if any("refused" in one for one in report):
        raise typer.Exit(2)


def _print_reread(report: list[dict[str, Any]]) -> None:
    for one in report:
        called = one["title"] or one["disclosure"]
        if "refused" in one:
            typer.echo(f"{called}: not read again: {one['refused']}", err=True)
        else:
            typer.echo(f"{called}: {one['new']} new, {one['superseded']} superseded")
    typer.echo(f"{sum('new' in one for one in report)} texts say something else")


def review(
    context: typer.Context,
    text: Annotated[str | None, typer.Option(help="Only claims of the text of this id.")] = None,
    by: Annotated[str | None, typer.Option(help="Who decides; the user's name without it.")] = None,
    accept: Annotated[list[str] | None, typer.Option(help="Accept the claim of this id.")] = None,
    reject: Annotated[list[str] | None, typer.Option(help="Reject the claim of this id.")] = None,
    take_back: Annotated[list[str] | None, typer.Option(help="Take back what was decided on this claim.")] = None,
    because: Annotated[str | None, typer.Option(help="The reason.")] = None,
    draft: Annotated[str | None, typer.Option(help="Print the claim of this id as it can be edited.")] = None,
    edit: Annotated[str | None, typer.Option(help="Put the claim of this id right, with --to.")] = None,
    to: Annotated[Path | None, typer.Option(help="The edited draft.")] = None,
    export_to: Annotated[Path | None, typer.Option("--export", help="Write all decisions as JSON Lines.")] = None,
    import_from: Annotated[Path | None, typer.Option("--import", help="Take decisions from such a file.")] = None,
    json: Json = False,
) -> None:
    """Decide on claims read from texts: at a terminal one by one, or as the options say; else they are listed."""
    from contextlib import closing

    from attributed.cli_reviewing import Asked, answer

    asked = Asked(text, by, accept, reject, take_back, because, draft, edit, to, export_to, import_from)
    with closing(store_of(settings_of(context))) as store:
        found = answer(store, asked, interactive=not json and sys.stdin.isatty())
    if json:
        print_json(found.data)
    elif found.text:
        typer.echo(found.text)


def explain(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(help="A claim's id.")],
    json: Json = False,
) -> None:
    """Which rule made a claim, with the rule's example."""
    from contextlib import closing

    from attributed.cli_explain import explained, print_explained

    with closing(store_of(settings_of(context))) as store:
        found = explained(store, claim)
    if json:
        print_json(found)
    else:
        print_explained(found)


COMMANDS: tuple[Callable[..., None], ...] = (reread, review, explain)
