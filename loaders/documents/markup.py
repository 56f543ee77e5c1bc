"""HTML as plain paragraphs, for the parts that are all text: mail and the items of a feed."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from attributed.loaders.documents.found import paragraphs

_SILENT = frozenset({"head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span"}
    | {"strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img"}
)


def plain(markup: str) -> str:
    """What a reader sees of it, a paragraph a block; comments, scripts and styles are left out."""
    if not markup.strip():
        return ""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(f"<div>{markup}</div>", parser=parser)
    except (etree.ParserError, ValueError):
        return ""
    return paragraphs("".join(_pieces(tree)))


def _pieces(tree: html.HtmlElement) -> Iterator[str]:
    silent: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = str(element.tag)
        if event == "start":
            if tag in _SILENT:
                silent.append(tag)
            if not silent:
                yield "" if tag in _INLINE else "\n"
                yield _folded(element.text)
        else:
            if tag in _SILENT:
                silent.pop()
            if not silent:
                yield "" if tag in _INLINE else "\n"
                yield _folded(element.tail)


def _folded(text: str | None) -> str:
    """Line breaks of the source are blanks."""
    return " ".join(text.splitlines()) if text and "\n" in text else text or ""
