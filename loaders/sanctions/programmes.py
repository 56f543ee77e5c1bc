"""Which entries a person means by the name of a programme."""

from __future__ import annotations

from collections.abc import Iterable

from attributed.loaders.sanctions.party import Listing

_USUAL = {"cyb": "cyber"}
"""What people call a programme whose code says it in short."""


def takes(wanted: frozenset[str], listings: Iterable[Listing]) -> bool:
    """Whether one of the listings is under a programme that is wanted (case-folded words); all are if none is named.

    A programme answers to its code (CYBER2), to the code without its number (cyber) and to the keys of its listing.
    """
    if not wanted:
        return True
    return any(not wanted.isdisjoint(_keys(listing)) for listing in listings)


def _keys(listing: Listing) -> set[str]:
    keys = {word.casefold() for word in (listing.programme or "", *listing.keys)}
    keys |= {key.rstrip("0123456789") for key in keys}
    return keys | {_USUAL[key] for key in keys if key in _USUAL}
