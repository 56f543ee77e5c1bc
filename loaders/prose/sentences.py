"""A paragraph cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?P<end>[.!?]+[\"')\]]*)(?:,?\[(?:\d{1,3}|citation needed)\])*(?=\s|$)")
"""The end of a sentence, with the marks of references behind it: `was hit.[2] The group`."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Sgt|Sen|Rep|Gov|Inc|INC|Ltd|LTD|Co|CO|Corp|CORP|No|Nos"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|vs|etc|approx|Art|cf|e\.g|i\.e))\.[\")\]]*$"
)
_STATE = re.compile(r"\b(?:U\.S|U\.K|E\.U|U\.N)\.$")
_OPENER = re.compile(r"\s+(?:The|This|These|In|It|On|At|For|We|They|He|She|According)\b")
LONGEST = 2_000
"""A longer stretch without a full stop is no prose and is not read."""


def sentences(plain: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence that ends in a full stop, a question or an exclamation mark.

    What has no end mark is a heading, a label or a text that was cut, and is no assertion.
    """
    start = _labelled(plain, _dateline(plain))
    for mark in _END.finditer(plain):
        if not _ends(plain, mark):
            continue
        if mark.end("end") - start <= LONGEST:
            yield start, mark.end("end")
        start = mark.end()
        while start < len(plain) and plain[start].isspace():
            start += 1
        start = _labelled(plain, start)
    introduced = len(plain) - start if plain.endswith(":") else 0
    if (_INTRODUCED < introduced <= LONGEST) or (introduced and plain[:start].rstrip().endswith(".")):
        yield start, len(plain)


_INTRODUCED = 60
"""A paragraph that ends in a colon after so many characters is a sentence before a list, not a heading."""
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.']+(?: [A-Z][A-Z.']+){0,2}(?:, [\w. ]{1,30})?(?: \([A-Za-z/ ]{2,20}\))?|[A-Z][\w.]+(?: [A-Z]\w+)?"
    r"(?: [\[(][\w ]{2,30}[\])])?, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?) ?(?:–|--|-|:) (?=[\"A-Z])"
)


def _dateline(plain: str) -> int:
    """Where the text begins after the place and day of a report: `BERLIN, May 3 (DPA) – `."""
    found = _DATELINE.match(plain)
    return found.end() if found else 0


_LABEL = re.compile(r"\(?[A-Z][\w./-]*(?: [\w./-]+){0,4}\)?: ?(?=[\"'(]?[A-Z])")


def _labelled(plain: str, at: int) -> int:
    """Where the sentence begins after a label such as `Note:` or `(Statement of Reasons):`."""
    found = _LABEL.match(plain, at)
    return found.end() if found else at


def _ends(plain: str, mark: re.Match[str]) -> bool:
    """Whether a mark ends the sentence: not an abbreviation, and what follows does not run on in lower case."""
    rest = plain[mark.end() :].lstrip()
    if rest[:1].islower():
        return False
    if not rest or not (mark[0] == "." or (mark[0][0] == "." and rest[0] in "(0123456789")):
        return True
    before = plain[max(0, mark.start() - 12) : mark.end()]
    if _STATE.search(before):
        return bool(_OPENER.match(plain, mark.end()))
    return not _ABBREVIATION.search(before)
