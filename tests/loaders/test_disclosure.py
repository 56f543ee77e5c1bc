"""Press texts: what is taken for one, its header, its body, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from attributed.errors import BadInput
from attributed.loaders.disclosure import DisclosureLoader
from attributed.loaders.loader import InputFile
from attributed.loaders.prose.header import opened
from attributed.schema.batch import Batch
from attributed.schema.canonical import sha256

BODY = "\nAPT28 compromised the German Social Democratic Party in 2023.\r\n"


def loaded(path: Path) -> list[Batch]:
    return list(DisclosureLoader().load(InputFile(path, path.name)))


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    return path


def test_header_lines_fill_the_disclosure_and_the_body_is_kept_exactly(tmp_path: Path) -> None:
    header = "Title: A party\nPublisher: Somebody\nDate: 3 May 2024\nURL: https://www.example.org/a\n---\n"
    first, last = loaded(write(tmp_path, (header + BODY).encode()))
    disclosure = first.disclosure
    assert (disclosure.title, disclosure.published_on, disclosure.source) == ("A party", "2024-05-03", "prose-somebody")
    assert disclosure.text_sha256 == sha256(BODY.encode())
    assert {snapshot.data for snapshot in first.snapshots} == {(header + BODY).encode(), BODY.encode()}
    assert last.closing is not None
    (span,) = last.spans
    assert BODY[span.start : span.end] == span.quote


def test_the_same_body_is_the_same_disclosure_whatever_its_header(tmp_path: Path) -> None:
    plain = loaded(write(tmp_path, BODY.encode()))[0].disclosure
    headed = loaded(write(tmp_path, ("Title: x\n---\n" + BODY).encode()))[0].disclosure
    assert plain.id == headed.id


@pytest.mark.parametrize(
    "text",
    ["Title: x\nno key here\n---\nbody", "Note: x\n---\nbody", "Title: x\n\n---\nbody", "Title: x\nbody", "---\nbody"],
)
def test_other_beginnings_are_body(text: str) -> None:
    assert opened(text).body == text


def test_what_is_not_stated_is_unknown() -> None:
    assert opened("Title: x\nDate: not stated\nURL:\n---\nbody").header == {"title": "x"}


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"a\0b", "binary"), (b"\xff\xfe\xfa", "UTF-8"), (b" \n\t", "no text"), (b"Title: x\n---\n", "no text")],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        loaded(write(tmp_path, data))


def test_a_mark_of_the_encoding_is_no_part_of_the_text(tmp_path: Path) -> None:
    (first, *_) = loaded(write(tmp_path, b"\xef\xbb\xbfTitle: A statement\n---\nAPT28 attacked Norlund."))
    assert first.disclosure.title == "A statement"
    assert b"APT28 attacked Norlund." in {snapshot.data for snapshot in first.snapshots}


def test_a_text_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, b"a" * 5_000_001)
    with pytest.raises(BadInput, match="larger than"):
        loaded(path)


@pytest.mark.parametrize(
    ("name", "head", "taken"),
    [
        ("a.txt", b"words", True),
        ("a", b"words", True),
        ("a.yaml", b"words", False),
        ("a.json", b"words", False),
        ("a.txt", b"<html>", False),
        ("a.txt", b"\0", False),
    ],
)
def test_what_is_recognised(name: str, head: bytes, taken: bool) -> None:
    assert DisclosureLoader().recognises(name, head) is taken
