"""The command line: `attributed load | sources | update | query | queries | show | export | serve | verify | info`."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from attributed.cli_context import Json, Names
from attributed.cli_context import print_json as _print_json
from attributed.cli_context import settings_of as _settings
from attributed.cli_context import store_of as _store
from attributed.cli_identity import COMMANDS as ON_IDENTITY
from attributed.cli_texts import COMMANDS as ON_TEXTS
from attributed.errors import AttributedError, Misuse

if TYPE_CHECKING:
    pass

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Who has publicly attributed what cyber activity to whom, and on what evidence.",
)


def main() -> None:
    """Run a command; every error of ours is one line on stderr and its exit code."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
    except AttributedError as error:
        typer.echo(f"attributed: {error}", err=True)
        sys.exit(error.exit_code)


@app.callback(invoke_without_command=True)
def chosen(
    context: typer.Context,
    store: Annotated[
        str | None, typer.Option(help="Folder of the store, or a neo4j:// address (ATTRIBUTED_STORE).")
    ] = None,
    wait: Annotated[float | None, typer.Option(help="Seconds to wait for a store that is in use.", min=0)] = None,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if show_version:
        typer.echo(f"attributed {version('attributed')}")
        raise typer.Exit
    context.obj = {key: value for key, value in (("store", store), ("wait", wait)) if value is not None}


@app.command()
def load(
    context: typer.Context,
    what: Annotated[list[str], typer.Argument(help="Files, folders, `-` (standard input), or the name of a source.")],
    as_format: Annotated[str | None, typer.Option("--as", help="Read the files as this format.")] = None,
    programme: Annotated[
        list[str] | None, typer.Option(help="Take only the entries of this sanctions programme, such as cyber.")
    ] = None,
    partial: Annotated[bool, typer.Option("--partial", help="The files hold a part: what they lack stands.")] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help="The files are whole, even where much of the edition before is missing.")
    ] = False,
    names: Names = None,
    json: Json = False,
) -> None:
    """Load disclosures; a file that is refused leaves nothing behind, and the others load."""
    from contextlib import closing

    from attributed.cli_load import load_all, wanted_part

    settings = _settings(context)
    wanted = wanted_part(programme or (), partial=partial, complete=complete)
    with closing(_store(settings)) as store:
        report = load_all(store, what, as_format, settings, wanted, names)
    _print_loaded(report, json)


def _print_loaded(report: list[dict[str, Any]], json: bool) -> None:
    from attributed.cli_report import summed, told

    if json:
        _print_json({"files": report, "total": summed(report)})
    else:
        for line, is_error in told(report):
            typer.echo(line, err=is_error)
    if any("refused" in file for file in report):
        raise typer.Exit(2)
    if any(file["skipped"] for file in report):
        raise typer.Exit(3)


@app.command()
def sources(context: typer.Context, json: Json = False) -> None:
    """The publishers' datasets: licence, last edition, when they were fetched, how many entries of each type."""
    from contextlib import closing

    from attributed.cli_fetch import COLUMNS, table
    from attributed.cli_fetch import sources as listed
    from attributed.cli_show import print_table

    settings = _settings(context)
    with closing(_store(settings)) as store:
        rows = listed(store, settings)
    if json:
        _print_json({"sources": rows})
    else:
        print_table(COLUMNS, table(rows))


@app.command()
def update(
    context: typer.Context,
    what: Annotated[list[str] | None, typer.Argument(help="Names of sources; those in the store without it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also sources of which nothing is loaded yet.")] = False,
    json: Json = False,
) -> None:
    """Fetch and load again what has not been looked at for its publisher's usual time."""
    from contextlib import closing

    from attributed.cli_fetch import stale
    from attributed.cli_load import load_all

    settings = _settings(context)
    with closing(_store(settings)) as store:
        due = what or stale(store, settings, everything=everything)
        report = load_all(store, due, None, settings)
    if not due and not json:
        typer.echo("everything is up to date")
    _print_loaded(report, json)


@app.command()
def query(
    context: typer.Context,
    cypher: Annotated[str | None, typer.Argument(help="A reading query in Cypher.")] = None,
    named: Annotated[str | None, typer.Option(help="A question of the catalogue instead; see `queries`.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="A parameter, `name=value`; JSON where it parses.")] = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds the query may take.", min=0.001)] = None,
    max_rows: Annotated[int | None, typer.Option(help="Rows the answer may have.", min=1)] = None,
    json: Json = False,
) -> None:
    """Ask the graph in Cypher, or a question of the catalogue by its name; reading only."""
    from contextlib import closing

    from attributed.cli_query import asked, watched

    settings = _settings(context)
    text, params = asked(cypher, named, param or ())
    seconds = timeout or settings.query_seconds
    with closing(_store(settings)) as store, watched(store, seconds):
        rows = store.read(text, params, timeout=seconds, max_rows=max_rows or settings.query_rows)
    if json:
        _print_json({"columns": rows.columns, "rows": rows.rows})
    elif rows.rows:
        from attributed.cli_show import print_table

        print_table(rows.columns, rows.rows)
    if not rows.rows:
        typer.echo("no rows; names are case-sensitive in Cypher; try `attributed show apt31`", err=True)


@app.command()
def queries(
    name: Annotated[str | None, typer.Argument(help="Show this question with its parameters and its text.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="All of them as a page of the documentation.")] = False,
    json: Json = False,
) -> None:
    """The questions of the catalogue, which `query --named NAME` asks."""
    from attributed.cli_query import described, listing, page, shown
    from attributed.graph.catalogue import question, questions

    if json:
        _print_json({"queries": [described(one) for one in ([question(name)] if name else questions())]})
    elif markdown:
        typer.echo(page(), nl=False)
    else:
        for line in shown(question(name)) if name else listing():
            typer.echo(line)


@app.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name in any spelling, or an entity's id.")],
    json: Json = False,
) -> None:
    """What is said about an actor, a body or a person, by whom, and how surely."""
    from contextlib import closing

    from attributed.cli_show import print_dossier, print_hits
    from attributed.graph.dossier import dossier, matches

    with closing(_store(_settings(context))) as store:
        hits = matches(store, name)
        if len(hits) > 1:
            if json:
                _print_json({"matches": hits})
            else:
                print_hits(hits)
            return
        found = dossier(store, hits[0].id)
    if json:
        _print_json(found)
    else:
        print_dossier(found)


@app.command()
def export(
    context: typer.Context,
    format: Annotated[str, typer.Argument(help="evidence, neo4j-admin, ttl or nt.")],
    out: Annotated[
        Path | None, typer.Option(help="File (for neo4j-admin folder) to write; standard output without it.")
    ] = None,
) -> None:
    """Write the evidence file, or the graph as RDF or as files for `neo4j-admin database import`."""
    from contextlib import closing

    from attributed.cli_export import FORMATS, write

    if format not in FORMATS:
        raise Misuse(f"no format {format!r}; there are {', '.join(FORMATS)}")
    settings = _settings(context)
    with closing(_store(settings)) as store:
        write(store, format, settings.base_iri, out)


@app.command()
def verify(context: typer.Context, json: Json = False) -> None:
    """Compare every quote with the stored text; exit code 1 where one differs."""
    from contextlib import closing

    from attributed.cli_progress import Counting
    from attributed.graph.verify import verify as compare

    with closing(_store(_settings(context))) as store, Counting("verifying documents") as bar:
        found = compare(store, bar.over)
    if json:
        _print_json(found)
    else:
        typer.echo(f"matches      {found.matches}")
        typer.echo(f"no snapshot  {found.no_snapshot}")
        typer.echo(f"differs      {len(found.differs) + len(found.snapshots_differ)}")
    for wrong in (*found.differs, *found.snapshots_differ):
        typer.echo(f"{wrong.claim or wrong.disclosure}: {wrong.why}", err=True)
    if not found.sound:
        raise typer.Exit(1)


@app.command()
def info(context: typer.Context, json: Json = False) -> None:
    """What the store holds and where it lies."""
    from contextlib import closing

    from attributed.graph.catalogue import query as catalogued
    from attributed.graph.open import store_name

    settings = _settings(context)
    with closing(_store(settings)) as store:
        counts = store.read(catalogued("counts").text).one() or {}
        sources = store.read(catalogued("sources").text, {"skip": 0, "limit": 1000}).maps()
    told = {"store": store_name(settings), "version": version("attributed"), **counts, "sources": sources}
    if json:
        _print_json(told)
        return
    for key, value in told.items():
        if key != "sources":
            typer.echo(f"{key:12} {value}")
    if sources:
        from attributed.cli_show import print_table

        print_table(tuple(sources[0]), [tuple(row.values()) for row in sources])


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(help="First port to try.", min=0, max=65535)] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    bolt: Annotated[bool, typer.Option("--bolt", help="Open Bolt too, for reading, on port 7687 or the next.")] = False,
) -> None:
    """Serve the HTTP graph API and the page; ends with Ctrl-C."""
    from attributed.cli_serve import serve as run

    given = {key: value for key, value in (("port", port), ("host", host)) if value is not None}
    context.obj |= given
    run(_settings(context), bolt)


for command in (*ON_IDENTITY, *ON_TEXTS):
    app.command()(command)
