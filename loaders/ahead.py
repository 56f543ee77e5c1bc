"""Loading many texts: they are read by several processes before it is their turn to be stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace

from attributed.errors import BadInput
from attributed.loaders.child import Ended
from attributed.loaders.disclosure import DisclosureLoader
from attributed.loaders.documents.document import known
from attributed.loaders.documents.loader import DocumentLoader
from attributed.loaders.loader import ALL, InputFile, Loader
from attributed.loaders.readers import Readers, in_order
from attributed.loaders.reading import Reading, Stored
from attributed.loaders.registry import loader_for
from attributed.schema.batch import Batch


@dataclass(frozen=True, slots=True)
class Read:
    """All batches of a file up to where it was refused, if it was: where and why."""

    batches: list[Batch]
    refused: tuple[str, str] | None = None


def ahead(
    files: Iterable[InputFile], format: str | None, readers: Readers | None
) -> Iterator[tuple[InputFile, Future[Read] | None]]:
    """The files in order, each with its reading where one of the readers does it."""

    def begin(file: InputFile) -> Future[Read] | None:
        return readers.begin(whole, _bare(file), format) if readers and is_new_text(file, format) else None

    return in_order(files, begin, 2 * readers.count if readers else 0)


def is_text(loader: Loader) -> bool:
    return isinstance(loader, DisclosureLoader | DocumentLoader)


def is_new_text(file: InputFile, format: str | None) -> bool:
    """Whether it is a text whose bytes are not stored; what is wrong with the file is told when it is its turn."""
    try:
        return is_text(loader_for(file, format)) and not file.reading.stored(file.sha256())
    except (BadInput, OSError):
        return False


def _bare(file: InputFile) -> InputFile:
    """The file as another process can be given it."""
    return replace(file, watch=None, reading=Reading(file.reading.extractor))


def whole(file: InputFile, format: str | None) -> Read:
    """In a reader: the whole file read."""
    batches: list[Batch] = []
    try:
        batches.extend(loader_for(file, format).load(file, ALL))
    except BadInput as error:
        return Read(batches, (error.where, error.why))
    return Read(batches)


def handed_over(file: InputFile, reading: Future[Read]) -> Iterator[Batch]:
    """The batches of a file that a reader has read; BadInput where it was refused or its reader has ended."""
    try:
        read = reading.result()
    except Ended as error:
        raise BadInput(file.name, str(error)) from None
    yield from _unknown(read.batches, file.reading.stored)
    if read.refused:
        where, why = read.refused
        raise BadInput(file.name, why, where)


def _unknown(batches: Iterable[Batch], stored: Callable[[str], Stored | None]) -> Iterator[Batch]:
    """In place of a text whose bytes have been stored meanwhile, or as part of another file, the text that stands."""
    standing: Stored | None = None
    last = None
    for batch in batches:
        if batch.disclosure.id != last:
            last = batch.disclosure.id
            standing = stored(batch.disclosure.sha256) if batch.disclosure.sha256 else None
            if standing:
                yield known(standing)
        if not standing:
            yield batch
