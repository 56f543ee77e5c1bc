"""XML that means harm or is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.loaders.sanctions.xml import root_tag

from .conftest import ReadList

HEAD = "<Designations><DateGenerated>01/01/2026</DateGenerated><Designation><UniqueID>CYB0001</UniqueID>"
TAIL = "</Designation></Designations>"

BOMB = """<?xml version="1.0"?>
<!DOCTYPE Designations [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
"""


def refused(read: ReadList, file: InputFile) -> str:
    with pytest.raises(BadInput) as caught:
        read(file)
    return caught.value.why


def test_a_file_with_entities_is_refused_unexpanded(read: ReadList, write: Callable[..., InputFile]) -> None:
    why = refused(read, write(f"{BOMB}{HEAD}<OtherInformation>&c;</OtherInformation>{TAIL}", "uk.xml"))
    assert why == "has a document type declaration, which no sanctions list has"


def test_a_file_that_asks_for_another_is_refused(read: ReadList, write: Callable[..., InputFile]) -> None:
    external = '<!DOCTYPE Designations [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert "document type declaration" in refused(read, write(f"{external}{HEAD}<Names>&x;</Names>{TAIL}", "uk.xml"))


def test_nesting_beyond_reason_is_refused(read: ReadList, write: Callable[..., InputFile]) -> None:
    deep = "<a>" * 5_000 + "</a>" * 5_000
    assert "not well-formed XML" in refused(read, write(f"{HEAD}{deep}{TAIL}", "uk.xml"))


def test_a_text_beyond_reason_is_refused(read: ReadList, write: Callable[..., InputFile]) -> None:
    long = "<OtherInformation>" + "a" * 11_000_000 + "</OtherInformation>"
    assert "not well-formed XML" in refused(read, write(f"{HEAD}{long}{TAIL}", "uk.xml"))


def test_bytes_that_are_no_characters_are_refused(read: ReadList, write: Callable[..., InputFile]) -> None:
    bad = f"{HEAD}<OtherInformation>".encode() + b"\xff\xfe\x00" + f"</OtherInformation>{TAIL}".encode()
    assert "not well-formed XML" in refused(read, write(bad, "uk.xml"))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<?xml version="1.0"?>\n<!-- a note -->\n<Designations xmlns:x="y">', "Designations"),
        (b"\xef\xbb\xbf<x:sdnList>", "sdnList"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Designations>', "Designations"),
        (b"An article about <Designations>", ""),
        (b'{"a": "<Designations>"}', ""),
        (b"", ""),
    ],
)
def test_a_list_is_known_by_its_first_element(head: bytes, name: str) -> None:
    assert root_tag(head)[0] == name
