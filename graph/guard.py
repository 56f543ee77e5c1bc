"""What is refused from a query's text alone, before any engine sees it.

`check` is for every engine. `check_expense` is for a server, which cannot be killed: it stops a query between two rows,
never inside one expression. It errs on the side of refusing and says how to ask instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from attributed.errors import NotAllowed, QueryError
from attributed.graph.tokens import Token, closing, tokens

LONGEST = 20_000
"""Characters of a query."""
DEEPEST = 60
"""Brackets inside one another."""
LONGEST_RANGE = 1_000_000
"""Numbers of one `range`; the embedded engine's own limit too."""
SMALL = 1_000
"""Items of a list that another list may be walked through for each."""

PROCEDURES = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization"})
"""The procedures that everybody may call, in lower case."""

_NOT_A_QUESTION = frozenset({"EXPLAIN", "PROFILE", "CYPHER", "USE"})
_COMMANDS = frozenset({"SHOW", "TERMINATE", "ALTER", "GRANT", "REVOKE", "DENY", "DROP", "RENAME", "START", "STOP"})
_WALKS = frozenset({"REDUCE", "ANY", "ALL", "NONE", "SINGLE"})
_MADE = frozenset({"COLLECT", "SPLIT"})
_SIZE = re.compile(r"(size|length|count)\([^()]*(\([^()]*\))?[^()]*\)([-+]\d{1,3})?", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_NESTED_REPEAT = re.compile(r"\([^()]*[*+{|][^()]*\)[*+{]")
_REPEATS = re.compile(r"[*+{]")
_MOST_REPEATS = 8
_MOST_SUMS = 12


def check(cypher: str) -> None:
    """Raises NotAllowed for commands and procedures, QueryError for what is no single question of a fair size."""
    if len(cypher) > LONGEST:
        raise QueryError(f"the query is longer than {LONGEST} characters")
    found = _meaningful(cypher)
    _check_shape(found)
    first = found[0].text.upper() if found else ""
    if first in _NOT_A_QUESTION:
        raise QueryError(f"{first} is not answered here; ask the question itself")
    if first in _COMMANDS:
        raise NotAllowed(f"{first} is a command to the database, not a question to the graph")
    for load, csv, after in zip(found, found[1:], found[2:], strict=False):
        if (load.text.upper(), csv.text.upper()) == ("LOAD", "CSV") and after.text.upper() in ("FROM", "WITH"):
            raise NotAllowed("LOAD CSV is not allowed here")
    for name in _called(found):
        if name.lower() not in PROCEDURES:
            raise NotAllowed(f"the procedure {name} is not open to everybody")


def _meaningful(cypher: str) -> list[Token]:
    return [token for token in tokens(cypher) if token.kind != "space"]


def _check_shape(found: Sequence[Token]) -> None:
    depth = 0
    ended = False
    for token in found:
        depth += token.depth
        if depth > DEEPEST:
            raise QueryError(f"brackets are nested deeper than {DEEPEST}")
        if ended and token.text != ";":
            raise QueryError("one statement at a time")
        ended = ended or token.text == ";"


def _called(found: Sequence[Token]) -> Iterator[str]:
    """The names of procedures: a `CALL` that is no name itself, before a name with dots or brackets."""
    for index, token in enumerate(found):
        before = found[index - 1].text.upper() if index else ""
        if token.text.upper() != "CALL" or token.kind != "name" or before in (".", ":", "AS", "$", "|", "&"):
            continue
        parts: list[str] = []
        for part in found[index + 1 :]:
            expected = part.kind == "name" if len(parts) % 2 == 0 else part.text == "."
            if not expected:
                break
            parts.append(part.text.strip("`"))
        end = index + 1 + len(parts)
        if parts and ("." in parts or end == len(found) or found[end].text == "("):
            yield "".join(parts)


def check_expense(cypher: str, params: Mapping[str, Any]) -> None:
    """Raises NotAllowed for an expression that alone could take a server's time or memory."""
    # A server reads these escapes before it reads the query, also where they end a text.
    for text in {cypher, _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), cypher)}:
        _check_expense(_meaningful(text), params)


def _check_expense(found: Sequence[Token], params: Mapping[str, Any]) -> None:
    largest = max((_range_size(found, index, params) for index in _calls(found, {"RANGE"})), default=0)
    if largest > LONGEST_RANGE:
        raise NotAllowed(f"a range holds at most {LONGEST_RANGE} numbers; its bounds are numbers, parameters or sizes")
    made = bool(_calls(found, _MADE)) or largest > SMALL
    long = any(isinstance(value, list) and len(value) > SMALL for value in params.values())
    depth = _walk_depth(found)
    if depth > 2 or (depth == 2 and (made or long)):
        raise NotAllowed("lists are walked through inside one another; use UNWIND or MATCH, which can be stopped")
    for start in _calls(found, {"REDUCE"}):
        _check_reduce(found, start)
    _check_growth(found, params)
    _check_patterns(found, params)


def _calls(found: Sequence[Token], names: frozenset[str] | set[str]) -> list[int]:
    """Where functions of these names are called."""
    return [
        index
        for index, (token, after) in enumerate(pairwise(found))
        if token.kind == "name" and token.text.strip("`").upper() in names and after.text == "("
    ]


def _range_size(found: Sequence[Token], start: int, params: Mapping[str, Any]) -> float:
    """How many numbers, infinite where nobody can tell; 0 where a size bounds it or each number makes a row."""
    inside = found[start + 2 : closing(found, start + 1)]
    bounds = [_number(part, params) for part in _parts(inside)]
    known = [bound for bound in bounds if bound is not None]
    if len(known) == len(bounds) >= 2:
        step = abs(known[2]) if len(known) > 2 and known[2] else 1.0
        return abs(known[1] - known[0]) / step + 1
    rows = start > 0 and found[start - 1].text.upper() == "UNWIND"
    sized = all(_SIZE.fullmatch(part) or part.isdecimal() for part in _parts(inside))
    return 0 if rows or sized else float("inf")


def _parts(inside: Sequence[Token]) -> list[str]:
    """The texts between the commas."""
    parts = [""]
    depth = 0
    for token in inside:
        depth += token.depth
        if token.text == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += token.text
    return parts


def _number(text: str, params: Mapping[str, Any]) -> float | None:
    if text.startswith("$"):
        value = params.get(text[1:])
        return float(value) if isinstance(value, int | float) else None
    try:
        return float(int(text, 0)) if re.fullmatch(r"-?0[xo]\w+", text) else float(text)
    except (ValueError, OverflowError):
        return None


def _walk_depth(found: Sequence[Token]) -> int:
    """How deep comprehensions, reductions and predicates over lists stand in one another."""
    open_until: list[int] = []
    deepest = 0
    for index in range(len(found)):
        open_until = [end for end in open_until if end > index]
        if _walks(found, index):
            open_until.append(closing(found, index) or len(found))
            deepest = max(deepest, len(open_until))
    return deepest


def _walks(found: Sequence[Token], index: int) -> bool:
    """Whether a list is walked through inside this bracket."""
    if found[index].text == "(" and found[index].kind == "other":
        return index > 0 and found[index - 1].text.upper() in _WALKS
    if found[index].text != "[" or found[index].kind != "other":
        return False
    following = found[index + 1 : index + 3]
    return len(following) == 2 and following[0].kind == "name" and following[1].text.upper() == "IN"


def _check_reduce(found: Sequence[Token], start: int) -> None:
    """A result that its next step holds twice, or wraps, doubles with every step."""
    inside = found[start + 2 : closing(found, start + 1)]
    bar = next((index for index, token in enumerate(inside) if token.text == "|"), len(inside))
    around: list[str] = []
    uses = 0
    for before, token in pairwise(inside[bar:]):
        if token.depth > 0:
            around.append(before.text.upper() if token.text == "(" else token.text)
        elif token.depth < 0 and around:
            around.pop()
        elif token.kind == "name" and token.text == inside[0].text:
            uses += 1
            if {"[", "{", "REPLACE"} & set(around):
                raise NotAllowed("reduce wraps its own result in each step")
    if uses > 1 and any(token.text == "+" for token in inside[bar:]):
        raise NotAllowed("reduce uses its own result twice in one step")


def _check_growth(found: Sequence[Token], params: Mapping[str, Any]) -> None:
    """Each sum of two values can double one of them, each replacement makes a text longer."""
    sums = sum(
        sign.text == "+" and not any(side.kind == "text" or side.text[0].isdigit() for side in (one, two))
        for one, sign, two in zip(found, found[1:], found[2:], strict=False)
    )
    wraps = sum(
        token.text in "[," and token.kind == "other" and one.kind == "name" and one.text == two.text
        for one, token, two in zip(found, found[1:], found[2:], strict=False)
    )
    if sums > _MOST_SUMS or wraps > _MOST_SUMS:
        raise NotAllowed("values are added to one another again and again")
    growth = 1
    for start in _calls(found, {"REPLACE"}):
        parts = _parts(found[start + 2 : closing(found, start + 1)])
        put = params.get(parts[-1][1:]) if parts[-1].startswith("$") else parts[-1][1:-1]
        known = isinstance(put, str) and parts[-1][:1] in "$'\""
        growth *= max(1, len(str(put))) if known else SMALL
    if growth > SMALL:
        raise NotAllowed("replacements make a text too long")


def _check_patterns(found: Sequence[Token], params: Mapping[str, Any]) -> None:
    """Regular expressions that can take exponential time; one that is not known beforehand may be such."""
    for index, (sign, tilde) in enumerate(pairwise(found)):
        if (sign.text, tilde.text) != ("=", "~"):
            continue
        pattern, *after = found[index + 2 : index + 4] or [Token("space", "")]
        held = params.get(pattern.text[1:]) if pattern.text.startswith("$") else pattern.text
        is_known = isinstance(held, str) and (pattern.kind == "text" or pattern.text.startswith("$"))
        if not is_known or (after and after[0].text == "+"):
            raise NotAllowed("a regular expression is a text or a parameter")
        if _NESTED_REPEAT.search(str(held)) or len(_REPEATS.findall(str(held))) > _MOST_REPEATS:
            raise NotAllowed("a regular expression repeats what repeats; use CONTAINS or STARTS WITH")
