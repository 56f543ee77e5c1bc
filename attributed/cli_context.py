"""What every command needs: the settings, the store, and an answer in JSON."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from attributed.errors import Misuse
from attributed.schema.naming import key_of

if TYPE_CHECKING:
    from attributed.graph.store import Store
    from attributed.settings import Settings

Names = Annotated[
    str | None,
    typer.Option(help="Names to read texts with: `graph`, or the SHA-256 of a snapshot; the shipped ones without it."),
]
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


def settings_of(context: typer.Context) -> Settings:
    from pydantic import ValidationError

    from attributed.settings import Settings

    try:
        return Settings(**context.obj)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise Misuse(f"setting {'.'.join(map(str, wrong['loc']))}: {wrong['msg']}") from None


def store_of(settings: Settings) -> Store:
    from attributed.graph.open import open_store

    return open_store(settings)


def print_json(value: Any) -> None:
    """The value as JSON; the keys of a data class follow the naming rule."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_mapped))


def _mapped(thing: Any) -> dict[str, Any]:
    if not is_dataclass(thing):
        raise TypeError(f"{type(thing).__name__} cannot be told as JSON")
    return {key_of(field.name): getattr(thing, field.name) for field in fields(thing)}
