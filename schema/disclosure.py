"""A document, or one edition of a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attributed.schema.canonical import digest, normal, sha256


class DocumentKind(StrEnum):
    PRESS_STATEMENT = "pressStatement"
    ADVISORY = "advisory"
    SANCTIONS_NOTICE = "sanctionsNotice"
    INDICTMENT = "indictment"
    REPORT = "report"
    CATALOGUE = "catalogue"
    SPEECH = "speech"
    LAW = "law"
    WEB_PAGE = "webPage"
    CLAIMS_FILE = "claimsFile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """`source` publishes it; `series` orders editions; `sha256` is of the bytes, `text_sha256` of the text read.

    `complete`, `confirmed`, `sealed` and `contents` are set by the store when the last batch has arrived.
    `read_by` is the extractor that read the text; a text without it is stored unread, as one in another language is.
    `written_in` is the disclosure whose loading stored it: itself, or the claims file that cites it.
    """

    id: str
    source: str
    title: str | None = None
    url: str | None = None
    document_kind: DocumentKind | None = None
    publisher: str | None = None
    published_on: str | None = None
    published_on_latest: str | None = None
    published_on_text: str | None = None
    retrieved_at: str | None = None
    language: str | None = None
    sha256: str | None = None
    text_sha256: str | None = None
    read_by: str | None = None
    series: str | None = None
    edition: str | None = None
    complete: bool = False
    confirmed: bool = False
    sealed: bool = False
    contents: str | None = None
    recorded_at: str | None = None
    written_in: str | None = None


def text_disclosure_id(text_sha256: str) -> str:
    """A text is identified by its stored body, whatever header or publisher it came with."""
    return "d" + text_sha256[:32]


def reading_id(text_sha256: str, read_by: str, after: str) -> str:
    """A later reading of a known text: what read it, and the reading before."""
    return "d" + digest({"textSha256": text_sha256, "readBy": read_by, "after": after})


def edition_id(series: str, sha256: str, part: str | None = None) -> str:
    """An edition of a dataset: its series and bytes, and the part taken of it where it was filtered."""
    return "d" + digest({"series": series, "sha256": sha256, "part": part})


def cited_id(url: str | None, publisher: str | None, title: str | None, published_on: str | None) -> str:
    """A document that is cited but not held: its URL, else publisher, title and date."""
    if url:
        return "d" + sha256(normal(url).encode())[:32]
    return "d" + digest({"publisher": publisher, "title": title, "publishedOn": published_on})
