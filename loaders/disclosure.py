"""A press text: plain UTF-8, perhaps opened by header lines, read sentence by sentence into claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath

from attributed.errors import BadInput
from attributed.loaders.documents.document import Document, batches, known
from attributed.loaders.documents.found import address, host_of
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.prose.header import Opened, opened
from attributed.schema.batch import Batch
from attributed.schema.canonical import sha256
from attributed.schema.dates import PartialDate
from attributed.schema.disclosure import DocumentKind

SUFFIXES = ("", ".txt", ".text", ".md")
_DAYS = ("%d %B %Y", "%B %d, %Y")
_MARKUP = re.compile(rb"\s*(?:<[!?a-zA-Z]|[{\[])")


class DisclosureLoader(Loader):
    """Reads a text once: its bytes are its identity, its header is metadata."""

    format = "disclosure"

    def recognises(self, name: str, head: bytes) -> bool:
        return PurePath(name).suffix.lower() in SUFFIXES and b"\0" not in head and not _MARKUP.match(head)

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """One disclosure; BadInput when the bytes are no text, or no text is in them."""
        data = file.read(min(file.max_text_bytes, file.max_bytes))
        text = opened(_decoded(file.name, data))
        if not text.body.strip():
            raise BadInput(file.name, "the file has no text")
        stored = file.reading.stored(sha256(data))
        if stored:
            yield known(stored)
        else:
            yield from batches(_document(data, text), file.reading)


def _decoded(name: str, data: bytes) -> str:
    if b"\0" in data:
        raise BadInput(name, "a binary file, not a text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(name, "not UTF-8", f"byte {error.start}") from None


def _document(data: bytes, text: Opened) -> Document:
    header = text.header
    url = address(header.get("url"))
    return Document(
        data=data,
        body=text.body,
        kind=DocumentKind.PRESS_STATEMENT,
        title=header.get("title"),
        url=url,
        publisher=header.get("publisher"),
        host=host_of(url),
        date=_date(header.get("date")),
        date_text=header.get("date"),
        language=header.get("language"),
    )


def _date(words: str | None) -> PartialDate | None:
    """The day of a header line, as ISO 8601 or with the month in English; None where it is neither."""
    if words is None:
        return None
    for form in _DAYS:
        try:
            return PartialDate.parse(datetime.strptime(words, form).date().isoformat())
        except ValueError:
            continue
    try:
        return PartialDate.parse(words)
    except ValueError:
        return None
