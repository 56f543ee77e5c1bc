"""An answer as JSON: the columns, the rows, and every node and relationship in them once, as a graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attributed.errors import TooManyBytes
from attributed.graph.store import Rows


def answer(rows: Rows, max_bytes: int) -> bytes:
    """`{"columns": […], "rows": [[…]], "graph": {"nodes": [{"id", …}], "relationships": […]}}`, in UTF-8.

    Raises TooManyBytes before the whole of a large answer is written.
    """
    found = _Graph()
    left = max_bytes
    parts = []
    for row in rows.rows:
        found.note(row)
        parts.append(_written(row))
        left -= len(parts[-1]) + 1
        if left < 0:
            raise TooManyBytes(max_bytes)
    head, graph = _written(rows.columns), _written(found.shown())
    whole = b'{"columns":%b,"rows":[%b],"graph":%b}' % (head, b",".join(parts), graph)
    if len(whole) > max_bytes:
        raise TooManyBytes(max_bytes)
    return whole


def _written(value: Any) -> bytes:
    # A stored text may hold half of a surrogate pair, which UTF-8 cannot.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "replace")


class _Graph:
    def __init__(self) -> None:
        self._nodes: dict[Any, Mapping[str, Any]] = {}
        self._relationships: dict[Any, Mapping[str, Any]] = {}

    def note(self, value: Any) -> None:
        if isinstance(value, Mapping):
            if value.keys() == {"labels", "properties"}:
                self._nodes.setdefault((value["properties"].get("id"), tuple(value["labels"])), value)
            elif value.keys() == {"type", "start", "end", "properties"}:
                key = (value["start"], value["type"], value["end"], value["properties"].get("edge"))
                self._relationships.setdefault(key, value)
            else:
                for item in value.values():
                    self.note(item)
        elif isinstance(value, list | tuple):
            for item in value:
                self.note(item)

    def shown(self) -> dict[str, list[Mapping[str, Any]]]:
        return {"nodes": list(self._nodes.values()), "relationships": list(self._relationships.values())}
