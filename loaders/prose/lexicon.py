"""The words of the field, by class, and the base forms of those that the rules ask for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from attributed.loaders.prose.tables import table


def listed(name: str) -> list[str]:
    """A class of lexicon.yaml in its order."""
    found: list[str] = table("lexicon")[name]
    return found


@cache
def words(name: str) -> frozenset[str]:
    """A class of lexicon.yaml."""
    return frozenset(table("lexicon")[name])


@cache
def _known() -> frozenset[str]:
    lists = (row for row in table("lexicon").values() if isinstance(row, list))
    asked = (
        word for row in table("rules") for word in (*row.get("verbs", ()), *row.get("nouns", ()), *row.get("with", ()))
    )
    return frozenset({word for row in lists for word in row} | set(asked))


@lru_cache(maxsize=65536)
def lemma(word: str, *, verb: bool = False) -> str:
    """The base form of a lower-case word, where a class or a rule knows it; else the word itself.

    Of a noun that looks like a form of a verb (`hacking`, `targeting`) the verb is meant where `verb` says so.
    """
    irregular: dict[str, str] = table("lexicon")["irregular"]
    if word in irregular:
        return irregular[word]
    bases = list(_bases(word))
    known = [form for form in (bases[1:] + bases[:1] if verb else bases) if form in _known()]
    return known[0] if known else word


def _bases(word: str) -> Iterator[str]:
    yield word
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            for other in others:
                yield stem + other
            if ending in {"ed", "ing"} and stem[-1] == stem[-2:-1]:
                yield stem[:-1]


_ENDINGS = (
    ("ies", ("y",)),
    ("ches", ("ch",)),
    ("es", ("e", "")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("e", "")),
    ("ing", ("e", "")),
)
