"""Catalogue entries about a group: `Aliases: X, Y`, `Targeted sectors: energy`, `Suspected attribution: China`.

A line is said of the group that the nearest heading above names, else of the one that the text has named first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from attributed.loaders.prose.blocks import Block
from attributed.loaders.prose.lexicon import lemma, words
from attributed.loaders.prose.names import Entry, Kind, Name, gazetteer
from attributed.loaders.prose.sentences import sentences
from attributed.loaders.prose.tables import alternatives, table

_HEADING = 90
"""Characters; a longer line without an end mark is no heading."""
_PART = re.compile(r"\s*(?:,| / |/|;| \| |, and\b| and\b)\s*")
_NAME = re.compile(r"[\"']?(?P<name>[A-Z0-9#][\w.&#'-]*(?: [\w.&#'-]+){0,4}?)[\"']?(?: \([^()]*\))?")
_BULLET = re.compile(r"[*•▪-] ?")


@dataclass(frozen=True, slots=True)
class Line:
    """What a labelled line says of `group`: `kind` is a class of profiles.yaml, `parts` are what it lists."""

    group: Name
    group_block: Block
    kind: str
    term: str | None
    block: Block
    value: tuple[int, int]
    parts: tuple[Name, ...]


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            kind,
            re.compile(
                rf"(?:[#*•▪|-]+ ?)*(?P<label>{alternatives(table('profiles')[kind], literal=False)})"
                r"(?:\*\*)?(?: ?[:|](?:\*\*)? ?|(?P<alone>)$)"
            ),
        )
        for kind in ("aliases", "sponsor", "targets", "malware")
    )


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(alternatives(table("profiles")["nothing"], literal=False))


@cache
def _general() -> re.Pattern[str]:
    return re.compile(alternatives(table("profiles")["general"], literal=False) + ":?")


def is_heading(plain: str) -> bool:
    """Whether a paragraph is a heading: short, and without a sentence."""
    return len(plain) <= _HEADING and not list(sentences(plain))


def profile(paragraphs: list[tuple[Block, list[Name]]]) -> Iterator[Line]:
    """The labelled lines of a text in order; a heading that is a label alone labels the paragraph under it."""
    group: tuple[Name, Block] | None = None
    first: tuple[Name, Block] | None = None
    heading: str | None = None
    for block, names in paragraphs:
        label = _label(block.plain)
        if label is not None and label[1]["alone"] is not None:
            heading = label[0]
            continue
        kind, heading = heading, None
        begin, term = 0, None
        if label is not None:
            kind, begin, term = label[0], label[1].end(), _term(label[1]["label"])
        elif kind is None or block.plain.startswith("#") or list(sentences(block.plain)):
            actors = [name for name in names if name.kind is Kind.ACTOR]
            first = first or ((actors[0], block) if actors else None)
            if is_heading(block.plain) and not _general().fullmatch(block.plain):
                headed = actors[0] if actors else _named(block.plain, names)
                group = (headed, block) if headed else group
            continue
        if line := _line(group or first, kind, term, block, begin, names):
            group = group or first or (line.group, line.group_block)
            yield line


def _term(label: str) -> str | None:
    """The word of a label that weakens what it says: `Suspected attribution`, `Associated malware`."""
    return label.split()[0] if label.lower().startswith(("suspected", "likely", "associated")) else None


def _line(
    owner: tuple[Name, Block] | None,
    kind: str,
    term: str | None,
    block: Block,
    start: int,
    names: list[Name],
) -> Line | None:
    """What a label says from `start` on; where no group is named yet, the first of its names is the group's."""
    end = len(block.plain.rstrip(" ."))
    if start >= end or _nothing().fullmatch(block.plain, start, end):
        return None
    parts = tuple(_parts(block.plain, start, end, names, kind))
    if owner is None and kind == "aliases" and len(parts) > 1:
        owner, parts = (parts[0], block), parts[1:]
    return Line(*owner, kind, term, block, (start, end), parts) if owner else None


def groups(paragraphs: list[Block]) -> Iterator[Entry]:
    """The names that labels of other names list beside a known group: `Mabna Institute, Cobalt Dickens`."""
    for line in profile([(block, []) for block in paragraphs]):
        names = [line.group, *line.parts]
        known = (gazetteer().get(name.entry.name) for name in names)
        if line.kind == "aliases" and line.group_block is line.block and any(e and e.kind is Kind.ACTOR for e in known):
            yield from (name.entry for name in names)


def _named(heading: str, names: list[Name]) -> Name | None:
    """A heading that is a name which no table knows: the name of a group, if labelled lines follow."""
    common = any(
        lemma(word.lower()) in words("actor") | words("incident") | words("malware") for word in heading.split()
    )
    if names or common or heading.startswith("#") or not _NAME.fullmatch(heading) or heading in gazetteer():
        return None
    return Name(Entry(Kind.ACTOR, heading), 0, len(heading), "listed")


def _label(plain: str) -> tuple[str, re.Match[str]] | None:
    return next(((kind, found) for kind, label in _labels() if (found := label.match(plain))), None)


_KINDS = {"aliases": Kind.ACTOR, "malware": Kind.MALWARE}


def _parts(plain: str, start: int, end: int, names: list[Name], kind: str) -> Iterator[Name]:
    """What the value lists: names of the kind that the label asks for, known or not; else the names in it."""
    wanted = _KINDS.get(kind)
    if wanted is None:
        yield from (name for name in names if start <= name.start and name.end <= end)
        return
    at = start
    for cut in [*_PART.finditer(plain, start, end), None]:
        stop = cut.start() if cut else end
        if stop > at and (found := _NAME.fullmatch(plain[at:stop].strip())):
            begin = plain.index(found["name"], at)
            entry = gazetteer().get(found["name"]) or Entry(wanted, found["name"])
            if entry.kind is wanted and len(found["name"]) > 2:
                yield Name(entry, begin, begin + len(found["name"]), "listed")
        at = cut.end() if cut else end
