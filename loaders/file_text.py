"""The text of a file: UTF-8, without the characters that no text has."""

from __future__ import annotations

import re

from attributed.errors import BadInput

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def decoded(name: str, data: bytes) -> str:
    """The text without a byte order mark; BadInput with the line where it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(name, "not UTF-8 text", f"line {line}") from None
    found = _UNFIT.search(text)
    if found:
        where = f"line {text.count(chr(10), 0, found.start()) + 1}"
        raise BadInput(name, f"not a text file: {unfit(found[0])}", where)
    if not text.strip():
        raise BadInput(name, "the file is empty")
    return text


def unfit(text: str) -> str | None:
    """What is wrong with a text that came out of escapes (`\\u0000`), or None."""
    found = _UNFIT.search(text)
    return f"it holds U+{ord(found[0]):04X}, which no text has" if found else None
