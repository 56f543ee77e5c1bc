"""Publishers' current files: fetched for a load, listed, and refreshed when they are stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from attributed.errors import BadInput
from attributed.graph.holdings import Holding, holdings
from attributed.graph.open import store_folder
from attributed.graph.store import Store
from attributed.loaders.fetch import Limits, Wish, fetch
from attributed.loaders.loader import InputFile, Wanted
from attributed.loaders.publishers import PUBLISHERS, Publisher
from attributed.loaders.seen import Seen, recall, remember
from attributed.schema.batch import Batch
from attributed.schema.dates import now
from attributed.settings import Settings


@dataclass(frozen=True, slots=True)
class Current:
    """A publisher's current file, fetched; `file` is None where the store holds it already.

    `format` is how the publisher's own file is read; one from another address is recognised by its content.
    """

    source: str
    seen: Seen
    file: InputFile | None
    format: str | None = None

    def told(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """The batches of the file, each edition with where and when it was fetched."""
        for batch in batches:
            edition = replace(batch.disclosure, url=batch.disclosure.url or self.seen.url)
            yield replace(batch, disclosure=replace(edition, retrieved_at=self.seen.fetched_at))


def current(store: Store, source: str, settings: Settings, wanted: Wanted, spool: Path) -> Current:
    """Fetch a publisher's file into the folder `spool`; BadInput where it cannot be had."""
    publisher = PUBLISHERS[source]
    url = _url(publisher, settings)
    if url is None:
        raise BadInput(source, f"cannot be fetched: {publisher.why}; give a file, or ATTRIBUTED_SOURCE_URLS")
    programmes = tuple(sorted(wanted.programmes))
    known = _known(store, source, settings)
    if known and known.programmes != programmes:
        known = None
    into = spool / f"{source}{PurePosixPath(urlsplit(url).path).suffix}"
    limits = Limits(settings.max_file_bytes, private=settings.fetch_private)
    fetched = fetch(Wish(source, url, known, publisher.sends), into, limits)
    if fetched is None and known:
        return Current(source, known.still(), None)
    name = PurePosixPath(urlsplit(url).path).name
    file = InputFile(into, f"{source}/{name}", settings.max_file_bytes, settings.max_text_bytes)
    at = now()
    etag, last_modified = (fetched.etag, fetched.last_modified) if fetched else (None, None)
    seen = Seen(url, etag, last_modified, file.sha256(), programmes, at, at)
    return Current(source, seen, file, publisher.format if url == publisher.url else None)


def keep(settings: Settings, done: Current) -> None:
    """Remember a file once it is loaded, so that it is not fetched twice."""
    remember(store_folder(settings), done.source, done.seen)


def _known(store: Store, source: str, settings: Settings) -> Seen | None:
    """What was loaded last, if the store still holds it."""
    seen = recall(store_folder(settings), source)
    if seen is None:
        return None
    held = "MATCH (d:Disclosure {sha256: $sha256}) WHERE d.sealed = true RETURN count(d) AS held"
    found = store.read(held, {"sha256": seen.sha256}).one()
    return seen if found and found["held"] else None


def _url(publisher: Publisher, settings: Settings) -> str | None:
    return settings.source_urls.get(publisher.source.id) or publisher.url


def stale(store: Store, settings: Settings, *, everything: bool) -> list[str]:
    """The sources to look at again: those the store holds (or all that can be fetched) whose last look is too old."""
    held = holdings(store)
    found = []
    for source, publisher in PUBLISHERS.items():
        seen = _known(store, source, settings)
        fetchable = _url(publisher, settings) is not None and (everything or source in held)
        if fetchable and (seen is None or seen.is_stale(publisher.days)):
            found.append(source)
    return found


def sources(store: Store, settings: Settings) -> list[dict[str, Any]]:
    """Every publisher's dataset that has a name here, and every other source the store holds."""
    held = holdings(store)
    return [_row(source, held.get(source, Holding()), store, settings) for source in [*PUBLISHERS, *_others(held)]]


def _others(held: dict[str, Holding]) -> list[str]:
    return sorted(held.keys() - PUBLISHERS.keys())


def _row(source: str, holding: Holding, store: Store, settings: Settings) -> dict[str, Any]:
    publisher = PUBLISHERS.get(source)
    seen = _known(store, source, settings) if publisher else None
    described = publisher.source if publisher else holding
    return {
        "source": source,
        "title": described.title,
        "publisher": described.publisher,
        "licence": described.licence,
        "homepage": described.homepage,
        "updateRhythm": publisher.source.update_rhythm if publisher else None,
        "url": _url(publisher, settings) if publisher else None,
        "disclosures": holding.disclosures,
        "lastEdition": holding.last_edition,
        "lastRecorded": holding.last_recorded,
        "fetchedAt": seen.fetched_at if seen else None,
        "checkedAt": seen.checked_at if seen else None,
        "stale": bool(publisher and seen and seen.is_stale(publisher.days)),
        "entriesByType": dict(holding.entries),
        "claimsByType": dict(holding.claims),
    }


COLUMNS = ("source", "licence", "last edition", "fetched", "entries", "claims")


def table(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The sources as rows of COLUMNS."""
    return [
        (
            row["source"],
            row["licence"] or "",
            row["lastEdition"] or "",
            f"{(row['fetchedAt'] or '')[:10]}{' (stale)' if row['stale'] else ''}",
            ", ".join(f"{count:,} {kind}" for kind, count in row["entriesByType"].items()),
            f"{sum(row['claimsByType'].values()):,}" if row["disclosures"] else "",
        )
        for row in rows
    ]
