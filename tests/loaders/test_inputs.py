"""What a person asks to load, as files."""

from pathlib import Path

import pytest

from attributed.errors import BadInput
from attributed.loaders.inputs import inputs
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import SOURCES


def found(what: str | Path) -> list[InputFile]:
    return inputs(str(what), max_bytes=7, max_text_bytes=5)


def test_a_file_carries_its_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    assert found(path) == [InputFile(path, str(path), 7, 5)]


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    notes = [
        "README.md",
        "a/readme.txt",
        ".hidden",
        ".git/config",
        "LICENSE",
        "a/LICENSE.txt",
        "list.xsd",
        "schema_1.json",
    ]
    names = ["b.txt", "a/z.txt", "a/y/x.yaml", *notes]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    assert [file.path.relative_to(tmp_path).as_posix() for file in found(tmp_path)] == [
        "b.txt",
        "a/z.txt",
        "a/y/x.yaml",
    ]


def test_a_link_out_of_the_folder_is_passed_over(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    for made in (folder, outside):
        made.mkdir()
        (made / "a.txt").write_text("text")
    (folder / "out.txt").symlink_to(outside / "a.txt")
    (folder / "out").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    (folder / "in.txt").symlink_to(folder / "a.txt")
    assert [file.path.name for file in found(folder)] == ["a.txt", "in.txt"]


@pytest.mark.parametrize("what", ["nowhere/", "nothing.yaml", "./examples"])
def test_a_missing_path_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match="there is no such file or folder"):
        found(what)


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("notes")
    with pytest.raises(BadInput, match="the folder has no files to load"):
        found(tmp_path)


def test_a_device_is_refused() -> None:
    with pytest.raises(BadInput, match="neither a file nor a folder"):
        found("/dev/null")


def test_a_name_too_long_for_a_file_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        found("a" * 5000)


@pytest.mark.parametrize(
    ("what", "hint"), [("exmaples", "did you mean 'examples'? (sources: examples"), ("", "(sources: examples")]
)
def test_an_unknown_source_names_those_there_are(what: str, hint: str) -> None:
    with pytest.raises(BadInput) as caught:
        found(what)
    assert hint in caught.value.why


def test_a_source_is_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = found("examples")
    assert [file.path for file in files] == SOURCES["examples"]()
    assert files[0].name == "examples/attributions.yaml"


def test_a_path_that_exists_comes_before_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("examples").mkdir()
    Path("examples", "mine.yaml").write_text("text")
    assert [file.name for file in found("examples")] == ["examples/mine.yaml"]
