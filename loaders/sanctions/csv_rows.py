"""Rows of OFAC's files: no header, `-0-` for nothing, and a last line of nothing but the sign that ends a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager
from types import TracebackType

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.loaders.table import UNFIT
from attributed.schema.batch import Skipped

NULL = "-0-"
_END = "\x1a"

Cells = dict[str, str]


def said(cell: str) -> str:
    """What a cell says, nothing for the sign of nothing."""
    return "" if cell.strip() == NULL else cell.strip()


def table(file: InputFile, columns: tuple[str, ...]) -> Iterator[tuple[int, Cells] | BadInput]:
    """Every row with its line; a BadInput for one that has not these columns or no number in the first.

    The last column is left as it is, since its text may go on in another file. Raises BadInput where the file is no
    text or no table.
    """
    with file.open() as stream, io.TextIOWrapper(stream, "utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        try:
            for row in rows:
                if not row or row[0].strip() in ("", _END):
                    continue
                if rows.line_num == 1 and row[0].strip().casefold() == columns[0].casefold():
                    continue  # a header, which the publisher's own files do not have
                where = f"line {rows.line_num}"
                if len(row) != len(columns):
                    yield BadInput(file.name, f"{len(row)} columns instead of {len(columns)}", where)
                elif not row[0].strip().isdigit():
                    yield BadInput(file.name, f"the first column is no number but {row[0][:40]!r}", where)
                elif any(UNFIT.search(cell) for cell in row):
                    yield BadInput(file.name, "holds a character that no text has", where)
                else:
                    *cells, last = row
                    told = [*map(said, cells), last if said(last) else ""]
                    yield rows.line_num, dict(zip(columns, told, strict=True))
        except UnicodeDecodeError:
            raise BadInput(file.name, "is not UTF-8", f"after line {rows.line_num}") from None
        except csv.Error as error:
            raise BadInput(file.name, f"is no table: {error}", f"line {rows.line_num}") from None


class Companion(AbstractContextManager["Companion"]):
    """A file whose rows belong to entries of another; both are in the order of the entries' numbers, as published.

    Rows are asked for entry by entry and held no longer; those of a short file that is not `ordered` are held.
    What belongs to no entry is counted and told at the end.
    """

    def __init__(self, file: InputFile, columns: tuple[str, ...], *, ordered: bool = True) -> None:
        self._file = file
        self._ordered = ordered
        rows = table(file, columns)
        self._rows = rows if ordered else iter(sorted(rows, key=_number))
        self._next: tuple[int, Cells] | None = None
        self._bad: list[BadInput] = []
        self._lone: list[int] = []
        self._advance()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(self._rows, Generator):
            self._rows.close()

    def of(self, entry: str) -> list[Cells]:
        found: list[Cells] = []
        number = int(entry)
        while self._next and int(self._next[1]["ent_num"]) <= number:
            line, cells = self._next
            if int(cells["ent_num"]) == number:
                found.append(cells)
            else:
                self._lone.append(line)
            self._advance()
        return found

    def unused(self) -> Iterator[BadInput | Skipped]:
        """The bad rows, and in one line those whose entry is not on the list: the files are then of two editions.

        A text that goes on from nowhere is a detail; without its aliases or addresses an edition is not whole.
        """
        while self._next:
            self._lone.append(self._next[0])
            self._advance()
        yield from self._bad
        if self._lone:
            why = f"{len(self._lone):,} rows belong to no entry of the list beside it"
            where = f"{self._file.bare_name()}, from line {self._lone[0]}"
            yield BadInput(self._file.name, why, where) if self._ordered else Skipped(where, why)

    def _advance(self) -> None:
        for row in self._rows:
            if isinstance(row, BadInput):
                self._bad.append(row)
            else:
                self._next = row
                return
        self._next = None


def _number(row: tuple[int, Cells] | BadInput) -> int:
    return -1 if isinstance(row, BadInput) else int(row[1]["ent_num"])
