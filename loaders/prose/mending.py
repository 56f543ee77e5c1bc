"""What a tree has wrong that the words themselves tell: each mending moves a few words, and says which and why."""

from __future__ import annotations

from attributed.loaders.prose.lexicon import lemma, words
from attributed.loaders.prose.propositions import trigger_words
from attributed.loaders.prose.tree import Tree, Word

_GIVING = {"attribute": "to", "ascribe": "to", "link": "to", "tie": "to", "connect": "to", "trace": "to"}
_GIVING |= {"blame": "on", "pin": "on"}
_DEEDS = frozenset(
    {"compromise", "disrupt", "breach", "infiltrate", "penetrate", "exploit", "scan", "probe", "sabotage"}
)
_BESIDE = frozenset({"npadvmod", "nsubj", "compound", "nmod", "dep"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


def mend(tree: Tree) -> Tree:
    """The tree, mended in place."""
    for word in tree.words:
        if word.pos == "VERB":
            _given_to(tree, word)
            _accused_of(word)
            _verb_for_adjective(word)
            _inverted(tree, word)
            _listed_verb(word)
            _listed_noun(word)
            _listed_party(word)
            _of_accusation(tree, word)
            _gerund_for_adjective(word)
            _apposed_participle(word)
        elif word.lower == "along":
            _along_with(tree, word)
        elif word.dep == "appos":
            _apposed_in_list(word)
        elif word.lower == "to":
            _deed_for_noun(tree, word)
        elif word.pos == "NOUN" and word.lower in words("telling"):
            _verb_before_that(tree, word)
        elif word.lower.endswith("ed") and word.pos in _NOMINAL and word.text == word.lower:
            _verb_for_noun(word)
    return tree


def _move(word: Word, head: Word | None, dep: str) -> None:
    if head is not None and (head is word or word in head.ancestors()):
        return
    if word.head is not None:
        word.head.children.remove(word)
    word.head, word.dep = head, dep
    if head is not None:
        head.children.append(word)
        head.children.sort(key=lambda child: child.index)


def _given_to(tree: Tree, verb: Word) -> None:
    """`attributed the attack on X to Y, which`: `to` belongs to the verb, and `which` to Y."""
    to_whom = _GIVING.get(verb.lemma)
    if to_whom is None or any(child.lower in {to_whom, "for"} and child.dep != "aux" for child in verb.children):
        return
    held = [word for word in tree.words[verb.index :] if word.lower == to_whom and word.having("pobj")]
    to = (held[-1] if to_whom == "on" else held[0]) if held else None
    given = verb.having("dobj", "nsubjpass")
    if to is None or to.head is None or not any(above is verb for above in to.head.ancestors()):
        return
    if not given or any(
        above.pos == "VERB" and above is not verb
        for above in (to.head, *to.head.ancestors())
        if above.index > verb.index
    ):
        return
    before, taker = to.head, to.having("pobj")[-1]
    _move(to, verb, "prep")
    for clause in before.having("relcl"):
        if clause.index > taker.index:
            _move(clause, taker, "relcl")


def _accused_of(verb: Word) -> None:
    """`accused the hackers of last year's attack`: `of` belongs to the verb."""
    if verb.lemma not in {"accuse", "suspect", "convict"}:
        return
    for accused in verb.having("dobj", "nsubjpass"):
        for of in accused.having("prep"):
            held = of.having("pobj", "pcomp")
            if of.lower == "of" and held and (held[0].dep == "pcomp" or held[0].lemma in words("incident")):
                _move(of, verb, "prep")


def _verb_for_adjective(verb: Word) -> None:
    """`OFAC designated X Bank`, `the hackers, known as Y, targeted firms`: a finite verb taken for an adjective."""
    noun = verb.head
    if verb.dep not in {"amod", "compound"} or noun is None or verb.tag not in {"VBN", "VBD"}:
        return
    if verb.lemma not in trigger_words():
        return
    beside = [*verb.children, *noun.children] if verb.dep == "compound" else verb.children
    left = [child for child in beside if child.index < verb.index and child.dep in _BESIDE and child.pos in _NOMINAL]
    helping = verb.having("aux")
    if helping and not left:
        left = helping[0].having("nsubj")  # `X has targeted firms, spanning industries`
    if left and noun.dep == "ROOT":
        _move(noun, None, "ROOT")
        _move(verb, None, "ROOT")
        _move(left[-1], verb, "nsubj")
    elif verb.before is not None and verb.before.text == "," and noun.dep == "appos" and noun.head is not None:
        doer = noun.head
        above = doer.head
        _move(noun, None, "ROOT")
        _move(verb, above, "ccomp" if above is not None else "ROOT")
        _move(doer, verb, "nsubj")
    else:
        return
    verb.tag = "VBD"
    _move(noun, verb, "dobj")


def _verb_for_noun(word: Word) -> None:
    """`the Office designated X Bank`: the same verb taken for a part of the name."""
    noun = word.head
    form = lemma(word.lower, verb=True)
    if noun is None or noun.dep != "ROOT" or word.dep != "compound" or form not in trigger_words():
        return
    beside = [*noun.children, *word.children]
    left = [child for child in beside if child.index < word.index and child.dep in _BESIDE and child.pos in _NOMINAL]
    if not left:
        return
    word.pos, word.tag, word.lemma = "VERB", "VBD", form
    _move(word, None, "ROOT")
    _move(noun, word, "dobj")
    _move(left[-1], word, "nsubj")


def _of_accusation(tree: Tree, verb: Word) -> None:
    """`the claim by X that it had hacked Y`: what is claimed belongs to the claim, not to X."""
    if verb.dep not in {"relcl", "acl"} or verb.head is None or verb.head.dep != "pobj":
        return
    between = tree.words[verb.head.index + 1 : verb.index]
    that = next((word for word in between if word.lower == "that"), None)
    claim = next((above for above in verb.head.ancestors() if above.lemma in words("accusation") | {"claim"}), None)
    if that is None or claim is None or verb.head.index > that.index:
        return
    if any(child.dep in {"nsubj", "nsubjpass"} and child is not that for child in verb.children):
        _move(verb, claim, "acl")


def _gerund_for_adjective(word: Word) -> None:
    """`charged with hacking dissidents`: the gerund taken for an adjective of those it is done to."""
    noun = word.head
    prep = word.before
    if word.dep != "amod" or word.tag != "VBG" or noun is None or prep is None or noun.head is not prep:
        return
    if word.lemma not in trigger_words() or noun.lemma not in words("victim") - words("actor") - words("loose_actor"):
        return
    _move(word, prep, "pcomp")
    _move(noun, word, "dobj")


def _verb_before_that(tree: Tree, word: Word) -> None:
    """`The FBI, the NSA and CISA assess that`: a verb taken for a noun beside its subjects."""
    ahead = tree.words[word.index + 1] if word.index + 1 < len(tree.words) else None
    first = word.head
    if ahead is None or ahead.lower != "that" or word.before is None or word.before.pos != "PROPN":
        return
    if word.dep != "appos" or first is None or first.pos != "PROPN":
        return
    above, dep = first.head, first.dep
    for child in list(word.children):
        if child.pos == "PROPN" and child.index < word.index:
            _move(child, first, "conj")
        elif child.dep in {"relcl", "acl"}:
            child.dep = "ccomp"
    word.pos, word.tag = "VERB", "VBP"
    _move(word, None, "ROOT")
    _move(first, word, "nsubj")
    if above is not None:
        _move(word, above, dep)


def _inverted(tree: Tree, verb: Word) -> None:
    """`Also designated today are X and Y`: who is designated stands behind."""
    if verb.index > 3 or verb.having("nsubj", "nsubjpass") or not verb.lower.endswith("ed"):
        return
    at = verb.index + 1
    while at < len(tree.words) and (
        tree.words[at].pos == "ADV" or tree.words[at].lower in {"today", "by", "this", "week"}
    ):
        at += 1
    be, first = [*tree.words[at : at + 2], None, None][:2]
    if be is None or first is None or be.lower not in {"is", "are", "was", "were"} or first.pos != "PROPN":
        return
    _move(verb, None, "ROOT")
    _move(first, verb, "nsubjpass")
    _move(be, verb, "auxpass")
    verb.tag = "VBN"


def _listed_verb(verb: Word) -> None:
    """`sanctioned, charged, and indicted X`: a participle after a comma that stands bare is one of the verbs."""
    above = verb.head
    if verb.dep != "advcl" or verb.tag != "VBN" or above is None or above.tag not in {"VBD", "VBN"}:
        return
    bare = all(child.dep in {"punct", "cc", "conj"} for child in verb.children)
    if bare and verb.having("conj") and verb.index <= above.index + 2:
        verb.tag = above.tag
        verb.dep = "conj"


def _listed_party(verb: Word) -> None:
    """`sanctions against X and two men`: no two men are imposed; they stand beside X."""
    for penalty in verb.having("dobj"):
        parties = [
            noun for prep in penalty.having("prep") if prep.lower in {"on", "against"} for noun in prep.having("pobj")
        ]
        if penalty.lemma not in {"sanction", "charge", "indictment"} or not parties:
            continue
        for noun in [*penalty.having("conj"), *penalty.having("appos")]:
            if noun.index > parties[0].index and _party(noun):
                _move(noun, parties[0], "conj")


def _listed_noun(verb: Word) -> None:
    """`sanctioned X, for its part, and two bankers`: the noun that `and` joins is joined to the object."""
    objects = verb.having("dobj")
    for noun in verb.having("conj"):
        if objects and noun.pos in _NOMINAL and noun.index > objects[0].index and _party(noun):
            _move(noun, objects[0], "conj")


def _apposed_participle(verb: Word) -> None:
    """`APT31, previously linked to X, is known`: the participle tells of the subject of the sentence."""
    above, held = verb.head, verb.having("nsubj")
    if verb.dep != "advcl" or verb.tag != "VBN" or above is None or not held or verb.having("aux", "dobj"):
        return
    after = held[0].index + 1
    comma = any(child.index == after and child.text == "," for child in verb.children)
    if comma and not above.having("nsubj", "nsubjpass"):
        _move(held[0], above, "nsubjpass" if above.having("auxpass") else "nsubj")
        _move(verb, held[0], "acl")


def _along_with(tree: Tree, along: Word) -> None:
    """`charged two hackers, along with five defendants`: they stand beside the object."""
    verb, following = along.head, tree.words[along.index + 1 : along.index + 2]
    if verb is None or verb.pos != "VERB" or not following or following[0].lower != "with":
        return
    for party, noun in zip(verb.having("dobj"), following[0].having("pobj"), strict=False):
        if party.index < along.index and _party(noun):
            _move(noun, party, "conj")


def _apposed_in_list(noun: Word) -> None:
    """`NATO, the DNC in 2016, and Y`: a name between others of a list is one of them, not another name of the first."""
    first = noun.head
    if noun.dep != "appos" or noun.pos != "PROPN" or first is None or first.pos != "PROPN" or first.dep != "conj":
        return
    if any(other.index > noun.index for other in first.having("conj")):
        noun.dep = "conj"


def _party(noun: Word) -> bool:
    return noun.pos == "PROPN" or noun.lemma in words("person") | words("counted_body")


def _deed_for_noun(tree: Tree, to: Word) -> None:
    """`used the access to compromise X`: what follows `to` is a verb taken for a noun."""
    deed = tree.words[to.index + 1] if to.index + 1 < len(tree.words) else None
    if deed is None or deed.lemma not in _DEEDS or deed.tag != "NN" or deed.dep not in {"compound", "nmod"}:
        return
    noun, verb = deed.head, next((above for above in to.ancestors() if above.pos == "VERB"), None)
    if noun is None or noun.head is not to or verb is None:
        return
    _move(deed, verb, "xcomp")
    deed.pos, deed.tag = "VERB", "VB"
    _move(noun, deed, "dobj")
    _move(to, deed, "aux")
