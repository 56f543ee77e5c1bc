"""What the driver gives, as plain values: scalars, lists, maps, and nodes and relationships with our ids only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from neo4j.graph import Entity, Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

_CLOCK = re.compile(r"(\d\d:\d\d)(:\d\d)(\.\d+)?")
_AXES = ("x", "y", "z")


def plain(value: Any) -> Any:
    """A value of one of the store's own queries: nodes and relationships are their properties."""
    if isinstance(value, Entity):
        return {key: value[key] for key in sorted(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


class Elements:
    """Shows the nodes, relationships and paths of one answer.

    The server names the ends of a lone relationship by its own ids only: `note` collects those, as `missing`, and
    `learn` takes their ids in the model.
    """

    def __init__(self) -> None:
        self.missing: set[str] = set()
        self._ids: dict[str, Any] = {}

    def note(self, value: Any) -> None:
        if isinstance(value, Relationship):
            self.missing.update(end.element_id for end in value.nodes if end is not None)
        elif isinstance(value, Path):
            for relationship in value.relationships:
                self.note(relationship)
        elif isinstance(value, Mapping):
            for item in value.values():
                self.note(item)
        elif isinstance(value, list | tuple):
            for item in value:
                self.note(item)

    def learn(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._ids.update((row["element"], row["id"]) for row in rows)

    def shown(self, value: Any) -> Any:
        if isinstance(value, Node):
            return {"labels": sorted(value.labels), "properties": self._properties(value)}
        if isinstance(value, Relationship):
            first, last = (self._ids.get(end.element_id) if end is not None else None for end in value.nodes)
            return {"type": value.type, "start": first, "end": last, "properties": self._properties(value)}
        if isinstance(value, Path):
            return self._path(value)
        if isinstance(value, Mapping):
            return {key: self.shown(item) for key, item in value.items()}
        if isinstance(value, list | tuple) and not isinstance(value, Point | Duration):
            return [self.shown(item) for item in value]
        return _scalar(value)

    def _properties(self, entity: Entity) -> dict[str, Any]:
        return {key: self.shown(entity[key]) for key in sorted(entity)}

    def _path(self, path: Path) -> list[Any]:
        steps: list[Any] = [self.shown(path.nodes[0])]
        for relationship, node in zip(path.relationships, path.nodes[1:], strict=True):
            steps += [self.shown(relationship), self.shown(node)]
        return steps


def _scalar(value: Any) -> Any:
    if isinstance(value, Date | DateTime | Time):
        return _CLOCK.sub(_clock, value.iso_format()).replace("+00:00", "Z")
    if isinstance(value, Duration):
        return value.iso_format()
    if isinstance(value, Point):
        return {**dict(zip(_AXES, value, strict=False)), "srid": value.srid}
    if isinstance(value, bytes | bytearray):
        return list(value)
    return value


def _clock(found: re.Match[str]) -> str:
    """A time of day as Cypher's own toString has it: no seconds, no fraction where zero; thousandths, millionths, …"""
    digits = (found[3] or ".")[1:].rstrip("0")
    if not digits:
        return found[1] + ("" if found[2] == ":00" else found[2])
    return f"{found[1]}{found[2]}.{digits.ljust(-len(digits) // 3 * -3, '0')}"
