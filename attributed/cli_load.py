"""Loading what a person names, file by file, and telling what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attributed.errors import BadInput, Misuse
from attributed.graph.evidence import is_evidence, read_evidence
from attributed.graph.store import Appended, Store
from attributed.loaders.inputs import inputs, together
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
from attributed.settings import Settings

Report = dict[str, Any]


def load_all(store: Store, what: Iterable[str], as_format: str | None, settings: Settings) -> list[Report]:
    """Per file `source`, counts and `skipped`, or `refused` with where and why."""
    report: list[Report] = []
    files: list[InputFile] = []
    for named in what:
        try:
            files += inputs(named, max_bytes=settings.max_file_bytes, max_text_bytes=settings.max_text_bytes)
        except BadInput as error:
            report.append(_refused(named, error.where, error.why))
    report.extend(_load(store, file, as_format) for file in _shown(together(files)))
    return report


def _load(store: Store, file: InputFile, as_format: str | None) -> Report:
    try:
        if as_format in (None, "evidence") and is_evidence(file.head()):
            return _loaded(file, store.restore(read_evidence(file.path, file.name)))
        return _loaded(file, store.append(loader_for(file, as_format).load(file)))
    except BadInput as error:
        return _refused(file.name, error.where, error.why)
    except Misuse as error:
        return _refused(file.name, "", str(error))
    except OSError as error:
        return _refused(file.name, "", f"cannot be read: {error.strerror}")


def _refused(name: str, where: str, why: str) -> Report:
    return {"file": name, "refused": {"where": where, "why": why}}


def _loaded(file: InputFile, appended: Appended) -> Report:
    brought = appended.disclosures
    return {
        "file": file.name,
        "source": ", ".join(sorted({one.source for one in brought})),
        "known": all(one.known for one in brought),
        "disclosures": sum(not one.known for one in brought),
        "records": sum(one.records for one in brought),
        "claims": sum(one.claims for one in brought),
        "skipped": [{"where": part.where, "why": part.why} for one in brought for part in one.skipped],
        "warnings": [{"where": part.where, "why": part.why} for one in brought for part in one.warnings],
    }


def _shown(files: list[InputFile]) -> Iterator[InputFile]:
    """The files, with a progress bar on a terminal when there are many."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if len(files) < 10 or not console.is_terminal:
        yield from files
    else:
        yield from track(files, "Loading", console=console, transient=True)


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
            brought = ", ".join(f"{file[key]} {key}" for key in ("disclosures", "records", "claims"))
            yield f"{file['file']}: {brought} ({file['source']})", False
        for part in file["skipped"]:
            yield f"{file['file']}: {part['where']}: skipped: {part['why']}", True
        for part in file["warnings"]:
            yield f"{file['file']}: {part['where']}: {part['why']}", True
