"""YAML as nodes with line numbers: one document of maps, lists and texts, and nothing of YAML's cleverness.

Every scalar is text as written (`NO` is Norway, `2024-03-25` no date object). Anchors, aliases, tags, repeated keys
and deep nesting are refused as the parser meets them, so that no file grows in memory beyond its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from attributed.errors import BadInput
from attributed.loaders.file_text import unfit
from attributed.loaders.node import DEEPEST, Node, brief

_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # a build without libyaml has only the slow one


def yaml_tree(name: str, text: str) -> Node:
    """The one document of a YAML text; BadInput with the line where it is anything else."""
    try:
        return _Reader(name, yaml.parse(text, Loader=_PARSER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadInput(name, f"not YAML: {error.problem}", f"line {mark.line + 1}" if mark else "") from None
    except yaml.YAMLError as error:
        raise BadInput(name, f"not YAML: {error}") from None


@dataclass(slots=True)
class _Reader:
    name: str
    events: Iterator[yaml.Event]

    def document(self) -> Node:
        for event in self.events:
            if isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                continue
            if isinstance(event, yaml.StreamEndEvent):
                break
            root = self._node(event, self._where(event), 1)
            self._end()
            return root
        raise BadInput(self.name, "the file holds nothing but comments")

    def _end(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise self._bad(event, "a second document begins; a file holds one")

    def _node(self, event: yaml.Event, where: str, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self._bad(event, "an alias (*); write the value out")
        if getattr(event, "anchor", None) is not None:
            raise self._bad(event, "an anchor (&); write the value out where it is needed")
        if getattr(event, "tag", None) is not None:
            raise self._bad(event, "a tag (!); every value is read as text, without one")
        if isinstance(event, yaml.ScalarEvent):
            why = unfit(event.value)
            if why:
                raise self._bad(event, why)
            return Node(event.value, self.name, where)
        if depth > DEEPEST:
            raise self._bad(event, f"more than {DEEPEST} maps and lists inside each other")
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._list(depth), self.name, where)
        return Node(self._map(depth), self.name, where)

    def _list(self, depth: int) -> list[Node]:
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, self._where(event), depth + 1))
        return items

    def _map(self, depth: int) -> dict[str, Node]:
        held: dict[str, Node] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            where = self._where(event)
            key = self._node(event, where, depth + 1).value
            if not isinstance(key, str):
                raise self._bad(event, "a key must be one word")
            if key in held:
                raise self._bad(event, f"the key {brief(key)} stands here a second time (first: {held[key].where})")
            held[key] = self._node(next(self.events), where, depth + 1)
        return held

    @staticmethod
    def _where(event: yaml.Event) -> str:
        mark = event.start_mark
        return f"line {mark.line + 1}" if mark else ""

    def _bad(self, event: yaml.Event, why: str) -> BadInput:
        return BadInput(self.name, why, self._where(event))
