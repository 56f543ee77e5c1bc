"""Parts of speech from the lexicon and a word's neighbours, for the trees that need no parser."""

from __future__ import annotations

from functools import cache

from attributed.loaders.prose.lexicon import lemma, words
from attributed.loaders.prose.names import Kind
from attributed.loaders.prose.tables import table
from attributed.loaders.prose.tokens import Token
from attributed.loaders.prose.tree import Word

_CLASSES = ("DET", "PRON", "AUX", "CCONJ", "SCONJ", "ADP", "ADV", "PART")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@cache
def _closed() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _CLASSES:
        for word in table("function_words")[name]:
            found.setdefault(word, name)
    return found


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("function_words")[name])


@cache
def _verbs() -> frozenset[str]:
    asked = {word for row in table("rules") for word in row.get("verbs", ())}
    return frozenset(asked | words("reporting") | words("denying") | words("attempting") | words("other_verb"))


def tagged(tokens: list[Token], plain: str) -> list[Word]:
    """The words with `pos` and a Penn tag, not yet joined to each other."""
    made: list[Word] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        pos, tag = _tag(
            token, made[-1] if made else None, following, tokens[index + 2] if index + 2 < len(tokens) else None
        )
        lower = token.text.lower()
        named = token.kind is not None and token.kind is not Kind.ADJECTIVE
        form = lower if named else lemma(lower, verb=pos in {"VERB", "AUX"})
        word = Word(index, plain[token.start : token.end], form, pos, tag, "dep", token.start, token.end)
        word.before = made[-1] if made else None
        made.append(word)
    _counts(made)
    return made


def _counts(made: list[Word]) -> None:
    """`more than 500`, `at least two`: what stands before a number only says how exact it is."""
    for first, second, number in zip(made, made[1:], made[2:], strict=False):
        if number.pos == "NUM" and f"{first.lower} {second.lower}" in _ABOUT:
            first.pos = second.pos = "ADV"
            first.tag = second.tag = "RB"


_ABOUT = frozenset({"more than", "less than", "fewer than", "at least", "up to", "as many"})


def _tag(token: Token, before: Word | None, after: Token | None, second: Token | None) -> tuple[str, str]:
    text, lower = token.text, token.text.lower()
    if token.kind is Kind.ADJECTIVE:
        return "ADJ", "JJ"
    if token.kind is not None:
        return "PROPN", "NNP"
    if not (text[0].isalnum() or text[-1].isalnum() or text == "'s"):
        return "PUNCT", text
    if text[0].isdigit() or lower in words("number") or lower in {"one", "hundred", "dozen"}:
        return "NUM", "CD"
    if text in {"'s", "'"}:
        return ("PART", "POS") if before is not None and before.pos in _NOMINAL else ("AUX", "VBZ")
    if lower == "to":
        ahead = second if after is not None and _closed().get(after.text.lower()) == "ADV" else after
        return ("PART", "TO") if ahead is not None and _is_base(ahead) else ("ADP", "IN")
    if lower == "that":
        return ("DET", "DT") if before is not None and before.pos == "ADP" else ("SCONJ", "IN")
    if lower in _closed():
        return _closed()[lower], {"DET": "DT", "PRON": "PRP", "ADP": "IN"}.get(_closed()[lower], _closed()[lower])
    return _open(text, lower, token.start, before, after, second)


def _is_base(token: Token) -> bool:
    lower = token.text.lower()
    return token.kind is None and lower in _verbs() and lower == token.text


def _open(
    text: str, lower: str, at: int, before: Word | None, after: Token | None, second: Token | None
) -> tuple[str, str]:
    base = lemma(lower, verb=True)
    if before is not None and before.text == "-" and before.end == at and lower.endswith("ed"):
        return "ADJ", "JJ"  # `state-controlled`
    if base in _verbs() and (before is None or text == lower):
        verbal = _verbal(lower, base, before, after, second)
        if verbal:
            return "VERB", verbal
        if lower.endswith(("ed", "ing")) and lower not in words("incident"):
            return "ADJ", "VBN" if lower.endswith("ed") else "VBG"
    if text[0].isupper() and before is not None and before.text not in {'"', ".", ":"}:
        return "PROPN", "NNP"
    if lower.endswith("ly") and lower not in _NOUNS_IN_LY:
        return "ADV", "RB"
    if verbal := _unknown_past(lower, before, after):
        return "VERB", verbal
    if lower in _set("adjectives") or (lower.endswith(tuple(_set("adjective_endings"))) and not _known_noun(lower)):
        return "ADJ", "JJ"
    if lower.endswith("ed") and len(lower) > 5 and not _known_noun(lower):
        return "ADJ", "JJ"
    if text[0].isupper() and not _known_noun(lower):
        return "PROPN", "NNP"
    return "NOUN", "NNS" if lower.endswith("s") and not lower.endswith("ss") else "NN"


_NOUNS_IN_LY = frozenset(
    {"supply", "family", "ally", "assembly", "anomaly", "reply", "monopoly", "july", "italy", "bully"}
)


def _unknown_past(lower: str, before: Word | None, after: Token | None) -> str | None:
    """A form in `-ed` that no list knows, right behind a noun: `attacks increased tenfold`."""
    if not lower.endswith("ed") or before is None or before.pos not in {"NOUN", "PROPN"} or after is None:
        return None
    ahead = _closed().get(after.text.lower(), "")
    if ahead in {"ADP", "PART"}:
        return "VBN" if _participle(lower, lemma(lower, verb=True), after) else "VBD"
    told = ahead in {"DET", "ADV", "PRON", "SCONJ"} or after.text[:1].isdigit() or after.text in {",", "."}
    return "VBD" if told or after.kind is not None else None


def _known_noun(lower: str) -> bool:
    form = lemma(lower)
    return any(
        form in words(name)
        for name in ("actor", "weak_actor", "person", "incident", "malware", "asset", "victim", "state_body")
    )


def _verbal(lower: str, base: str, before: Word | None, after: Token | None, second: Token | None) -> str | None:
    """The tag of a form that is a verb here, or None where its neighbours say that it is a noun or an adjective."""
    ahead = (
        _closed().get(after.text.lower(), "") if after is not None and after.kind is None else "NAME" if after else ""
    )
    previous = before.pos if before is not None else ""
    past = (lower.endswith(("ed", "n", "t", "ck", "it")) and lower != base) or lower in words("past")
    if before is not None and before.tag == "TO":
        return "VB"
    if lower.endswith("ing"):
        if previous in {"DET", "ADJ"} or (before is not None and before.tag == "POS"):
            return None
        if previous == "VERB" and lower in words("incident") and ahead == "" and lower != "targeting":
            return None
        if (
            lower in words("incident")
            and after is not None
            and lemma(after.text.lower()) in words("loose_actor") | words("actor")
        ):
            return None
        return (
            None
            if previous == "NOUN" and lower in words("incident") and ahead in {"", "ADP"} and lower != "targeting"
            else "VBG"
        )
    if before is not None and previous == "AUX":
        if before.lower in _set("be"):
            return "VBN" if past or lower == base else None
        if before.lower in _set("have"):
            return "VBN" if past or (lower == base and not _ambiguous(base)) else None
        return "VB"
    if (
        previous == "ADV"
        and before is not None
        and before.before is not None
        and before.before.pos in {"AUX", *_NOMINAL}
    ):
        return "VBN" if past and before.before.lower in _set("be") | _set("have") else "VBD" if past else "VBZ"
    if past:
        if previous in {"DET", "ADJ", "NUM"} or (previous == "ADP" and ahead not in {"ADP"}):
            return None
        return "VBN" if previous == "NOUN" and after is not None and _participle(lower, base, after) else "VBD"
    if (
        previous in _NOMINAL
        and ahead in {"DET", "NAME", "SCONJ", "PRON", "ADP", "PART"}
        and (lower != base or _plural(before))
    ):
        return "VBZ" if not (base in words("incident") | _PENALTIES and ahead == "ADP") else None
    if (
        previous in _NOMINAL
        and not _ambiguous(base)
        and (lower != base) != (before is not None and before.tag == "NNS")
    ):
        return "VBZ"
    return "VBP" if previous == "PRON" else None


_PENALTIES = frozenset({"sanction", "charge", "reward", "offer", "report"})


def _participle(lower: str, base: str, after: Token) -> bool:
    """Whether a past form after a noun describes it: `made by`, `linked to`, `involved in`."""
    following = after.text.lower()
    if following == "by" or (following in {"with", "to"} and lower.endswith("ed")):
        return True
    if following == "of":
        return base in {"suspect", "accuse", "convict"}
    if following in {"as", "for"}:
        return base in {"know", "track", "identify", "describe", "designate", "name"}
    return following == "in" and base in {"involve", "engage", "locate", "base", "employ"}


def _ambiguous(base: str) -> bool:
    """Whether a base form is as often a noun."""
    return base in words("incident") or base in words("both_kinds")


def _plural(before: Word | None) -> bool:
    return before is not None and (before.tag == "NNS" or before.pos in {"PROPN", "PRON"})
