"""A sentence cut into words for the trees: a name is one word, and what is in brackets after it is none."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from attributed.loaders.prose.aliases import asides
from attributed.loaders.prose.names import Entry, Kind, Name
from attributed.loaders.prose.ties import sponsorship

_BRACKETS = re.compile(r"['\"]? \([^()]{1,60}\)")
_ACRONYM = re.compile(r"(?<=[a-z]) \([A-Z][A-Za-z&-]{1,9}s?\)")
"""`energy resource (DER) sites`: a short form in brackets parts no phrase."""
_ROUND_NAMES = frozenset({"'", '"', "``", "''"})


class Token(NamedTuple):
    """`text` is what the parser is shown: for a name of several words one of them. Offsets are the paragraph's."""

    text: str
    start: int
    end: int
    space: bool
    kind: Kind | None = None


_HYPHENED = re.compile(
    r"\b(?:e-mails?|[Cc]yber-(?:attack|espionage|operation|theft|intrusion|crime)s?|[Ss]pear-phishing|(?:nation-)?state-(?:sponsored|backed|affiliated|directed|run)"
    r"|government-(?:backed|sponsored))\b",
    re.IGNORECASE,
)


@cache
def _tokenizer() -> Any:
    import spacy  # half of the time to start, and a command that reads no text does not need it

    tokenizer: Any = spacy.blank("en").tokenizer
    tokenizer.vocab.lex_attr_getters = {}  # words are only cut: to describe each new one takes longer than cutting it
    return tokenizer


_UNBROKEN = re.compile(r"\S+")


@lru_cache(maxsize=65536)
def _cut(unbroken: str) -> tuple[tuple[int, str], ...]:
    """The words of a stretch without white space and where each begins; the tokenizer never joins two stretches."""
    return tuple((token.idx, token.text) for token in _tokenizer()(unbroken))


def _words(plain: str, start: int, end: int) -> Iterator[Token]:
    for unbroken in _UNBROKEN.finditer(plain, start, end):
        for offset, text in _cut(unbroken[0]):
            at = unbroken.start() + offset
            stop = at + len(text)
            yield Token(text, at, stop, stop < end and plain[stop] == " ")


def tokens(plain: str, start: int, end: int, names: list[Name]) -> list[Token]:
    """The words of a sentence in order."""
    joined = deque(_joined(plain, name) for name in names if start <= name.start and name.end <= end)
    skipped = [
        found.span()
        for name in joined
        if name.kind not in {Kind.STATE, Kind.ADJECTIVE} and (found := _BRACKETS.match(plain, name.end, end))
    ]
    known = {name.start for name in names}
    skipped += [found.span() for found in _ACRONYM.finditer(plain, start, end) if found.start() + 2 not in known]
    skipped += [(a, b) for a, b in asides(plain, names) if start <= a and b <= end]
    hyphened = {found.start(): found for found in _HYPHENED.finditer(plain, start, end)}
    made: list[Token] = []
    done = 0
    for token in _words(plain, start, end):
        at = token.start
        if at < done or (skipped and any(a < token.end and at < b for a, b in skipped)):
            continue
        while joined and joined[0].end <= at:
            joined.popleft()
        name = joined[0] if joined and joined[0].start <= at else None
        if name:
            done = name.end
            if made and made[-1].text in _ROUND_NAMES and plain[done : done + 1] in _ROUND_NAMES:
                made.pop()
                done += 1
            made.append(Token(_shown(plain, name), name.start, name.end, plain[done : done + 1] == " ", name.kind))
        elif found := hyphened.get(at):
            done = found.end()
            made.append(Token(found[0].replace("-", ""), at, done, plain[done : done + 1] == " "))
        else:
            made.append(token)
    return made


_INTEREST = re.compile(r"\b(?:pro|anti)-$", re.IGNORECASE)


def _joined(plain: str, name: Name) -> Name:
    """A state with the word that ties an actor to it (`China state-affiliated`) is one adjective."""
    if name.kind not in {Kind.STATE, Kind.ADJECTIVE, Kind.ORGAN}:
        return name
    before = _INTEREST.search(plain, max(0, name.start - 5), name.start)
    start = before.start() if before else name.start
    end = sponsorship(plain, name.end)
    if start == name.start and end == name.end:
        return name
    return Name(Entry(Kind.ADJECTIVE, name.entry.name, name.entry.countries), start, end)


_HEADS = re.compile(
    r"\b(?:Ministry|Department|Bureau|Directorate|Office|Agency|Committee|Council|Commission|Institute|Centre|Center"
    r"|Academy|Service|University|Bank)(?= (?:of|for|on)\b)"
)


def _shown(plain: str, name: Name) -> str:
    """One word that a parser knows how to place: the head of an organ's name, the last word of others."""
    words = plain[name.start : name.end]
    if name.kind is Kind.VULNERABILITY:
        return "flaw"
    if name.kind is Kind.ADJECTIVE:
        return "Russian"
    if name.kind is Kind.ACTOR:
        return "Microsoft"  # a word that the parser knows as a doer: it takes UNC1151 for an adverb
    found = _HEADS.search(words)
    if found:
        return found[0]
    last = words.split()[-1]
    return last if last[0].isalpha() else words.split()[0]
