"""According to whom a sentence speaks: who reports it, whose statement it is, who is quoted.

A body that a later sentence calls `the ministry`, `the statement` or `we` is the one that the text let speak before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from attributed.loaders.prose.cast import ACTORS, Cast, Wanted
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.names import Entry, Kind, Name
from attributed.loaders.prose.places import members
from attributed.loaders.prose.roles import fillers, passive
from attributed.loaders.prose.scene import Scene
from attributed.loaders.prose.things import Thing, named_by
from attributed.loaders.prose.tree import Word
from attributed.schema.entity import EntityType

_OWN = frozenset({"we", "us", "our", "i"})
_UNNAMED = frozenset(
    {"expert", "researcher", "official", "authority", "analyst", "source", "investigator", "prosecutor", "observer"}
)
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
        "identify",
        "name",
        "hold",
        "expose",
    }
)
_CERTAIN = frozenset({"aware", "confident", "certain", "clear"})
_BESIDE = frozenset({"advcl", "parataxis", "nsubj", "prep"})
_ENDS = frozenset({",", ".", '"', ";", "–", "-", "(", ")"})


def self_said(word: Word) -> bool:
    """Whether the verb is itself the telling: who attributes says so."""
    return word.lemma in _SELF_SAID


def claimants(scene: Scene, cast: Cast, nodes: list[Word], actors: list[Word]) -> list[Thing]:
    """Who says what `nodes` (a word and all it hangs on) say; none: the text itself, or who spoke."""
    return (
        _above(scene, cast, nodes, actors)
        or _as_said(scene, cast, nodes)
        or _aside(scene, cast, nodes, actors)
        or _according(scene, cast)
    )


def _above(scene: Scene, cast: Cast, nodes: list[Word], actors: list[Word]) -> list[Thing]:
    """The subjects of the nearest reporting word above."""
    self_told = words("denying") | {"claim", "admit", "boast", "acknowledge"}
    for index, node in enumerate(nodes):
        if node.lemma in words("denying") and index and nodes[index - 1].dep in _BESIDE:
            continue  # who denies one thing does not claim another
        if node.lemma == "sanction" and not (index and nodes[index - 1].lower in {"for", "over"}):
            continue  # who sanctions for a deed says that it was done, and no more
        if _reports(node) and (index or self_said(node)):
            said = [head for head in fillers(node, ["subject"]) if head not in actors or node.lemma in self_told]
            doers = [] if node.lemma in self_told else [cast.thing(scene, head) for head in actors]
            found = speaking(scene, cast, _with_listed(scene, said, node))
            if found := [thing for thing in found if thing not in doers]:
                return found
    return []


def _with_listed(scene: Scene, heads: list[Word], verb: Word) -> list[Word]:
    """With all names that stand before the verb, where only names do: `the FBI, CISA and NSA assess`."""
    if not heads or heads[0].pos != "PROPN" or heads[0].index > verb.index:
        return heads
    between = scene.tree.words[heads[0].index : verb.index]
    if any(word.pos in {"VERB", "ADP", "SCONJ", "NOUN", "PRON"} for word in between):
        return heads
    starts = {name.start for name in scene.names if name.kind in {Kind.ORGAN, Kind.COMPANY, Kind.STATE}}
    named = [word for word in between if word.start in starts and word.dep not in {"poss", "compound", "nmod"}]
    return named if len(named) > len(heads) else heads


def _as_said(scene: Scene, cast: Cast, nodes: list[Word]) -> list[Thing]:
    """`as X warned`, beside a word of the sentence."""
    for node in nodes:
        for child in node.having("advcl", "parataxis", "ccomp"):
            marked = any(mark.lower == "as" for mark in child.having("mark", "advmod"))
            if child.lemma in words("reporting") and child not in nodes and (marked or child.dep != "advcl"):
                found = [] if passive(child) else speaking(scene, cast, fillers(child, ["subject"]))
                if found:
                    return found
    return []


def _reports(node: Word) -> bool:
    if node.lemma == "be" and any(child.lemma in _CERTAIN for child in node.having("acomp")):
        return True
    return (node.lemma in words("reporting") and node.pos in {"VERB", "AUX"}) or holds_accountable(node)


def holds_accountable(node: Word) -> bool:
    """`will hold X accountable for`: who does so says that X did it, and whatever is planned is not the deed."""
    return node.lemma == "hold" and any(child.lemma in {"accountable", "responsible"} for child in node.children)


def _aside(scene: Scene, cast: Cast, nodes: list[Word], actors: list[Word]) -> list[Thing]:
    """`…, X said.`, `…, said X, a spokesman`: told beside the statement, wherever the tree hangs it."""
    held = scene.tree.words
    for verb in held:
        if verb.lemma not in words("telling") or verb.pos != "VERB" or verb in nodes:
            continue
        before, behind = _before_verb(held, verb), _behind_verb(held, verb)
        heads = before if _closed(held, verb) else []
        heads = heads or (behind if not before and verb.index else [])
        if heads and not any(head in actors for head in heads) and (found := speaking(scene, cast, heads)):
            return found
    return []


def _closed(held: list[Word], verb: Word) -> bool:
    """Whether nothing that is told follows the verb: the sentence ends, or time and place of the telling come."""
    for word in held[verb.index + 1 :]:
        if word.pos == "ADV":
            continue
        return word.text in _ENDS or word.lower in {"in", "on", "at", "during", "to", "when", *words("weekdays")}
    return True


def _before_verb(held: list[Word], verb: Word) -> list[Word]:
    """The heads of the phrase between a comma or quotation mark and the verb."""
    at = verb.index - 1
    while at >= 0 and (held[at].pos in {"ADV", "AUX"} or held[at].lower in {"also", "further"}):
        at -= 1
    start = at
    while start >= 0 and held[start].text not in {",", '"', ";", "–"}:
        start -= 1
    run = held[start + 1 : at + 1]
    if start < 0 or any(word.pos in {"VERB", "SCONJ"} or word.lower in {"that", "who", "which"} for word in run):
        return []
    return _heads(run)


def _behind_verb(held: list[Word], verb: Word) -> list[Word]:
    """The heads of the phrase after `," said`."""
    if held[verb.index - 1].text not in {",", '"'}:
        return []
    run = []
    for word in held[verb.index + 1 :]:
        if word.text in _ENDS or word.pos in {"VERB", "AUX", "SCONJ"} or word.lower in {"in", "at", "on"}:
            break
        run.append(word)
    return _heads(run)


def _heads(run: list[Word]) -> list[Word]:
    """The last nouns of the phrases that `and` joins: `the FBI and the state's police` has two."""
    heads: list[Word] = []
    for word, following in zip_longest(run, run[1:]):
        if word.pos == "ADP":
            return heads
        nominal = word.pos in {"NOUN", "PROPN", "PRON"}
        inside = following is not None and (following.pos in {"NOUN", "PROPN"} or following.tag == "POS")
        if nominal and not inside:
            heads.append(word)
    return heads


def _according(scene: Scene, cast: Cast) -> list[Thing]:
    """`According to X`, which governs its sentence."""
    held = scene.tree.words
    for word, to in pairwise(held):
        if word.lower == "according" and to.lower == "to":
            nouns = [each for noun in to.having("pobj") for each in noun.coordinated()]
            return speaking(scene, cast, nouns)
    return []


def speaking(scene: Scene, cast: Cast, heads: list[Word]) -> list[Thing]:
    """Who speaks: the things that can, for `we` the body that spoke last, for `the statement` whose it is."""
    if any(head.lower in _OWN and head.pos == "PRON" for head in heads):
        last = cast.last_speaker(scene) or cast.own_state()
        return [last] if last else []
    found: list[Thing] = []
    for head in heads:
        if head.lemma in words("utterance") and head.pos == "NOUN":
            found += _authors(scene, cast, head)
            continue
        if head.lemma == "government" and head.tag == "NNS":
            found += _governments(scene, cast, head)
            continue
        for each in [head, *members(scene, head)] if head.pos == "NOUN" else [head]:
            thing = cast.thing(scene, each, Wanted.SPEAKER)
            if thing is not None and _can_speak(thing, each):
                found.append(_employer(scene, cast, each, thing))
    found = list({id(thing): thing for thing in found}.values())
    for thing in found:
        cast.speaks(thing)
    return found


def _governments(scene: Scene, cast: Cast, head: Word) -> list[Thing]:
    """`the US, UK and Canadian governments`: the states whose words stand right before."""
    states: list[Thing] = []
    for word in reversed(scene.tree.words[: head.index]):
        own = named_by(word, scene.names)
        if own is not None and own.kind in {Kind.STATE, Kind.ADJECTIVE}:
            code = Entry(Kind.STATE, own.entry.name, own.entry.countries)
            states.append(cast.name(scene, Name(code, own.start, own.end)))
        elif word.pos not in {"PUNCT", "CCONJ"}:
            break
    return states[::-1]


def _authors(scene: Scene, cast: Cast, head: Word) -> list[Thing]:
    """Whose statement it is: `the statement by X`, `X's advisory`; else who spoke before (of a court's paper none)."""
    verb = head.head
    if head.dep == "dobj" and verb is not None and verb.lemma in {"issue", "publish", "release", "unveil", "share"}:
        return speaking(scene, cast, fillers(verb, ["subject"]))
    for place in ("whose", "by", "from", "of", "compound"):
        if found := speaking(scene, cast, [each for each in fillers(head, [place]) if each.lemma != head.lemma]):
            return found
    definite = any(child.lower in {"the", "this"} for child in head.having("det"))
    last = cast.last_speaker(scene) if definite and head.lemma not in words("court_paper") else None
    return [last] if last else []


def _employer(scene: Scene, cast: Cast, head: Word, thing: Thing) -> Thing:
    """For whom somebody without a name speaks: `researchers at X`, `a spokesperson for Y`; else he himself."""
    if thing.named or head.pos != "NOUN":
        return thing
    held = fillers(head, ["for", "from", "at", "with", "of", "whose", "compound"])
    bodies = [body for each in held if (body := cast.thing(scene, each)) and body.type is EntityType.ORGANIZATION]
    return bodies[0] if bodies and bodies[0].named else thing


def _can_speak(thing: Thing, head: Word) -> bool:
    if thing.type in ACTORS and (thing.named or thing.type is EntityType.PERSON):
        return True
    return head.lemma in _UNNAMED


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
            if found := speaking(scene, cast, said):
                return found
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
