"""Loading what a person names, file by file, and telling what came of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from attributed.cli_fetch import current, keep
from attributed.cli_progress import Progress
from attributed.cli_reading import reading
from attributed.cli_report import Report, Stated, loaded, refused
from attributed.errors import BadInput, Misuse
from attributed.graph.catalogue import query
from attributed.graph.evidence import is_evidence, read_evidence
from attributed.graph.store import AppendedDisclosure, Store
from attributed.loaders.ahead import Read, ahead, handed_over
from attributed.loaders.inputs import STDIN, inputs, is_path, spooled, together
from attributed.loaders.loader import ALL, InputFile, Wanted
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.readers import readers
from attributed.loaders.registry import loader_for
from attributed.schema.batch import Batch
from attributed.settings import Settings

SECONDS = 120
"""For a question about what a load has changed."""


def wanted_part(programmes: Iterable[str], *, partial: bool, complete: bool) -> Wanted:
    """What the flags of a load ask for; Misuse where they contradict each other."""
    if partial and complete:
        raise Misuse("--partial and --complete exclude each other")
    named = frozenset(programme.strip().casefold() for programme in programmes)
    if "" in named:
        raise Misuse("--programme needs a name, such as cyber")
    return Wanted(named, partial, complete)


def load_all(
    store: Store,
    what: Iterable[str],
    as_format: str | None,
    settings: Settings,
    wanted: Wanted = ALL,
    names: str | None = None,
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
                report.append(refused(named, error.where, error.why))
        how = reading(store, settings, names)
        leading = [replace(file, reading=how) for file in together(files)]
        texts = len(leading) if how.extractor.copies else 0
        with Progress(len(leading) + len(fetched)) as progress, readers(texts) as several:
            for file, read in ahead(leading, as_format, several):
                report.append(_load(store, file, as_format, wanted, progress, read=read))
            report += [_load_current(store, source, settings, wanted, progress, spool) for source in fetched]
    return report


def _load_current(
    store: Store, source: str, settings: Settings, wanted: Wanted, progress: Progress, spool: Path
) -> Report:
    progress.fetching(source)
    try:
        found = current(store, source, settings, wanted, spool)
    except BadInput as error:
        return refused(source, error.where, error.why)
    except OSError as error:
        return refused(source, "", f"cannot be fetched: {error.strerror}")
    if found.file is None:
        keep(settings, found)
        return {**loaded(InputFile(spool, source), None, (), None, Stated()), "source": source}
    report = _load(store, found.file, found.format, wanted, progress, found.told)
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
    read: Future[Read] | None = None,
) -> Report:
    try:
        file = replace(file, watch=progress.begin(file.name, file.size()))
        if as_format in (None, "evidence") and is_evidence(file.head()):
            restored = store.restore(read_evidence(file.path, file.name))
            return loaded(file, "evidence", restored.disclosures, None, Stated())
        loader, stated = loader_for(file, as_format), Stated()
        batches = handed_over(file, read) if read else loader.load(file, wanted)
        brought = store.append(stated.passing(described(batches), progress))
    except BadInput as error:
        return refused(file.name, error.where, error.why)
    except Misuse as error:
        return refused(file.name, "", str(error))
    except OSError as error:
        return refused(file.name, "", f"cannot be read: {error.strerror}")
    report = loaded(file, loader.format, brought.disclosures, wanted, stated)
    changed = [_changed(store, one) for one in brought.disclosures if not one.known]
    return report | {key: sum(one[key] for one in changed) for key in ("withdrawn", "amended")}


def _changed(store: Store, brought: AppendedDisclosure) -> dict[str, int]:
    """How many claims of earlier editions this one no longer holds, and of how many it says the same otherwise."""
    found = store.read(query("changed-by-edition").text, {"id": brought.id}, timeout=SECONDS).one()
    return {key: int(found[key] or 0) for key in ("withdrawn", "amended")} if found else {"withdrawn": 0, "amended": 0}
