"""What the words beside a noun or a pronoun say it means: `APT28, a threat actor`, `part of a team of officers`."""

from __future__ import annotations

import re

from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.names import Kind, Name
from attributed.loaders.prose.roles import subjects
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.things import Thing
from attributed.loaders.prose.tree import SUBJECTS, Word
from attributed.schema.entity import EntityType

_APPOSED = re.compile(r"(?:[\"']|,? ?\([^()]{1,80}\))*(?:,| –| -) (?:(?:a|an|the|another) )?")


def just_before(scene: Scene, made: Thing) -> Name | None:
    """The name beside an actor's description: `APT28 (Fancy Bear), a threat actor`, `actors known as MuddyWater`."""
    kinds = {EntityType.THREAT_ACTOR: Kind.ACTOR, EntityType.MALWARE: Kind.MALWARE, EntityType.INCIDENT: Kind.CAMPAIGN}
    kind = kinds.get(made.type)
    if made.head is not None and made.head.lemma in words("loose_actor"):
        kind = Kind.ACTOR
    if kind is None:
        return None
    names = [name for name in scene.names if name.end <= made.start and name.kind is kind]
    plain = scene.tree.plain
    for name in names:
        if _APPOSED.fullmatch(plain, name.end, made.start):
            return name
    return called(scene, made.end, kind)


def called(scene: Scene, end: int, kind: Kind) -> Name | None:
    """The name that is given to a phrase which ends at `end`: `a new malware, referred to here as Cyclops Blink`."""
    plain = scene.tree.plain
    after = (name for name in scene.names if name.kind is kind and end <= name.start)
    return next((name for name in after if _CALLED.fullmatch(plain, end, name.start)), None)


_CALLED = re.compile(
    r"(?: \([^()]{1,30}\))?(?: actors?| groups?)?,? (?:(?:which|that|who|it|we|they) )?(?:(?:is"
    r"|are|was|were|has|have|had|been|now|also) )*"
    r"(?:(?:publicly|commonly|widely|internally|better) )?(?:known|track(?:s|ed|ing)?|names?|named|dubs|dubbed"
    r"|called|calls?|identified|refers? to|referred to)"
    r"(?: (?:publicly|here|by \w+(?: \w+)?|in \w+(?: \w+)?))?(?: as)?(?: the)? [\"']?"
)


def described_by(head: Word) -> Word | None:
    """The word for whom or what a common noun describes: `APT31, a group that`, `APT31 is one of the groups that`."""
    said = one_of(head)
    if said.dep == "appos":
        return said.head
    if said.dep == "attr" and said.head and said.head.lemma == "be":
        return next(iter(subjects(said.head)), None)
    return part_of_team(head) if head.dep in {"pobj", "conj"} and head.lemma in words("person") else None


def told_by(head: Word) -> Word | None:
    """The verb above `it` in `the group denied that it had attacked`, `rejected the claim that it had attacked`."""
    verb = head.head
    above = verb.head if verb is not None and verb.dep in {"ccomp", "acl"} else None
    if above is not None and verb is not None and verb.dep == "acl" and above.lemma in words("accusation"):
        above = above.head
    telling = words("denying") | {"claim", "admit", "boast"}
    return above if head.dep in SUBJECTS and above is not None and above.lemma in telling else None


def part_of_team(head: Word) -> Word | None:
    """`X was part of a team of officers who`: what they did X did."""
    for above in head.ancestors():
        if above.dep == "attr" and above.head and above.lemma in {"part", "member", "one"}:
            return next(iter(subjects(above.head)), None)
        if above.pos != "ADP" and above.lemma not in {"part", "team", "group", "unit", "member", "one"}:
            return None
    return None


def one_of(head: Word) -> Word:
    """The word that stands for a plural in `APT28, one of Russia's military hacking units`; else the word itself."""
    of = head.head if head.dep == "pobj" and head.tag == "NNS" else None
    one = of.head if of is not None and of.lower == "of" else None
    return one if one is not None and one.lower == "one" else head


def says_nothing(head: Word) -> bool:
    """The `it` of `it is almost certain that`."""
    verb = head.head
    held = verb.having("attr", "acomp") if head.lower == "it" and verb is not None and verb.lemma == "be" else []
    return any(word.pos == "ADJ" or word.lower in {"possible", "likely", "certain"} for word in held)


def main(head: Word) -> bool:
    """Whether a subject is that of the sentence, not of a clause within it."""
    return head.head is not None and head.head.dep in {"ROOT", "conj"}
