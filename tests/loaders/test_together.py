"""Files that are read together: companions go with the file that leads them and are not loaded alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from attributed.loaders import inputs as module
from attributed.loaders.inputs import inputs, together
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.schema.batch import Batch


class _Leading(Loader):
    format = "leading"

    def recognises(self, name: str, head: bytes) -> bool:
        return name == "main.csv"

    def companions(self, name: str, beside: Collection[str]) -> Collection[str]:
        return [other for other in ("more.csv", "extra.csv") if other in beside] if name == "main.csv" else ()

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        yield from ()


@pytest.fixture(autouse=True)
def _leading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOADERS", (_Leading(),))


def grouped(folder: Path, *names: str) -> dict[str, list[str]]:
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    files = together(inputs(str(folder), max_bytes=100, max_text_bytes=100))
    return {
        Path(file.name).relative_to(folder).as_posix(): [one.bare_name() for one in file.companions] for file in files
    }


def test_companions_go_with_their_leader(tmp_path: Path) -> None:
    names = ("main.csv", "more.csv", "extra.csv.gz", "other.csv")
    assert grouped(tmp_path, *names) == {"main.csv": ["extra.csv", "more.csv"], "other.csv": []}


def test_another_folder_is_another_set(tmp_path: Path) -> None:
    assert grouped(tmp_path, "a/main.csv", "b/more.csv") == {"a/main.csv": [], "b/more.csv": []}


def test_companions_without_their_leader_stand_alone(tmp_path: Path) -> None:
    assert grouped(tmp_path, "more.csv", "extra.csv") == {"extra.csv": [], "more.csv": []}


def test_the_hash_of_a_set_is_of_all_its_files(tmp_path: Path) -> None:
    def digest() -> str:
        (file,) = together(inputs(str(tmp_path), max_bytes=100, max_text_bytes=100))
        return file.sha256()

    (tmp_path / "main.csv").write_text("main")
    alone = digest()
    (tmp_path / "more.csv").write_text("more")
    both = digest()
    (tmp_path / "more.csv").write_text("changed")
    assert len({alone, both, digest()}) == 3
