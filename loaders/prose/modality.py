"""How a sentence says what it says: according to whom, how sure, denied, attempted or only supposed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from attributed.loaders.prose.cast import Cast, Wanted
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.roles import fillers, passive
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.tables import alternatives, table
from attributed.loaders.prose.things import Thing
from attributed.loaders.prose.tree import CLAUSES, Word
from attributed.schema.entity import EntityType

_SPEAKERS = frozenset({EntityType.STATE, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.THREAT_ACTOR})
_MODIFIERS = frozenset(
    {"advmod", "amod", "acomp", "attr", "neg", "aux", "mark", "det", "prep", "npadvmod", "oprd", "nmod", "compound"}
)
_OWN = frozenset({"we", "us", "our", "i"})


@dataclass(slots=True)
class Manner:
    """`claimant` None is the text's own voice. `term` and `confidence` are as written."""

    claimant: list[Thing]
    term: str | None = None
    confidence: str | None = None
    denied: bool = False
    attempted: bool = False
    doubtful: bool = False
    none: bool = False
    retracted: bool = False


@cache
def _terms(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives(table('terms')[kind], literal=False)}(?![\w-])", re.IGNORECASE)


def chain(word: Word) -> list[Word]:
    """The word and what it hangs on, up to the main verb."""
    return [word, *word.ancestors()]


def manner(scene: Scene, cast: Cast, word: Word, actors: list[Word], speaker: list[Thing]) -> Manner:
    """How `word` is said; `actors` are the words whose own modifiers weaken it as well."""
    nodes = chain(word)
    found = Manner(claimant=_claimants(scene, cast, nodes, actors) or _according(scene, cast) or speaker)
    for index, node in enumerate(nodes):
        below = nodes[index - 1] if index else None
        if below is not None and below.dep == "conj" and node.pos == below.pos:
            continue
        _weigh(found, node, below)
        if below is not None and node.lemma in words("doubt") and below.dep in CLAUSES | {"pcomp", "dobj", "pobj"}:
            found.doubtful |= node.lemma not in {"warn"} or below.dep not in {"ccomp", "relcl"}
        if (node.dep == "relcl" and not _of_proof(node)) or _presupposed(node):
            break
    found.denied |= bool(_CORRECTED.search(scene.words))
    governing = _governing(nodes, actors)
    found.term = _term(scene, governing, "estimative") or _term(
        scene, [n for n in nodes if n is not word or _ties(n)], "reporting"
    )
    found.confidence = _confidence(scene, nodes)
    if found.confidence and found.term and _terms("reporting").fullmatch(found.term):
        found.term = None
    return found


_CORRECTED = re.compile(r"\b[Aa]n? (?:earlier|previous) version of (?:this|the) (?:article|story|report|post|text)\b")


def _of_proof(node: Word) -> bool:
    """`no evidence that ties X to Y`: the clause says what there is, or is not, evidence of."""
    return node.head is not None and node.head.lemma in {
        "evidence",
        "proof",
        "indication",
        "sign",
        "claim",
        "accusation",
    }


def _ties(word: Word) -> bool:
    return word.lemma in {"link", "tie", "connect", "associate", "accuse", "suspect", "claim"}


def _presupposed(node: Word) -> bool:
    """A definite event is a fact whatever the sentence says of it: `mitigate the July 15 attack`."""
    return (
        node.pos == "NOUN"
        and node.lemma in words("incident")
        and any(child.lower in {"the", "this", "these"} for child in node.having("det"))
    )


def _weigh(found: Manner, node: Word, below: Word | None) -> None:
    for child in node.children:
        if child is below or child.dep not in _MODIFIERS:
            continue
        if child.dep == "neg" or child.lower in {
            "never",
            "neither",
            "nor",
            "longer",
            "wrongly",
            "falsely",
            "mistakenly",
            "erroneously",
            "incorrectly",
        }:
            found.denied = not found.denied
        elif child.dep == "aux" and child.lower == "can" and node.lemma in _SELF_SAID:
            continue
        elif (child.dep == "aux" and (child.lemma in words("doubt") or child.lower in {"will", "'ll"})) or (
            child.dep == "mark" and child.lower in {"if", "whether", "unless"}
        ):
            found.doubtful = True
        elif child.dep == "det" and child.lower == "no":
            found.none = True
        elif child.lemma in words("attempting") and child.dep in {"amod", "advmod"}:
            found.attempted = True
    if node.lemma in words("attempting") and below is not None and node.pos in {"VERB", "NOUN"}:
        found.attempted = True
    if node.lemma in words("denying") and below is not None and node.pos in {"VERB", "NOUN"}:
        found.denied = not found.denied
    if node.lemma in {"withdraw", "retract"} and below is not None:
        found.retracted = True
    if below is not None and node.lower == "no" and node.dep == "det":
        found.none = True


_SELF_SAID = frozenset(
    {
        "attribute",
        "blame",
        "accuse",
        "link",
        "tie",
        "pin",
        "connect",
        "suspect",
        "claim",
        "ascribe",
        "trace",
        "associate",
    }
)


def _claimants(scene: Scene, cast: Cast, nodes: list[Word], actors: list[Word]) -> list[Thing]:
    """The subjects of the nearest reporting word above, or of an `as X warned` beside it."""
    for index, node in enumerate(nodes):
        if _reports(node) and (index or node.lemma in _SELF_SAID):
            said = [head for head in fillers(node, ["subject"]) if head not in actors or node.lemma == "claim"]
            if speaking := _speaking(scene, cast, said):
                return speaking
    for node in nodes:
        for child in node.having("advcl", "parataxis", "ccomp"):
            marked = any(mark.lower == "as" for mark in child.having("mark", "advmod"))
            if child.lemma in words("reporting") and child not in nodes and (marked or child.dep != "advcl"):
                speaking = [] if passive(child) else _speaking(scene, cast, fillers(child, ["subject"]))
                if speaking:
                    return speaking
    return []


def _reports(node: Word) -> bool:
    if node.lemma == "be" and any(
        child.lemma in {"aware", "confident", "certain", "clear"} for child in node.having("acomp")
    ):
        return True
    return node.lemma in words("reporting") and node.pos in {"VERB", "AUX"}


def _speaking(scene: Scene, cast: Cast, heads: list[Word]) -> list[Thing]:
    """Who speaks: the things that can, or for `we` the body that spoke last."""
    if any(head.lower in _OWN for head in heads):
        last = cast.last_speaker(scene)
        return [last] if last else []
    found = [thing for head in heads if (thing := cast.thing(scene, head, Wanted.SPEAKER)) and _can_speak(thing, head)]
    for thing in found:
        cast.speaks(thing)
    return found


def _can_speak(thing: Thing, head: Word) -> bool:
    if thing.type in _SPEAKERS and (thing.named or thing.type is EntityType.PERSON):
        return True
    return head.lemma in _UNNAMED_SPEAKERS


_UNNAMED_SPEAKERS = frozenset(
    {"expert", "researcher", "official", "authority", "analyst", "source", "investigator", "prosecutor", "observer"}
)


def _according(scene: Scene, cast: Cast) -> list[Thing]:
    """`According to X`, which governs its sentence."""
    for word in scene.tree.words:
        if word.lower == "according":
            nouns = [
                each
                for to in word.children
                if to.lower == "to"
                for noun in to.having("pobj")
                for each in noun.coordinated()
            ]
            return _speaking(scene, cast, nouns)
    return []


def _governing(nodes: list[Word], actors: list[Word]) -> list[Word]:
    """The words whose modifiers weaken the statement."""
    kept: list[Word] = []
    for node in [*nodes, *actors]:
        kept.append(node)
        for child in node.children:
            if (
                child.dep in {"advmod", "amod", "acomp", "attr", "oprd", "npadvmod", "prep", "compound"}
                and child not in nodes
            ):
                kept.append(child)
                kept += [below for below in child.children if below.dep in {"advmod", "amod"}]
    return kept


def _term(scene: Scene, governing: list[Word], kind: str) -> str | None:
    places = {word.start for word in governing}
    for found in _terms(kind).finditer(scene.tree.plain, scene.tree.start, scene.tree.end):
        if any(word.start in places for word in scene.tree.words_in(*found.span())):
            return found[0]
    return None


def _confidence(scene: Scene, nodes: list[Word]) -> str | None:
    found = _terms("confidence").search(scene.tree.plain, scene.tree.start, scene.tree.end)
    if not found:
        return None
    held = scene.tree.words_in(*found.span())
    above = {above for word in held for above in (word, *word.ancestors())}
    return found[0] if any(node in above for node in nodes) else None


def quoted_speakers(scenes: list[Scene], cast: Cast) -> Iterator[list[Thing]]:
    """For each scene who speaks the quotation it stands in: named beside it, or beside the rest of it."""
    beside = [_beside(scene, cast) if scene.quoted else [] for scene in scenes]
    for index, scene in enumerate(scenes):
        if not scene.quoted or beside[index]:
            yield beside[index]
            continue
        same = [
            i for i, other in enumerate(scenes) if other.quoted and other.paragraph == scene.paragraph and beside[i]
        ]
        later = [i for i in same if i > index]
        earlier = [i for i in same if i < index]
        if not same:
            earlier = [
                i
                for i, other in enumerate(scenes[:index])
                if other.quoted and beside[i] and scene.paragraph - other.paragraph < 2
            ]
        yield beside[later[0]] if later and not earlier else beside[earlier[-1]] if earlier else []


def _beside(scene: Scene, cast: Cast) -> list[Thing]:
    """The subject of a reporting verb that stands outside the quotation."""
    outside = _outside(scene)
    for word in scene.tree.words:
        if word.lemma in words("reporting") | {"read"} and word.pos == "VERB" and word.start in outside:
            said = [head for head in fillers(word, ["subject"]) if head.start in outside]
            if speaking := _speaking(scene, cast, said):
                return speaking
    return []


def _outside(scene: Scene) -> set[int]:
    inside = scene.tree.plain[: scene.tree.start].count('"') % 2 == 1
    places = set()
    for at in range(scene.tree.start, scene.tree.end):
        if scene.tree.plain[at] == '"':
            inside = not inside
        elif not inside:
            places.add(at)
    return places
