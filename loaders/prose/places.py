"""What may stand in a place of a claim: who can act, which events are certain ones, whose systems, which members."""

from __future__ import annotations

from collections.abc import Iterator

from attributed.loaders.prose.cast import ACTORS, EVENTS
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.names import Kind
from attributed.loaders.prose.roles import fillers
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.things import Thing, named_by
from attributed.loaders.prose.tree import Word
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate


def may_act(thing: Thing) -> bool:
    """Whether a thing can be behind an attack."""
    return thing.type is not EntityType.ORGANIZATION or thing.organ or thing.suspect


def anybody(head: Word, thing: Thing) -> bool:
    """`an individual hacking into websites`: nobody certain."""
    certain = thing.named or thing.names or thing.definite or (thing.count or 1) > 1
    return thing.type is EntityType.PERSON and thing.head is head and not certain


def unspecific(thing: Thing) -> bool:
    """`victims`, `the network`: a word that says nothing of whose or which they are."""
    return thing.head is not None and thing.head.lemma in words("any_victim") and thing.words == thing.head.text


def of_crime(head: Word) -> bool:
    """`ransomware infrastructure`, `the botnet's servers`: what belongs to the attackers is no victim."""
    beside = [head, *head.having("compound", "amod", "nmod", "poss")]
    return head.lemma in words("asset") and any(word.lemma in words("malware") | words("criminal") for word in beside)


def own_business(head: Word) -> bool:
    """`involved in the operations of X`: what X does all day is no event."""
    return (
        head.lemma in {"operation", "activity"}
        and head.tag == "NNS"
        and any(noun.pos == "PROPN" for noun in fillers(head, ["of"]))
    )


def own_deed(head: Word) -> bool:
    """`their previous attacks`: whose they are is said by the pronoun."""
    return any(child.lower in {"its", "their", "his", "her"} for child in head.having("poss"))


def without_clauses(head: Word) -> Iterator[Word]:
    """The words of a phrase, but not those of the clauses that hang on it."""
    yield head
    for child in head.children:
        if child.dep not in {"acl", "relcl", "advcl", "ccomp"} or child.lemma in {
            "know",
            "call",
            "name",
            "dub",
            "track",
        }:
            yield from without_clauses(child)


def told_apart(head: Word) -> int | None:
    """Where the clause ends that says which they are: `employees whose jobs related to aviation`, `firms and users`."""
    clause = next((child for child in head.having("relcl", "acl", "conj") if child.index > head.index), None)
    held = [word for word in clause.subtree() if word.pos != "PUNCT"] if clause is not None else []
    return max(word.end for word in held) if 1 < len(held) <= 12 else None


def vague(subject: Thing, thing: Thing) -> bool:
    """`hackers tied to a man`: a crowd is not one man's."""
    return subject.type is EntityType.THREAT_ACTOR and not subject.named and thing.type is EntityType.PERSON


def with_named(scene: Scene, heads: list[Word]) -> list[Word]:
    """With the people and bodies whose names stand in a row before the first: `A, B and C LLC were designated`."""
    if not heads or heads[0].pos != "PROPN":
        return heads
    kinds = {Kind.PERSON, Kind.COMPANY, Kind.ORGAN}
    row: list[Word] = []
    for word in reversed(scene.tree.words[: heads[0].index]):
        own = named_by(word, scene.names)
        if own is not None and own.kind in kinds and own.start == word.start:
            row.append(word)
        elif word.text != "," and word.lower != "and":
            break
    joined = any(word.lower == "and" for word in scene.tree.words[row[-1].index : heads[0].index]) if row else False
    return [*reversed(row), *(head for head in heads if head not in row)] if joined else heads


def together(heads: list[Word]) -> list[Word]:
    """With the phrases that are joined to the first: `a front company and two individuals associated with APT31`."""
    if len(heads) == 1 and heads[0].dep == "conj" and heads[0].head:
        return [heads[0].head, heads[0]]
    return heads


def known(head: Word, thing: Thing) -> bool:
    """Whether an actor is more than `attackers` or `the same group`: named, of a state, or described by a name."""
    if any(child.lower == "same" for child in head.children):
        return False
    return (
        thing.named
        or bool(thing.names)
        or thing.head is not head
        or thing.type is not EntityType.THREAT_ACTOR
        or _described(head)
    )


def _described(head: Word) -> bool:
    return any(word.pos == "PROPN" for word in head.subtree())


def particular(head: Word, with_victim: bool = False) -> bool:
    """A certain event, not attacks in general: singular, dated, pointed at, or (if asked for) with its victim."""
    if head.lemma in _MASS and not _pointed(head):
        return with_victim and victim_of(head)
    pointed = any(child.lower in {"the", "this", "these", "those", "a", "an"} for child in head.having("det"))
    dated = any(word.text.isdigit() and len(word.text) == 4 and not _since(word) for word in head.subtree())
    return (
        (with_victim and victim_of(head))
        or pointed
        or dated
        or bool(head.having("nummod", "poss"))
        or head.tag in {"NN", "NNP"}
    )


def _since(year: Word) -> bool:
    """`operations since at least 2013`: a beginning dates no event."""
    return any(above.lower == "since" for above in year.ancestors())


_MASS = frozenset(
    {
        "espionage",
        "activity",
        "reconnaissance",
        "sabotage",
        "theft",
        "hacking",
        "phishing",
        "surveillance",
        "scanning",
        "interference",
        "exploitation",
        "extortion",
    }
)


def _pointed(head: Word) -> bool:
    dated = any(word.text.isdigit() and len(word.text) == 4 for word in head.subtree())
    return dated or any(child.lower in {"the", "this", "that"} for child in head.having("det"))


def victim_of(head: Word) -> bool:
    return bool(fillers(head, ["against", "on", "of", "targeting"]))


def owners(head: Word) -> Iterator[Word]:
    """Whose systems they are: `X's systems`, `systems of X`, `devices registered to X`, `a system at X`."""
    yield from fillers(head, ["whose"])
    for child in head.having("acl"):
        if child.lemma in {"belong", "register", "own", "operate", "belonging", "registered", "owned", "operated"}:
            yield from fillers(child, ["to", "by"])
    yield from fillers(head, ["of"])
    verb = next((above for above in head.ancestors() if above.pos in {"VERB", "AUX"}), head)
    for word in (*head.subtree(), *verb.children):
        if word.lower == "at" and word.index > head.index:
            yield from word.having("pobj")
    yield from fillers(head, ["within", "inside", "in"])
    if head.lemma in words("account"):
        yield from fillers(head, ["for"])


def members(scene: Scene, head: Word) -> Iterator[Word]:
    """The named members that a phrase lists: `including A, B and C`, `like A`, `two men, A and B`."""
    verb = next((above for above in head.ancestors() if above.pos in {"VERB", "AUX"}), head)
    wide = verb.subtree() if verb.index < head.index else head.subtree()
    loose = [word for word in wide if word.lower == "including" and word.index > head.index and head.pos == "NOUN"]
    for child in [*loose, *(child for child in head.children if child.lower != "including")]:
        if child.lower in {"including", "like"} or (
            child.lower == "as"
            and (
                any(c.lower == "such" for c in child.children)
                or (child.before is not None and child.before.lower == "such")
            )
        ):
            for noun in child.having("pobj", "dobj"):
                yield from (each for each in noun.coordinated() if _is_member(scene, head, each))
        elif child.dep == "acl" and child.lemma in {"know", "call", "name", "dub"} and head.tag == "NNS":
            for place in (child, *child.having("prep")):
                for noun in place.having("pobj", "oprd", "dobj"):
                    yield from (each for each in noun.coordinated() if named_by(each, scene.names))
    if head.lemma in words("person") or head.lemma == "unit":
        yield from _bracketed(scene, head)
    if head.having("nummod") or head.tag == "NNS":
        for noun in head.having("appos"):
            yield from (
                each
                for each in noun.coordinated()
                if (own := named_by(each, scene.names)) and own.kind in {Kind.PERSON, Kind.ORGAN, Kind.COMPANY}
            )


def _bracketed(scene: Scene, head: Word) -> Iterator[Word]:
    """The people in brackets after a plural: `five representatives of banks (A, B, C, D and E)`; so of units."""
    kind = Kind.ORGAN if head.lemma == "unit" else Kind.PERSON
    held = scene.tree.words
    opened = next((word.index for word in held[head.index : head.index + 16] if word.text == "("), None)
    if opened is None or head.tag != "NNS" or any(word.pos == "VERB" for word in held[head.index : opened]):
        return
    for word in held[opened + 1 :]:
        if word.text == ")":
            return
        own = named_by(word, scene.names)
        if own is not None and own.kind is kind and own.start == word.start:
            yield word


def _is_member(scene: Scene, head: Word, each: Word) -> bool:
    """A name, or of attacks a certain one: `activities, such as the SolarWinds incident`."""
    event = head.lemma in words("incident") and each.lemma in words("incident")
    return bool(named_by(each, scene.names)) or each.pos == "PROPN" or event


def tie(subject: Thing, thing: Thing, rule: str) -> Predicate | None:
    """What a tie is called between such things."""
    if rule in {"front-for", "front-company"}:
        return Predicate.FRONT_FOR if subject.type is EntityType.ORGANIZATION else None
    if rule == "works-for" and subject.organ and thing.organ:
        return None
    if rule == "employed-by":
        return Predicate.AFFILIATED_WITH if subject.type in {EntityType.PERSON, EntityType.THREAT_ACTOR} else None
    if rule == "provides-support":
        return Predicate.AFFILIATED_WITH if subject.type is EntityType.PERSON and subject.named else None
    if rule == "contractor-for":
        return Predicate.AFFILIATED_WITH if subject.type in {EntityType.ORGANIZATION, EntityType.PERSON} else None
    if rule in {"officer-of", "officers-of"}:
        member = (
            subject.type is EntityType.PERSON
            and (subject.named or subject.count)
            and thing.type is not EntityType.STATE
        )
        if not member:
            return None
        employer = any(name.kind is Kind.COMPANY for name in thing.names)
        return Predicate.AFFILIATED_WITH if employer else Predicate.MEMBER_OF
    if subject.type is thing.type is EntityType.THREAT_ACTOR:  # two groups: linked at most, never one's deed
        return None if rule == "part-of" else Predicate.AFFILIATED_WITH
    if subject.type in EVENTS or subject.type is EntityType.THREAT_ACTOR:
        return Predicate.ATTRIBUTED_TO if thing.type in ACTORS and may_act(thing) else None
    if subject.type is EntityType.STATE or (thing.type is EntityType.STATE and rule not in {"works-for", "linked-to"}):
        return None
    return Predicate.MEMBER_OF if rule == "part-of" else Predicate.AFFILIATED_WITH
