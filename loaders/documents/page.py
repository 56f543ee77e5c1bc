"""Web pages: the main text without navigation and advertisements, and what the page says of itself."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from typing import Any

from lxml import html
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from attributed.loaders.documents.found import Found, Refused, address, host_of, line, paragraphs
from attributed.loaders.documents.markup import plain

_DATES = {"extensive_search": False, "original_date": True}
"""Only a date that the page states as its own; never one guessed from its text or its copyright line."""


def read(data: bytes) -> list[Found]:
    """The page; Refused where no text is in it."""
    tree = load_html(data)
    if tree is None:
        raise Refused("no HTML that can be read")
    language = line(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"), 35)
    markup = html.tostring(tree, encoding="unicode")
    whole = plain(markup)
    said: Any = bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=_DATES
    )
    body = paragraphs(said.text or "") if said else ""
    if not (body or whole):
        raise Refused("no text in the page")
    url = address(said.url) if said else None
    day = _stated(said.date if said else None, markup)
    return [
        Found(
            body=body or whole,
            title=line(said.title) if said else None,
            url=url,
            publisher=_publisher(said.sitename, url) if said else None,
            host=host_of(url),
            date=day,
            date_text=day,
            language=language,
        )
    ]


def _publisher(name: str | None, url: str | None) -> str | None:
    """The name of the site; what was made of an address with a password in it is none."""
    return line(name, 200) if name and "@" not in name else host_of(url)


def _stated(found: str | None, markup: str) -> str | None:
    """The day where the page states it; only its month where the rest was made up for want of a day."""
    if not found:
        return None
    year, month, day = found.split("-")
    spelt = f"(?:{month_name[int(month)]}|{month_abbr[int(month)]}\\.?)"
    short, nth = f"0?{int(month)}", f"0?{int(day)}(?:st|nd|rd|th)?"
    forms = (
        rf"{year}[-/.]?{month}[-/.]?{day}",
        rf"{nth}[-/.]{short}[-/.]{year}|{short}[-/.]{nth}[-/.]{year}",
        rf"{nth} {spelt},? {year}|{spelt} {nth},? {year}",
    )
    return found if re.search(rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)", markup, re.IGNORECASE) else found[:7]
