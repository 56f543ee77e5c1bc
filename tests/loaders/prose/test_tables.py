import re

from hypothesis import given
from hypothesis import strategies as st

from attributed.loaders.prose.tables import alternatives

WORDS = st.lists(st.text("ab. ", min_size=1, max_size=5), min_size=1, max_size=8)


@given(WORDS, st.text("ab. ", max_size=30))
def test_finds_what_the_words_themselves_would_the_longest_first(words: list[str], text: str) -> None:
    plainly = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    assert re.findall(alternatives(words), text) == re.findall(plainly, text)
    assert re.findall(f"{alternatives(words)}$", text) == re.findall(f"(?:{plainly})$", text)
