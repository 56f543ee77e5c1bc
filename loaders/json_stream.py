"""The members of a long list in a JSON file, one at a time; nothing of the file is held but the member in hand."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from attributed.errors import BadInput
from attributed.loaders.file_text import unfit
from attributed.loaders.loader import InputFile

CHUNK = 1 << 20
LONGEST = 1 << 26
"""Characters of one value; a member of a publisher's list has a few thousand."""

_BLANKS = re.compile(r"[ \t\n\r]*")
_BETWEEN = re.compile(r"[ \t\n\r]*([,\]])[ \t\n\r]*")


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{digits[:40]} is too large a number")
    return number


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)


class JsonList:
    """The list under `key` of the one object that the file holds.

    Iterate once: `outer` then holds the object's other keys, and `sha256` is that of all bytes. Raises BadInput, at
    the place and not before, where the file is no such object, ends early or goes on after its end.
    """

    def __init__(self, file: InputFile, key: str) -> None:
        self.outer: dict[str, Any] = {}
        self._digest = hashlib.sha256()
        self._name = file.name
        self._file = file
        self._key = key
        self._text = ""
        self._at = 0
        self._ended = False
        self._found = False

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[Any]:
        with self._file.open() as stream:
            self._read = iter(lambda: stream.read(CHUNK), b"")
            self._utf8 = codecs.getincrementaldecoder("utf-8-sig")()
            self._take("{")
            if not self._takes("}"):
                while True:
                    key = self._value()
                    self._take(":")
                    if key == self._key and self._next() == "[":
                        yield from self._members()
                        self._found = True
                    else:
                        self.outer[str(key)] = self._value()
                    if self._takes("}"):
                        break
                    self._take(",")
            if self._next():
                raise self._bad("the file goes on after the end of its document")
            if not self._found:
                raise self._bad(f"it has no list of {self._key}")

    def _members(self) -> Iterator[Any]:
        self._take("[")
        if self._takes("]"):
            return
        while True:
            yield self._value()
            mark = _BETWEEN.match(self._text, self._at)
            if mark:  # nearly always, and quicker than a step at a time
                self._at = mark.end()
            if mark[1] == "]" if mark else self._takes("]"):
                return
            if not mark:
                self._take(",")

    def _value(self) -> Any:
        """The value that stands next; more is read until it is whole."""
        self._next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - 8
                if not cut or not self._more():
                    raise self._bad("the file ends early" if cut else error.msg) from None
            except ValueError as error:
                raise self._bad(str(error)) from None
            except RecursionError:
                raise self._bad("too many lists and maps inside each other") from None
            else:
                if end < len(self._text) or not self._more():  # a number may go on in what is not yet read
                    self._at = end
                    return value

    def _next(self) -> str:
        """The next character that is not blank; empty at the end of the file."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _takes(self, mark: str) -> bool:
        found = self._next() == mark
        self._at += found
        return found

    def _take(self, mark: str) -> None:
        if not self._takes(mark):
            raise self._bad(f"{mark!r} is missing" if self._next() else "the file ends early")

    def _more(self) -> bool:
        """Read on: twice as much each time while one value does not end."""
        if self._ended:
            return False
        left = self._text[self._at :]
        if len(left) > LONGEST:
            raise self._bad(f"a value of more than {LONGEST:,} characters")
        parts, wanted = [left], max(CHUNK, len(left))
        try:
            while wanted > 0 and not self._ended:
                data = next(self._read, b"")
                self._ended = not data
                self._digest.update(data)
                parts.append(self._utf8.decode(data, final=self._ended))
                wanted -= len(data)
        except UnicodeDecodeError:
            raise self._bad("not UTF-8 text") from None
        self._text, self._at = "".join(parts), 0
        return True

    def _bad(self, why: str) -> BadInput:
        return BadInput(self._name, f"not a JSON document of this format: {why}")


def text(value: Any) -> str | None:
    """A value as words: trimmed, or None where it is no text, empty, or holds what no text has."""
    if not isinstance(value, str):
        return None
    bare = value.strip()
    return bare if bare and not unfit(bare) else None


def texts(value: Any) -> tuple[str, ...]:
    """A list of words, or one word, without what is none: each once, in order."""
    given = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(word for item in given if (word := text(item))))


def maps(value: Any) -> list[dict[str, Any]]:
    """The maps of a list; what is no list or no map is left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
