"""Tables of publishers: CSV with a header, read row by row, each with its line."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile

LONGEST_CELL = 1_000_000

UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` by column, blanks at their ends cut; `where` is the line it begins on."""

    cells: dict[str, str]
    where: str

    def get(self, *columns: str) -> str:
        """The first of these columns that says something; empty where none does."""
        return next((self.cells[column] for column in columns if self.cells.get(column)), "")


def rows(
    file: InputFile,
    columns: Sequence[str],
    optional: Sequence[str] | None = (),
    spellings: Mapping[str, str] | None = None,
) -> Iterator[Row | BadInput]:
    """The rows of a file with these columns, in any order; one that cannot be read is the reason why.

    `spellings` gives what other editions call a column. BadInput is raised where the header lacks one of `columns` or
    has one that is in neither list (None: any may be there, and the second of a name is told apart by ` (2)`), where
    the text is not UTF-8, and where a quote is never closed.
    """
    with file.open() as stream:
        text = _Lines(io.TextIOWrapper(stream, "utf-8-sig", newline=""))
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(text, strict=True)
        try:
            header = [(spellings or {}).get(name.strip(), name.strip()) for name in next(reader, [])]
            if optional is None:
                header = _numbered(header)
            _check(file.name, header, columns, optional)
            yield from _rows(file.name, reader, header, text)
        except UnicodeDecodeError:
            raise BadInput(file.name, "not UTF-8 text", f"line {text.number + 1}") from None
        except csv.Error as error:
            raise BadInput(file.name, f"not a table: {error}", f"line {text.number}") from None


class _Lines:
    """Lines of any ending, counted."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self.number += 1
        return line


def _numbered(header: Sequence[str]) -> list[str]:
    """The columns, the second of a name as `name (2)` and so on."""
    before = [header[:at].count(name) for at, name in enumerate(header)]
    return [f"{name} ({count + 1})" if count else name for name, count in zip(header, before, strict=True)]


def _check(name: str, header: list[str], columns: Sequence[str], optional: Sequence[str] | None) -> None:
    twice = {column for column in header if header.count(column) > 1}
    if twice:
        raise BadInput(name, f"the column {min(twice)!r} stands there twice", "line 1")
    for column in columns:
        if column not in header:
            raise BadInput(name, f"there is no column {column!r}", "line 1")
    unknown = [column for column in header if column not in columns and column not in (optional or header)]
    if unknown:
        raise BadInput(name, f"unknown column {unknown[0]!r}", "line 1")


def _rows(name: str, reader: Iterator[list[str]], header: list[str], text: _Lines) -> Iterator[Row | BadInput]:
    begins = text.number + 1
    for cells in reader:
        where = f"line {begins}"
        begins = text.number + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            yield BadInput(name, f"{len(cells)} columns, where the header has {len(header)}", where)
        elif any(UNFIT.search(cell) for cell in cells):
            yield BadInput(name, "holds a character that no text has", where)
        else:
            yield Row({column: cell.strip() for column, cell in zip(header, cells, strict=True)}, where)


def header_of(head: bytes) -> list[str]:
    """The columns that a file which begins so may have; empty where its first line is no text."""
    first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    try:
        return [name.strip() for name in next(csv.reader([first.decode()]), [])]
    except (UnicodeDecodeError, csv.Error):
        return []


class Grouped:
    """Rows of a table by a key, in a database of its own on disk: gone when this is closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE row (seq INTEGER PRIMARY KEY, key TEXT, cells TEXT, place TEXT, asked INTEGER)")
        self._db.execute("CREATE INDEX of_key ON row (key)")

    def close(self) -> None:
        self._db.close()

    def add(self, key: str, row: Row) -> None:
        held = (key, json.dumps(row.cells, ensure_ascii=False), row.where)
        self._db.execute("INSERT INTO row (key, cells, place, asked) VALUES (?, ?, ?, 0)", held)

    def of(self, key: str) -> list[Row]:
        """The rows of a key, in order, which from now on count as asked for."""
        found = self._db.execute("SELECT cells, place FROM row WHERE key = ? ORDER BY seq", (key,)).fetchall()
        self._db.execute("UPDATE row SET asked = 1 WHERE key = ?", (key,))
        return [Row(json.loads(cells), place) for cells, place in found]

    def left(self) -> Iterator[Row]:
        """Rows that nobody asked for."""
        for cells, place in self._db.execute("SELECT cells, place FROM row WHERE asked = 0 ORDER BY seq"):
            yield Row(json.loads(cells), place)
