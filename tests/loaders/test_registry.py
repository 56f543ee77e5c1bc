"""Which loader a file is given to, and the clear reason where there is none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from attributed.errors import BadInput, UnknownFormat
from attributed.loaders.claims import ClaimsLoader
from attributed.loaders.disclosure import DisclosureLoader
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import LOADERS, SOURCES, loader_for

Write = Callable[..., InputFile]

CLAIMS = "attributed: claims/1\nsource: desk\n"
PROSE = "The United Kingdom has condemned APT31.\n"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.yaml", CLAIMS, ClaimsLoader),
        ("a.txt", CLAIMS, ClaimsLoader),
        ("a.yaml", PROSE, ClaimsLoader),
        ("a.yml", "hosts: all\n", ClaimsLoader),
        ("a.jsonl", PROSE, ClaimsLoader),
        ("a.yaml", b"\x00\x01", ClaimsLoader),
        ("a.txt", PROSE, DisclosureLoader),
        ("a", PROSE, DisclosureLoader),
    ],
)
def test_a_file_is_recognised_and_yaml_is_never_prose(write: Write, name: str, text: str | bytes, kind: type) -> None:
    assert type(loader_for(write(text, name))) is kind


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.jsonl"])
def test_yaml_and_json_lines_of_another_shape_are_refused(write: Write, name: str) -> None:
    file = write(PROSE, name)
    with pytest.raises(BadInput, match=r"not a claims file|not a JSON line"):
        list(loader_for(file).load(file))


def test_a_format_can_be_named(write: Write) -> None:
    for loader in LOADERS:
        assert loader_for(write(PROSE, "a.txt"), loader.format) is loader


def test_a_file_of_data_is_never_read_as_prose(write: Write) -> None:
    for name in ("a.yaml", "a.yml", "a.jsonl"):
        with pytest.raises(UnknownFormat, match="not read as a text"):
            loader_for(write(PROSE, name), "disclosure")


def test_an_unknown_format_names_those_there_are(write: Write) -> None:
    with pytest.raises(UnknownFormat) as caught:
        loader_for(write(PROSE, "a.txt"), "claim")
    assert "did you mean 'claims'?" in caught.value.why
    assert all(loader.format in caught.value.why for loader in LOADERS)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.yaml", b" \n", "the file is empty"),
        ("a.bin", b"\x7fELF\x00", "a binary file of no known format"),
        ("a.txt", b"PK\x03\x04\x00", "the archive cannot be unpacked"),
        ("a.xml", b"<list/>", "a file of no known format"),
    ],
)
def test_a_file_of_no_format_is_refused(write: Write, name: str, data: bytes, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        loader_for(write(data, name))
    assert (caught.value.file, why in caught.value.why) == (name, True), caught.value


def test_a_large_file_is_refused_by_its_size(write: Write) -> None:
    with pytest.raises(BadInput, match="larger than 10 bytes"):
        loader_for(replace(write(CLAIMS), max_bytes=10))


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        loader_for(InputFile(tmp_path / "gone.txt", "gone.txt"))


def test_the_examples_are_a_source() -> None:
    files = SOURCES["examples"]()
    assert files == sorted(files)
    assert {path.suffix for path in files} == {".yaml", ".txt"}
    for path in files:
        expected = ClaimsLoader if path.suffix == ".yaml" else DisclosureLoader
        assert type(loader_for(InputFile(path, path.name))) is expected
