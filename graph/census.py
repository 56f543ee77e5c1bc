"""Every record with what resolution knows of it, and who is who: read once, then kept in step with the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from attributed.graph.chunks import chunks
from attributed.graph.engine import Engine
from attributed.graph.resolution import Candidate, Key, meeting_keys

SIZE = 5_000
_KNOWN = "MATCH (r:Record) WHERE r.version IS NOT NULL RETURN r"
_HELD = (
    "RETURN v.id AS id, v.record AS record, v.name AS name, v.names AS names, v.identifiers AS identifiers, "
    "v.country AS country, v.organ AS organ, v.named AS named, v.birthDates AS birthDates, "
    "v.nationalities AS nationalities, v.addresses AS addresses, v.positions AS positions, v.programmes AS programmes"
)


class Census:
    """`candidates` by record, `entities` the entity of each, `versions` the current version of each."""

    def __init__(self) -> None:
        self.candidates: dict[str, Candidate] = {}
        self.entities: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        self._meeting: dict[Key, list[str]] = defaultdict(list)

    @classmethod
    def read(cls, engine: Engine) -> Census:
        """What an earlier projection has written."""
        census = cls()
        records = {row["r"]["id"]: row["r"] for row in engine.rows(_KNOWN)}
        census.versions = {key: record["version"] for key, record in records.items()}
        census.entities = {key: record["refersTo"] for key, record in records.items() if record.get("refersTo")}
        for version in engine.rows(f"MATCH (v:RecordVersion) {_HELD}") if records else ():
            record = records.get(version["record"])
            if record is not None and record["version"] == version["id"]:
                census.put(_candidate(record, version))
        return census

    def take(self, engine: Engine, versions: Iterable[str]) -> dict[str, None]:
        """Let these versions be current; the records that are new or that bear on others in another way now."""
        touched: dict[str, None] = {}
        for chunk in chunks(versions, SIZE):
            held = list(engine.rows(f"UNWIND $ids AS id MATCH (v:RecordVersion {{id: id}}) {_HELD}", ids=chunk))
            query = "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN r"
            records = {row["r"]["id"]: row["r"] for row in engine.rows(query, ids=[v["record"] for v in held])}
            for version in held:
                candidate = _candidate(records[version["record"]], version)
                touched.update(dict.fromkeys(self.put(candidate)))
                self.versions[candidate.record] = version["id"]
        return touched

    def together(self, records: Iterable[str]) -> dict[str, None]:
        """These records and all on which they may bear: those they share a key with, and so on."""
        found = dict.fromkeys(records)
        seen: set[Key] = set()
        waiting = list(found)
        while waiting:
            for key in meeting_keys(self.candidates[waiting.pop()]):
                if key not in seen:
                    seen.add(key)
                    new = [record for record in self._meeting[key] if record not in found]
                    found.update(dict.fromkeys(new))
                    waiting.extend(new)
        return found

    def put(self, candidate: Candidate) -> list[str]:
        """Know this of the record from now on; the record, and those it bore on before."""
        touched = [candidate.record, *sorted(self._remove(candidate.record))]
        self.candidates[candidate.record] = candidate
        for key in set(meeting_keys(candidate)):
            self._meeting[key].append(candidate.record)
        return touched

    def _remove(self, record: str) -> set[str]:
        """Forget what the record held; those that shared a key with it."""
        candidate = self.candidates.pop(record, None)
        met: set[str] = set()
        for key in set(meeting_keys(candidate)) if candidate else ():
            self._meeting[key].remove(record)
            met.update(self._meeting[key])
            if not self._meeting[key]:
                del self._meeting[key]
        return met


def _candidate(record: dict[str, Any], version: dict[str, Any]) -> Candidate:
    return Candidate(
        record=record["id"],
        type=record["type"],
        source=record["source"],
        recorded_at=record["recordedAt"],
        name=version["name"],
        names=tuple(version.get("names") or ()),
        identifiers=tuple(version.get("identifiers") or ()),
        country=version.get("country"),
        organ=bool(version.get("organ")),
        named=version.get("named") is not False,
        birth_dates=tuple(version.get("birthDates") or ()),
        nationalities=tuple(version.get("nationalities") or ()),
        addresses=tuple(version.get("addresses") or ()),
        positions=tuple(version.get("positions") or ()),
        programmes=tuple(version.get("programmes") or ()),
    )
