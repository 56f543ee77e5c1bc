"""Who is hit: what the phrases in the place of the victim speak of, each item of a list for itself."""

from __future__ import annotations

from collections.abc import Iterator

from attributed.loaders.prose.cast import Cast
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.lists import with_rest
from attributed.loaders.prose.names import Kind
from attributed.loaders.prose.places import members, of_crime, owners, told_apart, unspecific
from attributed.loaders.prose.roles import fillers
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.things import Thing, named_by
from attributed.loaders.prose.tree import Word
from attributed.schema.entity import EntityType

_VICTIMS = frozenset(
    {EntityType.ORGANIZATION, EntityType.PERSON, EntityType.POPULATION, EntityType.ASSET, EntityType.STATE}
)
_OWNED = frozenset({"employee", "member", "official", "part", "portion"})


def victims(scene: Scene, cast: Cast, heads: list[Word]) -> Iterator[Thing]:
    """The victims under the heads; a phrase that an earlier one already covers is none of its own."""
    if heads and heads[0].lemma in words("weekdays") | words("months"):
        return  # `condemned the attack on Wednesday, asking China`
    done = 0
    for head in with_rest(scene.tree, heads):
        for each in list(members(scene, head)) or [head]:
            thing = _victim(scene, cast, each) if each.start >= done else None
            if thing:
                done = thing.end if thing.head is each else done
                yield thing


def _victim(scene: Scene, cast: Cast, head: Word) -> Thing | None:
    """The victim that a phrase names; of `the systems of the Commission` it is the Commission."""
    counted = head.lemma in words("quantity") and bool(fillers(head, ["of"]))
    if (head.lemma in words("asset") | words("no_target") | _OWNED) and not counted:
        organs = [word for word in head.having("compound") if _is_organ(scene, word)]
        for owner in [*organs, *owners(head)]:
            thing = cast.thing(scene, owner)
            state = thing is not None and thing.type is EntityType.STATE  # `Poland's power grid` is not Poland
            if thing and not state and thing.type in _VICTIMS and (thing.named or owner.head is not head):
                return thing
    if (head.lemma in words("no_target") and not counted) or of_crime(head):
        return None
    if head.pos == "PRON":
        return _reporter(scene, cast, head) if head.lower in {"them", "it", "us"} else None
    thing = cast.thing(scene, head)
    if thing and unspecific(thing) and (end := told_apart(head)):
        thing.end, thing.words = end, scene.tree.text(thing.start, end)
        thing.name = thing.words
    return thing if thing and thing.type in _VICTIMS and not unspecific(thing) else None


def _is_organ(scene: Scene, word: Word) -> bool:
    own = named_by(word, scene.names)
    return own is not None and own.kind is Kind.ORGAN


def _reporter(scene: Scene, cast: Cast, head: Word) -> Thing | None:
    """`X confirmed that Y had breached them`: them is X."""
    for verb in head.ancestors():
        if verb.lemma in words("reporting"):
            found = [thing for each in fillers(verb, ["subject"]) if (thing := cast.thing(scene, each))]
            fits = len(found) == 1 and found[0].named and found[0].type is EntityType.ORGANIZATION
            return found[0] if fits else None
    return None
