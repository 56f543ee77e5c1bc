"""Who and what a text has spoken of so far, and what its definite phrases and pronouns point back to.

A phrase points back only where one thing fits. Where two do, it stays a thing of its own, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import islice

from attributed.loaders.prose.bodies import (
    bears_noun,
    government,
    in_brackets,
    is_called,
    organ_before,
    own_country,
    state_body,
)
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.mentions import Mention, happened, may_act, may_speak, people, state_of
from attributed.loaders.prose.names import Kind, Name
from attributed.loaders.prose.pointing import called, described_by, just_before, main, says_nothing, told_by
from attributed.loaders.prose.roles import subjects
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.things import Thing, described, named_by, of_name
from attributed.loaders.prose.tree import SUBJECTS, Word
from attributed.schema.entity import EntityType

_NEAR = 4
"""How many sentences back a definite phrase may point."""
_PLURAL = frozenset({"they", "them", "these", "those", "their"})
_SINGLE = frozenset({"it", "itself", "this", "that", "its"})
_HUMAN = frozenset({"he", "she", "him", "her", "his", "hers"})
_OFFICES = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "minister", "ambassador", "president", "chief", "director"}
)
ACTORS = frozenset({EntityType.THREAT_ACTOR, EntityType.STATE, EntityType.ORGANIZATION, EntityType.PERSON})
_WHOEVER = frozenset({"attacker", "intruder", "perpetrator", "culprit"})
"""Whoever did it: such a noun never points back to a group that somebody suspects."""
_TELLING_APART = frozenset({"amod", "compound", "nmod", "poss", "prep", "relcl", "acl"})
EVENTS = frozenset({EntityType.INCIDENT, EntityType.CAMPAIGN, EntityType.MALWARE})


class Wanted(StrEnum):
    """What a pronoun is asked for."""

    ACTOR = "actor"
    EVENT = "event"
    SPEAKER = "speaker"


class Cast:
    """The things of one text; asked for the same word twice it answers with the same thing."""

    def __init__(self, scenes: list[Scene], suspects: Iterable[str] = (), publisher: str | None = None) -> None:
        """`suspects` are names that the text lists as sanctioned; `publisher` is whose text it is."""
        self._suspects = frozenset(suspects)
        self.authority: Thing | None = None
        """Who sanctioned last, for `five people were also designated`."""
        self.answered: set[tuple[str, Thing]] = set()
        """To whom what was already done by a named authority."""
        self._state = state_of(publisher)
        self.scenes = scenes
        self.mentions: list[Mention] = []
        self._named: dict[tuple[EntityType, str], Thing] = {}
        self._memo: dict[tuple[int, int, Wanted], Thing | None] = {}
        self._classes: dict[int, int] = {}
        self._mains: dict[int, Thing] = {}
        """For other names of one thing the one that the text joins them to."""

    def meet(self, scene: Scene) -> None:
        """Take note of the actors, people, events and names of a sentence, in its order."""
        for word in scene.tree.words:
            if word.pos in {"NOUN", "PROPN"} and (word.lemma in _worth_noting() or self._in_name(scene, word)):
                self.thing(scene, word)

    def thing(self, scene: Scene, head: Word, wanted: Wanted = Wanted.ACTOR) -> Thing | None:
        """What the phrase under `head` speaks of, as the thing the text already knows where it points back.

        Of a pronoun `wanted` says what is looked for.
        """
        key = (scene.number, head.index, wanted if head.pos == "PRON" else Wanted.ACTOR)
        if key not in self._memo:
            found = self._memo[key] = self._found(scene, head, wanted)
            if found:
                own = named_by(head, scene.names)
                placed = (
                    (own.start, own.end) if own else (found.start, found.end) if found.head is head else head.phrase()
                )
                self._note(scene, found, *placed, subject=head.dep in SUBJECTS and main(head))
        return self._memo[key]

    def name(self, scene: Scene, name: Name) -> Thing:
        """The thing of a name."""
        known = self._known(of_name(scene.tree, name))
        self._note(scene, known, name.start, name.end)
        return known

    def known(self, scene: Scene, thing: Thing) -> Thing:
        """The thing as the text knows it, noted at its place."""
        known = self._known(thing)
        self._note(scene, known, thing.start, thing.end)
        return known

    def joined(self, one: Thing, other: Thing) -> None:
        """Two names of one thing never make a reference ambiguous."""
        old, new = self._class(other), self._class(one)
        for key in [key for key, held in self._classes.items() if held == old]:
            self._classes[key] = new
        self._classes[id(other)] = new
        self._mains[id(other)] = self._mains.get(id(one), one)

    def acts(self, thing: Thing) -> None:
        """The thing does something to somebody: later references to actors may mean it."""
        for mention in self._last_of(thing):
            mention.acting = True

    def speaks(self, thing: Thing) -> None:
        for mention in self._last_of(thing):
            mention.speaking = True

    def last_actor(self, scene: Scene) -> Thing | None:
        """The one actor of the sentence before, for a sentence that leaves its actor out."""
        return self._last(scene, scene.tree.end, lambda mention: mention.actor, near=2)

    def last_speaker(self, scene: Scene) -> Thing | None:
        """Who `we` are: the body that last spoke."""
        bodies = {EntityType.STATE, EntityType.ORGANIZATION}
        return self._last(scene, scene.tree.end, lambda m: m.speaking and m.thing.type in bodies, near=12)

    def own_state(self) -> Thing | None:
        """Who `we` are in a government's own text: the state, where the text names it."""
        return self._named.get((EntityType.STATE, self._state)) if self._state else None

    def _last_of(self, thing: Thing) -> Iterator[Mention]:
        """Its last mention, if it has one."""
        return islice((mention for mention in reversed(self.mentions) if mention.thing is thing), 1)

    def _in_name(self, scene: Scene, word: Word) -> bool:
        return any(name.start == word.start for name in scene.names)

    def _note(self, scene: Scene, thing: Thing, start: int, end: int, *, subject: bool = False) -> None:
        placed = scene.place(start, end)
        for mention in reversed(self.mentions):
            if mention.number < scene.number:
                break
            if mention.thing is thing and mention.start == placed[0]:
                mention.subject |= subject
                return
        self.mentions.append(Mention(thing, *placed, scene.number, start, subject))

    def _known(self, thing: Thing) -> Thing:
        name = thing.name
        thing.suspect = thing.named and name in self._suspects
        if thing.type is EntityType.PERSON and thing.count and thing.head:
            name = f"{thing.count} {thing.head.lemma}"
        elif not thing.named and thing.type is not EntityType.POPULATION:
            return thing
        return self._named.setdefault((thing.type, name), thing)

    def _found(self, scene: Scene, head: Word, wanted: Wanted) -> Thing | None:
        if head.pos == "PRON" or head.lower in _PLURAL | _SINGLE | _HUMAN:
            return self._pronoun(scene, head, wanted)
        body = government(head, scene.names) or own_country(head, scene.tree.plain) or organ_before(head, scene.names)
        if body:
            return self.name(scene, body)
        made = described(scene.tree, head, scene.names)
        if made is None and head.lemma in words("malware") and (name := called(scene, head.end, Kind.MALWARE)):
            return self.name(scene, name)
        if made is None or made.named:
            return self._known(made) if made else self._body(scene, head)
        if state_body(made, head):
            short = in_brackets(scene.tree.plain, made, scene.names)
            return self.name(scene, short) if short else self._of_state(made, head)
        beside = self._beside(scene, head, made) or self._ahead(scene, head, made)
        if beside:
            return beside
        return (self._back(scene, head, made) if made.definite else None) or self._known(made)

    def _beside(self, scene: Scene, head: Word, made: Thing) -> Thing | None:
        """What a common noun describes: `APT31, a hacking group that`, `APT31 is a hacking group that`."""
        if name := just_before(scene, made):
            return self.name(scene, name)
        other = described_by(head)
        if other is None or other is head or head.lemma not in _describing():
            return None
        thing = self.thing(scene, other)
        alike = (ACTORS | {EntityType.POPULATION}, {EntityType.INCIDENT, EntityType.CAMPAIGN})
        same = thing and (thing.type is made.type or any({thing.type, made.type} <= kind for kind in alike))
        return thing if thing and thing.named and same and thing.type is not EntityType.STATE else None

    def _ahead(self, scene: Scene, head: Word, made: Thing) -> Thing | None:
        """`A spokesman said …`, where the next sentences name one spokesman: he is it."""
        if made.type is not EntityType.PERSON or made.count or head.lemma not in _OFFICES:
            return None
        named = {
            name.entry.name: (other, name)
            for other in self.scenes[scene.number + 1 : scene.number + 3]
            for name in other.names
            if name.kind is Kind.PERSON and other.tree.plain[: name.start].rstrip().lower().endswith(head.lower)
        }
        if len(named) != 1:
            return None
        other, name = next(iter(named.values()))
        return self._known(of_name(other.tree, name))

    def _pronoun(self, scene: Scene, head: Word, wanted: Wanted) -> Thing | None:
        at = head.start
        if says_nothing(head):
            return None
        if head.lower in _HUMAN:
            return self._last(scene, at, lambda m: m.thing.type is EntityType.PERSON and m.thing.count is None)
        if head.lower not in _PLURAL | _SINGLE:
            return None
        if wanted is Wanted.EVENT:
            return self._last(scene, at, lambda m: m.thing.type in EVENTS, near=2)
        if own := self._of_clause(scene, head):
            return own
        if (
            head.lower in _PLURAL
            and wanted is Wanted.SPEAKER
            and (last := self._last(scene, at, lambda m: m.speaking and m.number < scene.number, near=1))
        ):
            return last
        if head.lower in _PLURAL and head.head is not None and head.head.lemma in words("penal"):
            return self._last(scene, at, lambda m: people(m.thing), near=2)
        if head.lower in _PLURAL:
            return self._last(scene, at, lambda m: m.actor, by_subject=head.dep in SUBJECTS)
        fits = may_speak if wanted is Wanted.SPEAKER else may_act
        return self._last(scene, at, fits, near=1, by_subject=True)

    def _of_clause(self, scene: Scene, head: Word) -> Thing | None:
        """`the group denied that it had attacked`: who denies or claims it is its subject."""
        telling = told_by(head)
        found = [thing for word in subjects(telling) if (thing := self.thing(scene, word))] if telling else []
        return found[0] if len(found) == 1 else None

    def _of_state(self, made: Thing, head: Word) -> Thing:
        """One body however its state is worded: `Iran's`, or `the Iranian`, `foreign ministry`."""
        made.named = made.organ = True
        made.type, made.name = EntityType.ORGANIZATION, made.words
        kind = " ".join(
            child.lower for child in head.children if child.dep in {"compound", "amod"} and child.pos == "NOUN"
        )
        return self._named.setdefault((made.type, f"{made.country} {kind} {head.lemma}"), made)

    def _body(self, scene: Scene, head: Word) -> Thing | None:
        """What a bare `the ministry` or `the country` points back to: what bears the noun, or spoke, or was named."""
        definite = any(child.lower in {"the", "this"} for child in head.having("det"))
        if head.lemma in {"country", "nation"} and any(child.lower == "this" for child in head.having("det")):
            return None  # in a quotation it is that of which the speaker spoke, which may not be quoted
        if not definite or head.lemma not in words("state_body") | words("business") | {
            "country",
            "nation",
            "government",
        }:
            return None
        if head.lemma in {"country", "nation"} and (
            named := self._last(scene, head.start, lambda m: m.thing.type is EntityType.STATE, near=0)
        ):
            return named
        bearing = self._last(scene, head.start, lambda m: bears_noun(head, m.thing), near=12)
        if bearing or any(child.dep in _TELLING_APART for child in head.children):
            return bearing or self._unnamed_body(scene, head)
        return self._last(scene, head.start, lambda m: m.speaking and is_called(head, m.thing), near=8) or self._last(
            scene, head.start, lambda m: m.thing.type is EntityType.ORGANIZATION and is_called(head, m.thing), near=2
        )

    def _unnamed_body(self, scene: Scene, head: Word) -> Thing | None:
        """`The foreign ministry` of the state that has just spoken."""
        beside = {child.dep for child in head.children} - {"det", "punct", "case"}
        state = self._last(scene, head.start, lambda m: m.speaking and m.thing.type is EntityType.STATE, near=6)
        made = described(scene.tree, head, scene.names)
        if state is None or made is None or head.lemma not in words("state_body") or not beside <= {"amod", "compound"}:
            return None
        made.country = state.name
        return self._of_state(made, head)

    def _back(self, scene: Scene, head: Word, made: Thing) -> Thing | None:
        """What `the group`, `the attack`, `these officers` or `the malware` points back to."""
        at = head.start
        if made.type is EntityType.THREAT_ACTOR and head.lemma in _WHOEVER:
            return self._last(
                scene, at, lambda m: m.thing.head is not None and m.thing.head.lemma == head.lemma, near=12
            )
        if made.type is EntityType.THREAT_ACTOR:
            many = head.tag == "NNS" and not made.count  # `the Iranian hackers` are no single group
            fitting = {made.country} if many else {None, made.country}
            return self._last(scene, at, lambda m: m.actor and (not made.country or m.thing.country in fitting))
        if made.type is EntityType.MALWARE:
            return self._last(scene, at, lambda m: m.thing.type is EntityType.MALWARE)
        if made.type is EntityType.INCIDENT:
            this = any(child.lower in {"this", "these", "same"} for child in head.children)
            apart = _TELLING_APART - {"nmod"}
            bare = not any(child.dep in apart and child.lower != "with" for child in head.children)
            return self._last(scene, at, lambda m: happened(m.thing), near=8) if this or bare else None
        if made.type is EntityType.PERSON or (made.type is EntityType.POPULATION and head.lemma in words("person")):
            counts = {None, made.count} if made.count is None else {made.count}
            return self._last(
                scene, at, lambda m: people(m.thing) and (made.count is None or m.thing.count in counts), near=8
            )
        return self._body(scene, head) or self._again(scene, head, made)

    def _again(self, scene: Scene, head: Word, made: Thing) -> Thing | None:
        """`The clinic`, after `a clinic in Tartu` was spoken of."""
        if any(child.dep in _TELLING_APART for child in head.children):
            return None
        return self._last(
            scene,
            head.start,
            lambda m: m.thing.type is made.type and m.thing.head is not None and m.thing.head.lemma == head.lemma,
            near=8,
        )

    def _last(
        self, scene: Scene, at: int, fits: Callable[[Mention], bool], near: int = _NEAR, *, by_subject: bool = False
    ) -> Thing | None:
        """The last fitting thing; None where the sentence that holds it holds two that are not one.

        With `by_subject` the one that is that sentence's subject goes before the others.
        """
        found: Mention | None = None
        double = False
        for mention in reversed(self.mentions):
            if mention.number > scene.number or (mention.number == scene.number and mention.at >= at):
                continue
            if scene.number - mention.number > near or (found and mention.number != found.number):
                break
            if not fits(mention):
                continue
            if found and self._class(mention.thing) != self._class(found.thing):
                if not by_subject or found.subject == mention.subject:
                    double = True
                if by_subject and mention.subject and not found.subject:
                    found, double = mention, False
                continue
            found = found or mention
        if double and not (by_subject and found and found.subject):
            return None
        return self._mains.get(id(found.thing), found.thing) if found else None

    def _class(self, thing: Thing) -> int:
        return self._classes.get(id(thing), id(thing))


@cache
def _describing() -> frozenset[str]:
    """Nouns that describe what a name beside them names: `X LLC, a company that`."""
    return words("actor") | words("person") | words("malware") | words("incident") | words("counted_body")


def _worth_noting() -> frozenset[str]:
    return words("actor") | words("person") | words("incident") | words("weak_actor")


KINDS_KEPT = frozenset({Kind.ACTOR, Kind.MALWARE, Kind.VULNERABILITY, Kind.CAMPAIGN})
"""Names that a text mentions and that are records even where no claim is made of them."""
