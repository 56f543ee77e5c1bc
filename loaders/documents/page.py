"""Web pages: the main text without navigation and advertisements, and what the page says of itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from lxml import html
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from attributed.loaders.documents.found import Found, Refused, address, line, paragraphs
from attributed.loaders.documents.markup import plain

_DATES = {"extensive_search": False, "original_date": True}
"""Only a date that the page states as its own; never one guessed from its text or its copyright line."""


def read(data: bytes) -> list[Found]:
    """The page; Refused where no text is in it."""
    tree = load_html(data)
    if tree is None:
        raise Refused("no HTML that can be read")
    language = line(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"), 35)
    whole = plain(html.tostring(tree, encoding="unicode"))
    said: Any = bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=_DATES
    )
    body = paragraphs(said.text or "") if said else ""
    if not (body or whole):
        raise Refused("no text in the page")
    url = address(said.url) if said else None
    return [
        Found(
            body=body or whole,
            title=line(said.title) if said else None,
            url=url,
            publisher=line(said.sitename, 200) if said else None,
            host=urlsplit(url).hostname if url else None,
            date=said.date if said else None,
            date_text=said.date if said else None,
            language=language,
        )
    ]
