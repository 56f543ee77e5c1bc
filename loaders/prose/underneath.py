"""Lists under a sentence that ends in a colon: what it says of `the following` it says of each item.

`The activity below has been attributed to Sandworm:`, `OFAC has sanctioned four individuals:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from attributed.loaders.prose.blocks import Block
from attributed.loaders.prose.cast import EVENTS, Cast, Wanted
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.names import Kind
from attributed.loaders.prose.roles import fillers
from attributed.loaders.prose.said import Said
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.sentences import sentences
from attributed.loaders.prose.things import Thing
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

_BULLET = re.compile(r"[\s*•▪·–-]*(?:\(?\d{1,2}[.)] )?")
_MARKED = re.compile(r"[*•▪·–-] ?|\(?\d{1,2}[.)] ")
_OPENS = re.compile(
    r"\b(?:attributed|linked|responsible|blamed|behind|carried out|conducted|sanctioned|designated|sanctions|indicted"
    r"|charged|arrested|targeted|compromised|attacked|hacked)\b"
)
_FOLLOWING = re.compile(r"\b(?:below|following)\b")
LONGEST = 200
"""Characters of an item that has no mark before it; a longer paragraph is none."""
_PARTIES = frozenset({Kind.PERSON, Kind.COMPANY, Kind.ACTOR, Kind.ORGAN})
_BY_OBJECT = frozenset({Predicate.TARGETED, Predicate.RESPONDED_TO})
_VICTIMS = frozenset({EntityType.ORGANIZATION, EntityType.POPULATION, EntityType.STATE, EntityType.ASSET})


def items(paragraphs: list[Block]) -> dict[int, int]:
    """The paragraphs that are items, each with the one that it stands under."""
    found: dict[int, int] = {}
    above: int | None = None
    for index, block in enumerate(paragraphs):
        if block.plain.endswith(":") and _OPENS.search(block.plain):
            above = index
        elif above is not None and _is_item(block.plain):
            found[index] = above
        else:
            above = None
    return found


def _is_item(plain: str) -> bool:
    return bool(_MARKED.match(plain)) or (len(plain) <= LONGEST and not any(True for _ in sentences(plain)))


def whole(plain: str) -> tuple[int, int]:
    """Where an item without a sentence starts, after its mark, and ends."""
    mark = _BULLET.match(plain)
    return mark.end() if mark else 0, len(plain)


class Underneath:
    """What the sentences above lists have said, and what that says of their items."""

    def __init__(self, cast: Cast, under: dict[int, int]) -> None:
        self._cast = cast
        self._under = under
        self._above: dict[int, list[Said]] = {}
        self._read: set[int] = set()

    def above(self, scene: Scene, said: list[Said]) -> list[Said]:
        """What the sentence says without what it says only of `the following`; all of it waits for the items."""
        if scene.paragraph not in self._under.values() or scene.tree.plain[scene.tree.end - 1 : scene.tree.end] != ":":
            return said
        self._above[scene.paragraph] = said
        return [one for one in said if not _FOLLOWING.search(_ended(one).words) and not _pointed(scene, _ended(one))]

    def item(self, scene: Scene) -> Iterator[Said]:
        """What the sentence above says of an item; of a party it must be the first that the item names."""
        if scene.paragraph in self._read or scene.paragraph not in self._under:
            return
        self._read.add(scene.paragraph)
        for one in self._above.get(self._under[scene.paragraph], []):
            thing = self._fitting(scene, one)
            if thing is not None and thing not in {one.subject, one.object}:
                listed = replace(one, rule="listed-under")
                by_object = one.predicate in _BY_OBJECT
                yield replace(listed, object=thing) if by_object else replace(listed, subject=thing)

    def _fitting(self, scene: Scene, one: Said) -> Thing | None:
        first = scene.names[0] if scene.names else None
        named = first is not None and not scene.tree.plain[: first.start].strip(" *•▪·–-()0123456789.")
        if one.predicate in {Predicate.SANCTIONED_BY, Predicate.RESPONDED_TO}:
            return self._cast.name(scene, first) if named and first and first.kind in _PARTIES else None
        if one.predicate is Predicate.ATTRIBUTED_TO and one.subject.type not in EVENTS:
            return None
        if named and first and first.kind is Kind.MALWARE and one.predicate is Predicate.ATTRIBUTED_TO:
            return self._cast.name(scene, first)
        root = next((word for word in scene.tree.words if word.head is None and word.pos in {"NOUN", "PROPN"}), None)
        if root is not None and root.lemma in words("quantity"):
            root = next(iter(fillers(root, ["of"])), root)  # `a series of attacks`
        thing = self._cast.thing(scene, root, Wanted.EVENT) if root else None
        kinds = EVENTS if one.predicate is Predicate.ATTRIBUTED_TO else _VICTIMS
        fits = one.predicate in {Predicate.ATTRIBUTED_TO, Predicate.TARGETED}
        return thing if fits and thing is not None and thing.type in kinds else None


def _ended(one: Said) -> Thing:
    return one.object if one.predicate in _BY_OBJECT else one.subject


def _pointed(scene: Scene, thing: Thing) -> bool:
    """Whether `below` or `following` stands right beside the phrase."""
    return thing.head is not None and bool(_FOLLOWING.match(scene.tree.plain, thing.end + 1))
