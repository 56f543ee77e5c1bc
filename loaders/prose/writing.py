"""Claims of the model from what the sentences say, with the records they need and the spans that show them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attributed.loaders.prose.aliases import Alias, aliases
from attributed.loaders.prose.announced import Announced, announced
from attributed.loaders.prose.cast import KINDS_KEPT, Cast
from attributed.loaders.prose.dates import When, when
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.memberships import memberships
from attributed.loaders.prose.modality import Manner
from attributed.loaders.prose.names import Kind, Name, gazetteer
from attributed.loaders.prose.notes import Notes
from attributed.loaders.prose.offices import belonging, offices
from attributed.loaders.prose.places import members
from attributed.loaders.prose.said import Said
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.statements import Statements
from attributed.loaders.prose.states import states
from attributed.loaders.prose.things import Thing, described, named_by
from attributed.loaders.prose.ties import Tie, demonyms, nationality, sponsors
from attributed.schema.claim import Outcome, Stance
from attributed.schema.confidence import likelihood
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

_REPORTED = frozenset(
    {"say", "claim", "assess", "report", "believe", "state", "allege", "tell", "announce", "accuse", "suspect"}
)
LONGEST = 1_000
"""Characters of an entry that are quoted: those that end with the day of listing."""
_BEGINNING = re.compile(
    r"\b(?:since(?: at least)?|spotted|active|discovered|established|formed|founded|first \w+)(?: in)? $"
)
_EARLIER = re.compile(r"\b(?:had|previously|last|earlier|in \d{4})\b")
_EVENTS = frozenset({EntityType.INCIDENT, EntityType.CAMPAIGN})
_BLAMING = frozenset({Predicate.ATTRIBUTED_TO, Predicate.RESPONDED_TO, Predicate.FRONT_FOR})
_ACCUSING = _BLAMING | {Predicate.TARGETED, Predicate.SANCTIONED_BY}
_TIMELESS = frozenset(
    {Predicate.ALIAS_OF, Predicate.MEMBER_OF, Predicate.AFFILIATED_WITH, Predicate.FRONT_FOR, Predicate.PART_OF}
)
_SAME_PHRASE = re.compile(
    r"(?:(?!(?:of|and|or|by|on|against|in|to|that|from|with|under|at|for|as|activity|name|targets?|victims?|officials?)\b)"
    r"[\w'/&-]++| |\"|\([A-Z]+\))*"
)
_DATED = frozenset({Predicate.SANCTIONED_BY, Predicate.RESPONDED_TO})
_GROUPS = re.compile(r" (?:\w+ ){0,2}(?:groups|actors|gangs|crews|teams|hackers|clusters)\b")
_UNIT_AFTER = re.compile(
    r"(?:'s)?\)? |(?: \([A-Z]+\))?(?:'s)? units?,? \(?(?:\d{5}(?:, and |, | and |/))*|(?: \([A-Z]+\))?,?"
    r" (?:(?:Unit \d{5})(?:, and |, | and ))*"
)
_UNIT = re.compile(r"\b(?:Unit|Center|Centre) \d+$")
_UNIT_OF = re.compile(r",? (?:of|within|in) (?:the )?(?:\w+ (?:\w+ )?)?(?:intelligence agency |service )?")


class Writer:
    """Writes the notes of one text."""

    def __init__(self, notes: Notes, cast: Cast, body: str, context: Any) -> None:
        self._notes = notes
        self.cast = cast
        self._body = body
        self._context = context
        self._records: dict[Thing, str] = {}
        self._states = {
            code
            for scene in cast.scenes
            for name in scene.names
            if name.kind in {Kind.STATE, Kind.ADJECTIVE}
            for code in name.entry.countries
        }
        self._countries: dict[str, str] = {}
        self._today: When | None = None
        self._pending: list[tuple[Said, Scene]] = []
        self._members: list[tuple[Said, Scene]] = []
        self._told: set[Thing] = set()
        self._tied: set[tuple[int, Thing, Thing]] = set()
        self._accused: set[str] = set()
        """Records of those that the text says did something, or lists: of others it is no matter where they work."""

    def names(self, scene: Scene, statements: Statements) -> None:
        """The names of a sentence: what they are joined to, and who is said to be behind them."""
        self.cast.meet(scene)
        acting = any(name.kind is Kind.ACTOR for name in scene.names)
        nouns = list(announced(scene.tree.plain, scene.names)) if acting else []
        for name in scene.names:
            if name.kind in {Kind.ADJECTIVE, Kind.PLACE}:
                continue
            thing = self.cast.name(scene, name)
            if name.kind in KINDS_KEPT:
                self._notes.keep(self._record(thing))
            if name.kind is Kind.ACTOR and (found := self._behind(scene, name, nouns)):
                how = self._how(scene, statements, name)
                for tie in found:
                    self._tie(scene, thing, tie, how)
            if name.shape == "military-unit" or _UNIT.search(name.entry.name):
                self._unit(scene, thing, name)
        self._described(scene, statements)
        self._offices(scene)
        for alias in aliases(scene.tree.plain, scene.names, scene.tree.start, scene.tree.end):
            main, other = self._main(scene, alias), self.cast.name(scene, alias.other)
            if main is not other:
                self.cast.joined(main, other)
                self._claim(Said(Predicate.ALIAS_OF, other, main, "alias", Manner([])), scene)

    def members(self, scene: Scene, statements: Statements) -> None:
        """Who belongs to which body, where the words between their names say so; kept for `close` to judge."""
        for one in memberships(scene.tree.plain, scene.names, scene.tree.start, scene.tree.end):
            member, body = self.cast.name(scene, one.member), self.cast.name(scene, one.body)
            how = self._how(scene, statements, one.body)
            if how.doubtful or how.denied:
                continue
            if one.predicate in _ACCUSING:
                self._claim(Said(one.predicate, member, body, one.rule, how), scene)
            else:
                self._members.append((Said(one.predicate, member, body, one.rule, Manner(how.claimant)), scene))

    def _how(self, scene: Scene, statements: Statements, name: Name) -> Manner:
        """The manner in which a sentence speaks of a name."""
        word = next((word for word in scene.tree.words if word.start <= name.start < word.end), None)
        return statements.manner(word) if word else Manner([])

    def _main(self, scene: Scene, alias: Alias) -> Thing:
        """Whose other names they are: the group that `the group (aka X and Y)` points back to, else the first."""
        noun = next((word for word in scene.tree.words if word.start == alias.group), None)
        thing = self.cast.thing(scene, noun) if noun else None
        return thing if thing and thing.named else self.cast.name(scene, alias.main)

    def _offices(self, scene: Scene) -> None:
        for organ, state in belonging(scene.tree.plain, scene.names):
            code = next(iter(state.entry.countries))
            self._countries.setdefault(organ.entry.name, code)
            whole, part = self.cast.name(scene, state), self.cast.name(scene, organ)
            self._claim(Said(Predicate.PART_OF, part, whole, "belonging", Manner([])), scene)
        if any(word.lemma in _REPORTED for word in scene.tree.words):
            return
        for held in offices(scene.tree.plain, scene.tree.start, scene.tree.end, self._states):
            person = Thing(EntityType.PERSON, held.name, held.name, True, held.start, held.end)
            state_held = Thing(EntityType.STATE, held.code, states()[held.code].name, True, held.start, held.end)
            said = Said(
                Predicate.MEMBER_OF,
                self.cast.known(scene, person),
                state_held,
                "office",
                Manner([]),
                position=held.title,
            )
            self._claim(said, scene)

    def _described(self, scene: Scene, statements: Statements) -> None:
        """`X is a Chinese state-sponsored group`, `a group of Iranian government-sponsored actors known as X`."""
        for word in scene.tree.words:
            if word.pos != "NOUN" or word.lemma not in words("actor") | words("weak_actor"):
                continue
            thing = self.cast.thing(scene, word)
            made = described(scene.tree, word, scene.names)
            if thing and made and thing.named and not made.named and thing.type is EntityType.THREAT_ACTOR:
                here = any(name.entry.name == thing.name for name in scene.names)
                found = sponsors(scene.tree.plain, made.names, made.start, made.end)
                found = found or (nationality(scene.tree.plain, made.names, word) if here else [])
                for tie in found:
                    self._tie(scene, thing, tie, statements.manner(word))
            if made and word.tag == "NNS" and (found := nationality(scene.tree.plain, made.names, word)):
                for each in members(scene, word):
                    if (own := named_by(each, scene.names)) and own.kind is Kind.ACTOR:
                        self._tie(scene, self.cast.name(scene, own), found[0], statements.manner(word))

    def _unit(self, scene: Scene, unit: Thing, name: Name) -> None:
        """`the FSB's Center 16`, `GRU Unit 26165`, `three units of the GRU, Unit 26165 and`, `Center 16 of the FSB`."""
        plain = scene.tree.plain
        first = plain[name.start : name.end].split()[0]
        held = gazetteer().get(first)
        if held and held.kind is Kind.ORGAN and first != plain[name.start : name.end]:
            agency = self.cast.name(scene, Name(held, name.start, name.start + len(first)))
            self._claim(Said(Predicate.MEMBER_OF, unit, agency, "unit-of", Manner([])), scene)
            return
        for other in scene.names:
            if other.kind is not Kind.ORGAN or other.shape == "military-unit" or other.entry.name == unit.name:
                continue
            before = other.end <= name.start and _UNIT_AFTER.fullmatch(plain, other.end, name.start)
            if before or (name.end <= other.start and _UNIT_OF.fullmatch(plain, name.end, other.start)):
                self._claim(Said(Predicate.MEMBER_OF, unit, self.cast.name(scene, other), "unit-of", Manner([])), scene)
                return

    def _behind(self, scene: Scene, name: Name, nouns: list[Announced]) -> list[Tie]:
        plain = scene.tree.plain
        for one in nouns:
            if one.name.start == name.start:
                return self._stated(plain, scene.names, scene.tree.start, one.noun[1])
        left = max(
            [n.end for n in scene.names if n.end <= name.start and n.kind is Kind.ACTOR]
            + [scene.tree.start, name.start - 60]
        )
        near = [n for n in scene.names if left <= n.start < name.start]
        stated = self._stated(plain, near, left, name.start)
        before = next((n for n in scene.names if n.kind is Kind.ACTOR and plain[n.end : name.start] == " and "), None)
        if stated or before is None or not _GROUPS.match(plain, name.end):
            return stated
        return self._behind(scene, before, nouns)  # `the MSS-linked APT31 and APT40 groups`

    def _stated(self, plain: str, names: list[Name], left: int, until: int) -> list[Tie]:
        """The states and organs that stand before what ends or starts at `until`, in its own phrase."""
        stated = (tie for tie in sponsors(plain, names, left, until))
        return demonyms(plain, names, until) + [
            tie for tie in stated if _SAME_PHRASE.fullmatch(plain, tie.name.end, until)
        ]

    def write(self, scene: Scene, said: Iterable[Said]) -> None:
        """Note what the sentence says; `today` in it dates the listings that the next sentences tell of."""
        if self._context.day:
            days = (one for _, one in when(scene.words, self._context.day) if one.words.lower() == "today")
            self._today = next(days, self._today)
        for one in said:
            if one.subject.type in _EVENTS and one.predicate is Predicate.TARGETED:
                self._pending.append((one, scene))
                continue
            if one.predicate in {Predicate.ATTRIBUTED_TO, Predicate.RESPONDED_TO} and not one.manner.denied:
                self._told |= {one.subject, one.object}
            self._claim(one, scene)
            for thing in (one.subject, one.object):
                if thing.type in {EntityType.THREAT_ACTOR, EntityType.PERSON} and thing.head is not None:
                    self._officers(scene, thing, one.manner)
                    for tie in sponsors(scene.tree.plain, thing.names, thing.start, thing.end):
                        self._tie(scene, thing, tie, one.manner)

    def _officers(self, scene: Scene, thing: Thing, how: Manner) -> None:
        """`GRU officers sent …`: whose officers they are, of those who are said to have done it."""
        head = thing.head
        if head is None or head.tag != "NNS" or head.lemma not in {"officer", "member", "employee"}:
            return
        beside = {head.start - 1, head.end + 6}  # `GRU officers`, `officers from Unit 74455`
        organs = (name for name in thing.names if name.kind is Kind.ORGAN and {name.end, name.start} & beside)
        if held := next(organs, None):
            said = Said(Predicate.MEMBER_OF, thing, self.cast.name(scene, held), "officers-of", Manner(how.claimant))
            if not how.denied and thing.count is None:
                self._claim(said, scene)

    def _tie(self, scene: Scene, thing: Thing, tie: Tie, how: Manner) -> None:
        other = self.cast.name(scene, tie.name)
        if (scene.number, thing, other) in self._tied:
            return
        self._tied.add((scene.number, thing, other))
        told = [] if how.denied else [speaker for speaker in how.claimant if speaker is not thing]
        manner = Manner(claimant=told, term=tie.term)
        self._claim(Said(Predicate.ATTRIBUTED_TO, thing, other, tie.rule, manner), scene)

    def _at(self, scene: Scene) -> None:
        start, end = scene.place(scene.tree.start, scene.tree.end)
        self._notes.at(start, end, self._body[start:end])

    def _claim(self, said: Said, scene: Scene) -> None:
        self._at(scene)
        how = said.manner
        outcome = Outcome.NOT_COMPROMISED if how.none and said.predicate is Predicate.TARGETED else said.outcome
        denies = how.denied or how.retracted or (how.none and said.predicate is not Predicate.TARGETED)
        told_when = self._when(said, scene)
        if said.predicate in _ACCUSING:
            self._accused |= {self._record(said.subject)} if said.predicate is not Predicate.RESPONDED_TO else set()
            self._accused |= {self._record(said.object)} if said.predicate in _BLAMING else set()
        stance = Stance.RETRACTS if how.retracted else Stance.DENIES if denies else Stance.ASSERTS
        for claimant in [self._record(thing) for thing in how.claimant] or [self.own_voice()]:
            speaker = self._notes.version(claimant)
            told = likelihood(how.term, claimant=speaker.name, country=speaker.country, organ=speaker.organ).fields()
            self._notes.claim(
                said.predicate,
                self._record(said.subject),
                self._record(said.object),
                claimant,
                said.rule,
                stance=stance,
                outcome=outcome,
                response_kind=said.response,
                position=said.position,
                analytic_confidence=how.confidence,
                **told_when,
                **told,
            )

    def _when(self, said: Said, scene: Scene) -> dict[str, Any]:
        """The one day or period that the sentence names; for what was done `today` is the day of the telling."""
        if said.predicate in _TIMELESS:
            return {}
        found = [
            one
            for at, one in when(scene.words, self._context.day)
            if not _BEGINNING.search(scene.words, max(0, at - 30), at)
        ]
        if said.predicate is Predicate.SANCTIONED_BY and not found and self._today and not _EARLIER.search(scene.words):
            found = [self._today]
        if said.predicate in {Predicate.TARGETED, Predicate.ATTRIBUTED_TO}:
            found = [one for one in found if any(char.isdigit() for char in one.words)]
        if len(found) > 1 and said.predicate in _DATED and found[0].words in scene.words[: len(found[0].words) + 8]:
            found = found[:1]  # `In March 2022, two men were charged over a campaign of 2017`
        if len(found) != 1:
            return {}
        return {"event_start": found[0].start, "event_end": found[0].end, "event_text": found[0].words}

    def _record(self, thing: Thing) -> str:
        if thing not in self._records:
            self._records[thing] = self._made(thing)
        return self._records[thing]

    def _made(self, thing: Thing) -> str:
        if thing.type is EntityType.STATE:
            return self._notes.named(EntityType.STATE, states()[thing.name].name, words=thing.words, country=thing.name)
        country = thing.country or self._countries.get(thing.name)
        held = {"country": country, "organ": thing.organ, "count": thing.count, "asset_kind": thing.asset_kind}
        if thing.named or thing.type is EntityType.POPULATION:
            return self._notes.named(thing.type, thing.name, words=thing.words, **held)
        return self._notes.unnamed(thing.type, thing.name, **held)

    def own_voice(self) -> str:
        if self._context.publisher:
            return self._notes.named(EntityType.ORGANIZATION, self._context.publisher)
        return self._notes.unnamed(EntityType.ORGANIZATION, "unknown publisher")

    def close(self, accused: set[str]) -> None:
        """Keep what events hit where more is said of the event, and who belongs to whom where one is accused."""
        self._accused |= accused
        for said, scene in self._pending:
            if said.subject in self._told or said.subject.named or _certain(said):
                self._claim(said, scene)
        for said, scene in self._members:
            if {self._records.get(said.subject), self._records.get(said.object)} & self._accused:
                self._claim(said, scene)
        for mention in self.cast.mentions:
            if mention.thing in self._records:
                self._notes.mention(self._records[mention.thing], mention.start, mention.end)


def _certain(said: Said) -> bool:
    """One attack on a victim with a name, told for itself: `is investigating a cyberattack on X`."""
    event = said.subject.head
    return said.object.named and event is not None and event.tag in {"NN", "NNP"}
