"""Trees without a parser: noun phrases and verbs joined from left to right by what mostly holds in press prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from attributed.loaders.prose.ahead import IN_PHRASE, acts_next, joined_then_acts, list_goes_on
from attributed.loaders.prose.lexicon import words
from attributed.loaders.prose.prepositions import belongs
from attributed.loaders.prose.tagging import tagged
from attributed.loaders.prose.tokens import tokens
from attributed.loaders.prose.tree import Sentence, Tree, Word

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_TIMES = frozenset({"day", "week", "month", "year", "time", "morning", "weekend", "decade", "today", "yesterday"})
_BEFORE_CLAUSES = frozenset({"after", "before", "since", "until", "as", "than"})


def shallow(sentences: Iterable[Sentence]) -> Iterator[Tree]:
    """The sentences as trees, in order."""
    for plain, start, end, names in sentences:
        held = tagged(tokens(plain, start, end, names), plain)
        _Joiner(held).join()
        yield Tree(held, plain, start, end)


@dataclass(slots=True)
class _Clause:
    """`subject` waits for `verb`; `above` is what the clause hangs on, by `dep`."""

    above: Word | None = None
    dep: str = "ROOT"
    subject: Word | None = None
    verb: Word | None = None
    mark: Word | None = None


@dataclass(slots=True)
class _Joiner:
    words: list[Word]
    at: int = 0
    noun: Word | None = None
    prep: Word | None = None
    comma: bool = False
    both: Word | None = None
    waiting: list[Word] = field(default_factory=list)
    leading: list[Word] = field(default_factory=list)
    clauses: list[_Clause] = field(default_factory=lambda: [_Clause()])

    @property
    def clause(self) -> _Clause:
        return self.clauses[-1]

    def join(self) -> None:
        while self.at < len(self.words):
            word = self.words[self.at]
            if word.pos in IN_PHRASE or (word.pos == "PRON" and word.lower not in {"who", "which", "whom"}):
                self._phrase()
                continue
            self._other(word)
            self.at += 1
        for word in self.words:
            if word.head is None and word.dep == "dep":
                word.dep = "ROOT"

    def _hang(self, word: Word, head: Word | None, dep: str) -> None:
        if head is None or head is word or word in head.ancestors() or word.head is not None or head is None:
            return
        if any(above is word for above in head.ancestors()):
            return
        word.head, word.dep = head, dep
        head.children.append(word)

    def _phrase(self) -> None:
        """Take a noun phrase; a possessive in it makes what stands before it the owner of what follows."""
        start = self.at
        if self.words[start].pos == "PRON":
            self.at += 1
            self._placed(self.words[start])
            return
        owner: Word | None = None
        while True:
            begin = self.at
            while self.at < len(self.words) and self._continues(begin):
                self.at += 1
            held = self.words[begin : self.at]
            head = self._head(held)
            for word in held:
                if word is not head:
                    self._hang(word, head, {"DET": "det", "ADJ": "amod", "NUM": "nummod"}.get(word.pos, "compound"))
            if owner is not None:
                self._hang(owner, head, "poss")
            if self.at < len(self.words) and self.words[self.at].tag == "POS" and self.at + 1 < len(self.words):
                self._hang(self.words[self.at], head, "case")
                owner = head
                self.at += 1
                if self.words[self.at].pos in IN_PHRASE or self.words[self.at].text in {'"', "'"}:
                    while self.words[self.at].pos == "PUNCT" and self.at + 1 < len(self.words):
                        self.at += 1
                    if self.words[self.at].pos in IN_PHRASE:
                        continue
            break
        self._placed(head)

    def _continues(self, begin: int) -> bool:
        word = self.words[self.at]
        if word.text == "-" and begin < self.at < len(self.words) - 1:
            return True
        if word.pos == "DET" and self.at > begin and self.words[self.at - 1].pos not in {"DET", "NUM"}:
            return False
        return word.pos in IN_PHRASE or (word.pos == "ADV" and self.at == begin)

    def _head(self, held: list[Word]) -> Word:
        nouns = [word for word in held if word.pos in {"NOUN", "PROPN"}]
        return nouns[-1] if nouns else held[-1]

    def _placed(self, head: Word) -> None:
        """Place a noun phrase: after a preposition, in a list, in apposition, as object, or as a subject to come."""
        clause = self.clause
        if self.prep is not None:
            self._hang(head, self.prep, "pobj")
        elif self._led(head):
            self.clauses = [_Clause(subject=head)]
        elif (
            clause.dep == "relcl" and clause.verb is None and clause.subject is not None and clause.subject.head is None
        ):
            clause.subject = head
        elif self._opens_sentence(head):
            self._new_subject(head)
        elif self.both is not None and self.noun is not None:
            self._hang(self.both, self.noun, "cc")
            self._hang(head, self._first(self.noun), "conj")
        elif self.comma and self.noun is not None and self._apposed(head):
            self._hang(head, self.noun, "appos")
        elif self.comma and self.noun is not None and self._listed(head):
            self._hang(head, self._first(self.noun), "conj")
        elif clause.verb is not None and self.noun is None and clause.verb.lemma == "be":
            self._hang(head, clause.verb, "attr")
        elif clause.verb is not None and self._opens_clause(clause.verb) and acts_next(self.words, self.at):
            self.clauses.append(_Clause(clause.verb, "ccomp", head))
        elif clause.verb is not None and not clause.verb.having("dobj") and not self.comma:
            self._hang(head, clause.verb, "dobj")
        elif clause.verb is not None and clause.verb.lemma in words("reporting") and not self.comma:
            self.clauses.append(_Clause(clause.verb, "ccomp", head))
        elif clause.subject is None or clause.verb is not None:
            self._new_subject(head)
        last = self.words[self.at - 1]
        behind = last.pos == "ADJ" and last.head is head and last.index > head.index
        self.noun, self.prep, self.comma, self.both = last if behind else head, None, False, None

    def _led(self, head: Word) -> bool:
        """Whether the main clause begins: `Although the attackers hit the grid, they failed`."""
        clause = self.clause
        leading = clause.dep == "advcl" and clause.above is None and clause.verb is not None
        return leading and self.comma and acts_next(self.words, self.at) and head.pos != "ADJ"

    def _opens_sentence(self, head: Word) -> bool:
        """Whether a phrase is the subject: `In March, the officers were charged`, `…, but data was lost`."""
        clause = self.clause
        if not self.comma:
            return False
        if clause.verb is not None:
            return self.both is not None and acts_next(self.words, self.at) and head.pos != "ADJ"
        led = self.words[0].pos == "ADP" or (clause.subject is not None and clause.subject.lemma in _TIMES)
        if not led or (clause.subject is not None and clause.subject.lemma not in _TIMES):
            return False
        if clause.subject is not None:
            clause.subject = None
        return (
            not list_goes_on(self.words, self.at)
            or acts_next(self.words, self.at)
            or joined_then_acts(self.words, self.at)
        )

    def _opens_clause(self, verb: Word) -> bool:
        """Whether a clause may follow without `that`: `said China hacked it`, `it is likely China hacked it`."""
        likely = verb.lemma == "be" and self.noun is not None and self.noun.pos == "ADJ" and self.noun.dep == "attr"
        return likely or verb.lemma in words("reporting")

    def _new_subject(self, head: Word) -> None:
        if self.clause.verb is not None:
            self.clauses.append(_Clause(self.clause.verb, "parataxis" if not self.comma else "dep", head))
        else:
            self.clause.subject = head

    def _first(self, noun: Word) -> Word:
        return noun.head if noun.dep == "conj" and noun.head is not None and noun.head.pos != "VERB" else noun

    def _apposed(self, head: Word) -> bool:
        article = any(child.lower in {"a", "an", "the"} for child in head.children)
        ahead = self.words[self.at] if self.at < len(self.words) else None
        proper = head.pos == "PROPN" and self.noun is not None and self.noun.pos == "NOUN"
        return (
            (article or proper)
            and (ahead is None or ahead.pos in {"PUNCT", "ADP", "PRON", "VERB"})
            and not (self.clause.verb is not None and acts_next(self.words, self.at))
            and not list_goes_on(self.words, self.at)
        )

    def _listed(self, head: Word) -> bool:
        if (
            self.clause.subject is None
            and self.clause.verb is None
            and self.noun is not None
            and self.noun.dep == "pobj"
        ):
            return self.noun.pos == head.pos and list_goes_on(self.words, self.at)
        ahead = self.words[self.at] if self.at < len(self.words) else None
        return list_goes_on(self.words, self.at) or (
            self.noun is not None and self.noun.dep == "conj" and ahead is not None and ahead.text in {".", ","}
        )

    def _other(self, word: Word) -> None:
        if word.text in {",", ";", ":", "–", "-", "("}:
            self.comma = True
            self._hang(word, self.noun or self.clause.verb, "punct")
            if word.text in {";", ":"}:
                self.noun = self.prep = None
        elif word.pos == "ADP":
            self._preposition(word)
        elif word.pos == "CCONJ":
            self.both = word
        elif word.lower == "that" and self._told(word):
            self.clauses.append(_Clause(self.noun, "acl", mark=word))
            self.noun = self.prep = None
            self.comma = False
        elif word.pos in {"SCONJ", "PRON"} and word.lower in _RELATIVES and self._relative(word):
            self.clauses.append(_Clause(self.noun, "relcl", word))
            self.comma = False
        elif word.lower in {"who", "which"} and self.noun is None and self.clause.verb is not None:
            self.clauses.append(_Clause(self.clause.verb, "ccomp", word))
        elif word.pos == "SCONJ":
            self._subordinate(word)
        elif word.pos in {"AUX", "ADV", "PART"}:
            if word.pos == "AUX" and self._is_main(word):
                self._verb(word)
            elif (
                word.pos == "ADV" and word.before is not None and word.before is self.clause.verb and self.noun is None
            ):
                self._hang(word, self.clause.verb, "advmod")
            else:
                self.waiting.append(word)
        elif word.pos == "VERB":
            self._verb(word)

    def _told(self, word: Word) -> bool:
        """Whether `that` tells what a claim or a proof is of: `accusations that Iran hacked it`."""
        ahead = self.words[word.index + 1] if word.index + 1 < len(self.words) else None
        if self.noun is not None and self.noun.lemma in words("weekdays"):  # `accusations on Monday that`
            self.noun = next((above for above in self.noun.ancestors() if above.pos == "NOUN"), self.noun)
        telling = self.noun is not None and self.noun.lemma in words("accusation") | {"evidence", "proof"}
        return telling and ahead is not None and ahead.pos in IN_PHRASE

    def _relative(self, word: Word) -> bool:
        if self.noun is None or (self.noun.pos == "ADJ" and self.noun.dep == "attr"):
            return False
        if word.lower == "that" and self.noun.lemma == "confidence":  # `assess with moderate confidence that`
            return False
        return word.lower != "that" or not (
            self.clause.verb is not None
            and self.clause.verb.lemma in words("reporting")
            and self.noun is self.clause.subject
        )

    def _subordinate(self, word: Word) -> None:
        verb = self.clause.verb
        if word.lower == "that":
            reporting = verb is not None
            self.clauses.append(_Clause(verb, "ccomp" if reporting else "advcl", mark=word))
        elif word.lower == "as":
            word.pos = "ADP"
            self._preposition(word)
            return
        else:
            self.clauses.append(_Clause(verb, "advcl", mark=word))
        self.noun = self.prep = None
        self.comma = False

    def _is_main(self, word: Word) -> bool:
        """Whether a form of `be` or `have` is the clause's verb and helps no other."""
        for ahead in self.words[word.index + 1 : word.index + 5]:
            if ahead.pos in {"ADV", "AUX", "PART"}:
                continue
            return ahead.pos != "VERB" and word.lower not in {"will", "would", "can", "could", "may", "might", "must"}
        return False

    def _verb(self, word: Word) -> None:
        """Place a verb and what helps it: finite in its clause, a participle at its noun, an infinitive at its verb."""
        helping, self.waiting = self.waiting, []
        infinitive = any(held.tag == "TO" for held in helping)
        finite = any(held.pos == "AUX" for held in helping) or word.tag in {"VBD", "VBZ", "VBP"} or word.pos == "AUX"
        for held in helping:
            dep = "neg" if held.lower in {"not", "n't", "never"} else "advmod" if held.pos == "ADV" else "aux"
            if held.lower in {"is", "are", "was", "were", "be", "been", "being"} and word.tag == "VBN":
                dep = "auxpass"
            held.dep = "dep"
            self._hang(held, word, dep)
        if self.both is not None and self.clause.verb is not None:
            self._hang(self.both, self.clause.verb, "cc")
            self._hang(word, self.clause.verb, "conj")
            self.clauses.append(_Clause(word, "conj", None, word))
        elif infinitive and self.clause.verb is None and (noun := self._attempted()) is not None:
            self._hang(word, noun, "acl")
            self.clauses.append(_Clause(word, "acl", None, word))
        elif infinitive and self.clause.verb is not None:
            noun = self._attempted()
            self._hang(word, noun or self.clause.verb, "acl" if noun else "xcomp")
            self.clauses.append(_Clause(word, "xcomp", None, word))
        elif self.prep is not None and (word.tag == "VBG" or word.lower in {"being", "having"}):
            self._hang(word, self.prep, "pcomp")
            self.clauses.append(_Clause(word, "pcomp", None, word))
        elif not finite and word.tag in {"VBG", "VBN"}:
            self._participle(word)
        else:
            self._finite(word)
        self.noun = self.prep = self.both = None
        self.comma = False

    def _attempted(self) -> Word | None:
        """The noun that an infinitive tells of: `attempts by the press to blame`, `an ability to hack`."""
        above = [self.noun, *self.noun.ancestors()] if self.noun is not None else []
        nouns = words("doubt") | words("attempting") | {"effort"}
        return next((word for word in above if word.lemma in nouns and word.pos in IN_PHRASE), None)

    def _participle(self, word: Word) -> None:
        above = self.clause.verb
        if word.tag == "VBG" and above is not None and word.before is above and above.lemma in words("refusing"):
            self._hang(word, above, "xcomp")  # `stopped blaming X`
        elif self.comma and self.clause.verb is not None:
            self._hang(word, self.clause.verb, "advcl")
        elif self.noun is not None:
            self._hang(word, self.noun, "acl")
        self.clauses.append(_Clause(word, word.dep, None, word))

    def _finite(self, word: Word) -> None:
        noun = self.noun
        room = self.clause.verb is not None or self.clause.subject is None
        mark = noun.head if noun is not None and noun.dep == "pobj" else None
        if room and noun is not None and mark is not None and mark.lower in _BEFORE_CLAUSES:
            self._reopened(noun, mark)
        while len(self.clauses) > 1 and (self.clause.verb is not None or self.clause.subject is None) and self._outer():
            self.clauses.pop()
        clause = self.clause
        if clause.verb is not None:
            self._hang(word, clause.verb, "conj")
            clause = _Clause(clause.verb, "conj", self.noun if self.comma else None)
            self.clauses.append(clause)
        clause.verb = word
        if clause.subject is not None:
            self._hang(clause.subject, word, "nsubjpass" if word.having("auxpass") else "nsubj")
        if clause.mark is not None:
            self._hang(clause.mark, word, "mark")
        if clause.dep == "advcl" and clause.above is None:
            self.leading.append(word)
            return
        for leading in self.leading:
            self._hang(leading, word, "advcl")
        self.leading = []
        if clause.above is not None and word.head is None:
            self._hang(word, clause.above, clause.dep)
        elif word.head is None:
            word.dep = "ROOT"

    def _reopened(self, noun: Word, mark: Word) -> None:
        """`after somebody left`: what seemed a preposition opens a clause."""
        mark.children.remove(noun)
        noun.head, noun.dep = None, "dep"
        if mark.head is not None:
            mark.head.children.remove(mark)
            mark.head, mark.dep = None, "dep"
        self.clauses.append(_Clause(self.clause.verb, "advcl", noun, mark=mark))

    def _outer(self) -> bool:
        """Whether an outer clause still waits for its verb."""
        return any(held.verb is None and held.subject is not None for held in self.clauses[:-1])

    def _preposition(self, word: Word) -> None:
        verb = self.clause.verb
        ahead = self.words[word.index + 1] if word.index + 1 < len(self.words) else None
        if word.lower == "by" and verb is not None and verb.tag == "VBN" and not verb.having("agent"):
            self._hang(word, verb, "agent")
        else:
            self._hang(word, belongs(word, self.noun, verb, ahead, comma=self.comma), "prep")
        self.prep = word
        self.comma = False
