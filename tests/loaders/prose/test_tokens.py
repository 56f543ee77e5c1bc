import pytest
import spacy

from attributed.loaders.prose.names import Entry, Kind, Name
from attributed.loaders.prose.tokens import tokens

SENTENCES = (
    "The U.K.'s N.C.S.C. said: \"We can't, won't (and don't) e.g. name them...\" :-)",
    "Visit https://example.org/a?b=c, or write to a.b@example.org; 10km/h, $5m and 3.5% – or so.",
    "It's the group's third/fourth attack in '24: they'd've known, cannot they?",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_cuts_a_sentence_as_the_tokenizer_cuts_it_whole(sentence: str) -> None:
    whole = [
        (token.text, token.idx, bool(token.whitespace_)) for token in spacy.blank("en")(sentence) if not token.is_space
    ]
    assert [(token.text, token.start, token.space) for token in tokens(sentence, 0, len(sentence), [])] == whole


def test_a_name_is_one_word_and_what_stands_in_brackets_after_it_is_none() -> None:
    plain = "The group APT31 (Zirconium, of 2020) attacked."
    name = Name(Entry(Kind.ACTOR, "APT31"), 10, 15)
    assert [plain[token.start : token.end] for token in tokens(plain, 0, len(plain), [name])] == [
        "The",
        "group",
        "APT31",
        "attacked",
        ".",
    ]


def test_a_hyphened_word_of_the_field_is_one() -> None:
    plain = "A cyber-attack by e-mail."
    assert [token.text for token in tokens(plain, 0, len(plain), [])] == ["A", "cyberattack", "by", "email", "."]
