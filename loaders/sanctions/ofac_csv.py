"""OFAC's lists as CSV: one file of entries, and beside it aliases, addresses and the rest of long remarks.

The files have no header (docs/loaders/ofac.md).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack

from attributed.errors import BadInput
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.sanctions.csv_rows import NULL, Companion, said, table
from attributed.loaders.sanctions.listing import Head, Listed, batches
from attributed.loaders.sanctions.ofac import TYPES, Facts, alias_kind, countries_of, list_of, natural, other_party
from attributed.loaders.sanctions.ofac_party import ofac_party
from attributed.loaders.sanctions.party import Alias, Party, Tie, joined, unique
from attributed.loaders.sanctions.remarks import read_remarks
from attributed.schema.batch import Batch
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

SDN_COLUMNS = (
    "ent_num",
    "SDN_Name",
    "SDN_Type",
    "Program",
    "Title",
    "Call_Sign",
    "Vess_type",
    "Tonnage",
    "GRT",
    "Vess_flag",
    "Vess_owner",
    "Remarks",
)
ALT_COLUMNS = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
ADD_COLUMNS = ("ent_num", "add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks")
COMMENT_COLUMNS = ("ent_num", "Comment")

_KEPT = ("Title", "Call_Sign", "Vess_type", "Tonnage", "GRT", "Vess_flag", "Vess_owner")
_ALT, _ADD, _COMMENTS = "ALT", "ADD", "COMMENTS"
_SETS = {
    "SDN.CSV": {"ALT.CSV": _ALT, "ADD.CSV": _ADD, "SDN_COMMENTS.CSV": _COMMENTS},
    "CONS_PRIM.CSV": {"CONS_ALT.CSV": _ALT, "CONS_ADD.CSV": _ADD, "CONS_COMMENTS.CSV": _COMMENTS},
}
_PARTS = {name: part for parts in _SETS.values() for name, part in parts.items()}
_COLUMNS = {_ALT: ALT_COLUMNS, _ADD: ADD_COLUMNS, _COMMENTS: COMMENT_COLUMNS}
_LOOKED_AT = 10
_CUT = 900
"""Letters that a cell of remarks holds at least when its text goes on elsewhere."""


class OfacCsvLoader(Loader):
    format = "ofac-csv"

    def recognises(self, name: str, head: bytes) -> bool:
        """By the shape of the first rows; a file of aliases or addresses too, so that it is read as nothing else."""
        rows = list(csv.reader(io.StringIO(head.decode("utf-8-sig", "replace"), newline="")))[:_LOOKED_AT]
        part = _PARTS.get(name.upper())
        if part:
            return any(len(row) == len(_COLUMNS[part]) and row[0].isdigit() for row in rows)
        return any(_is_entry(row) for row in rows)

    def companions(self, name: str, beside: Collection[str]) -> Collection[str]:
        parts = _SETS.get(name.upper(), {})
        return [other for other in beside if other.upper() in parts]

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """One edition, in part where the aliases or the addresses are not beside it.

        It states no day of its own: its highest number tells a newer one from an older one, for numbers only grow.
        """
        if file.bare_name().upper() in _PARTS:
            raise BadInput(file.name, "belongs to a list of OFAC, which is not beside it; load the folder")
        with ExitStack() as opened:
            parts = {_part(one): opened.enter_context(_companion(one)) for one in file.companions}
            programmes, highest = _surveyed(file)
            held = list_of(file.bare_name(), programmes)
            head = Head(filtered=not {_ALT, _ADD} <= parts.keys(), release=highest)
            yield from batches(file, wanted, held, self.format, head, _parties(file, parts))


def _part(file: InputFile) -> str:
    return _PARTS[file.bare_name().upper()]


def _companion(file: InputFile) -> Companion:
    return Companion(file, _COLUMNS[_part(file)], ordered=_part(file) != _COMMENTS)


def _is_entry(row: list[str]) -> bool:
    if len(row) != len(SDN_COLUMNS) or not row[0].strip().isdigit():
        return False
    return row[2].strip() == NULL or row[2].strip().lower() in TYPES


def _surveyed(file: InputFile) -> tuple[list[str], str | None]:
    """The programmes of the first entry, and the highest number."""
    programmes: list[str] | None = None
    highest = 0
    for row in table(file, SDN_COLUMNS):
        if not isinstance(row, BadInput):
            programmes = _programmes(row[1]["Program"]) if programmes is None else programmes
            highest = max(highest, int(row[1]["ent_num"]))
    return programmes or [], str(highest) if highest else None


def _parties(file: InputFile, parts: dict[str, Companion]) -> Iterator[Listed]:
    """The entries, and at the end what of the other files belongs to none."""
    for row in table(file, SDN_COLUMNS):
        if isinstance(row, BadInput):
            yield row
            continue
        line, cells = row
        try:
            yield _Row(file, line, cells, parts).party()
        except BadInput as error:
            yield error
    for part in parts.values():
        yield from part.unused()


class _Row:
    """One row with its rows of the other files."""

    def __init__(self, file: InputFile, line: int, cells: dict[str, str], parts: dict[str, Companion]) -> None:
        self._file, self._cells = file, cells
        self._native = cells["ent_num"]
        self._where = f"line {line}, {self._native}"
        self._of = {name: part.of(self._native) for name, part in parts.items()}

    def party(self) -> Party:
        kind = self._cells["SDN_Type"].lower() or "entity"
        if kind not in TYPES:
            raise BadInput(self._file.name, f"SDN_Type is {kind!r}, not {', '.join(TYPES)}", self._where)
        if not self._cells["SDN_Name"]:
            raise BadInput(self._file.name, "an entry without a name", self._where)
        type = TYPES[kind][0]
        facts = Facts()
        if self._cells["Vess_flag"]:
            facts.take("Vessel Flag", self._cells["Vess_flag"])
        text = self._remarks()
        addresses = self._rows(_ADD)
        return ofac_party(
            self._native,
            self._where,
            kind,
            (Alias(natural(self._cells["SDN_Name"], type)), *self._aliases(type)),
            facts,
            read_remarks(_whole(text), type, facts),
            programmes=_programmes(self._cells["Program"]),
            ties=self._owner(),
            title=self._cells["Title"],
            addresses=[joined(*(address[part] for part in ADD_COLUMNS[2:5]), by=", ") for address in addresses],
            located=countries_of(address["Country"] for address in addresses),
            given=self._given(text),
        )

    def _rows(self, part: str) -> list[dict[str, str]]:
        return self._of.get(part, [])

    def _remarks(self) -> str:
        """A text that is too long for its cell is cut at any letter and goes on in the file of comments.

        One that has an end of its own does not: then the comment is of another edition.
        """
        text = self._cells["Remarks"]
        if text.endswith(".") and len(text) < _CUT:
            return text
        return text + "".join(row["Comment"] for row in self._rows(_COMMENTS))

    def _aliases(self, type: EntityType) -> Iterable[Alias]:
        return [
            Alias(natural(row["alt_name"], type), alias_kind(row["alt_type"]))
            for row in self._rows(_ALT)
            if row["alt_name"]
        ]

    def _owner(self) -> tuple[Tie, ...]:
        if not self._cells["Vess_owner"]:
            return ()
        name, type = other_party(self._cells["Vess_owner"])
        return (Tie(Predicate.OWNED_BY, name, type=type, basis="vessel owner"),)

    def _given(self, remarks: str) -> dict[str, object]:
        noted = {
            "alt_remarks": [row["alt_remarks"] for row in self._rows(_ALT) if row["alt_remarks"]],
            "Comment": [row["Comment"] for row in self._rows(_COMMENTS) if row["Comment"] not in remarks],
            "Add_remarks": [row["Add_remarks"] for row in self._rows(_ADD) if row["Add_remarks"]],
        }
        given: dict[str, object] = {name: self._cells[name] for name in _KEPT if self._cells[name]}
        return given | {name: text for name, text in (("Remarks", remarks), *noted.items()) if text}


def _whole(remarks: str) -> str:
    """Without the last remark where the text was cut and its rest is not there: half a number would be a wrong one."""
    return remarks if remarks.endswith(".") else remarks.rpartition("; ")[0]


def _programmes(cell: str) -> list[str]:
    """`NPWMD] [CYBER2`: the outermost brackets are left away."""
    return list(unique([said(part) for part in cell.replace("[", "]").split("]")]))
