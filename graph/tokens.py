"""The tokens of a Cypher text: enough to tell names, texts and brackets apart, comments from both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<name>`(?:``|[^`])*`|[^\W\d]\w*)
      | (?P<other>\$\w+|\d[\w.]*|.)""",
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = "([{", ")]}"


@dataclass(slots=True)
class Token:
    """`kind` is space (with comments), text (a string), name (also in backticks) or other."""

    kind: str
    text: str

    @property
    def depth(self) -> int:
        """1 for an opening bracket, -1 for a closing one, else 0."""
        if self.kind != "other":
            return 0
        return (self.text in _OPEN) - (self.text in _CLOSE)


def tokens(cypher: str) -> list[Token]:
    """All tokens in order; joined they are the text again."""
    return [Token(m.lastgroup or "other", m.group()) for m in _TOKEN.finditer(cypher)]


def closing(found: Sequence[Token], opening: int) -> int | None:
    """Where the bracket that opens at `opening` closes."""
    depth = 0
    for index in range(opening, len(found)):
        depth += found[index].depth
        if depth == 0:
            return index
    return None
