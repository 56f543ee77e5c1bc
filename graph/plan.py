"""A server's own plan of a query, judged before it runs: does it only read, and only the graph?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attributed.errors import NotAllowed, WriteRefused
from attributed.graph.guard import PROCEDURES

READING = "r"
"""The type of a query that neither writes nor changes the schema nor administers."""

_OUTSIDE = re.compile(r"LoadCSV|Show|Terminate")
"""Operators of a reading query that leave the graph: files and addresses, the server's state, others' queries."""
_CALLED = re.compile(r"([\w.]+)\s*\(")


def judge(query_type: str, plan: Mapping[str, Any]) -> None:
    """Raises WriteRefused for a plan that would write, NotAllowed for one that leaves the graph."""
    if query_type != READING:
        raise WriteRefused("only reading is allowed here")
    for operator, details in _operators(plan):
        if _OUTSIDE.match(operator):
            raise NotAllowed(f"{operator} is not allowed here")
        if operator == "ProcedureCall":
            called = _CALLED.search(details)
            if not called or called[1].lower() not in PROCEDURES:
                raise NotAllowed(f"the procedure {called[1] if called else details} is not open to everybody")


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield str(plan["operatorType"]).partition("@")[0], str((plan.get("args") or {}).get("Details", ""))
    for child in plan.get("children") or ():
        yield from _operators(child)
