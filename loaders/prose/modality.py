"""How a sentence says what it says: according to whom, how sure, denied, attempted or only supposed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from attributed.loaders.prose.cast import Cast
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.tables import alternatives, table
from attributed.loaders.prose.things import Thing
from attributed.loaders.prose.tree import CLAUSES, SUBJECTS, Word
from attributed.loaders.prose.voices import claimants, holds_accountable, self_said

_MODIFIERS = frozenset(
    {"advmod", "amod", "acomp", "attr", "neg", "aux", "mark", "det", "prep", "npadvmod", "oprd", "nmod", "compound"}
)


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
    found = Manner(claimant=claimants(scene, cast, nodes, actors) or speaker)
    for index, node in enumerate(nodes):
        below = nodes[index - 1] if index else None
        if below is not None and below.dep == "conj" and node.pos == below.pos:
            continue
        _weigh(found, node, below)
        found.denied |= _unfounded(node)
        if (
            below is not None
            and node.lemma in words("doubt")
            and (below.dep in CLAUSES | {"pcomp", "dobj", "pobj"} or below.having("pcomp"))
        ):
            found.doubtful |= node.lemma not in {"warn"} or below.dep not in {"ccomp", "relcl"}
        if holds_accountable(node):
            found.doubtful = False  # whoever will be held to account did it
            break
        if (node.dep == "relcl" and not _of_proof(node)) or _presupposed(node):
            break
    found.denied |= bool(_CORRECTED.search(scene.words))
    found.doubtful |= _left_open(scene.words)
    found.denied |= bool(_UNPROVEN.search(scene.tree.plain, scene.tree.start, word.start))
    found.none |= any(child.lower == "no" for noun in word.having("dobj", "attr") for child in noun.having("det"))
    governing = _governing(nodes, actors)
    found.term = _term(scene, governing, "estimative") or _term(
        scene, [n for n in nodes if n is not word or _ties(n)], "reporting"
    )
    found.term = found.term or _impersonal(scene, word)
    found.confidence = _confidence(scene, nodes)
    if found.confidence and found.term and _terms("reporting").fullmatch(found.term):
        found.term = None
    return found


_CORRECTED = re.compile(
    r"\b[Aa]n? (?:earlier|previous|original) version (?:of (?:this|the) (?:article|story|report|post|text)\b|\w+ly "
    r"|said|stated|reported|claimed|attributed|blamed)"
)
_REFUSED = frozenset({"xcomp", "pcomp", "advmod", "prep", "dobj"})
"""How what is refused hangs on the refusing."""


@lru_cache(maxsize=64)
def _left_open(sentence: str) -> bool:
    """`speculation that X did it`, `few believe`, `initially blamed on X`: the sentence says that it is open."""
    return bool(_terms("open").search(sentence))


def _of_proof(node: Word) -> bool:
    """`no evidence that ties X to Y`: the clause says what there is, or is not, evidence of."""
    return node.head is not None and node.head.lemma in _PROOF | words("accusation")


_PROOF = frozenset({"evidence", "proof", "indication", "sign"})


def _unfounded(node: Word) -> bool:
    """`accusations that X did it are groundless`, `unfounded attempts to blame X`."""
    if node.lemma not in words("accusation"):
        return False
    verb = node.head if node.dep in SUBJECTS else None
    said = [*node.having("amod"), *(verb.having("acomp", "attr", "oprd") if verb is not None else [])]
    if node.dep in {"dobj", "nsubj"} and node.head is not None:  # `called the accusation that X hacked it baseless`
        said += [word for word in node.head.subtree() if word.index > node.index and word.pos == "ADJ"]
    return any(word.lemma in words("unfounded") for word in said)


@cache
def _it_is() -> re.Pattern[str]:
    held = alternatives(table("terms")["estimative"], literal=False)
    return re.compile(rf"\b[Ii]t (?:is|was|remains) (?P<term>{held})\b")


def _impersonal(scene: Scene, word: Word) -> str | None:
    """`it is almost certain (that) X did`: the term governs what follows in the sentence."""
    found = _it_is().search(scene.tree.plain, scene.tree.start, word.start)
    return found["term"] if found else None


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
        elif child.dep == "aux" and child.lower == "can" and self_said(node):
            continue
        elif (child.dep == "aux" and (child.lemma in words("doubt") or child.lower in {"will", "'ll"})) or (
            child.dep == "mark" and child.lower in {"if", "whether", "unless"}
        ):
            found.doubtful = True
        elif child.dep == "det" and child.lower == "no":
            found.denied |= node.lemma in _PROOF
            found.none |= node.lemma not in _PROOF
        elif child.lemma in words("attempting") and child.dep in {"amod", "advmod"}:
            found.attempted = True
    nobody = any(child.lower in _NOBODY for child in node.having("nsubj", "nsubjpass"))
    unable = below is not None and any(word.lemma in _UNABLE for word in (node, *node.having("acomp", "attr")))
    if nobody or unable or _yet_to(node):
        found.denied = True
    if below is not None and below.dep in {"advcl", "parataxis", "nsubj"}:
        return
    if node.lemma in words("attempting") and below is not None and node.pos in {"VERB", "NOUN"}:
        found.doubtful |= self_said(below)
        found.attempted = not self_said(below)
    if below is not None and node.lemma in words("refusing") and node.pos == "VERB" and below.dep in _REFUSED:
        found.denied = not found.denied
    if node.lemma in words("denying") and below is not None and node.pos in {"VERB", "NOUN"}:
        found.denied = not found.denied
    if node.lemma in {"withdraw", "retract"} and below is not None:
        found.retracted = True
    if below is not None and node.lower == "no" and node.dep == "det":
        found.none = True


def _yet_to(node: Word) -> bool:
    """`has yet to attribute`; `has not yet been able to` says it with its own negation."""
    beside = {child.lower for child in node.having("advmod", "aux")}
    above = node.lemma in {"have", "be"} and bool(node.having("xcomp"))
    told = "to" in beside and bool(beside & {"has", "have", "had"})
    return "yet" in beside and not node.having("neg") and (above or told)


_UNABLE = frozenset({"unable", "impossible", "unwilling", "reluctant"})
_NOBODY = frozenset({"nothing", "nobody", "none"})
_UNPROVEN = re.compile(r"\b(?:not enough|insufficient|too little|lacks?|lacked) (?:\w+ )?(?:evidence|proof)\b")


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
