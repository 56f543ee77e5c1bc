"""Reading one entry of a list: what of its details cannot be read is told, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.loaders.sanctions.fields import fields
from attributed.loaders.sanctions.listing import Head
from attributed.loaders.sanctions.party import Party
from attributed.loaders.sanctions.xml import Element, elements, place
from attributed.schema.batch import Skipped
from attributed.schema.dates import PartialDate


class Entry:
    """An element of a list while it is read; `warnings` gathers the details that are left out."""

    def __init__(self, file: InputFile, element: Element, native: str) -> None:
        self._file = file
        self.element, self.native = element, native
        self.where = place(element, native)
        self.warnings: list[str] = []
        self.unknown: set[str] = set()

    def rest(self, table: str) -> dict[str, Any]:
        """What the table of fields keeps; fields that it does not name go to `unknown`, too."""
        return fields(table).rest(self.element, self.unknown)

    def bad(self, why: str) -> BadInput:
        return BadInput(self._file.name, why, self.where)

    def date(self, name: str, text: str, read: Callable[[str], PartialDate]) -> PartialDate | None:
        """The date, None where there is none; a warning where it cannot be one."""
        if not text.strip():
            return None
        try:
            return read(text)
        except ValueError as error:
            self.warnings.append(f"{name}: {error}; the date is left out")
            return None


def parties(
    file: InputFile, names: Iterable[str], read: Callable[[InputFile, Element], Party]
) -> Iterator[Party | BadInput]:
    """What `read` makes of every element of these names; a BadInput for one that is refused."""
    for element in elements(file, *names):
        try:
            yield read(file, element)
        except BadInput as error:
            yield error


def published(what: str, text: str, read: Callable[[str], PartialDate]) -> Head:
    """The day on which an edition says it was made; where that is none, it is told and loading orders the edition."""
    try:
        return Head(read(text) if text.strip() else None)
    except ValueError as error:
        return Head(unread=Skipped(what, f"{error}; the edition has no day"))
