"""What an entity is called, by whom, and who else bears the name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from attributed.graph.catalogue import query
from attributed.graph.clusters import CONSENSUS
from attributed.graph.dossier import entity
from attributed.graph.namers import counts, namer, speaker
from attributed.graph.store import Store
from attributed.graph.told import told
from attributed.schema.claim import Stance
from attributed.schema.text import match_key

MOST = 200
"""Entities of one name that are looked through."""


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling.

    `given` are its claims, each with `behind`: the namer who stands behind it, None where a compiler has only collected
    the name. `entries` counts, by source, the entries that bear the name, with `behind` where it is their first one and
    it is known who gives it. `namers` are those behind what stands, `trusted` says that the lens's own namer is among
    them. `bearers` are other entities of the name, of any type.
    """

    name: str
    primary: bool
    trusted: bool
    namers: tuple[str, ...]
    given: tuple[dict[str, Any], ...]
    entries: tuple[dict[str, Any], ...]
    bearers: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """`lens` is whose names are trusted in this graph, `consensus` where two independent namers must agree."""

    entity: dict[str, Any]
    lens: str
    names: tuple[Name, ...]


def names(store: Store, key: str) -> Names:
    """Every name of the entity of this id: its own first, then those that most namers stand behind."""
    found = entity(store, key)
    row = store.read(query("lens").text).one()
    lens = (row and row["lens"]) or CONSENSUS
    given: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.read(query("names-of-entity").text, {"id": key}).maps():
        claim = told(row)
        spelling = row["claim"]["properties"]["value"]
        given[spelling].append({**claim, "behind": _behind(spelling, claim["claimant"]["name"], lens)})
    entries = _entries(store, key)
    spellings = sorted({*found["names"], *given})
    bearers = {matched: _bearers(store, key, matched) for matched in {match_key(spelling) for spelling in spellings}}
    made = [
        _name(spelling, found["name"], lens, given[spelling], entries[spelling], bearers[match_key(spelling)])
        for spelling in spellings
    ]
    ordered = sorted(made, key=lambda name: (not name.primary, -len(name.namers), not name.given, name.name))
    return Names({part: found[part] for part in ("id", "type", "name")}, lens, tuple(ordered))


def _name(
    spelling: str,
    own: str,
    lens: str,
    given: list[dict[str, Any]],
    entries: Mapping[tuple[str, str | None], int],
    bearers: Iterable[dict[str, Any]],
) -> Name:
    behind = {claim["behind"] for claim in given if claim["standing"] and claim["stance"] == Stance.ASSERTS}
    spoken = {(source, _behind(spelling, by, lens) if by else None): count for (source, by), count in entries.items()}
    namers = sorted(key for key in behind | {key for _, key in spoken} if key)
    counted = tuple(
        {"source": source, "entries": count, "behind": by}
        for (source, by), count in sorted(spoken.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    )
    return Name(spelling, spelling == own, lens in namers, tuple(namers), tuple(given), counted, tuple(bearers))


def _behind(spelling: str, given_by: str, lens: str) -> str | None:
    """Who trusts a compiler takes its word for every name."""
    return lens if namer(given_by) == lens else counts(spelling, given_by)


def _entries(store: Store, key: str) -> dict[str, Counter[tuple[str, str | None]]]:
    """For each name the sources of the records that bear it, and who gives it to those whose first name it is."""
    found: dict[str, Counter[tuple[str, str | None]]] = defaultdict(Counter)
    for row in store.read(query("records-of-entity").text, {"id": key}).maps():
        version, source = row["version"]["properties"], row["record"]["properties"]["source"]
        for spelling in {version["name"], *(version.get("names") or ())}:
            found[spelling][source, speaker(source) if spelling == version["name"] else None] += 1
    return found


def _bearers(store: Store, entity: str, key: str) -> tuple[dict[str, Any], ...]:
    """Whatever else is called so, compared as names are searched for."""
    hits = store.search(key, (), MOST)
    bearing = (hit for hit in hits if hit.id != entity and key in map(match_key, (hit.name, *hit.names)))
    return tuple({"id": hit.id, "type": hit.type, "name": hit.name} for hit in bearing)
