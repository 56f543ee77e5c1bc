"""Contents lists: what each edition of a series holds, and what follows from comparing them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from attributed.graph.snapshots import Snapshots


def contents_bytes(ids: Iterable[str]) -> bytes:
    """The contents list of an edition: sorted ids of its record versions and claims, one a line."""
    return "".join(f"{key}\n" for key in sorted(set(ids))).encode()


def contents(snapshots: Snapshots, sha256: str) -> list[str]:
    return snapshots.get(sha256).decode().splitlines()


@dataclass(frozen=True, slots=True)
class Edition:
    """A sealed edition: `published_on` orders it within its series, then when it was recorded."""

    id: str
    published_on: str
    recorded_at: str
    complete: bool
    ids: frozenset[str]


def in_order(editions: Iterable[Edition]) -> list[Edition]:
    """By publication, never by load."""
    return sorted(editions, key=lambda e: (e.published_on or e.recorded_at[:10], e.recorded_at, e.id))


def superseded(editions: list[Edition]) -> Iterator[tuple[str, str | None]]:
    """For a curated series, oldest edition first: every claim with the instant from which it no longer stands.

    That is when the first edition without it was recorded (or, if it was recorded later itself, that instant);
    None for what the last complete edition still says.
    """
    standing: dict[str, str | None] = {}
    written: dict[str, str] = {}
    for edition in editions:
        for key in edition.ids:
            standing[key] = None
            written[key] = min(written.get(key, edition.recorded_at), edition.recorded_at)
        if edition.complete:
            for key, since in standing.items():
                if since is None and key not in edition.ids:
                    standing[key] = max(edition.recorded_at, written[key])
    yield from standing.items()


def current_versions(editions: list[Edition]) -> dict[str, str]:
    """The version of each record in the last edition that holds one."""
    current: dict[str, str] = {}
    for edition in editions:
        for key in sorted(edition.ids):
            record, at, _ = key.rpartition("@")
            if at:
                current[record] = key
    return current
