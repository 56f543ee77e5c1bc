"""From a text's sentences to claims: who, to whom, according to whom, how sure. What is in doubt is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from attributed.loaders.prose.blocks import blocks
from attributed.loaders.prose.names import actor_name, as_written, expression, organs, state_in, state_name
from attributed.loaders.prose.notes import Notes
from attributed.loaders.prose.sentences import sentences
from attributed.loaders.prose.tables import alternatives, edition, table
from attributed.schema.claim import Claim, Outcome, ResponseKind, Span
from attributed.schema.confidence import likelihood
from attributed.schema.disclosure import Disclosure
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import Record, RecordVersion

RULES = "prose/1"

_SPEAKER = (
    r"(?:^|, )(?:[Tt]he )?(?:<STATE> )?(?P<speaker><ORGAN>)(?: \([A-Z]+\))?(?: – [^–]* –)?,? (?:has |have |had )?"
    r"(?:provided assessments|assess(?:es|ed)?|unveiled|sa(?:ys|id)|judge[sd]?|conclude[sd]?|stated|confirmed|revealed)"
)
_REPORTED = re.compile(
    r"\b(?:according to|sa(?:id|ys?)|claim(?:s|ed)?|assess\w*|report(?:s|ed)|believ\w+|stated|allege[sd]?|told"
    r"|announced|accus\w+|suspect\w*|unveiled|attribute[sd]?)\b",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(
    r"\b(?:not|never|no longer|den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|could|might|may|would|if|whether"
    r"|alleged(?:ly)?|reportedly|rumou?red|similar to|resembl\w+|false(?:ly)?|fake|capab\w+|attempt\w*|tried|pro-\w+)\b"
    r"|\?"
)
_TERM = re.compile(
    r"\b(?:almost certain(?:ly)?|highly likely|very likely|highly probable|realistic possibility|highly unlikely"
    r"|very unlikely|remote chance|likely|probably|unlikely)\b"
)
_PERIOD = re.compile(r"\b(\d{4})(?: (?:and|to) (\d{4}))?\b")


@dataclass(frozen=True, slots=True)
class Context:
    """The document a text is read for, the source its records belong to, and who publishes it."""

    disclosure: Disclosure
    source: str
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    records: tuple[Record, ...]
    versions: tuple[RecordVersion, ...]
    claims: tuple[Claim, ...]
    spans: tuple[Span, ...]


def read(body: str, context: Context) -> Extraction:
    """The claims of a text; every quote is `body[start:end]`."""
    return _Reader(body, context).read()


def extractor() -> str:
    """What `extractedBy` says: the version of the rules and the hash of the tables."""
    return f"{RULES}+{edition()}"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """`words` is plain text; `start` and `end` bound it in the body; `doubtful` ones assert nothing here."""

    words: str
    start: int
    end: int


@cache
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    return tuple((expression(row["pattern"]), row) for row in table("patterns")[kind])


class _Reader:
    def __init__(self, body: str, context: Context) -> None:
        self._body = body
        self._notes = Notes(context.disclosure, context.source, extractor())
        self._publisher = context.publisher
        self._states: set[str] = set()
        self._countries: dict[str, str] = {}
        self._acting: str | None = None

    def read(self) -> Extraction:
        paragraphs = [list(self._sentences(block)) for block in blocks(self._body)]
        for sentence in (s for paragraph in paragraphs for s in paragraph):
            self._note_states(sentence.words)
        for paragraph in paragraphs:
            self._acting = None
            for sentence in paragraph:
                self._read(sentence)
        records, versions, claims, spans = self._notes.taken()
        return Extraction(records, versions, claims, spans)

    def _sentences(self, block: Any) -> Iterator[_Sentence]:
        for start, end in sentences(block.plain):
            yield _Sentence(block.plain[start:end], *block.place(start, end))

    def _note_states(self, words: str) -> None:
        """Which states the text speaks of, and whose an organ of an ambiguous name is."""
        for found in re.findall(expression("<STATE>"), words):
            if code := state_in(found):
                self._states.add(code)
        for found in expression(r"(?P<state><STATE>) (?P<organ><ORGAN>)").finditer(words):
            code = state_in(found["state"])
            organ = organs()[found["organ"]]
            if code in organ.countries:
                self._countries.setdefault(organ.name, str(code))

    def _read(self, sentence: _Sentence) -> None:
        self._notes.at(sentence.start, sentence.end, self._body[sentence.start : sentence.end])
        speaker = expression(_SPEAKER).search(sentence.words)
        reported = bool(_REPORTED.search(sentence.words))
        if not _DOUBTFUL.search(sentence.words) and (speaker or not reported):
            self._activity(sentence, self._organ(speaker["speaker"]) if speaker else self._own_voice())
        self._belonging(sentence)
        if not reported:
            self._not_compromised(sentence)
            self._responses(sentence)
            self._officials(sentence)

    def _belonging(self, sentence: _Sentence) -> None:
        """`the UK's National Cyber Security Centre`: whose organ a body is, in the text's own words."""
        for found in expression(r"(?P<state><STATE>) (?P<organ><ORGAN>)").finditer(sentence.words):
            code = state_in(found["state"])
            if found["state"].endswith("'s") and code and code in organs()[found["organ"]].countries:
                organ = self._organ(found["organ"])
                self._notes.claim(Predicate.PART_OF, organ, self._state(code), self._own_voice())

    def _activity(self, sentence: _Sentence, claimant: str) -> None:
        """TARGETED and ATTRIBUTED_TO; a sentence that names several actors, or hedges twice, is left alone."""
        words = sentence.words
        terms = _TERM.findall(words)
        if len(self._actors(words)) > 1 or len(terms) > 1:
            return
        told = self._likelihood(terms, claimant)
        for pattern, row in _patterns("targeted"):
            found = pattern.search(words)
            if found:
                actor = self._actor(found["actor"], claimant, words)
                event = self._event(found["when"])
                outcome = Outcome(row["outcome"])
                target = self._target(found["target"])
                self._notes.claim(Predicate.TARGETED, actor, target, claimant, outcome=outcome, **event, **told)
                self._acting = actor
                return
        for pattern, _ in _patterns("attributed"):
            found = pattern.search(words)
            if found:
                actor = self._actor(found["actor"], claimant, words)
                self._notes.claim(Predicate.ATTRIBUTED_TO, actor, self._organ(found["object"]), claimant, **told)

    def _not_compromised(self, sentence: _Sentence) -> None:
        for pattern, _ in _patterns("not_compromised"):
            found = pattern.search(sentence.words)
            if found and self._acting:
                accounts = self._notes.unnamed(EntityType.ASSET, found["target"], asset_kind=AssetKind.ACCOUNT)
                none = Outcome.NOT_COMPROMISED
                self._notes.claim(Predicate.TARGETED, self._acting, accounts, self._own_voice(), outcome=none)

    def _responses(self, sentence: _Sentence) -> None:
        for pattern, _ in _patterns("summoned"):
            found = pattern.search(sentence.words)
            if found:
                envoy = self._notes.unnamed(EntityType.PERSON, found["object"])
                kind = ResponseKind.SUMMONED
                authority = self._organ(found["authority"])
                self._notes.claim(Predicate.RESPONDED_TO, authority, envoy, self._own_voice(), response_kind=kind)
        for pattern, _ in _patterns("sanctions"):
            found = pattern.search(sentence.words)
            if found:
                self._sanctions(found)

    def _sanctions(self, found: re.Match[str]) -> None:
        authority = self._organ(found["authority"])
        actor = self._notes.named(EntityType.THREAT_ACTOR, actor_name(found["actor"])) if found["actor"] else None
        for party in self._parties(found):
            self._notes.claim(Predicate.SANCTIONED_BY, party, authority, self._own_voice())
            if actor:
                self._notes.claim(Predicate.AFFILIATED_WITH, party, actor, self._own_voice())

    def _parties(self, found: re.Match[str]) -> Iterator[str]:
        yield self._notes.unnamed(EntityType.ORGANIZATION, found["company"])
        if found["people"]:
            number = found["people"].partition(" ")[0]
            count = table("phrases")["number"].index(number) + 2
            yield self._notes.unnamed(EntityType.PERSON, found["people"], count=count)

    def _officials(self, sentence: _Sentence) -> None:
        """People named with their office, where it is clear whose office it is."""
        for found in _official().finditer(sentence.words):
            code = self._state_of_office(found, sentence.words)
            if code:
                person = self._notes.named(EntityType.PERSON, found["name"])
                state = self._state(code)
                office = found["title"]
                self._notes.claim(Predicate.MEMBER_OF, person, state, self._own_voice(), position=office)

    def _state_of_office(self, found: re.Match[str], words: str) -> str | None:
        if found["whose"]:
            return state_in(found["whose"])
        holders = _titles()[found["title"]] & self._states
        if len(holders) == 1:
            return next(iter(holders))
        governments = {state_in(state) for state in expression(r"(<STATE>) government\b").findall(words)}
        return governments.pop() if len(governments) == 1 and not _titles()[found["title"]] else None

    def _actors(self, words: str) -> set[str]:
        return {actor_name(found) for found in expression("<ACTOR>").findall(words)}

    def _actor(self, words: str, claimant: str, sentence: str) -> str:
        """The record of an actor; that it is called a state's own is said by the same claimant."""
        if expression("<ACTOR>").fullmatch(words):
            actor = self._notes.named(EntityType.THREAT_ACTOR, actor_name(words), words=as_written(words))
        else:
            actor = self._notes.unnamed(EntityType.THREAT_ACTOR, words)
        code = state_in(words)
        if code and expression("<UNNAMED>|<STATE> (?:state|government)[- ]").match(words.removeprefix("the ")):
            self._notes.claim(Predicate.AFFILIATED_WITH, actor, self._state(code), claimant)
        return actor

    def _target(self, words: str) -> str:
        code = state_in(words)
        if expression("<POPULATION>").fullmatch(words):
            return self._notes.named(EntityType.POPULATION, words)
        bare = expression("^<STATE> ").sub("", words)
        return self._notes.named(EntityType.ORGANIZATION, bare, words=words, country=code)

    def _organ(self, words: str) -> str:
        organ = organs()[words]
        country = next(iter(organ.countries)) if len(organ.countries) == 1 else self._countries.get(organ.name)
        return self._notes.named(EntityType.ORGANIZATION, organ.name, words=words, country=country, organ=True)

    def _state(self, code: str) -> str:
        return self._notes.named(EntityType.STATE, state_name(code), country=code)

    def _own_voice(self) -> str:
        if self._publisher:
            return self._notes.named(EntityType.ORGANIZATION, self._publisher)
        return self._notes.unnamed(EntityType.ORGANIZATION, "unknown publisher")

    def _likelihood(self, terms: list[str], claimant: str) -> dict[str, Any]:
        speaker = self._notes.version(claimant)
        term = terms[0] if terms else None
        return likelihood(term, claimant=speaker.name, country=speaker.country, organ=speaker.organ).fields()

    @staticmethod
    def _event(words: str | None) -> dict[str, Any]:
        found = _PERIOD.search(words or "")
        if not words or not found:
            return {}
        last = found[2] or found[1]
        return {"event_start": f"{found[1]}-01-01", "event_end": f"{last}-12-31", "event_text": words.strip()}


@cache
def _titles() -> dict[str, frozenset[str]]:
    """Each office with the states that have it, where only few do."""
    return {row["title"]: frozenset(row.get("states", ())) for row in table("titles")}


@cache
def _official() -> re.Pattern[str]:
    name = r"(?:Lord |Dame |Sir )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}"
    return expression(rf"(?:(?P<whose><STATE>) )?(?P<title>{alternatives(_titles())}) (?P<name>{name})")
