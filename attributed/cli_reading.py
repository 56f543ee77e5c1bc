"""How a command reads texts: the extractor that the settings choose, and the texts that the store knows."""

from __future__ import annotations

from typing import Any, TypeVar

from attributed.errors import Misuse, NotFound
from attributed.graph.catalogue import query
from attributed.graph.store import Store
from attributed.loaders.prose.extractor import RULES, Extractor
from attributed.loaders.prose.graph_names import GraphNames, snapshot
from attributed.loaders.reading import Reading, Stored
from attributed.schema.codec import from_row, keys_of
from attributed.schema.disclosure import Disclosure
from attributed.schema.source import Source
from attributed.settings import Settings

T = TypeVar("T")


def reading(store: Store, settings: Settings, names: str | None = None) -> Reading:
    """The reading of a load; `names` are those that `named` takes."""

    def stored(sha256: str) -> Stored | None:
        row = store.read(query("text-of-bytes").text, {"sha256": sha256}).one()
        return Stored(model(Source, row["source"]), model(Disclosure, row["disclosure"])) if row else None

    return Reading(named(store, settings, names) if names else chosen(settings), stored)


def named(store: Store, settings: Settings, names: str) -> Extractor:
    """The rules with other names than the shipped ones: `graph`, those of the graph as it is, or the SHA-256 of a
    snapshot of them that the store keeps. Misuse where it is neither."""
    if settings.extractor != "rules":
        raise Misuse("--names are for the rules, not for an endpoint")
    if names == "graph":
        return GraphNames(snapshot(store.stream("entity"), settings.base_iri))
    try:
        return GraphNames(store.snapshot(names))
    except NotFound:
        raise Misuse(f"--names is `graph` or the SHA-256 of a snapshot that is kept, not {names!r}") from None


def chosen(settings: Settings) -> Extractor:
    """The extractor of the settings; Misuse where it needs what they do not say."""
    if settings.extractor == "rules":
        return RULES
    if not (settings.endpoint_url and settings.endpoint_model):
        raise Misuse("the endpoint needs ATTRIBUTED_ENDPOINT_URL and ATTRIBUTED_ENDPOINT_MODEL")
    from attributed.loaders.prose.endpoint import EndpointExtractor
    from attributed.loaders.prose.endpoint_client import Endpoint

    key = settings.endpoint_key.get_secret_value()
    return EndpointExtractor(
        Endpoint(
            settings.endpoint_url, settings.endpoint_model, key, settings.endpoint_seconds, settings.endpoint_private
        )
    )


def model(cls: type[T], node: dict[str, Any]) -> T:
    """The model object of a node in an answer, without what was derived."""
    return of_row(cls, node["properties"])


def of_row(cls: type[T], row: dict[str, Any]) -> T:
    """The same from a map of properties."""
    return from_row(cls, {key: row[key] for key in keys_of(cls) if row.get(key) is not None})
