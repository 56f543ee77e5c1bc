"""Web pages, PDF files, mail and feeds: known by how they begin, read in a confined process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from attributed.errors import BadInput
from attributed.loaders.documents.confined import Confined
from attributed.loaders.documents.document import Document, batches, known
from attributed.loaders.documents.found import Found, Refused
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.schema.batch import Batch
from attributed.schema.canonical import sha256
from attributed.schema.dates import PartialDate
from attributed.schema.disclosure import DocumentKind

MOST_BYTES = 50_000_000
"""Of a document with its pictures; its text is bounded by the setting for texts."""
_PROLOG = rb"\s*(?:(?:<\?[^>]{0,500}\?>|<!--[^>]{0,2000}-->)\s*){0,12}"
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?" + _PROLOG + rb"(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?" + _PROLOG + rb"(?:<!doctype[^>\[]{0,500}(?:\[.{0,2000}?\])?\s*>\s*)?"
    rb"<(?:rss[\s>]|(?:\w{1,20}:)?feed\s[^>]{0,1000}http://www\.w3\.org/2005/Atom|rdf:RDF\s[^>]{0,1000}http://purl\.org/rss/1\.0/)",
    re.DOTALL | re.IGNORECASE,
)
_HEADERS = re.compile(rb"(?:[!-9;-~]{1,70}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n){0,50}){1,100}")
_OF_MAIL = re.compile(rb"^(?:message-id|mime-version|received):", re.IGNORECASE | re.MULTILINE)


class DocumentLoader(Loader):
    """A kind of document; `task` is the module that reads it, in a process that the loaders share."""

    task: str
    kind: DocumentKind | None

    def __init__(self, confined: Confined) -> None:
        self._confined = confined

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """A disclosure for the document, or for each item of a feed; BadInput where nothing can be read of it."""
        data = file.read(min(MOST_BYTES, file.max_bytes))
        stored = file.reading.stored(sha256(data))
        if stored:
            yield known(stored)
            return
        try:
            found = self._confined.read(self.task, data)
        except Refused as error:
            raise BadInput(file.name, str(error)) from None
        for one in found:
            yield from self._batches(file, data, one)

    def _batches(self, file: InputFile, data: bytes, found: Found) -> Iterator[Batch]:
        own = data if found.data is None else found.data.encode()
        if len(found.body.encode()) > file.max_text_bytes:
            raise BadInput(file.name, f"its text is larger than {file.max_text_bytes:,} bytes", found.where)
        stored = file.reading.stored(sha256(own))
        if stored:
            yield known(stored)
            return
        yield from batches(self._document(own, found), file.reading)

    def _document(self, data: bytes, found: Found) -> Document:
        return Document(
            data=data,
            body=found.body,
            kind=self.kind,
            title=found.title,
            url=found.url,
            publisher=found.publisher,
            host=found.host,
            date=_date(found.date),
            date_text=found.date_text,
            language=found.language,
        )


def _narrow(head: bytes) -> bytes:
    """The beginning of a document in UTF-16, with its mark, as UTF-8."""
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head.decode("utf-16", "ignore").encode() if marked else head


def _date(day: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(day) if day else None
    except ValueError:
        return None


class PdfLoader(DocumentLoader):
    format = task = "pdf"
    kind = None

    def recognises(self, name: str, head: bytes) -> bool:
        return head.lstrip()[:5] == b"%PDF-"


class FeedLoader(DocumentLoader):
    format = task = "feed"
    kind = DocumentKind.WEB_PAGE

    def recognises(self, name: str, head: bytes) -> bool:
        return bool(_FEED.match(_narrow(head)))


class PageLoader(DocumentLoader):
    format = "html"
    task = "page"
    kind = DocumentKind.WEB_PAGE

    def recognises(self, name: str, head: bytes) -> bool:
        return bool(_HTML.match(_narrow(head))) or PurePath(name).suffix.lower() in (".html", ".htm", ".xhtml")


class MailLoader(DocumentLoader):
    format = task = "mail"
    kind = DocumentKind.PRESS_STATEMENT

    def recognises(self, name: str, head: bytes) -> bool:
        headers = _HEADERS.match(head)
        if headers is None:
            return False
        return PurePath(name).suffix.lower() == ".eml" or bool(_OF_MAIL.search(headers[0]))


def document_loaders() -> tuple[DocumentLoader, ...]:
    """The loaders of documents that are not plain text."""
    confined = Confined()
    return PdfLoader(confined), FeedLoader(confined), PageLoader(confined), MailLoader(confined)
