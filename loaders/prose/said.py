"""A claim as a sentence makes it: what the stages after the propositions hand on."""

from __future__ import annotations

from dataclasses import dataclass

from attributed.loaders.prose.modality import Manner
from attributed.loaders.prose.things import Thing
from attributed.schema.claim import Outcome, ResponseKind
from attributed.schema.predicate import Predicate


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that a sentence makes, before it is a claim of the model."""

    predicate: Predicate
    subject: Thing
    object: Thing
    rule: str
    manner: Manner
    outcome: Outcome | None = None
    response: ResponseKind | None = None
    position: str | None = None
