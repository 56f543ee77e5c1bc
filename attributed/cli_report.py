"""What came of a load, file by file: for a program as maps, for a person as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from attributed.cli_progress import Progress
from attributed.graph.editions import MOST_MISSING
from attributed.graph.store import AppendedDisclosure
from attributed.loaders.loader import InputFile, Wanted
from attributed.schema.batch import Batch

Report = dict[str, Any]
"""Of one file: `refused` with where and why, or what it brought (`docs/loading.md` names the keys)."""

COUNTED = ("disclosures", "records", "versions", "claims")


def refused(name: str, where: str, why: str) -> Report:
    return {"file": name, "refused": {"where": where, "why": why}}


@dataclass(slots=True)
class Stated:
    """What goes through the batches of a file: editions and if one is a part, unread texts, records and claims."""

    editions: set[str]
    partial: bool
    unread: dict[str, str]
    records: Counter[str]
    claims: Counter[str]

    def __init__(self) -> None:
        self.editions, self.unread, self.records, self.claims = set(), {}, Counter(), Counter()
        self.partial = False

    def passing(self, batches: Iterable[Batch], progress: Progress) -> Iterator[Batch]:
        for batch in batches:
            if batch.disclosure.edition:
                self.editions.add(batch.disclosure.edition)
            if batch.disclosure.text_sha256 and not batch.disclosure.read_by:
                self.unread[batch.disclosure.id] = batch.disclosure.language or "unknown"
            self.records.update(str(record.type) for record in batch.records)
            self.claims.update(str(claim.predicate) for claim in batch.claims)
            self.partial |= batch.closing is not None and not batch.closing.complete
            yield batch
        progress.deriving()


def loaded(
    file: InputFile, format: str | None, brought: Sequence[AppendedDisclosure], wanted: Wanted | None, stated: Stated
) -> Report:
    skipped = [{"where": part.where, "why": part.why} for one in brought for part in one.skipped]
    return {
        "file": file.name,
        "companions": [companion.name for companion in file.companions],
        "format": format,
        "source": ", ".join(sorted({one.source for one in brought})),
        "edition": ", ".join(sorted(stated.editions)) or None,
        "known": all(one.known for one in brought),
        "disclosures": sum(not one.known for one in brought),
        "records": sum(one.records for one in brought),
        "versions": sum(one.versions for one in brought),
        "claims": sum(one.claims for one in brought),
        "recordsByType": dict(sorted(stated.records.items())),
        "claimsByType": dict(sorted(stated.claims.items())),
        "withdrawn": 0,
        "amended": 0,
        "partial": _partial(wanted, brought, stated.partial),
        "unread": sorted(stated.unread.values()),
        "skipped": skipped,
        "warnings": [{"where": part.where, "why": part.why} for one in brought for part in one.warnings],
    }


def _partial(wanted: Wanted | None, brought: Sequence[AppendedDisclosure], itself: bool) -> str | None:
    """Why an edition counts as partial: then nothing is taken to be withdrawn because it is not in it."""
    if wanted is None:
        return None
    if wanted.programmes:
        return f"only the programmes {', '.join(sorted(wanted.programmes))} were taken"
    if wanted.partial:
        return "said to be partial"
    skipped = sum(len(one.skipped) for one in brought)
    if skipped:
        return f"{skipped} skipped"
    if itself:
        return "the file holds a part of the list"
    missing = max((one.missing for one in brought if not one.complete), default=0.0)
    if missing > MOST_MISSING:
        return f"{missing:.0%} of the edition before is missing; --complete says that it is so"
    if any(not one.complete for one in brought):
        return "it states no day, and may be older than what is known; --complete says that it is the newest"
    return None


def summed(report: list[Report]) -> Report:
    """The whole load in a few figures."""
    loaded = [file for file in report if "refused" not in file]
    return {
        "files": len(report),
        "refused": len(report) - len(loaded),
        "known": sum(file["known"] for file in loaded),
        **{key: sum(file[key] for file in loaded) for key in COUNTED},
        "skipped": sum(len(file["skipped"]) for file in loaded),
    }


def told(report: list[Report]) -> Iterator[tuple[str, bool]]:
    """Lines for a person, and whether each is an error."""
    for file in report:
        if "refused" in file:
            where = f" {file['refused']['where']}:" if file["refused"]["where"] else ""
            yield f"{file['file']}:{where} refused: {file['refused']['why']}", True
            continue
        if file["known"]:
            yield f"{file['file']}: already known", False
        else:
            yield f"{file['file']}: {_counts(file)} ({file['source']}{_edition(file)})", False
        if file["unread"]:
            yield f"{file['file']}: stored, not read: its language is {', '.join(sorted(set(file['unread'])))}", False
        if file["withdrawn"]:
            yield f"{file['file']}: {file['withdrawn']:,} claims of earlier editions are withdrawn", False
        if file["amended"]:
            yield f"{file['file']}: {file['amended']:,} claims of earlier editions are said in other words", False
        if file["partial"]:
            yield f"{file['file']}: partial: {file['partial']}", False
        for part in file["skipped"]:
            yield f"{file['file']}: {part['where']}: skipped: {part['why']}", True
        for part in file["warnings"]:
            yield f"{file['file']}: {part['where']}: {part['why']}", True
    if len(report) > 1:
        total = summed(report)
        apart = [f"{total[key]} {key}" for key in ("known", "skipped", "refused") if total[key]]
        yield f"{total['files']} files: {_counts(total)}{''.join(f', {part}' for part in apart)}", False


def _counts(counted: Report) -> str:
    return ", ".join(f"{counted[key]:,} {key}" for key in ("disclosures", "records", "claims"))


def _edition(file: Report) -> str:
    return f", edition {file['edition']}" if file["edition"] else ""
