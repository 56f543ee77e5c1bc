"""What is done about an attack: sanctions, charges, arrests, expulsions, condemnations, and denials of an accuser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from attributed.loaders.prose.cast import ACTORS, Cast, Wanted
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.modality import Manner
from attributed.loaders.prose.places import owners, together, victim_of, with_named
from attributed.loaders.prose.propositions import Proposition
from attributed.loaders.prose.roles import fillers, passive
from attributed.loaders.prose.said import Said
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.things import Thing
from attributed.loaders.prose.tree import Word
from attributed.schema.claim import ResponseKind
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

_PARTIES = frozenset({EntityType.ORGANIZATION, EntityType.PERSON, EntityType.THREAT_ACTOR})
_AUTHORITIES = frozenset({EntityType.STATE, EntityType.ORGANIZATION})
_ANSWERED = {
    ResponseKind.SUMMONED: frozenset({EntityType.PERSON}),
    ResponseKind.EXPELLED: frozenset({EntityType.PERSON, EntityType.POPULATION}),
    ResponseKind.INDICTED: _PARTIES,
    ResponseKind.ARRESTED: _PARTIES,
    ResponseKind.REWARDED: _PARTIES,
    ResponseKind.CONDEMNED: frozenset(
        {EntityType.STATE, EntityType.THREAT_ACTOR, EntityType.INCIDENT, EntityType.ORGANIZATION}
    ),
    ResponseKind.ACCUSED: ACTORS,
    ResponseKind.DENIED: _AUTHORITIES,
}


_WHOSE = frozenset({"identification", "identity", "location", "whereabouts", "arrest", "capture", "conviction"})
"""`information leading to the arrest of X`: it is X that the reward is for."""


class Speaking(Protocol):
    """The sentence that is read: what its phrases speak of, and how it says what it says."""

    cast: Cast
    scene: Scene

    def things(
        self, heads: list[Word], types: frozenset[EntityType], wanted: Wanted = Wanted.ACTOR
    ) -> list[tuple[Word, Thing]]: ...

    def groups(self, heads: list[Word]) -> list[tuple[Word, Thing]]: ...

    def manner(self, word: Word) -> Manner: ...


def sanctions(of: Speaking, one: Proposition) -> Iterator[Said]:
    heads = with_named(of.scene, together(one.subjects))
    held = of.things(heads, _PARTIES | {EntityType.POPULATION})
    held += [(h, p) for h, p in of.groups(heads) if p not in {party for _, party in held}]
    for head, party in held:
        if party.count and party.type is EntityType.POPULATION and head.lemma in words("loose_actor"):
            party.type = EntityType.PERSON  # `and four operators`: nobody else is sanctioned by number
    parties = [(h, p) for h, p in held if p.named or h.tag in {"NN", "NNP"} or p.count]
    how = of.manner(one.word)
    if how.doubtful:
        return
    authorities = [thing for _, thing in of.things(one.objects, _AUTHORITIES) if thing.named]
    if not one.objects and passive(one.word) and one.word.dep in {"ROOT", "conj", "ccomp"} and of.cast.authority:
        authorities = [of.cast.authority]
    for _, party in parties:
        for authority in authorities:
            if party is not authority:
                of.cast.authority = authority
                yield Said(Predicate.SANCTIONED_BY, party, authority, one.rule.name, how)


def responses(of: Speaking, one: Proposition) -> Iterator[Said]:
    how = of.manner(one.word)
    if how.doubtful:
        return
    kind = ResponseKind(str(one.rule.response))
    authorities = [thing for _, thing in of.things(one.subjects, _AUTHORITIES | {EntityType.PERSON}) if thing.named]
    told = [thing for thing in how.claimant if thing.organ] if _by_jury(one) else []
    named = authorities or told
    for authority in named or _nobody(one, kind):
        for thing in _answered(of, one, kind):
            known_already = (kind, thing) in of.cast.answered
            of.cast.answered.add((kind, thing))
            if thing is not authority and (named or not known_already):
                yield Said(Predicate.RESPONDED_TO, authority, thing, one.rule.name, how, response=kind)


def _nobody(one: Proposition, kind: ResponseKind) -> list[Thing]:
    """`Two men were charged`: an authority that the text does not name."""
    if kind not in {ResponseKind.INDICTED, ResponseKind.ARRESTED} or (one.subjects and not _by_jury(one)):
        return []
    return [
        Thing(EntityType.ORGANIZATION, "unnamed authority", "unnamed authority", False, one.word.start, one.word.end)
    ]


def _answered(of: Speaking, one: Proposition, kind: ResponseKind) -> Iterator[Thing]:
    """What is acted on: of `China's espionage` that is no certain event, China."""
    heads = with_named(of.scene, one.objects)
    heads = [each for head in heads for each in (owners(head) if head.lemma in _WHOSE else (head,))]
    for head, thing in of.things(heads, _ANSWERED[kind]):
        if thing.type is EntityType.INCIDENT and not victim_of(head):
            doers = of.things(fillers(head, ["whose", "by"]), ACTORS)
            yield from (doer for _, doer in doers) if doers else (thing,)
        elif thing.named or thing.type is not EntityType.ORGANIZATION:
            yield thing


def _by_jury(one: Proposition) -> bool:
    """Whether a grand jury or its paper indicts, for the authority that tells it."""
    return bool(one.subjects) and one.subjects[0].lemma in {"jury", "indictment", "complaint"}
