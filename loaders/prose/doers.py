"""Who is behind an attack that a sentence only names: what the words above it, or farther along, say of its doers."""

from __future__ import annotations

from collections.abc import Iterator

from attributed.loaders.prose.roles import ACCUSED_OF, described, fillers, involved, objects, passive, subjects
from attributed.loaders.prose.tree import Tree, Word

_TAKING_PART = frozenset(
    {
        "take",
        "engage",
        "involve",
        "participate",
        "implicate",
        "specialise",
        "specialize",
        "use",
        "continue",
        "facilitate",
        "support",
    }
)


def culprits(noun: Word) -> Iterator[tuple[list[Word], Word]]:
    """Whom the words above an attack make its doers, each with the word that does: `involved in attacks`, `charges
    against X over a campaign`."""
    for above in noun.ancestors():
        if above.lower == "including":
            return
        if above.pos in {"VERB", "AUX"}:
            if above.lemma == "take" and not any(child.lemma == "part" for child in above.having("dobj")):
                continue
            if above.lemma in _TAKING_PART | _DOING:
                passive_form = above.lemma in {"involve", "implicate"}
                yield list(objects(above)) if passive_form else list(subjects(above)), above
            elif above.lemma in ACCUSED_OF:
                yield list(objects(above)), above
            elif above.having("dobj") and above.having("dobj")[0].lemma in _PENALTIES:
                yield [*fillers(above, ["against", "on"]), *fillers(above.having("dobj")[0], ["against", "on"])], above
            elif above.dep in {"pcomp", "acl", "relcl"} and above.lemma not in {
                "concern",
                "involve",
                "relate",
                "target",
            }:
                return
        elif above.lemma == "responsible" and above.head is not None and above.head.pos in {"NOUN", "PROPN"}:
            yield [described(above.head)], above
            return
        elif (above.lemma == "responsible" and above.head is not None) or (
            above.pos == "NOUN"
            and above.lemma == "support"
            and above.head is not None
            and above.head.lemma == "provide"
        ):
            yield list(subjects(above.head)), above
        elif above.pos == "NOUN" and above.lemma in {"involvement", "participation", "role", "part"}:
            yield list(involved(above)), above


_USING = frozenset({"use", "deploy", "employ", "leverage", "send", "distribute", "spread", "release"})


def users(verb: Word) -> list[Word]:
    """Who uses what targets somebody: `used trojanized applications targeting banks`."""
    tool = verb.head if verb.dep == "acl" and verb.tag == "VBG" else None
    above = tool.head if tool is not None and tool.dep in {"dobj", "nsubjpass"} else None
    return list(subjects(above)) if above is not None and above.lemma in _USING else []


_DOING = frozenset({"conduct", "launch", "carry", "perpetrate", "mount", "run", "orchestrate"})
_PENALTIES = frozenset({"charge", "indictment", "sanction", "reward", "bounty"})


def loose_victims(tree: Tree, noun: Word) -> list[Word]:
    """Those after an `against` that hangs elsewhere: after an attack it is the attack's, whatever the parser says."""
    for word in tree.words[noun.index + 1 :]:
        if word.pos in {"VERB", "AUX"} and word.tag in {"VBD", "VBZ", "VBP"}:
            break
        if word.lower == "against":
            return [each for child in word.having("pobj") for each in child.coordinated()]
    return []


def loose_agents(tree: Tree, noun: Word) -> list[Word]:
    """Those after a `by` that stands too far up: one that hangs on an active verb cannot be that verb's agent."""
    for word in tree.words[noun.index + 1 :] if noun.index < len(tree.words) else []:
        above = word.head if word.lower == "by" else None
        if above and above.pos in {"VERB", "AUX"} and not passive(above) and above in set(noun.ancestors()):
            return [each for child in word.having("pobj") for each in child.coordinated()]
        if word.pos in {"VERB", "AUX"} and word.dep in {"ROOT", "ccomp", "conj", "advcl"}:
            break
    return []
