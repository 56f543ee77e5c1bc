"""From a text and what its document says of itself to batches of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from attributed.loaders.documents.language import is_read, language
from attributed.loaders.prose.reader import Context
from attributed.loaders.reading import Reading, Stored
from attributed.schema.batch import Batch, Closing, Snapshot
from attributed.schema.canonical import sha256
from attributed.schema.dates import PartialDate
from attributed.schema.disclosure import Disclosure, DocumentKind, text_disclosure_id
from attributed.schema.source import Source, prose_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`data` are the bytes, `body` the text in them that offsets refer to; `host` is whose site it comes from.

    `language` is what the document says; where the text itself tells, that stands.
    """

    data: bytes
    body: str
    kind: DocumentKind | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    host: str | None = None
    date: PartialDate | None = None
    date_text: str | None = None
    language: str | None = None


def batches(document: Document, reading: Reading) -> Iterator[Batch]:
    """One disclosure with its snapshots, then what its text says. A text in another language is stored, not read."""
    source, disclosure = _described(document)
    read = is_read(disclosure.language)
    if read:
        disclosure = replace(disclosure, read_by=reading.extractor.name)
    kept = {sha256(data): data for data in (document.data, document.body.encode(), reading.extractor.needs) if data}
    snapshots = tuple(Snapshot(hashed, data) for hashed, data in kept.items())
    yield Batch(source=source, disclosure=disclosure, snapshots=snapshots)
    closing = Closing(complete=True)
    if not read:
        yield Batch(source=source, disclosure=disclosure, closing=closing)
        return
    found = reading.extractor.read(document.body, Context(disclosure, source.id, disclosure.publisher))
    yield Batch(
        source=source,
        disclosure=disclosure,
        records=found.records,
        versions=found.versions,
        claims=found.claims,
        spans=found.spans,
        closing=closing,
    )


def known(stored: Stored) -> Batch:
    """What says to a store that these bytes are known: their text was taken out once and stands."""
    return Batch(source=stored.source, disclosure=stored.disclosure)


def _described(document: Document) -> tuple[Source, Disclosure]:
    text_digest = sha256(document.body.encode())
    publisher, date = document.publisher, document.date
    source = Source(id=prose_source(publisher, document.host), publisher=publisher)
    return source, Disclosure(
        id=text_disclosure_id(text_digest),
        source=source.id,
        title=document.title,
        url=document.url,
        document_kind=document.kind,
        publisher=publisher,
        published_on=date.earliest if date else None,
        published_on_latest=date.latest if date else None,
        published_on_text=document.date_text,
        language=language(document.body) or document.language,
        sha256=sha256(document.data),
        text_sha256=text_digest,
        series=text_digest,
    )
