"""From propositions to claims: what may stand in a place, and what the model calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from attributed.loaders.prose.answers import responses, sanctions
from attributed.loaders.prose.cast import ACTORS, EVENTS, Cast, Wanted
from attributed.loaders.prose.doers import culprits, loose_agents, loose_victims, users
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.modality import Manner, manner
from attributed.loaders.prose.names import Kind
from attributed.loaders.prose.places import (
    anybody,
    known,
    may_act,
    members,
    own_business,
    own_deed,
    particular,
    tie,
    together,
    vague,
    victim_of,
    without_clauses,
)
from attributed.loaders.prose.propositions import Proposition
from attributed.loaders.prose.roles import fillers, on_behalf, passive
from attributed.loaders.prose.said import Said
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.things import Thing, named_by
from attributed.loaders.prose.tree import Word
from attributed.loaders.prose.victims import victims as hit
from attributed.schema.claim import Outcome
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

_VICTIMS = frozenset(
    {EntityType.ORGANIZATION, EntityType.PERSON, EntityType.POPULATION, EntityType.ASSET, EntityType.STATE}
)
_ASCRIBING = frozenset({"attribute", "ascribe"})
"""Of a group it may be said whose it is, as of an event: `a group that is attributed to the GRU`."""
_FOR_WHOM = re.compile(r"\b(?:behalf|behest|direction)\b")


class Statements:
    """The claims of one sentence; who stands in a place is asked of the cast."""

    def __init__(self, scene: Scene, cast: Cast, speaker: list[Thing]) -> None:
        self.scene = scene
        self.cast = cast
        self._speaker = speaker
        self._culprits: dict[Word, tuple[list[tuple[Word, Thing]], Word]] = {}

    def read(self, found: Iterable[Proposition]) -> Iterator[Said]:
        """Attributions first: a named culprit is the one who attacked the victim that the event names."""
        held = list(found)
        steps: dict[str, Callable[[Proposition], Iterator[Said]]] = {
            "ATTRIBUTED_TO": self._attributed_to,
            "TARGETED": self._targeted,
            "TIE": self._tied,
            "SANCTIONED_BY": partial(sanctions, self),
            "RESPONDED_TO": partial(responses, self),
        }
        for kind, step in steps.items():
            for one in held:
                if one.rule.says == kind:
                    yield from step(one)

    def things(
        self, heads: list[Word], types: frozenset[EntityType], wanted: Wanted = Wanted.ACTOR
    ) -> list[tuple[Word, Thing]]:
        """The things of these types, a list of named members in the place of the phrase that announces it."""
        found = []
        for head in heads:
            if head.pos == "ADJ":
                found += self._demonym(head, types)
                continue
            for each in list(members(self.scene, head)) or [head]:
                thing = self.cast.thing(self.scene, each, wanted)
                if thing is not None and thing.type in types:
                    found.append((each, thing))
        return found

    def groups(self, heads: list[Word]) -> list[tuple[Word, Thing]]:
        """Counted people as one party, whose names the text may add: `two operatives (A and B)`."""
        held = [(head, self.cast.thing(self.scene, head)) for head in heads if head.having("nummod")]
        return [(head, thing) for head, thing in held if thing and thing.count and thing.type is EntityType.PERSON]

    def _demonym(self, head: Word, types: frozenset[EntityType]) -> list[tuple[Word, Thing]]:
        """Of `Russian involvement in the hack` it is Russia's."""
        own = named_by(head, self.scene.names) if head.head and head.head.lemma in words("part_taken") else None
        if own is None or own.kind is not Kind.ADJECTIVE or EntityType.STATE not in types:
            return []
        return [(head, self.cast.name(self.scene, own))]

    def manner(self, word: Word, modified: Iterable[Word] = ()) -> Manner:
        return manner(self.scene, self.cast, word, list(modified), self._speaker)

    def _actors(self, heads: list[Word]) -> list[tuple[Word, Thing]]:
        """Who can be behind an attack: an unnamed company or a mere crowd cannot."""
        held = self.things(heads, ACTORS)
        for head, thing in held:
            if thing.type is EntityType.ORGANIZATION and not thing.named and thing.country and head.lemma == "group":
                thing.type = EntityType.THREAT_ACTOR
        certain = [(head, thing) for head, thing in held if may_act(thing) and not anybody(head, thing)]
        return [(head, thing) for head, thing in certain if head.dep != "compound" or thing.named or thing.names]

    def _attributed_to(self, one: Proposition) -> Iterator[Said]:
        actors, events = self._actors(one.objects), self._events(one)
        if not actors and one.word.lemma in _ASCRIBING:  # `attributed APT3 to a company, X Company`
            companies = self.things(one.objects, frozenset({EntityType.ORGANIZATION}))
            actors = [(head, thing) for head, thing in companies if thing.named]
        if not actors or not events:
            return
        how = self.manner(one.word, [head for head, _ in actors])
        how.denied |= one.rule.denies
        if one.rule.claimant == "self":
            how = replace(how, claimant=[thing for _, thing in actors], term=how.term or one.word.text)
        if how.doubtful or how.attempted:
            return
        for head, event in events:
            if one.rule.name == "conduct" and one.word.dep == "acl" and head in self._culprits:
                continue  # `X is behind the activity conducted by the group`: X is the answer
            if not how.denied:
                self._culprits.setdefault(head, (actors, one.word))
            if (
                event.type is EntityType.INCIDENT
                and event.head is head
                and not particular(head, one.rule.name != "conduct")
            ):
                continue
            if own_business(head) or own_deed(event.head or head):
                continue
            for culprit, actor in actors:
                if one.rule.name == "conduct" and not (passive(one.word) or actor.named or actor.organ):
                    self.cast.acts(actor)  # `hackers launched attacks on X` says no more than `attacked X`
                    continue
                if event.type is EntityType.THREAT_ACTOR and actor.type is EntityType.THREAT_ACTOR:
                    continue
                if one.rule.takes == "malware" and not (actor.named or actor.names):
                    continue  # `the actor used Zloader`: nobody certain
                if actor is not event and known(culprit, actor):
                    self.cast.acts(actor)
                    yield Said(Predicate.ATTRIBUTED_TO, event, actor, one.rule.name, how)

    def _events(self, one: Proposition) -> list[tuple[Word, Thing]]:
        if one.rule.takes == "malware":
            return self._programs(one)
        found = []
        kinds = EVENTS | {EntityType.THREAT_ACTOR} if one.word.lemma in _ASCRIBING else EVENTS
        for head, thing in self.things(one.subjects, kinds, Wanted.EVENT):
            named = next((name for name in thing.names if name.kind is Kind.MALWARE), None)
            if thing.type is EntityType.INCIDENT and thing.head is head and named and not victim_of(head):
                thing = self.cast.name(self.scene, named)
            found.append((head, thing))
        return found

    def _programs(self, one: Proposition) -> list[tuple[Word, Thing]]:
        """The malware that is used: what the phrase names, and all that it lists (`variants of X, Y and Z`)."""
        found = self.things(one.subjects, frozenset({EntityType.MALWARE}), Wanted.EVENT)
        for head in one.subjects:
            for word in without_clauses(head):
                own = named_by(word, self.scene.names)
                if own and own.kind is Kind.MALWARE and own.start == word.start:
                    found.append((word, self.cast.name(self.scene, own)))
        return list({id(thing): (word, thing) for word, thing in found}.values())

    def _targeted(self, one: Proposition) -> Iterator[Said]:
        noun = one.word.pos in {"NOUN", "PROPN"}
        by = self._actors(fillers(one.word, ["by"]) or loose_agents(self.scene.tree, one.word)) if noun else []
        if by:
            yield from self._perpetrated(one, by)
        heads = one.objects or (loose_victims(self.scene.tree, one.word) if noun else [])
        victims = list(hit(self.scene, self.cast, heads))
        if noun and not victims:
            victims = list(hit(self.scene, self.cast, fillers(one.word, ["from"])))
        if not victims:
            return
        actors, word = by or self._actors(one.subjects), one.word
        if not actors and one.rule.head:
            last = self.cast.last_actor(self.scene)
            actors = [(one.word, last)] if last and last.named else []
        above: Word | None = None
        if not actors and not noun:
            actors = self._actors(users(one.word)) or self._also(one)
        if not actors:
            actors, word, above = self._doers(one, noun)
        how = self._under(above, self.manner(word, [head for head, _ in actors]))
        how.none |= any(child.lower == "no" for head in [*heads, *one.subjects] for child in head.having("det"))
        if not actors and how.none and not noun:
            last = self.cast.last_actor(self.scene)
            actors = [(one.word, last)] if last else []
        if how.doubtful or ((above or word is not one.word) and (how.denied or how.none)):
            return
        outcome = self._outcome(one, how)
        if not actors:
            yield from self._by_event(one, noun, victims, outcome)
        yield from self._for_whom(one, actors, how)
        for _, actor in actors:
            for victim in victims:
                if actor is not victim:
                    self.cast.acts(actor)
                    yield Said(Predicate.TARGETED, actor, victim, one.rule.name, how, outcome)

    def _also(self, one: Proposition) -> list[tuple[Word, Thing]]:
        """`Organizations in Europe have also been targeted`: by whom the text has named last."""
        also = any(child.lower == "also" for child in one.word.having("advmod"))
        last = self.cast.last_actor(self.scene) if also and passive(one.word) and one.rule.name == "target" else None
        return [(one.word, last)] if last and last.named else []

    def _by_event(self, one: Proposition, noun: bool, victims: list[Thing], outcome: Outcome) -> Iterator[Said]:
        """The event itself as what hit the victim, for the writer to keep where the text says more of the event."""
        how = replace(self.manner(one.word), term=None)  # what weakens the culprit does not weaken the deed
        if how.attempted or how.denied:
            return
        events = [one.word] if noun else one.subjects
        for _, event in self.things(events, frozenset({EntityType.INCIDENT, EntityType.CAMPAIGN}), Wanted.EVENT):
            for victim in victims:
                yield Said(Predicate.TARGETED, event, victim, one.rule.name, how, outcome)

    def _outcome(self, one: Proposition, how: Manner) -> Outcome:
        if how.attempted:
            return Outcome.ATTEMPTED
        scouting = [word for head in [one.word, *one.subjects] for word in (head, *head.having("compound", "amod"))]
        if any(word.lemma in {"reconnaissance", "scanning", "probing"} for word in scouting):
            return Outcome.RECONNAISSANCE
        return Outcome(str(one.rule.outcome))

    def _for_whom(self, one: Proposition, actors: list[tuple[Word, Thing]], how: Manner) -> Iterator[Said]:
        """`hacked X on behalf of Y`: Y is behind the actor."""
        if not actors or not _FOR_WHOM.search(self.scene.words):
            return
        for _, patron in self.things(on_behalf(one.word), ACTORS):
            for _, actor in actors:
                if patron.named and actor is not patron and actor.type is not EntityType.STATE and not how.denied:
                    attributed = actor.type is EntityType.THREAT_ACTOR or patron.type is EntityType.STATE
                    predicate = Predicate.ATTRIBUTED_TO if attributed else Predicate.AFFILIATED_WITH
                    yield Said(predicate, actor, patron, "on-behalf-of", how)

    def _perpetrated(self, one: Proposition, by: list[tuple[Word, Thing]]) -> Iterator[Said]:
        """`the compromise of X by Y` says who did it as well."""
        event = self.cast.thing(self.scene, one.word)
        how = self.manner(one.word, [head for head, _ in by])
        if (
            not event
            or event.type is not EntityType.INCIDENT
            or how.doubtful
            or how.attempted
            or not particular(one.word)
        ):
            return
        for head, actor in by:
            if known(head, actor):
                yield Said(Predicate.ATTRIBUTED_TO, event, actor, "perpetrated-by", how)

    def _under(self, above: Word | None, how: Manner) -> Manner:
        """What is said of an attack where `above` says who did it: doubt and denial of that word hold for it too."""
        if above is None:
            return how
        other = self.manner(above)
        denied, none, doubtful = how.denied or other.denied, how.none or other.none, how.doubtful or other.doubtful
        return replace(how, claimant=how.claimant or other.claimant, denied=denied, none=none, doubtful=doubtful)

    def _doers(self, one: Proposition, noun: bool) -> tuple[list[tuple[Word, Thing]], Word, Word | None]:
        """Who is behind an attack that is itself the subject, or a noun: as attributed here, or by what governs it.

        With them the word that says so, and the one above the attack that does where it is not that word.
        """
        events = (
            [one.word]
            if noun
            else [head for head, _ in self.things(one.subjects, frozenset({EntityType.INCIDENT}), Wanted.EVENT)]
        )
        for event in events:
            if event in self._culprits:
                return *self._culprits[event], None
            for places in (["by"], ["whose"], ["compound"]):
                heads = fillers(event, places) if noun or not own_deed(event) else []
                if actors := self._actors(heads):
                    return actors, one.word, None
            thing = self.cast.thing(self.scene, event, Wanted.EVENT)
            if thing and thing.head is event and thing.definite and not noun:
                last = self.cast.last_actor(self.scene)
                if last and last.named:
                    return [(event, last)], one.word, None
            for heads, above in culprits(event):
                actors = self._actors(heads)
                if actors:
                    return actors, one.word, above
        return [], one.word, None

    def _doer(self, place: Word) -> Thing | None:
        """Of `APT28 operations are associated with the GRU` it is the group that is."""
        if place.tag != "NNS" or place.lemma not in {"operation", "activity"}:
            return None
        owners = self.things(fillers(place, ["whose", "compound"]), frozenset({EntityType.THREAT_ACTOR}))
        return owners[0][1] if len(owners) == 1 and owners[0][1].named else None

    def _tied(self, one: Proposition) -> Iterator[Said]:
        events = EVENTS if one.rule.weak or (one.rule.name == "run-by" and passive(one.word)) else frozenset()
        subjects = self.things(together(one.subjects), ACTORS | events)
        objects = self.things(one.objects, ACTORS | EVENTS)
        if not subjects or not objects:
            return
        how = self.manner(one.word)
        if how.doubtful or how.attempted:
            return
        for place, found in subjects:
            subject = self._doer(place) or found if one.rule.weak else found
            if subject.type is EntityType.INCIDENT and subject.head is place and not particular(place, True):
                continue
            if subject.type is EntityType.INCIDENT and own_deed(subject.head or place):
                continue
            if subject.type is EntityType.INCIDENT and any(name.kind is Kind.MALWARE for name in subject.names):
                continue
            if one.rule.name == "run-by" and not subject.named and subject.type is not EntityType.THREAT_ACTOR:
                continue
            for head, thing in objects:
                hyphened = self.scene.tree.plain[head.end : head.end + 1] == "-"  # `an OFAC-designated front company`
                if hyphened or (head.head is not None and head.head.lower == "in" and not thing.names):
                    continue  # `a chairman in Moscow`
                if subject.type in ACTORS and thing.type in EVENTS:
                    if (
                        one.rule.weak
                        and may_act(subject)
                        and (subject.named or subject.definite or (subject.names and one.word.dep != "acl"))
                        and (thing.type is not EntityType.INCIDENT or particular(head))
                    ):
                        yield Said(Predicate.ATTRIBUTED_TO, thing, subject, one.rule.name, how)
                elif (
                    subject is not thing
                    and (thing.named or thing.organ)
                    and not vague(subject, thing)
                    and (predicate := tie(subject, thing, one.rule.name))
                ):
                    ends = (subject, thing)
                    if predicate is Predicate.AFFILIATED_WITH and (
                        (subject.organ and not thing.organ) or thing.type is EntityType.PERSON
                    ):
                        ends = (thing, subject)  # an organ's ties to a company are the company's, and a man runs it
                    yield Said(predicate, *ends, one.rule.name, how)
