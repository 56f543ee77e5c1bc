"""What a noun phrase speaks of: a named thing, or one that is only described."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from attributed.loaders.prose.lexicon import listed, words
from attributed.loaders.prose.lists import Item, is_class, placed, rest
from attributed.loaders.prose.names import Kind, Name
from attributed.loaders.prose.states import code_of, state_word
from attributed.loaders.prose.ties import sponsors
from attributed.loaders.prose.tree import Tree, Word
from attributed.schema.entity import AssetKind, EntityType


@dataclass(slots=True, eq=False)
class Thing:
    """One thing of a text. `start` and `end` place its first mention in the paragraph, under `head`.

    `words` is the phrase as written; `names` are the names within the phrase; `definite` phrases may point back; a
    `suspect` is one that the text lists as sanctioned.
    """

    type: EntityType
    name: str
    words: str
    named: bool
    start: int
    end: int
    head: Word | None = None
    country: str | None = None
    organ: bool = False
    count: int | None = None
    asset_kind: AssetKind | None = None
    names: list[Name] = field(default_factory=list)
    definite: bool = False
    suspect: bool = False


TYPES = {
    Kind.ACTOR: EntityType.THREAT_ACTOR,
    Kind.MALWARE: EntityType.MALWARE,
    Kind.TOOL: EntityType.TOOL,
    Kind.CAMPAIGN: EntityType.CAMPAIGN,
    Kind.VULNERABILITY: EntityType.VULNERABILITY,
    Kind.STATE: EntityType.STATE,
    Kind.ORGAN: EntityType.ORGANIZATION,
    Kind.COMPANY: EntityType.ORGANIZATION,
    Kind.PERSON: EntityType.PERSON,
}
_POINTING = frozenset({"the", "this", "these", "that", "those", "such", "same"})
_SOME = frozenset({"one", "some", "several", "many", "most", "all", "both", "others"})
_COMMON = frozenset({"NOUN", "ADJ", "VERB"})


def of_name(tree: Tree, name: Name) -> Thing:
    """The thing that a name names."""
    words = tree.text(name.start, name.end)
    country = next(iter(name.entry.countries)) if len(name.entry.countries) == 1 else None
    made = Thing(TYPES.get(name.kind, EntityType.STATE), name.entry.name, words, True, name.start, name.end)
    made.country = country
    made.organ = name.kind is Kind.ORGAN
    made.names = [name]
    return made


def described(tree: Tree, head: Word, names: list[Name]) -> Thing | None:
    """The thing that the phrase under `head` speaks of; None for one that is no thing of the graph."""
    start, end = head.phrase()
    if head.lemma.rsplit("-")[-1] in words("quantity") or (head.pos in {"NUM", "DET", "PRON"} and head.lower in _SOME):
        head = next((noun for of in head.having("prep") if of.lower == "of" for noun in of.having("pobj")), head)
    inside = [name for name in names if name.start < end and start < name.end]
    own = named_by(head, inside)
    if own and own.kind is Kind.STATE and head.dep not in {"compound", "nmod", "poss"} and _goes_on(tree, own):
        made = Thing(EntityType.ORGANIZATION, "", tree.text(start, end), False, start, end, head, names=inside)
        return _listing(made, head, tree)
    if own and own.kind in TYPES:
        made = of_name(tree, own)
        made.names = inside
        made.country = made.country or _country([name for name in inside if name.end <= own.start])
        return _without_state(made, own)
    if own and own.kind is Kind.PLACE:
        return None
    made = Thing(EntityType.ORGANIZATION, "", tree.text(start, end), False, start, end, head, names=inside)
    if head.lemma in words("person"):
        made.names = [*inside, *(name for noun in _from(head) if (name := named_by(noun, names)))]
    made.definite = any(child.lower in _POINTING for child in head.children if child.index < head.index)
    made.country = _country(inside)
    made.count = _count(head)
    beside = (_beside(head, names) or _followed(head, names)) if not made.count else None
    if beside:
        return of_name(tree, beside)
    proper = next((child for child in head.having("appos") if child.pos == "PROPN" and child.before is head), None)
    if proper and not made.count and head.pos in _COMMON:
        return described(tree, proper, names)
    return _by_noun(made, head, tree)


def _from(head: Word) -> list[Word]:
    """`officers from Unit 74455`."""
    return [noun for prep in head.having("prep") if prep.lower == "from" for noun in prep.having("pobj")]


def _goes_on(tree: Tree, own: Name) -> bool:
    """Whether a state's name only opens a list of what is in it: `U.S. state, local and tribal bodies`."""
    following = next((word for word in tree.words if word.start >= own.end), None)
    if following is None or following.pos not in {"ADJ", "NOUN"} or following.start != own.end + 1:
        return False
    return following.dep not in _PREDICATE and following.lower not in {"accountable", "responsible", "last", "early"}


_PREDICATE = frozenset({"ccomp", "oprd", "acomp", "xcomp", "npadvmod", "advmod"})


def named_by(head: Word, names: list[Name]) -> Name | None:
    """The name that the word stands in."""
    return next((name for name in names if name.start <= head.start < name.end), None)


def _beside(head: Word, names: list[Name]) -> Name | None:
    """The name in apposition to a common noun: `our ally Albania`, `the group APT28`, `spokesman Zhao Lijian`."""
    if head.pos not in _COMMON and head.lower != "ally":
        return None
    for child in head.having("appos"):
        name = named_by(child, names) if not _verb_between(head, child) else None
        if name and name.kind in TYPES and (name.kind is not Kind.STATE or head.lemma in {"ally", "country", "state"}):
            return name
    return None


def _verb_between(head: Word, other: Word) -> bool:
    """Whether a clause parts two words: `this actor is linked to the GRU, more specifically its 85th Center`."""
    word = other.before
    while word is not None and word is not head:
        if word.pos in {"VERB", "AUX"} and word not in other.subtree():
            return True
        word = word.before
    return False


def _followed(head: Word, names: list[Name]) -> Name | None:
    """The name that a noun of its kind directly stands before: `the hacker Oleg Tarasov`."""
    if head.lemma not in words("person") | words("actor"):
        return None
    kinds = {Kind.PERSON, Kind.ACTOR}
    comma = head.lemma in words("person") and head.having("poss")
    ahead = (head.end + 1, head.end + 2) if comma else (head.end + 1,)  # `its president, U Yong Su`
    return next((name for name in names if name.start in ahead and name.kind in kinds), None)


def _without_state(made: Thing, own: Name) -> Thing:
    """A body's name without the state that stands at its beginning."""
    if own.shape and made.type is EntityType.ORGANIZATION:
        first = re.match(rf"{state_word()}(?:'s)? ", own.entry.name)
        if first and first.end() < len(own.entry.name):
            made.name, made.country = own.entry.name[first.end() :], code_of(first[0].strip().removesuffix("'s"))
    return made


def _by_noun(made: Thing, head: Word, tree: Tree) -> Thing | None:
    noun = head.lemma
    counted = made.count is not None
    made.name = made.words
    for article in head.having("det"):
        if article.lower in {"a", "an"} and article.end + 1 == made.start:
            made.name = f"{article.lower} {made.words}"
    sponsor = sponsors(tree.plain, made.names, made.start, made.end)
    if noun in words("malware"):
        named = next((name for name in made.names if name.kind is Kind.MALWARE), None)
        made.type = EntityType.MALWARE
        return of_name(tree, named) if named else made if made.definite or head.dep in {"appos", "attr"} else None
    bare = made.definite and noun in _BACKWARD and not head.having("compound")  # not `the rail operator`
    told = sponsor or _CYBER.search(made.words) or _bearer(made, head) or bare
    if noun in words("loose_actor") and not told:
        return _victim(made, head, tree)
    if noun in words("actor") and not (counted and noun in words("person")):
        bearer = _bearer(made, head)
        if bearer:
            return of_name(tree, bearer)
        made.type = EntityType.THREAT_ACTOR
    elif noun in words("weak_actor") and sponsor:
        made.type = EntityType.THREAT_ACTOR
    elif noun == "unit" and any(name.kind is Kind.ORGAN for name in made.names):
        made.organ = True  # `two military units of the GRU`
    elif noun in words("incident"):
        if noun == "campaign" and _VOTES.search(made.words):
            return None
        made.type = EntityType.INCIDENT
    elif noun in words("person"):
        bodies = any(name.kind is Kind.ORGAN for name in made.names)
        one = counted or bodies or made.definite or head.tag in {"NN", "NNP"}
        made.type = EntityType.PERSON if one else EntityType.POPULATION
    else:
        return _victim(made, head, tree)
    return made


_BACKWARD = frozenset({"group", "collective", "cluster", "operator", "agent", "operative"})
_VOTES = re.compile(
    r"\b(?:presidential|election|electoral|political|re-?election|advertising|marketing)\b", re.IGNORECASE
)
_CYBER = re.compile(
    r"\b(?:cyber\w*|hacking|hackers?|hacktivist|threat|malicious|ransomware|espionage|state|APT|extortion|criminal)\b",
    re.IGNORECASE,
)


def _victim(made: Thing, head: Word, tree: Tree) -> Thing | None:
    """A proper name of no known kind, a system, or a class of bodies and people; None for what nobody attacks."""
    noun = head.lemma
    if noun in words("months") | words("weekdays"):
        return None
    if head.pos == "PROPN" and head.text[:1].isupper() and head.dep != "compound" and noun not in words("no_target"):
        return _proper(made, head, tree)
    if head.pos in {"PRON", "NUM", "ADV", "SYM", "PUNCT"}:
        return None
    if made.count is None and (listing := _listing(made, head, tree)):
        return listing
    if made.count is None and noun in words("victim") and (end := placed(tree, head)) > made.end:
        made.end, made.words, made.name = end, tree.text(made.start, end), tree.text(made.start, end)
    if noun in words("no_target"):
        return None
    if noun in words("asset"):
        made.type = EntityType.ASSET
        made.asset_kind = _asset_kind(noun)
    elif noun in words("victim") or _partly_named(head, made) or noun.rstrip("s").endswith(("er", "or", "ist")):
        some = made.count is not None and noun in words("counted_body")
        made.type = EntityType.ORGANIZATION if head.tag == "NN" or some else EntityType.POPULATION
    else:
        return None
    return made


def _proper(made: Thing, head: Word, tree: Tree) -> Thing:
    made.named = True
    made.country = None
    parts = [
        child.start
        for child in head.having("compound", "nmod", "amod")
        if child.pos == "PROPN" and child.start < head.start
    ]
    made.start = min(parts, default=head.start)
    made.end = head.end
    made.words = made.name = tree.text(made.start, made.end)
    return made


def _partly_named(head: Word, made: Thing) -> bool:
    """`the Brindle fuel depot`: a common noun with a proper name that is no state's."""
    taken = {name.start for name in made.names}
    return any(child.pos == "PROPN" and child.start not in taken for child in head.having("compound"))


def _listing(made: Thing, head: Word, tree: Tree) -> Thing | None:
    """Classes of victims that are listed together are one: `the aerospace and media sectors in Peru`."""
    if any(child.lower in {"a", "an"} for child in head.having("det")):
        return None
    items = rest(tree, head)
    if not items or not is_class(items[-1]) or any(_names_one(item, made) for item in items):
        return None
    if head.lemma not in words("victim") | words("asset") | words("person") and len(made.words.split()) > 3:
        return None
    made.type = EntityType.POPULATION
    made.end = items[-1].last.end
    made.words = made.name = tree.text(made.start, made.end)
    return made


def _names_one(item: Item, made: Thing) -> bool:
    """Whether an item is somebody by name, or counted people."""
    taken = {name.start: name for name in made.names}
    if item.first.pos == "NUM" or item.first.lower in words("number"):
        return True
    return item.head.pos == "PROPN" and (item.head.start not in taken or taken[item.head.start].kind in TYPES)


def _bearer(made: Thing, head: Word) -> Name | None:
    """The group whose name a common noun carries: `the Salt Typhoon hacking group`, `the APT28 state group`."""
    near = [name for name in made.names if name.kind is Kind.ACTOR and name.end <= head.start]
    if near and near[0].start >= made.start:
        return near[0]
    return next((name for name in made.names if name.kind is Kind.ORGAN and _its_own(made, name, head)), None)


_OWN_ACTORS = frozenset({"actor", "operator", "hacker", "operative", "agent"})


def _its_own(made: Thing, organ: Name, head: Word) -> bool:
    """`the SVR cyber actors`: an organ's own people, not some of them, act as the organ."""
    before = made.words[organ.end - made.start : head.start - made.start]
    return (
        head.lemma in _OWN_ACTORS and head.tag == "NNS" and made.count is None and bool(_CYBER_ACTORS.fullmatch(before))
    )


_CYBER_ACTORS = re.compile(r" (?:\([A-Z]{2,8}\) )?(?:(?:cyber|threat|state|intelligence|APT) )*")


def _country(names: list[Name]) -> str | None:
    codes = {code for name in names if name.kind in {Kind.STATE, Kind.ADJECTIVE} for code in name.entry.countries}
    return codes.pop() if len(codes) == 1 else None


def _count(head: Word) -> int | None:
    """`two individuals`, `18 Russian individuals`: how many; None for an uncounted noun."""
    for child in head.having("nummod"):
        if child.lower in words("number"):
            return listed("number").index(child.lower) + 2
        if child.text.isdigit() and len(child.text) < 4:
            return int(child.text)
    return None


def _asset_kind(noun: str) -> AssetKind:
    if noun in words("account"):
        return AssetKind.ACCOUNT
    if noun == "wallet":
        return AssetKind.WALLET
    return AssetKind.NETWORK if noun in words("network") else AssetKind.SYSTEM
