"""A sentence as words that hang on each other; the labels are those of the CLEAR dependency scheme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from attributed.loaders.prose.names import Name

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
CLAUSES = frozenset({"acl", "relcl", "advcl", "ccomp", "xcomp", "pcomp", "conj", "parataxis", "csubj"})
Sentence = tuple[str, int, int, list[Name]]
"""A paragraph's text, where a sentence of it starts and ends, and the paragraph's names."""
_OUTSIDE = frozenset({"acl", "relcl", "appos", "advcl", "parataxis", "ccomp", "xcomp", "dep"})
_KEEPING = frozenset({"of", "in", "across", "around", "throughout", "within", "at", "outside"})


@dataclass(slots=True, eq=False)
class Word:
    """`start` and `end` count in the paragraph; `head` is None for the root; `pos` is a universal tag."""

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    start: int
    end: int
    lower: str = ""
    head: Word | None = None
    before: Word | None = None
    children: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lower = self.text.lower()

    def having(self, *deps: str) -> list[Word]:
        return [child for child in self.children if child.dep in deps]

    def ancestors(self) -> Iterator[Word]:
        word = self.head
        while word is not None:
            yield word
            word = word.head

    def subtree(self) -> Iterator[Word]:
        """The word and all that hangs on it, in no order."""
        waiting = [self]
        while waiting:
            word = waiting.pop()
            yield word
            waiting.extend(word.children)

    def phrase(self) -> tuple[int, int]:
        """Start and end of the noun phrase that the word heads: no clauses, no article, no list of others."""
        words = sorted(self._inside(), key=lambda word: word.index)
        while len(words) > 1 and words[0] is not self and (words[0].dep in {"det", "punct"} or words[0].pos == "PUNCT"):
            if words[0].dep == "det" and words[0].lower not in {
                "a",
                "an",
                "the",
                "this",
                "these",
                "those",
                "that",
                "no",
                "any",
            }:
                break
            words.pop(0)
        while len(words) > 1 and words[-1] is not self and _trails(words[-1]):
            words.pop()
        return words[0].start, words[-1].end

    def _inside(self) -> Iterator[Word]:
        yield self
        for child in self.children:
            if child.dep in _OUTSIDE or child.dep in SUBJECTS or child.dep in {"conj", "cc", "agent", "npadvmod"}:
                continue
            if child.dep == "prep" and (child.lower not in _KEEPING or child.index < self.index):
                continue
            if child.dep == "prep" and any(noun.pos == "NUM" for noun in child.having("pobj")):
                continue  # `its customers in 2020`
            if (child.dep == "amod" and child.index > self.index) or (child.dep == "prep" and child.having("pcomp")):
                continue
            yield from child._inside() if child.dep != "pobj" else child._listed()

    def _listed(self) -> Iterator[Word]:
        yield from self._inside()
        for child in self.having("conj", "cc"):
            yield from child._listed()

    def coordinated(self) -> list[Word]:
        """The word and those that `and`, `or` and commas join to it."""
        found = [self]
        for child in self.having("conj"):
            found += child.coordinated()
        return found


def _trails(word: Word) -> bool:
    """Whether a word at the end of a phrase is none of it: a mark, or the `such` of `such as`."""
    return word.pos == "PUNCT" or word.dep == "case" or word.lower == "such"


@dataclass(slots=True)
class Tree:
    """A sentence of a paragraph; `start` and `end` count in it."""

    words: list[Word]
    plain: str
    start: int
    end: int

    def text(self, start: int, end: int) -> str:
        return self.plain[start:end]

    def words_in(self, start: int, end: int) -> list[Word]:
        return [word for word in self.words if word.start >= start and word.end <= end]
