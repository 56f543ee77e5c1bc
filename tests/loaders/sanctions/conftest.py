"""What the tests of the lists share: the fixtures read into evidence, the real files, and the leaves of a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import etree

from attributed.loaders.loader import ALL, InputFile, Wanted
from attributed.loaders.registry import loader_for
from attributed.loaders.sanctions.xml import Element, elements
from attributed.schema.batch import Closing, Skipped
from attributed.schema.claim import Claim
from attributed.schema.disclosure import Disclosure
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate
from attributed.schema.record import RecordVersion
from attributed.schema.source import Source

LISTS = Path(__file__).parent / "lists"
SHARED = Path(__file__).parents[4] / "shared" / "data"
_XSD = "{http://www.w3.org/2001/XMLSchema}"


@dataclass(slots=True)
class Read:
    """All that a loader gave of one file."""

    source: Source
    disclosure: Disclosure
    types: dict[str, EntityType] = field(default_factory=dict)
    versions: dict[str, RecordVersion] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Skipped] = field(default_factory=list)
    closing: Closing | None = None

    def of(self, native: str) -> RecordVersion:
        return self.versions[f"{self.source.id}:{native}"]

    def said(self, native: str, predicate: Predicate) -> list[Claim]:
        record = f"{self.source.id}:{native}"
        return [claim for claim in self.claims if claim.subject_record == record and claim.predicate is predicate]

    def others(self, native: str, predicate: Predicate) -> list[str]:
        """The native ids of the other ends, or the names."""
        ends = [claim.object_record or claim.value or "" for claim in self.said(native, predicate)]
        return sorted(end.removeprefix(f"{self.source.id}:") for end in ends)

    def listed(self) -> dict[str, EntityType]:
        """The types of the list's own entries."""
        return {record: type for record, type in self.types.items() if "/" not in record}

    def counts(self) -> Counter[EntityType]:
        return Counter(self.listed().values())


ReadList = Callable[..., Read]


def read_file(file: InputFile, wanted: Wanted = ALL) -> Read:
    read: Read | None = None
    for batch in loader_for(file).load(file, wanted):
        read = read or Read(batch.source, batch.disclosure)
        read.types |= {record.id: record.type for record in batch.records}
        read.versions |= {version.record: version for version in batch.versions}
        read.claims += batch.claims
        read.skipped += batch.skipped
        read.warnings += batch.warnings
        read.closing = batch.closing or read.closing
    assert read is not None
    return read


@pytest.fixture
def read() -> ReadList:
    """Reads a path, a name in `lists/`, or an InputFile, as the registry recognises it."""

    def read_one(what: str | Path | InputFile, wanted: Wanted = ALL) -> Read:
        if isinstance(what, InputFile):
            return read_file(what, wanted)
        path = LISTS / what
        return read_file(InputFile(path, path.name), wanted)

    return read_one


@pytest.fixture
def real() -> Callable[[str], Path]:
    """A real file by its path in the shared data; the test is passed over where it is not there."""

    def at(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip("the publishers' files are not here")
        return path

    return at


@pytest.fixture
def text() -> Callable[[str, str, str], str]:
    """A fixture's text with one passage for another: bad in one place, good in the rest."""

    def changed(name: str, old: str, new: str) -> str:
        held = (LISTS / name).read_text("utf-8")
        assert old in held
        return held.replace(old, new)

    return changed


@pytest.fixture
def leaves_of() -> Callable[..., set[str]]:
    """The leaves of entries, as `Fields` names them, from a file or from an XML schema (`.xsd`)."""

    def leaves(path: Path, *entries: str) -> set[str]:
        if path.suffix == ".xsd":
            schema = Schema(etree.parse(path).getroot())
            return {leaf for entry in entries for leaf in schema.leaves(entry)}
        return {leaf for entry in elements(InputFile(path, path.name), *entries) for leaf in leaves_in(entry, "")}

    return leaves


def leaves_in(element: Element, path: str) -> Iterator[str]:
    for name in element.attrib:
        yield below(path, f"@{etree.QName(name).localname}")
    for child in element:
        at = below(path, child.tag)
        if len(child) or child.attrib:
            yield from leaves_in(child, at)
        if not len(child) and (child.text or "").strip():
            yield at


class Schema:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._types = {held.get("name"): held for held in root.iterfind(f"{_XSD}complexType")}
        self._groups = {held.get("name"): held for held in root.iterfind(f"{_XSD}attributeGroup")}
        self._elements = {held.get("name"): held for held in root.iterfind(f"{_XSD}element")}

    def leaves(self, entry: str) -> Iterator[str]:
        found = next(held for held in self._root.iter(f"{_XSD}element") if held.get("name") == entry)
        yield from self._of_element(found, "")

    def _of_element(self, element: Element, path: str) -> Iterator[str]:
        held = self._type_of(element)
        if held is None:
            yield path
        else:
            yield from self._of_type(held, path)

    def _type_of(self, element: Element) -> Element | None:
        inner = element.find(f"{_XSD}complexType")
        return inner if inner is not None else self._types.get((element.get("type") or "").rpartition(":")[2])

    def _of_type(self, held: Element, path: str) -> Iterator[str]:
        for part in held.iterchildren(etree.Element):
            name = etree.QName(part).localname
            if name == "element":
                told = self._elements[bare(part.get("ref"))] if part.get("ref") else part
                yield from self._of_element(told, below(path, str(told.get("name"))))
            elif name == "attribute":
                yield below(path, f"@{part.get('name')}")
            elif name == "attributeGroup":
                yield from self._of_type(self._groups[bare(part.get("ref"))], path)
            elif name == "extension":
                base = self._types.get(bare(part.get("base")))
                yield from self._of_type(base, path) if base is not None else iter((path,))
                yield from self._of_type(part, path)
            elif name in ("sequence", "choice", "all", "complexContent", "simpleContent"):
                yield from self._of_type(part, path)


def bare(name: str | None) -> str:
    return (name or "").rpartition(":")[2]


def below(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name
