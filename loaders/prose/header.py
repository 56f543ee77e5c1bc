"""The `Key: value` lines that a text may open with, and the body that begins after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_KEYED = re.compile(r"(?P<key>[A-Za-z][A-Za-z -]{0,40}):(?:[ \t]+(?P<value>.*?))?[ \t]*\r?")
_TELLING = frozenset({"title", "publisher", "date", "url"})
_END = "---"
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Opened:
    """`header` by lower-case key, without what is not stated; `body` is the stored text, exactly."""

    body: str
    header: dict[str, str] = field(default_factory=dict)


def opened(text: str) -> Opened:
    """Take header lines off, if every line before the first `---` is one and one of them is telling."""
    header: dict[str, str] = {}
    start = 0
    for _ in range(MOST_LINES):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        if line.rstrip() == _END and end >= 0 and _TELLING & header.keys():
            return Opened(text[end + 1 :], {key: value for key, value in header.items() if _stated(value)})
        found = _KEYED.fullmatch(line)
        if not found or end < 0:
            break
        header[found["key"].lower()] = found["value"] or ""
        start = end + 1
    return Opened(text)


def _stated(value: str) -> bool:
    return bool(value) and not value.lower().startswith("not stated")
