"""Reading one entry of a list: what of its details cannot be read is told, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.loaders.sanctions.party import Party
from attributed.loaders.sanctions.xml import Element, elements, place
from attributed.schema.dates import PartialDate


class Entry:
    """An element of a list while it is read; `warnings` gathers the details that are left out."""

    def __init__(self, file: InputFile, element: Element, native: str) -> None:
        self._file = file
        self.element, self.native = element, native
        self.where = place(element, native)
        self.warnings: list[str] = []

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


def published(file: InputFile, what: str, text: str, read: Callable[[str], PartialDate]) -> PartialDate | None:
    """The day on which an edition says it was made; BadInput where that is no date."""
    try:
        return read(text) if text.strip() else None
    except ValueError as error:
        raise BadInput(file.name, str(error), what) from None
