"""Where a text speaks of a thing, and what a later phrase may take the place for."""

from __future__ import annotations

from dataclasses import dataclass

from attributed.loaders.prose.names import Kind, names_in
from attributed.loaders.prose.things import Thing
from attributed.loaders.prose.tree import SUBJECTS
from attributed.schema.entity import EntityType


@dataclass(slots=True, eq=False)
class Mention:
    """A thing at a place in the body; `number` is the scene's, `at` counts in the paragraph."""

    thing: Thing
    start: int
    end: int
    number: int
    at: int
    subject: bool = False
    acting: bool = False
    speaking: bool = False

    @property
    def actor(self) -> bool:
        return self.acting or self.thing.type is EntityType.THREAT_ACTOR


def happened(thing: Thing) -> bool:
    """Whether a thing is an event, not attacks in general: `an attack on a grid is irresponsible`."""
    head = thing.head
    if thing.type is not EntityType.INCIDENT or head is None or head.head is None:
        return thing.type is EntityType.INCIDENT
    general = head.dep in SUBJECTS and head.head.lower in {"is", "are"}
    return not (general and any(child.lower in {"a", "an"} for child in head.having("det")))


def state_of(publisher: str | None) -> str | None:
    """The code of the state whose organ publishes: `The White House`, `Ministry of Defence (NL)`."""
    kinds = {Kind.STATE, Kind.ORGAN}
    held = [name.entry.countries for name in names_in(publisher or "") if name.kind in kinds]
    codes = {code for countries in held if len(countries) == 1 for code in countries}
    return codes.pop() if len(codes) == 1 else None


def may_act(mention: Mention) -> bool:
    return mention.actor or (mention.thing.type is EntityType.STATE and mention.subject and not mention.speaking)


def may_speak(mention: Mention) -> bool:
    return mention.speaking or (mention.thing.organ and mention.thing.named) or mention.thing.type is EntityType.STATE


def people(thing: Thing) -> bool:
    return thing.type is EntityType.PERSON and bool(thing.count) and not thing.named
