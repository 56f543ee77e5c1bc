"""The graph as files for `neo4j-admin database import`: for graphs too large for transactions.

One pass, in constant memory: a file of rows for each label and relationship type, and a file with its header, which is
written last, when every property has been met. `import.args` holds the arguments; `after-import.cypher` defines the
constraints and indexes, and sets the empty lists, for which such a file has no sign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from attributed.errors import StoreError
from attributed.graph.labels import ENTITY_TYPES
from attributed.graph.neo4j_schema import definitions
from attributed.graph.store import Kind, Passing, Store

_NODES: tuple[tuple[Kind, str], ...] = (
    ("source", "Source"),
    ("disclosure", "Disclosure"),
    ("record", "Record"),
    ("recordVersion", "RecordVersion"),
    ("claim", "Claim"),
    ("span", "Span"),
    ("review", "Review"),
    ("judgement", "Judgement"),
    ("entity", "Entity"),
)
_LINKS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "Disclosure": (("PUBLISHED_IN", "source", "Source"),),
    "Record": (("REFERS_TO", "refersTo", "Entity"),),
    "Claim": (
        ("SUBJECT", "subject", "Entity"),
        ("OBJECT", "object", "Entity"),
        ("CLAIMANT", "claimant", "Entity"),
        ("STATED_IN", "statedIn", "Disclosure"),
    ),
    "Review": (("REVIEWS", "claim", "Claim"),),
}
"""By label: relationship type, the property that holds the id of its end, the label of that end."""

_ENDS = ("subject", "predicate", "object")
_SEPARATOR = "\x1f"
_OPTIONS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string")


def write_files(store: Store, folder: Path, passing: Passing = iter) -> dict[str, int]:
    """Write the files into an empty folder, the rows passed on to be counted; how many rows each label and
    relationship type has."""
    with ExitStack() as opened:
        tables: dict[str, _Table] = {}

        def table(name: str, *fixed: str) -> _Table:
            if name not in tables:
                stream = (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
                tables[name] = _Table(name, fixed, opened.enter_context(stream))
            return tables[name]

        for kind, label in _NODES:
            for row in passing(store.stream(kind)):
                labels = _labels(label, row)
                table(label, f"id:ID({label})", ":LABEL").write((row["id"], labels), row, without=("id",))
                for relationship, key, end in _LINKS.get(label, ()):
                    if row.get(key):
                        ends = (f":START_ID({label})", f":END_ID({end})")
                        table(relationship, *ends).write((row["id"], row[key]), {})
        for row in passing(store.stream("edge")):
            edges = table(row["predicate"], ":START_ID(Entity)", ":END_ID(Entity)")
            edges.write((row["subject"], row["object"]), row, without=_ENDS)
    for written in tables.values():
        (folder / f"{written.name}.header.csv").write_text(written.header(), encoding="utf-8")
    (folder / "import.args").write_text("".join(f"{line}\n" for line in _arguments(tables)), encoding="utf-8")
    after = [*definitions(), *(filling for written in tables.values() for filling in written.fillings())]
    (folder / "after-import.cypher").write_text("".join(f"{line};\n" for line in after), encoding="utf-8")
    return {name: written.rows for name, written in tables.items()}


def _labels(label: str, row: Mapping[str, Any]) -> str:
    return _SEPARATOR.join(("Entity", row["type"])) if label == "Entity" and row["type"] in ENTITY_TYPES else label


class _Table:
    """Rows of one label or relationship type. A property that is met late becomes one more column at the end."""

    def __init__(self, name: str, fixed: tuple[str, ...], stream: IO[str]) -> None:
        self.name = name
        self.rows = 0
        self._fixed = fixed
        self._stream = stream
        self._types: dict[str, str] = {}
        self._held: Counter[str] = Counter()
        self._empty: set[str] = set()

    @property
    def is_node(self) -> bool:
        return self._fixed[0].startswith("id:")

    def write(self, fixed: Iterable[str], row: Mapping[str, Any], without: tuple[str, ...] = ()) -> None:
        for key, value in row.items():
            if key not in without and value is not None:
                self._types[key] = self._joined(key, _type(value))
                self._held[key] += 1
                if value in ([], ()):
                    self._empty.add(key)
        fields = [_field(value) for value in fixed]
        fields += [_field(row.get(key)) for key in self._types]
        self._stream.write(",".join(fields).rstrip(",") + "\n")
        self.rows += 1

    def _joined(self, key: str, found: str) -> str:
        """The type of a property that was met with `found` before and after; whole numbers give way to fractions."""
        held = self._types.get(key, found)
        if held == found:
            return held
        for many in ("", "[]"):
            if {held, found} == {f"long{many}", f"double{many}"}:
                return f"double{many}"
        if "[]" in (held, found):
            return held if found == "[]" else found
        raise StoreError(f"{self.name}.{key} is {held} in one place and {found} in another")

    def header(self) -> str:
        named = [f"{key}:{'string[]' if kind == '[]' else kind}" for key, kind in self._types.items()]
        return ",".join((*self._fixed, *named)) + "\n"

    def fillings(self) -> Iterator[str]:
        """Statements for lists that are empty in some rows: of a property that every row has, where it is missing."""
        for key in sorted(self._empty):
            if self.is_node and self._held[key] == self.rows:
                found = f"MATCH (n:{self.name}) WHERE n.{key} IS NULL"
                yield f"{found} CALL (n) {{ SET n.{key} = [] }} IN TRANSACTIONS"


def _type(value: Any) -> str:
    """As the importer calls it; `[]` for an empty list, which has none."""
    if isinstance(value, list | tuple):
        return f"{_type(value[0])}[]" if value else "[]"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long"
    return "double" if isinstance(value, float) else "string"


def _field(value: Any) -> str:
    """A quoted empty string is one, nothing at all is no property."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return _quoted(_SEPARATOR.join(map(_bare, value)))
    return _quoted(value) if isinstance(value, str) else _bare(value)


def _bare(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _arguments(tables: Mapping[str, _Table]) -> Iterator[str]:
    yield from _OPTIONS
    for name, written in tables.items():
        files = f"{name}.header.csv,{name}.csv"
        yield f"--nodes={files}" if written.is_node else f"--relationships={name}={files}"
