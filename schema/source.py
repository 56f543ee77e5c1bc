"""A publisher's dataset or channel."""

import re
from dataclasses import dataclass

from attributed.schema.text import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`id` is the slug that record ids begin with; `licence` an SPDX id or the publisher's terms in words."""

    id: str
    title: str | None = None
    publisher: str | None = None
    licence: str | None = None
    homepage: str | None = None
    update_rhythm: str | None = None


CLAIMS = "claims-"
PROSE = "prose-"


def known_by_name_only(source: str) -> bool:
    """Whether records of this source have no identity but their names (curated claims and texts)."""
    return source.startswith((CLAIMS, PROSE))


def prose_source(publisher: str | None, host: str | None) -> str:
    """The slug of a text's source: its publisher, else its URL's host without `www.`, else unknown."""
    return PROSE + (slug(publisher or "") or slug(re.sub(r"^www\.", "", host or "")) or "unknown")
