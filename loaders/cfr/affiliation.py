"""What the column Affiliations says of who did it: names where it plainly gives names, nothing where it does not.

Its cells are words of every kind, from `APT 28` to whole paragraphs. A cell is read only if every part of it is a name;
whatever speaks of links, possibilities or tools is left as it stands, and so is a government: the sponsor has a column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attributed.loaders.countries import country_code
from attributed.schema.entity import EntityType

_BELIEVED = re.compile(r"(believed|suspected) to be (?:the work of )?", re.I)
_KNOWN = re.compile(r"also known as (?:the )?", re.I)
_DOUBT = re.compile(
    r"\b(?:or|possibly|linked|link|links|related|associated|including|several|partially|responsible)\b", re.I
)
_STATE = re.compile(r"\bgovernments?\b", re.I)
_BODY = re.compile(
    r"\b(?:agency|army|bureau|command|department|directorate|guard|hamas|investigation|ministry|police|service|unit)\b",
    re.I,
)
_WORD = re.compile(r"[A-Z0-9][\w.'’-]*|of|the")
_SMALL = frozenset({"unknown", "unnamed", "note", "same", "used", "uses", "known"})
LONGEST = 5
"""Words of the longest name."""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """`names` of those who did it, `aliases` of the first of them, or of the entry itself where there are no names.

    `term` is the estimative word that the cell begins with.
    """

    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    term: str | None = None


def affiliation(cell: str) -> Affiliation:
    text = _first_sentence(cell)
    believed = _BELIEVED.match(text)
    term = believed[1].lower() if believed else None
    rest = text[believed.end() :] if believed else text
    if not rest or _DOUBT.search(rest) or _STATE.search(rest):
        return Affiliation(term=term)
    named, known, others = _parted(rest)
    names, aliases = _names(named), _names(others)
    if (named and names is None) or (known and aliases is None):
        return Affiliation(term=term)
    return Affiliation(names or (), aliases or (), term)


def type_of(name: str) -> EntityType:
    """An Organization where the name has the word of one, else a ThreatActor."""
    return EntityType.ORGANIZATION if _BODY.search(name) else EntityType.THREAT_ACTOR


def _first_sentence(cell: str) -> str:
    """Without the question marks that stand for characters which were lost."""
    return re.split(r"(?<=\w\w)\.\s+(?=[A-Z])", " ".join(re.sub(r"\?+", " ", cell).split()))[0].strip(" .")


def _parted(text: str) -> tuple[str, bool, str]:
    found = _KNOWN.search(text)
    if not found:
        return text, False, ""
    return text[: found.start()].strip(" ,"), True, text[found.end() :]


def _names(text: str) -> tuple[str, ...] | None:
    """The names between commas, countries passed over; None where a part is no name."""
    parts = [part.strip() for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", text) if part.strip()]
    found = []
    for part in parts:
        bare = re.sub(r"^the\s+", "", part, flags=re.I)
        if country_code(bare):
            continue
        if not _is_name(bare):
            return None
        found.append(bare)
    return tuple(dict.fromkeys(found))


def _is_name(text: str) -> bool:
    words = text.split()
    capital = (words and words[0][:1].isupper()) or any(word[:1].isdigit() for word in words[1:])
    plain = all(_WORD.fullmatch(word) for word in words)
    return bool(capital and plain) and len(words) <= LONGEST and words[0].casefold() not in _SMALL
