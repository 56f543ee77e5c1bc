"""Keys of names: one for identity, which never changes, and one for matching."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ARTICLE = re.compile(r"^(?:the|an|a)\s+")
_OTHER = re.compile(r"[^0-9a-z]+")


def name_key(name: str) -> str:
    """Identity of a name: NFKC, case-folded, single blanks, no leading English article."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return _ARTICLE.sub("", folded)


@lru_cache(maxsize=65536)
def match_key(name: str) -> str:
    """Two names that differ only in accents, case, punctuation or blanks have the same match key.

    Scripts are not mixed: a romanised name never equals one in characters.
    """
    key = name_key(name)
    if key.isascii():
        return _OTHER.sub("", key) or key
    bare = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    return "".join(c for c in bare.casefold() if c.isalnum()) or key


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", anyascii(text).casefold()))
