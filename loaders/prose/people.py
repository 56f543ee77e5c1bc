"""People whom no table knows, by the words that stand beside their names (people.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from attributed.loaders.prose.tables import table

_ASIDE = r"(?: \([^()]{1,20}\))?"
_PART = r"[A-Z][a-zà-ž]+(?:-[A-Za-zà-ž]+)?"
_NAME = rf"(?:{_PART}|[A-Z])(?: (?:{_PART}|[A-Z]\.|al-[A-Z]\w+|bin|van|der|von|de|el|Al)){{1,4}}"
_NAMES = rf"{_NAME}{_ASIDE}(?:(?:, and |, | and ){_NAME}{_ASIDE}){{0,19}}"
_BODY = re.compile(
    r"\b(?:Bank|Company|Group|Directorate|Command|Division|Bureau|Committee|Institute|Systems|Technology|Technologies"
    r"|Network|Networks|Security|Industries|Labs|Press|Post|Week|Tuesday|Monday|Wednesday|Thursday|Friday|Saturday"
    r"|Sunday|January|February|March|April|June|July|August|September|October|November|December|North|South|East"
    r"|West|Northern|Southern|Eastern|Western|Republic|Kingdom|Islamic|Sparrow|Spider|Kitten|Chollima|Typhoon|Wizard)\b"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(
            r"(?<![\w-])"
            + row["pattern"].replace("<PERSON>", f"(?P<names>{_NAME})").replace("<PEOPLE>", f"(?P<names>{_NAMES})")
        )
        for row in table("people")
    )


def people(plain: str) -> Iterator[str]:
    """The names in the order of the patterns; what reads like a body's name is none."""
    for pattern in _patterns():
        for found in pattern.finditer(plain):
            yield from (
                name for name in re.findall(_NAME, re.sub(r" \([^()]*\)", "", found["names"])) if not _BODY.search(name)
            )
