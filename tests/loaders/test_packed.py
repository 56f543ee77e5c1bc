"""Packed files: the same bytes however they are packed, and a clear error for what cannot be unpacked."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from attributed.errors import BadInput
from attributed.loaders.inputs import inputs
from attributed.loaders.loader import InputFile
from attributed.loaders.packed import members
from attributed.loaders.registry import loader_for

Write = Callable[..., InputFile]

TEXT = b"attributed: claims/1\nsource: desk\n" + bytes(range(32, 127)) * 5_000
PACKINGS = ["gz", "xz", "zst", "zip"]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def packed(data: bytes, packing: str) -> bytes:
    if packing == "gz":
        return gzip.compress(data)
    if packing == "xz":
        return lzma.compress(data)
    if packing == "zst":
        return zstandard.ZstdCompressor(write_checksum=True).compress(data)
    return zipped(a__yaml=data)


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_packed_file_reads_as_the_bare_one(write: Write, packing: str) -> None:
    bare, file = write(TEXT, "a.yaml"), write(packed(TEXT, packing), f"a.yaml.{packing}")
    assert file.size() < bare.size()
    assert file.read() == TEXT
    assert file.head() == bare.head() == TEXT[:65_536]
    assert file.sha256() == bare.sha256()
    assert (file.bare_name(), type(loader_for(file))) == ("a.yaml", type(loader_for(bare)))
    with file.open() as stream:
        assert [stream.readline(), stream.read(6)] == [b"attributed: claims/1\n", b"source"]


@pytest.mark.parametrize("packing", PACKINGS)
def test_it_is_recognised_by_its_bytes_not_its_name(write: Write, packing: str) -> None:
    assert write(packed(TEXT, packing), "a.txt").read() == TEXT


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lzma.compress])
def test_frames_after_one_another_are_one_file(write: Write, pack: Callable[[bytes], bytes]) -> None:
    assert write(pack(b"one ") + pack(b"two"), "a.txt").read() == b"one two"


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_truncated_archive_is_refused(write: Write, packing: str, kept: float) -> None:
    data = packed(TEXT, packing)
    file = write(data[: int(len(data) * kept)], "a.bin")
    with pytest.raises(BadInput, match=r"cut off|cannot be unpacked"):
        file.read()


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_damaged_archive_is_refused(write: Write, packing: str) -> None:
    data = bytearray(packed(TEXT, packing))
    middle = len(data) // 2
    data[middle : middle + 8] = b"\xff" * 8
    with pytest.raises(BadInput, match=r"cut off|cannot be unpacked"):
        write(bytes(data), "a.bin").read()


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_bomb_is_refused_at_the_cap(write: Write, packing: str) -> None:
    file = replace(write(packed(bytes(20_000_000), packing), "a.bin"), max_bytes=100_000)
    assert file.size() < file.max_bytes
    for read in (file.read, file.sha256):
        with pytest.raises(BadInput, match="larger than 100,000 bytes"):
            read()
    with file.open() as stream, pytest.raises(BadInput, match="larger than 100,000 bytes"):
        list(iter(lambda: stream.read(4_096), b""))


def test_exactly_the_cap_is_read(write: Write) -> None:
    file = replace(write(gzip.compress(b"x" * 1_000), "a.txt"), max_bytes=1_000)
    assert len(file.read()) == 1_000
    with pytest.raises(BadInput, match="larger than 999 bytes"):
        file.read(999)


def test_an_encrypted_archive_is_refused(write: Write) -> None:
    data = bytearray(zipped(a__txt=b"text"))
    for magic, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + flag] |= 1
    with pytest.raises(BadInput, match="encrypted"):
        write(bytes(data), "a.zip").read()


def test_a_zip_of_several_is_each_of_its_files(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(b__txt=b"two", a__yaml=b"one", __MACOSX=b"x", __hidden=b"x"))
    files = inputs(str(path), max_bytes=100, max_text_bytes=100)
    assert [(file.name, file.bare_name(), file.read()) for file in files] == [
        (f"{path}/a.yaml", "a.yaml", b"one"),
        (f"{path}/b.txt", "b.txt", b"two"),
    ]


def test_a_zip_of_several_is_never_read_as_one(write: Write) -> None:
    with pytest.raises(BadInput, match="an archive of 2 files, where one is needed"):
        write(zipped(a=b"1", b=b"2"), "a.zip").read()


def test_a_zip_of_very_many_is_refused(write: Write) -> None:
    file = write(zipped(**{f"f{at}": b"" for at in range(1_001)}), "a.zip")
    assert members(file.path) == []
    with pytest.raises(BadInput, match="an archive of more than 1,000 files"):
        file.read()


def test_a_broken_zip_does_not_hide_the_rest_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no more")
    (tmp_path / "b.txt").write_bytes(b"text")
    files = inputs(str(tmp_path), max_bytes=100, max_text_bytes=100)
    assert [file.bare_name() for file in files] == ["a", "b.txt"]
    with pytest.raises(BadInput, match="cannot be unpacked"):
        loader_for(files[0])
