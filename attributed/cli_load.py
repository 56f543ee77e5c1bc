"""Loading what a person names, file by file, and telling what came of each."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attributed.cli_fetch import current, keep
from attributed.cli_progress import Progress
from attributed.cli_reading import reading
from attributed.errors import BadInput, Misuse
from attributed.graph.evidence import is_evidence, read_evidence
from attributed.graph.store import Appended, Store
from attributed.loaders.inputs import STDIN, inputs, is_path, spooled, together
from attributed.loaders.loader import ALL, InputFile, Wanted
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.registry import loader_for
from attributed.schema.batch import Batch
from attributed.settings import Settings

Report = dict[str, Any]
"""Of one file: `refused` with where and why, or what it brought (`docs/loading.md` names the keys)."""

_COUNTED = ("disclosures", "records", "versions", "claims")


def wanted_part(programmes: Iterable[str], *, partial: bool, complete: bool) -> Wanted:
    """What the flags of a load ask for; Misuse where they contradict each other."""
    if partial and complete:
        raise Misuse("--partial and --complete exclude each other")
    named = frozenset(programme.strip().casefold() for programme in programmes)
    if "" in named:
        raise Misuse("--programme needs a name, such as cyber")
    return Wanted(named, partial, complete)


def load_all(
    store: Store, what: Iterable[str], as_format: str | None, settings: Settings, wanted: Wanted = ALL
) -> list[Report]:
    """A report per file, in the order of loading; what cannot be found first."""
    report: list[Report] = []
    files: list[InputFile] = []
    fetched: list[str] = []
    with TemporaryDirectory(prefix="attributed-") as folder:
        spool = Path(folder)
        for named in what:
            if named in PUBLISHERS and not is_path(named):
                fetched.append(named)
                continue
            try:
                files += _found(named, spool, settings)
            except BadInput as error:
                report.append(_refused(named, error.where, error.why))
        how = reading(store, settings)
        leading = [replace(file, reading=how) for file in together(files)]
        with Progress(len(leading) + len(fetched)) as progress:
            report += [_load(store, file, as_format, wanted, progress) for file in leading]
            report += [_load_current(store, source, settings, wanted, progress, spool) for source in fetched]
    return report


def _load_current(
    store: Store, source: str, settings: Settings, wanted: Wanted, progress: Progress, spool: Path
) -> Report:
    progress.fetching(source)
    try:
        found = current(store, source, settings, wanted, spool)
    except BadInput as error:
        return _refused(source, error.where, error.why)
    except OSError as error:
        return _refused(source, "", f"cannot be fetched: {error.strerror}")
    if found.file is None:
        keep(settings, found)
        return {**_told(InputFile(spool, source), None, Appended(), None, _Stated()), "source": source}
    report = _load(store, found.file, None, wanted, progress, found.told)
    found.file.path.unlink()
    if "refused" not in report and not wanted.partial:
        keep(settings, found)
    return report


def _found(named: str, spool: Path, settings: Settings) -> list[InputFile]:
    limits = {"max_bytes": settings.max_file_bytes, "max_text_bytes": settings.max_text_bytes}
    if named == STDIN:
        return spooled(sys.stdin.buffer, spool, **limits)
    return inputs(named, **limits)


def _load(
    store: Store,
    file: InputFile,
    as_format: str | None,
    wanted: Wanted,
    progress: Progress,
    described: Callable[[Iterable[Batch]], Iterable[Batch]] = iter,
) -> Report:
    try:
        file = replace(file, watch=progress.begin(file.name, file.size()))
        if as_format in (None, "evidence") and is_evidence(file.head()):
            return _told(file, "evidence", store.restore(read_evidence(file.path, file.name)), None, _Stated())
        loader, stated = loader_for(file, as_format), _Stated()
        brought = store.append(stated.passing(described(loader.load(file, wanted)), progress))
    except BadInput as error:
        return _refused(file.name, error.where, error.why)
    except Misuse as error:
        return _refused(file.name, "", str(error))
    except OSError as error:
        return _refused(file.name, "", f"cannot be read: {error.strerror}")
    return _told(file, loader.format, brought, wanted, stated)


def _refused(name: str, where: str, why: str) -> Report:
    return {"file": name, "refused": {"where": where, "why": why}}


@dataclass(slots=True)
class _Stated:
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


def _told(file: InputFile, format: str | None, appended: Appended, wanted: Wanted | None, stated: _Stated) -> Report:
    brought = appended.disclosures
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
        "partial": _partial(wanted, len(skipped), stated.partial),
        "unread": sorted(stated.unread.values()),
        "skipped": skipped,
        "warnings": [{"where": part.where, "why": part.why} for one in brought for part in one.warnings],
    }


def _partial(wanted: Wanted | None, skipped: int, itself: bool) -> str | None:
    """Why an edition counts as partial: then nothing is taken to be withdrawn because it is not in it."""
    if wanted is None:
        return None
    if wanted.programmes:
        return f"only the programmes {', '.join(sorted(wanted.programmes))} were taken"
    if wanted.partial:
        return "said to be partial"
    if skipped:
        return f"{skipped} skipped"
    return "the file holds a part of the list" if itself else None


def summed(report: list[Report]) -> Report:
    """The whole load in a few figures."""
    loaded = [file for file in report if "refused" not in file]
    return {
        "files": len(report),
        "refused": len(report) - len(loaded),
        "known": sum(file["known"] for file in loaded),
        **{key: sum(file[key] for file in loaded) for key in _COUNTED},
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
