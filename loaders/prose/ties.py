"""Who a noun phrase itself says is behind an actor: `Chinese state-sponsored`, `MSS-linked`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.names import Kind, Name
from attributed.loaders.prose.tree import Word

_JOINT = re.compile(
    r"(?:'s)?(?: \([A-Z]+\))?[ -](?:(?:state|government|regime|military|army|intelligence)(?:'s)?[ -])?"
    r"(?P<how>[a-z]+)\b"
)
_STATE_ACTOR = re.compile(
    r"(?:'s)? (?:state|government|military intelligence|intelligence)(?: \w+)? (?:hackers?|actors?"
    r"|operators?|group|spies)\b"
)
_OBJECT = re.compile(r" (?:the|an?|its|this|that|these|those|to|it|them|him|her|by|for|him|two|several)\b")
"""What makes `South Korea linked …` a verb."""
_WEAK = frozenset({"linked", "tied", "associated"})


@dataclass(frozen=True, slots=True)
class Tie:
    """`name` stands behind the thing; `term` is the word that weakens it, if one does."""

    name: Name
    term: str | None
    rule: str


def sponsorship(plain: str, at: int) -> int:
    """Where the words end that join a name which ends at `at` to an actor; `at` itself where there are none."""
    joint = _JOINT.match(plain, at)
    told = joint and plain[joint.start("how") - 1] == " " and _OBJECT.match(plain, joint.end())
    return joint.end() if joint and joint["how"] in words("sponsor") and not told else at


def sponsors(plain: str, names: list[Name], start: int, end: int) -> list[Tie]:
    """The sponsors that the phrase from `start` to `end` states; interests and places (`-aligned`) are none."""
    found = []
    for name in names:
        if not start <= name.start < end or name.kind not in {Kind.STATE, Kind.ADJECTIVE, Kind.ORGAN}:
            continue
        joint = _JOINT.match(plain, name.end)
        if joint and joint["how"] in words("sponsor") and joint.end() <= end:
            if joint["how"] not in words("no_sponsor"):
                found.append(Tie(name, joint["how"] if joint["how"] in _WEAK else None, "sponsored"))
        elif _STATE_ACTOR.match(plain, name.end) and name.kind is not Kind.ORGAN:
            found.append(Tie(name, None, "state-actor"))
    return found


_BETWEEN = re.compile(
    r"(?:'s)? (?:(?:state|hacking|threat|cyber|espionage|cyberespionage|cyber-espionage|APT|advanced"
    r"|persistent|notorious"
    r"|infamous|hacker|intelligence|actors?|groups?|gangs?|outfits?"
    r"|collectives?|teams?|units?|crews?|clusters?|hacktivists?|hackers|adversar(?:y|ies)"
    r"|cybercrime|malicious|nexus|ransomware|extortion)[ -]?)*[\"']?"
)


def demonyms(plain: str, names: list[Name], until: int) -> list[Tie]:
    """`North Korean actor Kimsuky`, `Russia's Sandworm`: a state right before what ends or starts at `until`."""
    near = [
        name
        for name in names
        if name.kind in {Kind.STATE, Kind.ADJECTIVE} and name.end < until and _BETWEEN.fullmatch(plain, name.end, until)
    ]
    if any(plain[other.end : name.start] in {" and ", ", ", " or "} for name in near for other in names):
        return []  # `Ukrainian and Belarusian groups`: which is whose is not said
    return [Tie(name, None, "demonym") for name in near]


def nationality(plain: str, names: list[Name], noun: Word) -> list[Tie]:
    """`a Russian threat actor`, `an IRGC persona` of a group that the text names: as good as the name right behind."""
    beside = {child.start for child in noun.having("amod", "compound", "nmod", "poss")}
    held = [
        name
        for name in names
        if name.kind in ({Kind.STATE, Kind.ADJECTIVE, Kind.ORGAN} if noun.tag == "NN" else {Kind.STATE, Kind.ADJECTIVE})
        and name.end < noun.start
        and name.start in beside
        and plain[name.end] in " '"
    ]
    doubt = next((child.text for child in noun.having("amod") if child.lower in _ALLEGED), None)
    return [Tie(name, doubt, "demonym") for name in (held[-1:] if noun.tag == "NN" else held[:1])]


_ALLEGED = frozenset({"alleged", "suspected", "presumed", "purported", "likely", "probable"})
