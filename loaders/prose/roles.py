"""Which words of a sentence fill the places of a verb or noun: who does it, to what, by whom, against whom.

The places are called as in rules.yaml: `subject`, `object`, `whose`, `attribute`, or a preposition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attributed.loaders.prose.tree import Word

_ACCUSING = frozenset({"accuse", "blame", "charge", "indict", "suspect", "sanction", "designate", "condemn", "convict"})
_SEEN_AS = frozenset(
    {
        "identify",
        "name",
        "describe",
        "see",
        "regard",
        "consider",
        "view",
        "expose",
        "label",
        "cite",
        "recognise",
        "recognize",
    }
)
"""Verbs whose object is what the words after `as` say of it."""
_BY_MEANS = frozenset(
    {
        "use",
        "exploit",
        "leverage",
        "employ",
        "deploy",
        "abuse",
        "utilize",
        "utilise",
        "conduct",
        "launch",
        "send",
        "steal",
    }
    | {"create", "develop", "register", "build", "install", "write", "gain", "obtain", "carry"}
)
"""`used X to hack Y`: who uses it hacks, not X."""
ACCUSED_OF = frozenset(
    {"accuse", "charge", "indict", "blame", "convict", "sanction", "designate", "suspect", "arrest", "seek"}
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_POSSESSIVE = frozenset({"its", "their", "his", "her"})


def fillers(word: Word, places: Iterable[str]) -> list[Word]:
    """The words in the first of the places that is filled, with all that are coordinated with them."""
    for place in places:
        found = [filler for filler in _filling(word, place) if not _ruled_out(filler)]
        if found:
            return list(dict.fromkeys(found))
    return []


def _ruled_out(word: Word) -> bool:
    """`by Belarus, not by Russia`, `Belarus and not the Russian state`: named as what it is not."""
    left = word.before
    while left is not None and left.pos in {"ADP", "DET", "ADJ"}:
        left = left.before
    return left is not None and left.lower == "not" and left.before is not None and left.before.lower in _JOINING


_JOINING = frozenset({",", "and", "but"})


def _filling(word: Word, place: str) -> Iterator[Word]:
    if place == "subject":
        yield from subjects(word)
    elif place == "object":
        yield from objects(word)
    elif place == "whose":
        for child in word.having("poss"):
            yield from child.coordinated()
    elif place == "compound":
        yield from (child for child in word.having("compound", "nmod", "amod") if child.pos in {"PROPN", "NOUN"})
    elif place.startswith("above "):
        if word.head is not None:
            yield from after(word.head, place.removeprefix("above "))
    elif place == "owner":
        for noun in subjects(word):
            yield from fillers(noun, ["whose", "of", "compound"])
    elif place == "bearer":
        yield from _bearers(word)
    elif place == "involved":
        yield from involved(word)
    elif place == "self":
        yield from (word,) if word.having("nummod") else ()
    elif place == "apposed":
        yield from _bearers(word) if word.dep == "appos" or word.having("appos") else ()
    elif place == "partner":
        own = word.having("poss")
        if own and own[0].lower in _POSSESSIVE and word.dep == "conj" and word.head is not None:
            yield word.head
    elif place == "told of":
        for noun in objects(word):
            yield from fillers(noun, ["whose", "by", "from", "compound"]) or fillers(word, ["by"])
    elif place == "attribute":
        for child in word.having("attr", "acomp", "oprd"):
            yield from child.coordinated()
    else:
        yield from after(word, place)


def described(noun: Word) -> Word:
    """What an apposition describes, else the noun itself: `the Command, an organization responsible for`."""
    return noun.head if noun.dep == "appos" and noun.head is not None else noun


def _bearers(noun: Word) -> Iterator[Word]:
    """Who a description describes: `a group with ties`, `as an officer, X took part`, `X, an officer`, `officer X`."""
    above = noun.head
    if noun.dep == "pobj" and above and above.head and above.lower == "with":
        yield above.head
    elif noun.dep == "pobj" and above and above.head and above.lower == "as":
        verb = above.head
        if verb.pos not in {"VERB", "AUX"}:
            yield from involved(verb)  # `for their work as contractors`
        else:
            yield from objects(verb) if verb.lemma in ACCUSED_OF else subjects(verb)
    elif noun.dep == "compound" and above:
        yield above
    elif noun.dep == "conj" and above and above.dep in {"attr", "appos"}:
        yield from _bearers(above)
    elif noun.dep in {"appos", "attr"} or noun.having("appos"):
        if noun.dep == "attr" and above:
            yield from _before(above)
        elif noun.dep == "appos" and above:
            yield from _joined_before(noun)
        else:
            yield noun


def involved(noun: Word) -> Iterator[Word]:
    """Whose part it is: `Iran's role in`, `Iranian part in`, `denied any role in`, `sanctioned X for its role`."""
    if demonyms := [child for child in noun.having("amod") if child.text[:1].isupper()]:
        yield from demonyms
        return
    own = noun.having("poss")
    if own and own[0].lower not in _POSSESSIVE:
        yield from own[0].coordinated()
        return
    for above in noun.ancestors():
        if above.pos in {"VERB", "AUX"}:
            yield from objects(above) if above.lemma in ACCUSED_OF else _before(above)
            return


def _joined_before(noun: Word) -> Iterator[Word]:
    """What an apposition describes; of a plural all the names that stand together: `A and B, two officers`."""
    if noun.head is None:
        return
    first = noun.head
    while noun.tag == "NNS" and first.dep == "conj" and first.head:
        first = first.head
    yield from first.coordinated() if noun.tag == "NNS" else (noun.head,)


def passive(verb: Word) -> bool:
    """Whether what stands before the verb is what it happens to."""
    if verb.having("nsubjpass", "auxpass", "csubjpass"):
        return True
    if verb.dep in {"acl", "amod"} and verb.tag == "VBN":
        return True
    if verb.dep == "conj" and verb.tag == "VBN" and verb.head and not verb.having("nsubj", "dobj", "aux"):
        return passive(verb.head)
    return (
        verb.tag == "VBN"
        and not verb.having("aux", "nsubj", "dobj")
        and verb.dep in {"advcl", "xcomp", "relcl", "ROOT"}
    )


def objects(verb: Word) -> Iterator[Word]:
    if verb.pos == "NOUN":
        return
    if passive(verb):
        yield from _before(verb)
        return
    found = verb.having("dobj", "obj", "dative")
    for child in found:
        if child.lower in _RELATIVE and verb.dep == "relcl" and verb.head:
            yield from _antecedent(verb)  # `Sandworm, which Britain has attributed to the GRU`
        else:
            yield from child.coordinated()
    if not found and verb.dep == "relcl" and not verb.having("nsubjpass") and verb.head and _open(verb):
        yield verb.head
    shared = next((other for other in verb.having("conj") if other.pos == "VERB"), None)
    if not found and shared is not None and not _complete(verb) and not passive(shared):
        yield from objects(shared)


def _complete(verb: Word) -> bool:
    """Whether something follows the verb itself, so that it shares no object with the next."""
    return any(child.dep in {"prep", "ccomp", "xcomp", "prt"} and child.index > verb.index for child in verb.children)


def _open(verb: Word) -> bool:
    """Whether a relative clause has another subject than the noun it hangs on: `the firm that they hacked`."""
    return any(child.lower not in _RELATIVE for child in verb.having("nsubj"))


def subjects(verb: Word) -> Iterator[Word]:
    if verb.pos == "NOUN":
        return
    yield from agents(verb) if passive(verb) else _before(verb)


def on_behalf(word: Word) -> list[Word]:
    """For whom it is done: `on behalf of X`, `at the direction of X`, wherever in the sentence it hangs."""
    top = [word, *word.ancestors()][-1]
    found = [
        *after(top, "on behalf of"),
        *after(top, "at behest of"),
        *after(top, "at direction of"),
        *after(top, "under direction of"),
    ]
    return list(dict.fromkeys(found))


def agents(verb: Word) -> Iterator[Word]:
    """Those after `by`, unless it is a means (`by exploiting`) or a time."""
    for child in verb.children:
        if child.lower == "by" and child.index > verb.index:
            for noun in child.having("pobj"):
                yield from noun.coordinated()


def _before(verb: Word, depth: int = 0) -> Iterator[Word]:
    """The subject as it is written, or as the clause above shares it."""
    if depth > 6:
        return
    own = [child for child in verb.children if child.dep in {"nsubj", "nsubjpass"}]
    if own:
        for child in own:
            if child.lower in _RELATIVE and verb.dep == "relcl" and verb.head:
                yield from _antecedent(verb)
            else:
                yield from child.coordinated()
        return
    if (
        verb.tag == "VBG"
        and verb.before
        and verb.before.pos == "PROPN"
        and verb.dep in {"advcl", "acl", "conj", "pcomp"}
    ):
        yield verb.before
        return
    above = verb.head
    if above is None:
        return
    if verb.dep in {"acl", "relcl"} or (verb.dep == "amod" and verb.tag in {"VBN", "VBG"}):
        yield from _antecedent(verb)
    elif verb.dep == "pcomp":
        yield from _controlled(above, depth)
    elif verb.dep in {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"} and above.pos in {"VERB", "AUX"}:
        controls = (verb.dep in {"xcomp", "ccomp"} and above.lemma not in _BY_MEANS) or above.lemma in _ACCUSING
        held = above.having("dobj") if controls else []
        if held and not passive(above):
            yield from held[0].coordinated()
        else:
            yield from _before(above, depth + 1)
    elif verb.dep in {"conj", "xcomp", "advcl", "dep"} and above.pos in {"NOUN", "PROPN", "ADJ"}:
        yield from _controlled_by_noun(above, depth)


def _antecedent(verb: Word) -> Iterator[Word]:
    noun = verb.head
    if noun is not None and noun.lemma in {"attempt", "effort", "bid"} and verb.dep == "acl":
        yield from _who_attempts(noun)
        return
    if verb.head is not None:
        yield from verb.head.coordinated() if verb.dep == "relcl" and verb.head.having("conj") else (verb.head,)


def _who_attempts(noun: Word) -> Iterator[Word]:
    """`their attempt to hack`, `sent mails in an attempt to hack`: whose it is, else who does it for that."""
    above = noun.head
    if above is not None and above.pos == "ADP":
        above = above.head
    if noun.having("poss"):
        yield from noun.having("poss")
    elif above is not None and above.pos == "VERB":
        yield from subjects(above) if noun.dep in {"dobj", "pobj"} else ()


def _controlled(prep: Word, depth: int) -> Iterator[Word]:
    """The subject of a gerund after a preposition: `accused Russia of hacking`, `responsible for hacking`."""
    above = prep.head
    if above is not None and above.pos == "ADV":
        above = above.head  # `stopped short of blaming`
    if above is None:
        return
    if above.pos in {"VERB", "AUX"}:
        held = above.having("dobj")
        named = above.lemma in _ACCUSING or (prep.lower == "as" and above.lemma in _SEEN_AS)
        if named and not passive(above) and held:
            yield from held[0].coordinated()
        else:
            yield from _before(above, depth + 1)
    else:
        yield from _controlled_by_noun(above, depth)


def _controlled_by_noun(noun: Word, depth: int) -> Iterator[Word]:
    """`charges against four men for hacking`, `responsible for deploying`, `behind attempts to hack`."""
    held = [child for prep in noun.having("prep") if prep.lower in {"against", "on"} for child in prep.having("pobj")]
    if held:
        yield from held[0].coordinated()
    elif noun.having("poss"):
        yield from noun.having("poss")
    elif (
        noun.dep in {"acomp", "attr", "dobj", "oprd", "xcomp", "conj"}
        and noun.head
        and noun.head.pos in {"VERB", "AUX"}
    ):
        if noun.dep == "conj" or noun.head.dep != "relcl":
            yield from _before(noun.head, depth + 1)
        else:
            yield from _before(noun.head, depth + 1)
    elif noun.dep == "pobj" and noun.head and noun.head.head and noun.pos == "NOUN" and depth < 4:
        yield from _controlled(noun.head, depth + 1)
    elif noun.dep in {"acl", "amod", "relcl"} and noun.head:
        yield noun.head


def after(word: Word, preposition: str) -> Iterator[Word]:
    """The nouns after a preposition that belongs to the word, or to its object."""
    if " " in preposition:
        for child in word.subtree():
            if child.lower == preposition.split()[0] and (last := _last(child, preposition)):
                for noun in last.having("pobj"):
                    yield from noun.coordinated()
        return
    if preposition == "against" and word.pos == "NOUN":
        near = next((child for child in word.children if child.lower == "against"), None)
        effects = [child for prep in word.having("prep") if prep.lower == "with" for child in prep.having("pobj")]
        if near is None and effects:
            yield from (each for effect in effects for each in after(effect, "against"))
            return
    beside = ("dobj", "attr", "acomp", "nsubjpass") if passive(word) else ("dobj", "attr", "acomp")
    nearby = [word, *(child for child in word.having(*beside) if word.pos in {"VERB", "AUX"})]
    for place in nearby:
        for child in place.children:
            if child.before is not None and child.before.lower == "according":
                continue
            if child.lower == preposition and child.index > place.index and child.dep in _PREPOSED:
                for noun in child.having("pobj", "dobj"):
                    yield from noun.coordinated()


_PREPOSED = frozenset({"prep", "agent", "dative", "aux", "prt", "mark", "acl"})


def _last(first: Word, phrase: str) -> Word | None:
    """The last word of a preposition of several words, `of` in `on behalf of`; None where they are not all there."""
    word = first
    for part in phrase.split()[1:]:
        following = [child for child in word.children if child.lower == part]
        if not following:
            return None
        word = following[0]
    return word
