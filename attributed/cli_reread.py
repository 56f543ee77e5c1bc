"""Reading the texts of a store again with today's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from attributed.cli_progress import Counting
from attributed.cli_reading import model, of_row
from attributed.errors import NotFound
from attributed.graph.catalogue import query
from attributed.graph.store import Store
from attributed.loaders.child import Ended
from attributed.loaders.documents.reread import Known, Reread, reread
from attributed.loaders.prose.extractor import Extractor
from attributed.loaders.readers import Readers, in_order, readers
from attributed.loaders.reading import Stored
from attributed.schema.claim import Claim
from attributed.schema.disclosure import Disclosure
from attributed.schema.source import Source

Report = dict[str, Any]
_DATES = ("assertedOn", "assertedOnLatest", "assertedOnText")
MANY = 200
"""Texts whose readings are appended, and derived from, together."""


def reread_all(store: Store, ids: Iterable[str], extractor: Extractor) -> list[Report]:
    """Per text that now says something else `disclosure`, `title`, `new` and `superseded` claims; per text that could
    not be read `disclosure`, `title` and why it is `refused`.

    `ids` name disclosures; none means every text. NotFound where one is no text of the store.
    """
    report: list[Report] = []
    waiting: list[Reread] = []
    rows = _rows(store, frozenset(ids))
    with readers(len(rows) if extractor.copies else 0) as several, Counting("reading texts again") as bar:
        for known, reading in bar.over(_readings(_texts(store, rows), extractor, several), len(rows)):
            try:
                found = reading()
            except Ended as error:
                report.append({**_named(known), "refused": str(error)})
                continue
            if found:
                report.append({**_named(known), "new": len(found.new), "superseded": len(found.gone)})
                waiting.append(found)
        if len(waiting) == MANY:
            store.append([one.batch for one in waiting])
            waiting = []
    if waiting:
        store.append([one.batch for one in waiting])
    return report


def _readings(
    texts: Iterator[Known], extractor: Extractor, several: Readers | None
) -> Iterator[tuple[Known, Callable[[], Reread | None]]]:
    """Each text with what gives its reading, which the readers have begun where there are several."""
    if several is None:
        return ((known, partial(reread, known, extractor)) for known in texts)
    return in_order(texts, lambda known: several.begin(reread, known, extractor).result, 2 * several.count)


def _rows(store: Store, wanted: frozenset[str]) -> list[dict[str, Any]]:
    rows = [row for row in store.stream("disclosure") if row.get("textSha256") and row.get("sealed")]
    missing = wanted - {row["id"] for row in rows}
    if missing:
        raise NotFound("text", min(missing))
    return [row for row in rows if not wanted or row["id"] in wanted]


def _texts(store: Store, rows: list[dict[str, Any]]) -> Iterator[Known]:
    sources = {row["id"]: of_row(Source, row) for row in store.stream("source")}
    for row in rows:
        first = of_row(Disclosure, row)
        yield _known(store, Stored(sources[first.source], first))


def _known(store: Store, stored: Stored) -> Known:
    first = stored.disclosure
    readings = store.read(query("editions-of-series").text, {"series": first.series}).maps()
    last = model(Disclosure, readings[0]["disclosure"])
    accepted = store.read(query("accepted-of-text").text, {"id": first.id}).maps()
    return Known(
        stored,
        store.snapshot(first.text_sha256 or "").decode(),
        last.id,
        last.read_by,
        frozenset(store.snapshot(last.contents or "").decode().splitlines()),
        tuple(_as_said(row["claim"]) for row in accepted),
    )


def _as_said(node: dict[str, Any]) -> Claim:
    """A claim as it was read, without the quotes and the date that were filled in."""
    row = node["properties"]
    filled = {"quote", *(_DATES if row.get("assertedOnBasis") else ())}
    return of_row(Claim, {key: value for key, value in row.items() if key not in filled})


def _named(known: Known) -> Report:
    first = known.stored.disclosure
    return {"disclosure": first.id, "title": first.title}
