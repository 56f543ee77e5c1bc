"""A body cut into paragraphs as they are read: lines joined, furniture left out, every character still placed."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

_FURNITURE = re.compile(
    r"""\s*(?:
        see\ also\b.* | share\ this\b.* | read\ (?:more|also|next)\b.* | advertis(?:e)?ments?\b.*
        | related(?:\ (?:articles?|posts?|stories))?\s*:.* | sponsored(?:\ (?:content|post))?\s*:?.{0,80}
        | wordpress\s*\(\d+\) | (?:leave\ a|\d+)\ (?:reply|comments?) | (?:sign|subscribe)\ (?:up\ )?(?:for|to)\b.*
        | (?:image|photo|picture)\ (?:credit|source)s?\s*:.* | _.*_ | follow\ us\b.* | tags?\s*:.* | source\s*:.*
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_BULLET = re.compile(r"\s*(?:[*•▪-]|\d{1,2}[.)])\s")
_EVEN = re.compile(r"[!-&(-,./-~](?: ?[!-~])*[\n]")
_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "—": "–", "‒": "–", "‑": "-"}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it is read: `offsets[i]` is where the character `plain[i]` stands in the body."""

    plain: str
    offsets: array[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the body of a stretch of the paragraph."""
        return self.offsets[start], self.offsets[end - 1] + 1


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page around the text: links to other pages, buttons, advertisements."""
    return bool(_FURNITURE.fullmatch(line))


def blocks(body: str) -> Iterator[Block]:
    """The paragraphs of a body in order.

    An empty line, a bullet, a label (`Address: …`) or a line that ends early begins a new one.
    """
    plain: list[str] = []
    offsets: array[int] = array("L")
    width, before = 0, ""
    listing = False
    for line in _LINE.finditer(body):
        text = line[0]
        blank = not text.strip()
        if plain and (
            blank or _BULLET.match(text) or _LABEL.match(text) or _ended(before, text, width, listing=listing)
        ):
            listing = not blank and (listing or before.endswith(":"))
            yield from _closed(plain, offsets)
            plain, offsets = [], array("L")
        width = 0 if blank else max(width, len(text.strip()))
        before = text.strip()
        if not blank and not is_furniture(text):
            _take(text, line.start(), plain, offsets)
    yield from _closed(plain, offsets)


_LABEL = re.compile(r"[A-Z][\w '()/.-]{1,40}: ?\S")


def _ended(before: str, text: str, width: int, *, listing: bool) -> bool:
    """Whether a line was not wrapped but ended: it is short, or a paragraph's last, and what follows begins anew.

    In a list under a colon no item that is as short as `_ITEM` is wrapped.
    """
    begins = text.strip()[:1].isupper() or text.strip()[:1] in {'"', "“", "("}
    if listing and begins and len(before) < _ITEM and before[-1:] not in {",", ";"}:
        return True
    return before.endswith(":") or (
        (begins and (len(before) < 40 <= len(text) or width > 250 or (width > 90 and len(before) < 0.6 * width)))
        or (begins and len(before) < 0.6 * width and before.endswith("."))
    )


_ITEM = 70


def _take(line: str, at: int, plain: list[str], offsets: array[int]) -> None:
    """Append a line: runs of white space become one blank, quotation marks and dashes plain ones."""
    if _EVEN.fullmatch(line):
        plain.extend(line[:-1])
        offsets.extend(range(at, at + len(line) - 1))
        plain.append(" ")
        offsets.append(at + len(line) - 1)
        return
    for index, char in enumerate(line):
        if char.isspace() or not char.isprintable():
            if not plain or plain[-1] == " ":
                continue
            char = " "
        plain.append(_PLAIN.get(char, char))
        offsets.append(at + index)


def _closed(plain: list[str], offsets: array[int]) -> Iterator[Block]:
    while plain and plain[-1] == " ":
        plain.pop()
        offsets.pop()
    if plain:
        yield Block("".join(plain), offsets)
