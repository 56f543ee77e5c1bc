"""XML of strangers, element by element: no entity is expanded, nothing is fetched, nothing is held after use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile

Element = etree._Element

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>)?(?:\s+|<\?[^>]{0,1000}\?>|<!--.{0,5000}?-->"
    rb"|<!DOCTYPE[^\[>]{0,1000}(?:\[.{0,20000}?\]\s*)?>){0,20}(<(?:\w+:)?(\w+)(?:\s[^>]{0,5000})?>)",
    re.DOTALL,
)


def root_tag(head: bytes) -> tuple[str, str]:
    """The local name of a file's first element and its whole tag, by how the file begins; empty where it is no XML."""
    found = _ROOT.match(head)
    return (found[2].decode(), found[1].decode("utf-8", "replace")) if found else ("", "")


def elements(file: InputFile, *names: str) -> Iterator[Element]:
    """The elements of these local names, in the order in which they end, with their names freed of name spaces.

    BadInput where the file is not well formed, has a document type declaration or is nested beyond reason (256
    levels). An element is empty once the next is asked for.
    """
    with file.open() as stream:
        context = etree.iterparse(
            stream,
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in context:
                _refuse_dtd(file, element)
                yield _bare(element)
                _forget(element)
        except etree.XMLSyntaxError as error:
            raise BadInput(file.name, f"not well-formed XML: {error.msg}", f"line {error.lineno}") from None
        if context.root is not None:
            _refuse_dtd(file, context.root)


def root(file: InputFile) -> Element:
    """The root element with its attributes; nothing of its content is to be relied on."""
    with file.open() as stream:
        context = etree.iterparse(stream, events=("start",), resolve_entities=False, load_dtd=False, no_network=True)
        try:
            first: Element | None = next((element for _, element in context), None)
        except etree.XMLSyntaxError as error:
            raise BadInput(file.name, f"not well-formed XML: {error.msg}", f"line {error.lineno}") from None
    if first is None:
        raise BadInput(file.name, "the file has no element")
    _refuse_dtd(file, first)
    return first


def value(element: Element, path: str) -> str:
    """The text at this path without blanks around it; empty where there is none."""
    return (element.findtext(path) or "").strip()


def values(element: Element, path: str) -> list[str]:
    """The texts at this path that say something."""
    return [text for found in element.iterfind(path) if (text := (found.text or "").strip())]


def place(element: Element, name: str) -> str:
    """Where an entry stands, for a message: its line, and what it calls itself."""
    line = f"line {element.sourceline}" if element.sourceline else ""
    return ", ".join(part for part in (line, name) if part)


def _refuse_dtd(file: InputFile, element: Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise BadInput(file.name, "has a document type declaration, which no sanctions list has", "line 1")


def _bare(element: Element) -> Element:
    for inner in element.iter(etree.Element):
        inner.tag = etree.QName(inner).localname
    return element


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
