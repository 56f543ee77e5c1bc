"""A sentence ready to be read: its words, the names in it, and where it stands in the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from attributed.loaders.prose.names import Name
from attributed.loaders.prose.tree import Tree


@dataclass(slots=True, eq=False)
class Scene:
    """`paragraph` and `number` count from the start of the text; `place` turns offsets into those of the body."""

    tree: Tree
    names: list[Name]
    paragraph: int
    number: int
    place: Callable[[int, int], tuple[int, int]]
    quoted: bool = False
    words: str = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.tree.plain[self.tree.start : self.tree.end]
