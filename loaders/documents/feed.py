"""RSS and Atom: every item that carries text is a document of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from attributed.loaders.documents.found import Found, Refused, address, host_of, line
from attributed.loaders.documents.markup import plain

ATOM = "{http://www.w3.org/2005/Atom}"
RSS1 = "{http://purl.org/rss/1.0/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATED = "{http://purl.org/dc/elements/1.1/}date"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ITEMS = ("item", f"{RSS1}item", f"{ATOM}entry")
_HEADS = ("channel", f"{RSS1}channel")


def read(data: bytes) -> list[Found]:
    """The items in order; Refused where the feed is not well-formed, declares entities, or holds no text."""
    found = list(_items(data))
    if not found:
        raise Refused("the feed has no items with text")
    return found


def _items(data: bytes) -> Iterator[Found]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        tree = etree.parse(io.BytesIO(data.lstrip()), parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"not well-formed XML: {error.msg}") from None
    declared: Any = tree.docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):
        raise Refused("the feed declares entities of its own, which are not read")
    root = tree.getroot()
    head = next(root.iter(*_HEADS), root)
    publisher, language = _words(head, "title"), _words(head, "language") or root.get(_XML_LANG)
    for number, item in enumerate(root.iter(*_ITEMS), 1):
        body = plain(_content(item))
        if not body:
            continue
        url = _link(item)
        day, written = _date(item)
        yield Found(
            body=body,
            title=line(plain(_words(item, "title") or "")),
            url=url,
            publisher=line(publisher, 200),
            host=host_of(url),
            date=day,
            date_text=written,
            language=line(item.get(_XML_LANG) or language, 35),
            data=etree.tostring(item, encoding="unicode", with_tail=False),
            where=f"item {number}",
        )


def _words(parent: etree._Element, name: str) -> str | None:
    for tag in (name, f"{RSS1}{name}", f"{ATOM}{name}"):
        found = parent.find(tag)
        if found is not None:
            return "".join(str(piece) for piece in found.itertext())
    return None


def _content(item: etree._Element) -> str:
    """The fullest text that the item has, as HTML."""
    xhtml = item.find(f"{ATOM}content")
    if xhtml is not None and len(xhtml):
        return etree.tostring(xhtml[0], encoding="unicode", with_tail=False)
    held = [item.findtext(CONTENT), *(_words(item, name) for name in ("content", "description", "summary"))]
    return max((text for text in held if text), key=len, default="")


def _link(item: etree._Element) -> str | None:
    for link in item.iterfind(f"{ATOM}link"):
        if link.get("rel", "alternate") == "alternate":
            return address(urljoin(link.base or "", link.get("href") or ""))
    permanent = item.find("guid[@isPermaLink='true']")
    return address(_words(item, "link")) or address(permanent.text if permanent is not None else None)


def _date(item: etree._Element) -> tuple[str | None, str | None]:
    written = line(_words(item, "published") or item.findtext(CREATED) or _words(item, "updated"), 100)
    if written:
        return written[:10], written
    written = line(_words(item, "pubDate"), 100)
    try:
        return parsedate_to_datetime(written or "").date().isoformat(), written
    except ValueError:
        return (written or "")[:10] or None, written
