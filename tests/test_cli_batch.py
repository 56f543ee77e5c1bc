"""Many texts at once: read by several processes, and stored as if by one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from attributed.cli_load import load_all
from attributed.cli_reread import reread_all
from attributed.errors import BadInput
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.store import Kind
from attributed.loaders.ahead import handed_over, whole
from attributed.loaders.loader import InputFile
from attributed.loaders.prose.extractor import RULES, Extractor
from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.reader import Context
from attributed.loaders.readers import FEWEST, Readers, cores
from attributed.loaders.reading import Reading
from attributed.loaders.registry import loader_for
from attributed.settings import Settings

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity") or cores() < 2, reason="one core, or a system that cannot be asked for one"
)
KINDS: tuple[Kind, ...] = ("disclosure", "record", "recordVersion", "claim", "span", "entity")

TEXT = """Title: Statement {number}
Date: 2024-05-{day:02}
Publisher: Norlund
---
APT28 compromised the German Social Democratic Party in {year}.
"""
FEED = """<rss version="2.0"><channel><title>Norlund</title>
<item><title>One</title><description>APT31 attacked the Norwegian parliament in 2020.</description></item>
<item><title>Two</title><description>{long}</description></item>
</channel></rss>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts, one of them twice, among files that are refused in the one way and the other."""
    made = tmp_path_factory.mktemp("texts")
    for number in range(FEWEST):
        (made / f"{number:02}.txt").write_text(TEXT.format(number=number, day=number + 1, year=2000 + number))
    (made / "07-again.txt").write_bytes((made / "07.txt").read_bytes())
    (made / "08-broken.txt").write_bytes(b"\xff\xfe is no UTF-8")
    (made / "09-empty.txt").write_text("")
    (made / "10-feed.xml").write_text(FEED.format(long="word " * 2_000))
    return made


def loaded(store: Path, folder: Path) -> tuple[list[dict[str, Any]], dict[str, set[str]]]:
    """The report of a load, and the ids of all that is stored."""
    with closing(EmbeddedStore.open(store)) as opened:
        report = load_all(opened, [str(folder)], None, Settings(store=str(store), max_text_bytes=5_000))
        return report, {kind: {row["id"] for row in opened.stream(kind)} for kind in KINDS}


@contextmanager
def one_core() -> Iterator[None]:
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(own)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, own)


def test_several_readers_give_the_report_and_the_graph_of_one(folder: Path, tmp_path: Path) -> None:
    with one_core():
        by_one = loaded(tmp_path / "one", folder)
    report, stored = loaded(tmp_path / "several", folder)
    assert (report, stored) == by_one
    whys = {Path(file["file"]).name: file["refused"]["why"] for file in report if "refused" in file}
    assert whys == {
        "08-broken.txt": "not UTF-8",
        "09-empty.txt": "the file is empty",
        "10-feed.xml": "its text is larger than 5,000 bytes",
    }
    assert [Path(file["file"]).name for file in report if file.get("known")] == ["07.txt"]
    assert len(stored["disclosure"]) == FEWEST + 1


class Nothing(Extractor):
    """Reads no claim out of any text."""

    @property
    def name(self) -> str:
        return "nothing"

    def read(self, body: str, context: Context) -> Extraction:
        return Extraction((), (), (), ())


@pytest.mark.slow
def test_several_readers_read_known_texts_again_in_their_order(folder: Path, tmp_path: Path) -> None:
    with closing(EmbeddedStore.open(tmp_path / "store")) as store:
        for path in sorted(folder.glob("??.txt")):
            file = InputFile(path, path.name, reading=Reading(Nothing()))
            store.append(loader_for(file).load(file))
        report = reread_all(store, (), RULES)
        texts = [row["id"] for row in store.stream("disclosure") if row.get("textSha256")]
        assert [one["disclosure"] for one in report] == texts
        assert {(one["new"], one["superseded"]) for one in report} == {(1, 0)}
        assert reread_all(store, (), RULES) == []


def test_a_text_whose_reader_ends_is_refused(folder: Path) -> None:
    file = InputFile(folder / "01.txt", "01.txt")
    hasty = Readers(1, seconds=0.01)
    try:
        with pytest.raises(BadInput, match=r"01\.txt: reading it took more than 0\.01 s"):
            list(handed_over(file, hasty.begin(whole, file, None)))
    finally:
        hasty.close()
