"""Documents made to harm: one clear error, in bounded time and memory, and the next document is read."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from attributed.errors import BadInput
from attributed.loaders.documents.confined import Confined
from attributed.loaders.documents.found import Refused
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for

Write = Callable[..., InputFile]
MakePdf = Callable[..., bytes]

ENTITIES = """<!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<rss><channel><item><description>&b; said</description></item></channel></rss>"""
OUTSIDE = """<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss><channel><item><description>&a;</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"<html>" + b"<div>" * 100_000 + b"deep", "a.html", "no text in the page"),
        (b"<html><body><script>x</script></body></html>", "a.html", "no text in the page"),
        (b"%PDF-1.4 and no more", "a.pdf", "not a PDF that can be read"),
        (ENTITIES.encode(), "a.rss", "entities of its own"),
        (OUTSIDE.encode(), "a.rss", "entities of its own"),
        (b"<rss><channel>" + b"<a>" * 10_000, "a.rss", "not well-formed XML: Excessive depth"),
        (b"<rss><channel></channel></rss>", "a.rss", "no items with text"),
        (b"From: " + b"(" * 50_000 + b"\nMIME-Version: 1.0\n\nhello", "a.eml", "nested too deeply"),
        (b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: image/png\n\nhello", "a.eml", "no text"),
    ],
    ids=["deep", "script", "cut", "entities", "outside", "deep-xml", "empty", "comment", "picture"],
)
def test_it_gives_one_clear_error(write: Write, data: bytes, name: str, why: str) -> None:
    file = write(data, name)
    with pytest.raises(BadInput, match=why) as raised:
        list(loader_for(file).load(file))
    assert raised.value.file == name


def test_a_pdf_without_text_is_refused(write: Write, pdf: MakePdf) -> None:
    file = write(pdf(packed=zlib.compress(b"0 0 m")), "a.pdf")
    with pytest.raises(BadInput, match="only pictures"):
        list(loader_for(file).load(file))


def test_a_pdf_that_unpacks_without_end_is_refused(write: Write, pdf: MakePdf) -> None:
    file = write(pdf(packed=zlib.compress(b"0 " * 150_000_000)), "a.pdf")
    with pytest.raises(BadInput, match=r"not a PDF that can be read|too much memory"):
        list(loader_for(file).load(file))


def test_more_text_than_is_allowed_is_refused(write: Write, pdf: MakePdf) -> None:
    file = replace(write(pdf("word " * 200), "a.pdf"), max_text_bytes=500)
    with pytest.raises(BadInput, match="text is larger than 500 bytes"):
        list(loader_for(file).load(file))


@pytest.fixture
def confined() -> Iterator[Callable[[float], Confined]]:
    opened: list[Confined] = []

    def make(seconds: float) -> Confined:
        opened.append(Confined(seconds))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_what_takes_too_long_is_ended_and_the_next_is_read(confined: Callable[[float], Confined], pdf: MakePdf) -> None:
    slow = b"<html><body>" + b"<p>A paragraph of a page that is much too long.</p>" * 400_000
    reader = confined(3)
    with pytest.raises(Refused, match="took more than 3 s"):
        reader.read("page", slow)
    (found,) = reader.read("pdf", pdf("Hello there"))
    assert found.body == "Hello there"


def test_a_process_that_died_is_started_again(confined: Callable[[float], Confined], pdf: MakePdf) -> None:
    reader = confined(30)
    reader.read("pdf", pdf("Hello"))
    assert reader.process_id
    os.kill(reader.process_id, 9)
    with pytest.raises(Refused, match="reading it failed"):
        reader.read("pdf", pdf("Hello"))
    assert reader.read("pdf", pdf("Again"))[0].body == "Again"
