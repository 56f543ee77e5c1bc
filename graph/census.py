"""Every record with what resolution knows of it, and who is who: read once, then kept in step with the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern
from typing import Any

from attributed.graph.candidate import Candidate, Judged, Key, Naming, candidate_of
from attributed.graph.chunks import chunks
from attributed.graph.edges import EVEN
from attributed.graph.engine import Engine
from attributed.graph.meetings import Meetings
from attributed.graph.resolution import Joined, Reason, meeting_keys
from attributed.schema.claim import Stance
from attributed.schema.decision import JudgementVerdict, ReviewVerdict
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.source import CLAIMS, PROSE, known_by_name_only

SIZE = 5_000
_RECORD = "RETURN r.id AS id, r.type AS type, r.source AS source, r.recordedAt AS recordedAt"
_KNOWN = (
    f"MATCH (r:Record) WHERE r.version IS NOT NULL {_RECORD}, r.version AS version, r.refersTo AS refersTo, "
    "r.joinedTo AS joinedTo, r.joinedBy AS joinedBy, r.joinedFor AS joinedFor"
)
_HELD = (
    "RETURN v.id AS id, v.record AS record, v.name AS name, v.names AS names, v.identifiers AS identifiers, "
    "v.country AS country, v.organ AS organ, v.named AS named, v.birthDates AS birthDates, "
    "v.nationalities AS nationalities, v.addresses AS addresses, v.positions AS positions, v.programmes AS programmes"
)
_SAID = (
    "RETURN c.id AS id, c.predicate AS predicate, c.subjectRecord AS subject, c.objectRecord AS object, "
    "c.value AS value, c.claimantRecord AS claimant, c.stance AS stance, c.withdrawnOn AS withdrawnOn, "
    "c.supersededAt AS supersededAt, c.likelihoodHigh AS likelihoodHigh"
)
_BELONGING = frozenset({Predicate.ATTRIBUTED_TO, Predicate.AFFILIATED_WITH})
_TELLING = [str(one) for one in (Predicate.KNOWN_AS, Predicate.SAME_AS, *sorted(_BELONGING))]
"""Predicates of claims that tell who is who."""
_BY_NAME_ONLY = f"WHERE c.subjectRecord STARTS WITH '{CLAIMS}' OR c.subjectRecord STARTS WITH '{PROSE}' "
_VERDICTS = (
    "UNWIND $ids AS id MATCH (r:Review {claim: id}) RETURN id, r.decidedAt AS at, r.id AS review, r.verdict AS verdict"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim that tells who is who: a name given to a record, that its source takes two records for one, or whose it
    is."""

    predicate: str
    subject: str
    claimant: str
    name: str | None
    other: str | None


class Census:
    """`candidates` by record, the entity of each, its current version, and to which other it was `joined`."""

    def __init__(self) -> None:
        self.candidates: dict[str, Candidate] = {}
        self.entities: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        self.joined: dict[str, Joined | None] = {}
        self._meetings = Meetings()
        self._said: dict[str, _Said] = {}
        self._of: dict[str, set[str]] = defaultdict(set)
        """The telling claims that a record is subject, object or claimant of."""
        self._judged: dict[str, dict[str, Judged]] = defaultdict(dict)

    @classmethod
    def read(cls, engine: Engine) -> Census:
        """What an earlier projection has written."""
        census = cls()
        records = {row["id"]: row for row in engine.rows(_KNOWN)}
        census.versions = {key: record["version"] for key, record in records.items()}
        census.entities = {key: record["refersTo"] for key, record in records.items() if record.get("refersTo")}
        census.joined = {
            key: Joined(record["joinedTo"], Reason(record["joinedBy"]), record["joinedFor"])
            for key, record in records.items()
            if record.get("joinedTo")
        }
        for version in engine.rows(f"MATCH (v:RecordVersion) {_HELD}") if records else ():
            record = records.get(version["record"])
            if record is not None and record["version"] == version["id"]:
                census.candidates[record["id"]] = candidate_of(record, version)
        for predicate in _TELLING:
            among = _BY_NAME_ONLY if predicate in _BELONGING else ""
            claims = engine.rows(f"MATCH (c:Claim {{predicate: $predicate}}) {among}{_SAID}", predicate=predicate)
            for chunk in chunks(claims, SIZE):
                census._note(engine, chunk)
        census._note_judgements(engine.rows("MATCH (j:Judgement) RETURN j"))
        for candidate in list(census.candidates.values()):
            census._enter(census._told(candidate))
        return census

    def take(self, engine: Engine, versions: Iterable[str]) -> dict[str, None]:
        """Let these versions be current; the records that are new or that bear on others in another way now."""
        touched: dict[str, None] = {}
        for chunk in chunks(versions, SIZE):
            held = list(engine.rows(f"UNWIND $ids AS id MATCH (v:RecordVersion {{id: id}}) {_HELD}", ids=chunk))
            query = f"UNWIND $ids AS id MATCH (r:Record {{id: id}}) {_RECORD}"
            records = {row["id"]: row for row in engine.rows(query, ids=[v["record"] for v in held])}
            for version in held:
                candidate = candidate_of(records[version["record"]], version)
                touched |= self._put(candidate) | self._named_by(candidate.record)
                self.versions[candidate.record] = version["id"]
        return touched

    def hear(self, engine: Engine, claims: Iterable[str]) -> dict[str, None]:
        """Take what these telling claims say now, or no longer; the records that they are told of."""
        query = f"UNWIND $ids AS id MATCH (c:Claim {{id: id}}) {_SAID}"
        touched: set[str] = set()
        for chunk in chunks(sorted(claims), SIZE):
            touched |= self._note(engine, list(engine.rows(query, ids=chunk)))
        return self._again(touched)

    def judge(self, engine: Engine, records: Iterable[str]) -> dict[str, None]:
        """Take every judgement on these records; the records on which they bear."""
        found: dict[str, dict[str, Any]] = {}
        for end in ("leftRecord", "rightRecord"):
            query = f"UNWIND $ids AS id MATCH (j:Judgement {{{end}: id}}) RETURN j"
            for chunk in chunks(sorted(records), SIZE):
                found.update((row["j"]["id"], row) for row in engine.rows(query, ids=chunk))
        return self._again(self._note_judgements(found.values()))

    def together(self, records: Iterable[str]) -> dict[str, None]:
        """These records and all on which they may bear: those they share a key with, and so on."""
        found = dict.fromkeys(records)
        seen: set[Key] = set()
        waiting = list(found)
        while waiting:
            for key in meeting_keys(self.candidates[waiting.pop()]):
                if key not in seen:
                    seen.add(key)
                    new = [record for record in self._meetings.of(key) if record not in found]
                    found.update(dict.fromkeys(new))
                    waiting.extend(new)
        return found

    def put(self, candidate: Candidate) -> dict[str, None]:
        """Know this of the record from now on; the record, and those it bore on before."""
        touched = dict.fromkeys([candidate.record, *sorted(self._remove(candidate.record))])
        self._enter(candidate)
        return touched

    def _enter(self, candidate: Candidate) -> None:
        self.candidates[candidate.record] = candidate
        self._meetings.add(candidate.record, meeting_keys(candidate))

    def _put(self, candidate: Candidate) -> dict[str, None]:
        return self.put(self._told(candidate))

    def _again(self, records: Iterable[str]) -> dict[str, None]:
        """Know these records with what is said of them now; a census that was just read may know it already."""
        touched: dict[str, None] = {}
        for record in sorted(records):
            if record in self.candidates:
                touched |= self._put(self.candidates[record])
        return touched

    def _named_by(self, namer: str) -> dict[str, None]:
        """The records to which this one gives a name, or that belong to it: it may have another name or country now."""
        said = (self._said[key] for key in self._of.get(namer, ()))
        return self._again({one.subject for one in said if namer in (one.claimant, one.other) and one.subject != namer})

    def _told(self, candidate: Candidate) -> Candidate:
        """The candidate with what claims and judgements say of it."""
        if not self._of.get(candidate.record) and not self._judged.get(candidate.record):
            return candidate.heard((), (), (), ())
        judged = tuple(judged for _, judged in sorted(self._judged.get(candidate.record, {}).items()))
        said = [self._said[key] for key in sorted(self._of.get(candidate.record, ()))]
        namings = {
            Naming(one.name, self.candidates[one.claimant].name)
            for one in said
            if one.name is not None and one.subject == candidate.record and one.claimant in self.candidates
        }
        same = {
            other
            for one in said
            if one.other and one.predicate == Predicate.SAME_AS and candidate.record in (one.subject, one.other)
            for other in (one.subject, one.other)
            if other != candidate.record
        }
        owners = (self.candidates.get(one.other) for one in said if one.other and one.subject == candidate.record)
        states = {owner.country for owner in owners if owner and owner.country and _is_of_state(owner)}
        ordered = sorted(namings, key=lambda naming: (naming.name, naming.namer))
        return candidate.heard(tuple(ordered), tuple(sorted(same)), tuple(sorted(states)), judged)

    def _note(self, engine: Engine, rows: list[dict[str, Any]]) -> set[str]:
        rows = [row for row in rows if self._tells(row)]
        rejected = _rejected(engine, [row["id"] for row in rows])
        touched: set[str] = set()
        for row in rows:
            key = row["id"]
            ends = {row["subject"], row["claimant"], *([row["object"]] if row["object"] else [])}
            for end in ends:
                self._of[end].discard(key)
            self._said.pop(key, None)
            touched |= {row["subject"]} if row["predicate"] in _BELONGING else ends
            if key not in rejected and _stands(row):
                subject, claimant = (intern(row[part]) for part in ("subject", "claimant"))
                self._said[key] = _Said(intern(row["predicate"]), subject, claimant, row["value"], row["object"])
                for end in ends:
                    self._of[end].add(key)
        return touched

    def _tells(self, claim: dict[str, Any]) -> bool:
        """Names are weighed by who gives them only where they are those of clusters; curated claims give them alone.

        Whose an actor is matters where it has nothing but its name.
        """
        if claim["predicate"] == Predicate.SAME_AS:
            return True
        candidate = self.candidates.get(claim["subject"])
        is_actor = candidate is not None and candidate.type == EntityType.THREAT_ACTOR
        by_name_only = known_by_name_only(claim["subject"])
        return (is_actor and by_name_only) if claim["predicate"] in _BELONGING else (is_actor or by_name_only)

    def _note_judgements(self, rows: Iterable[dict[str, Any]]) -> set[str]:
        """The latest verdict on each pair stands, unless it was taken back."""
        touched: set[str] = set()
        for row in sorted((row["j"] for row in rows), key=lambda j: (j["decidedAt"], j["id"])):
            left, right = _pair(row)
            verdict = JudgementVerdict(row["verdict"])
            for record, other in ((left, right), (right, left)):
                self._judged[record].pop(other, None)
                if verdict is not JudgementVerdict.TAKEN_BACK:
                    self._judged[record][other] = Judged(other, verdict, row["id"])
            touched |= {left, right}
        return touched

    def _remove(self, record: str) -> set[str]:
        """Forget what the record held; those that shared a key with it."""
        candidate = self.candidates.pop(record, None)
        return self._meetings.remove(record, meeting_keys(candidate)) if candidate else set()


def telling(engine: Engine, claims: Iterable[str]) -> set[str]:
    """Those of these claims that tell who is who."""
    query = "UNWIND $ids AS id MATCH (c:Claim {id: id}) WHERE c.predicate IN $telling RETURN id"
    found = (engine.rows(query, ids=chunk, telling=_TELLING) for chunk in chunks(sorted(claims), SIZE))
    return {row["id"] for rows in found for row in rows}


def _pair(judgement: dict[str, Any]) -> tuple[str, str]:
    return judgement["leftRecord"], judgement["rightRecord"]


def _stands(claim: dict[str, Any]) -> bool:
    """Asserted and not held to be rather unlikely, neither withdrawn nor superseded.

    Texts and curated claims give names and say whose an actor is, but make nothing one.
    """
    return (
        claim["stance"] == Stance.ASSERTS
        and not claim["withdrawnOn"]
        and not claim["supersededAt"]
        and not (claim["likelihoodHigh"] is not None and claim["likelihoodHigh"] < EVEN)
        and not (claim["predicate"] == Predicate.SAME_AS and known_by_name_only(claim["subject"]))
    )


def _is_of_state(candidate: Candidate) -> bool:
    return candidate.type == EntityType.STATE or candidate.organ


def _rejected(engine: Engine, claims: list[str]) -> set[str]:
    """Those that the latest review rejects."""
    latest: dict[str, str] = {}
    for row in sorted(engine.rows(_VERDICTS, ids=claims), key=lambda row: (row["at"], row["review"])):
        latest[row["id"]] = row["verdict"]
    return {key for key, verdict in latest.items() if verdict == ReviewVerdict.REJECTED}
