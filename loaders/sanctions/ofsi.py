"""The archived consolidated list of OFSI, as PDF or as its text (docs/loaders/ofsi-consolidated.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attributed.errors import BadInput
from attributed.loaders.documents.confined import Confined
from attributed.loaders.documents.found import Refused
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.listing import Listed, SanctionsList, batches
from attributed.loaders.sanctions.ofsi_entry import OfsiEntry
from attributed.loaders.sanctions.reading import published
from attributed.loaders.table import UNFIT
from attributed.schema.batch import Batch

OFSI = SanctionsList("ofsi-consolidated", authority="uk-ofsi")

_TITLE = "CONSOLIDATED LIST OF FINANCIAL SANCTIONS"
_PAGE = re.compile(r"-{2,} ?Page \d+ ?-{2,}")
_UPDATED = re.compile(r"Last Updated: ?(\S+)")
_GROUP = re.compile(r"Group ID: ?(\d+)")
_STEP = re.compile(
    r"REGIME ?: (?P<regime>.+?) (?=INDIVIDUALS|ENTITIES|SHIPS|\d+ ?\.)"
    r"|(?<!\S)(?P<number>\d{1,5}) ?\. ?(?P<kind>Name 6|Organisation Name|Ship Name):"
)


class OfsiLoader(Loader):
    format = "ofsi-consolidated"

    def __init__(self, confined: Confined) -> None:
        self._confined = confined

    def recognises(self, name: str, head: bytes) -> bool:
        """By the title: of a PDF that in its data, which is UTF-16."""
        if head.startswith(b"%PDF"):
            return _TITLE.encode("utf-16-be") in head
        return _TITLE in " ".join(head[:2_000].decode("utf-8", "replace").split())

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        text = " ".join(_PAGE.sub(" ", UNFIT.sub(" ", self._text(file))).split())
        updated = _UPDATED.search(text)
        head = published("Last Updated", updated[1] if updated else "", dates.day_first)
        yield from batches(file, wanted, OFSI, self.format, head, _listed(file, text))

    def _text(self, file: InputFile) -> str:
        data = file.read()
        if data.startswith(b"%PDF"):
            try:
                return self._confined.read("pdf", data)[0].body
            except Refused as error:
                raise BadInput(file.name, str(error)) from None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput(file.name, "is not UTF-8") from None


@dataclass(frozen=True, slots=True)
class _Part:
    where: str
    regime: str
    kind: str
    text: str


def _listed(file: InputFile, text: str) -> Iterator[Listed]:
    """The entries; one whose end or beginning cannot be found is refused."""
    for part in _parts(text):
        before, *ends = _GROUP.split(part.text)
        if not ends:
            yield BadInput(file.name, "an entry without Group ID", part.where)
            continue
        yield OfsiEntry(ends[0], f"{part.where}, {ends[0]}", part.regime, part.kind, before).party()
        for group in ends[2::2]:
            yield BadInput(file.name, f"the beginning of an entry is not to be found (Group ID {group})", part.where)


def _parts(text: str) -> Iterator[_Part]:
    """The text of each entry with its regime, which stands above it."""
    steps = list(_STEP.finditer(text))
    regime = ""
    for at, step in enumerate(steps):
        end = steps[at + 1].start() if at + 1 < len(steps) else len(text)
        if step["regime"]:
            regime = step["regime"].strip()
        else:
            yield _Part(f"entry {step['number']} of {step['kind']}", regime, step["kind"], text[step.end() : end])
