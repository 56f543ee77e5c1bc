"""What is to be loaded, as a person types it: files, folders, the names of sources, and `-` for standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.loaders.node import brief, meant
from attributed.loaders.packed import members
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.registry import LOADERS, SOURCES

STDIN = "-"
NOTES = frozenset({"changelog", "copying", "licence", "license", "notice", "readme"})
SCHEMAS = frozenset({".dtd", ".xsd"})
_PIECE = 1 << 20


def inputs(what: str, *, max_bytes: int, max_text_bytes: int) -> list[InputFile]:
    """The files of a path or of a registered source, sorted; BadInput where there are none.

    `what` is a path if it exists or contains `/` or `.`. In a folder hidden files, notes to the reader (README,
    LICENSE), schemas and links that lead out of it are passed over. Of a zip that holds several files each is one.
    """
    try:
        found = _found(what)
    except OSError as error:
        raise BadInput(brief(what), f"cannot be opened: {error.strerror}") from None
    files = [InputFile(path, name, max_bytes, max_text_bytes) for path, name in found]
    return [each for file in files for each in _each(file)]


def spooled(stream: BinaryIO, folder: Path, *, max_bytes: int, max_text_bytes: int) -> list[InputFile]:
    """What a stream holds, put into a file of this folder so that it can be read twice; BadInput past `max_bytes`."""
    path = folder / "standard-input"
    with path.open("wb") as out:
        while piece := stream.read(_PIECE):
            out.write(piece)
            if out.tell() > max_bytes:
                raise BadInput(STDIN, f"larger than {max_bytes:,} bytes")
    return _each(InputFile(path, STDIN, max_bytes, max_text_bytes))


def _each(file: InputFile) -> list[InputFile]:
    held = members(file.path)
    if len(held) < 2:
        return [file]
    return [replace(file, name=f"{file.name}/{member}", member=member) for member in held]


def together(files: Iterable[InputFile]) -> list[InputFile]:
    """The files, each with its companions of the same folder or archive, which are then not files of their own."""
    held = list(files)
    folders: dict[str, dict[str, InputFile]] = {}
    for file in held:
        folders.setdefault(_folder(file), {}).setdefault(file.bare_name(), file)
    led: set[InputFile] = set()
    leading = []
    for file in held:
        beside = folders[_folder(file)]
        names = {name for loader in LOADERS for name in loader.companions(file.bare_name(), beside.keys())}
        companions = tuple(beside[name] for name in sorted(names) if beside[name] != file)
        led.update(companions)
        leading.append(replace(file, companions=companions))
    return [file for file, alone in zip(leading, held, strict=True) if alone not in led]


def _folder(file: InputFile) -> str:
    return str(Path(file.name).parent)


def is_path(what: str) -> bool:
    """Whether it is meant as a file or folder, and not as the name of a source."""
    return "/" in what or "." in what or (bool(what) and Path(what).exists())


def _found(what: str) -> list[tuple[Path, str]]:
    path = Path(what)
    if is_path(what):
        if path.exists():
            return _at(path)
        raise BadInput(what, "there is no such file or folder")
    if what not in SOURCES:
        known = [*SOURCES, *PUBLISHERS]
        raise BadInput(
            brief(what), f"no such file, and no source of that name{meant(what, known)} (sources: {', '.join(known)})"
        )
    return [(held, f"{what}/{held.name}") for held in SOURCES[what]()]


def _at(path: Path) -> list[tuple[Path, str]]:
    if path.is_file():
        return [(path, str(path))]
    if not path.is_dir():
        raise BadInput(str(path), "neither a file nor a folder")
    held = [(file, str(file)) for file in _walk(path)]
    if not held:
        raise BadInput(str(path), "the folder has no files to load")
    return held


def _walk(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for parent, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if _is_for_loading(name) and path.is_file() and path.resolve().is_relative_to(root):
                yield path


def _is_for_loading(name: str) -> bool:
    stem, suffix = Path(name).stem.casefold(), Path(name).suffix.casefold()
    beside = stem.split(".")[0] in NOTES or stem.startswith("schema") or suffix in SCHEMAS
    return not name.startswith(".") and not beside


def _raise(error: OSError) -> None:
    raise error
