"""Claims of what is no prose: entries of sanctions lists, lines of catalogues, headings and items."""

from __future__ import annotations

import re

from attributed.loaders.prose.aliases import aliases
from attributed.loaders.prose.blocks import Block
from attributed.loaders.prose.cast import KINDS_KEPT
from attributed.loaders.prose.entries import Listing, roles
from attributed.loaders.prose.names import Entry, Kind, Name, gazetteer, names_in
from attributed.loaders.prose.notes import Notes
from attributed.loaders.prose.profiles import Line
from attributed.loaders.prose.states import states
from attributed.loaders.prose.things import TYPES
from attributed.schema.claim import Outcome
from attributed.schema.confidence import likelihood
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

LONGEST = 1_000
"""Characters of an entry that are quoted: those that end with the day of listing."""


class Listed:
    """Writes into the notes of one text what its lists and labels say, in the text's own `voice`."""

    def __init__(self, notes: Notes, body: str, voice: str) -> None:
        self._notes = notes
        self._body = body
        self._voice = voice
        self.accused: set[str] = set()
        """Records of the listed parties and the groups of the catalogue."""

    def item(self, block: Block, names: list[Name]) -> None:
        """A heading or an item of a list: the groups, programs and weaknesses that it names, and their other names."""
        self._at(block)
        for name in names:
            if name.kind in KINDS_KEPT:
                self._notes.keep(self._record(name.entry, block.place(name.start, name.end)))
        for alias in aliases(block.plain, names):
            both = (alias.main, alias.other)
            main, other = (self._record(name.entry, block.place(name.start, name.end)) for name in both)
            if main != other:
                self._notes.claim(Predicate.ALIAS_OF, other, main, self._voice, "alias")

    def _at(self, block: Block) -> None:
        start, end = block.place(0, len(block.plain))
        self._notes.at(start, end, self._body[start:end])

    def listing(self, one: Listing, authority: tuple[Entry, tuple[int, int]] | None) -> None:
        """The entry of a sanctions notice: who is listed by whom and when, its other names, its unit or its master."""
        start = max(one.start, one.end - LONGEST)
        self._notes.at(start, one.end, self._body[start : one.end])
        party = self._record(one.entry, one.at)
        self.accused.add(party)
        by = self._record(*authority) if authority else self._voice
        told = (
            {"event_start": one.listed.start, "event_end": one.listed.end, "event_text": one.listed.words}
            if one.listed
            else {}
        )
        self._notes.claim(Predicate.SANCTIONED_BY, party, by, self._voice, "listing", **told)
        for other, begin, end in one.others:
            entry = gazetteer().get(other) or Entry(one.entry.kind, other)
            self._notes.claim(
                Predicate.ALIAS_OF, self._record(entry, (begin, end)), party, self._voice, "listing-alias"
            )
        for name in names_in(self._body[one.start : one.end]):
            role = roles(self._body, one, one.start + name.start) if name.kind is Kind.ORGAN else None
            if role and (role == "member") == (one.entry.kind is Kind.PERSON):
                predicate = Predicate.MEMBER_OF if role == "member" else Predicate.FRONT_FOR
                place = (one.start + name.start, one.start + name.end)
                self._notes.claim(predicate, party, self._record(name.entry, place), self._voice, f"listing-{role}")

    def profiled(self, line: Line) -> None:
        """A labelled line about a group: its other names, whose it is, whom it attacks, its own programs."""
        block = line.block
        self._at(block)
        group = self._record(line.group.entry, line.group_block.place(line.group.start, line.group.end))
        parts = [(part, block.place(part.start, part.end)) for part in line.parts]
        if line.kind == "targets":
            for target in self._profiled_targets(line, parts):
                self._notes.claim(
                    Predicate.TARGETED, group, target, self._voice, "profile-targets", outcome=Outcome.UNSPECIFIED
                )
            return
        for part, place in parts:
            other = self._record(part.entry, place) if part.kind in TYPES else None
            if other is None or other == group:
                continue
            if line.kind == "aliases":
                self._notes.claim(Predicate.ALIAS_OF, other, group, self._voice, "profile-aliases")
                continue
            told = likelihood(line.term, claimant="", country=None, organ=False).fields()
            if line.kind == "malware":
                self._notes.claim(Predicate.ATTRIBUTED_TO, other, group, self._voice, "profile-malware", **told)
            elif part.kind in {Kind.STATE, Kind.ORGAN}:
                self._notes.claim(Predicate.ATTRIBUTED_TO, group, other, self._voice, "profile-sponsor", **told)

    def _profiled_targets(self, line: Line, parts: list[tuple[Name, tuple[int, int]]]) -> list[str]:
        """The states that a line of targets lists, where it lists nothing else; otherwise all of it as it stands."""
        value = line.block.plain[slice(*line.value)]
        states_only = [part for part, _ in parts if part.kind is Kind.STATE]
        rest = value
        for part in states_only:
            rest = rest.replace(line.block.plain[part.start : part.end], "")
        if states_only and not re.search(r"[a-z]{4,}", rest):
            return [self._record(part.entry, place) for part, place in parts if part.kind is Kind.STATE]
        record = self._notes.named(EntityType.POPULATION, value, words=value)
        self._notes.mention(record, *line.block.place(*line.value))
        return [record]

    def _record(self, entry: Entry, place: tuple[int, int]) -> str:
        if entry.kind is Kind.STATE:
            record = self._notes.named(EntityType.STATE, states()[entry.name].name, country=entry.name)
        else:
            country = next(iter(entry.countries)) if len(entry.countries) == 1 else None
            held = {"country": country, "organ": entry.kind is Kind.ORGAN}
            record = self._notes.named(TYPES[entry.kind], entry.name, words=self._body[slice(*place)], **held)
        self._notes.mention(record, *place)
        return record
