"""What is found in the bytes of a document, before anything is made of it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_BLANKS = re.compile(r"[ \t\xa0]+")
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text and what its document says of itself: `date` an ISO day, `date_text` as written, `host` whose it is.

    `data` are the item's own bytes where the file holds several; `where` names it in messages.
    """

    body: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    host: str | None = None
    date: str | None = None
    date_text: str | None = None
    language: str | None = None
    data: str | None = None
    where: str = ""

    def told(self) -> dict[str, Any]:
        return asdict(self)


class Refused(Exception):
    """The document cannot be read; the message says why."""


def line(text: str | None, longest: int = LONGEST_TITLE) -> str | None:
    """A title or a name on one line; None where there is none, or where it is too long to be one."""
    words = " ".join(_UNFIT.sub("", text or "").split())
    return words if words and len(words) <= longest else None


def paragraphs(text: str) -> str:
    """The text with the characters that no text has taken out, single blanks, and one empty line between paragraphs."""
    lines = (_BLANKS.sub(" ", one).strip() for one in _UNFIT.sub("", text).splitlines())
    return "\n\n".join(one for one in lines if one)


def address(url: str | None) -> str | None:
    """The address if it is one of the web; without the name and the password of whoever fetched it."""
    found = line(url, 2_000)
    try:
        parts = urlsplit(found or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or not found or " " in found:
        return None
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else found


def host_of(url: str | None) -> str | None:
    """Whose site an address is of, as `address` gives it."""
    return urlsplit(url).hostname if url else None
