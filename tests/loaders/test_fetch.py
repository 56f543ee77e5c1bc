"""Fetching a publisher's file, against a web server of the tests' own."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from attributed.errors import BadInput
from attributed.loaders.fetch import REDIRECTS, Fetched, Limits, Wish, fetch
from attributed.loaders.loader import InputFile
from attributed.loaders.network import is_public
from attributed.loaders.seen import Seen, recall, remember

Publisher = Any
LIMITS = Limits(max_bytes=10_000, attempts=3, pause=0.01, longest_pause=1, silence=2, altogether=10, private=True)
XML = b"<list/>"


@pytest.fixture
def had(publisher: Publisher, tmp_path: Path) -> Callable[..., Fetched | None]:
    """Fetches /list.xml of the publisher to `into`."""

    def get(limits: Limits = LIMITS, known: Seen | None = None, sends: str | None = "xml") -> Fetched | None:
        return fetch(Wish("uk-sanctions", f"{publisher.url}/list.xml", known, sends), tmp_path / "into", limits)

    return get


Had = Callable[..., Fetched | None]


def seen(url: str, **more: Any) -> Seen:
    held = Seen(
        url,
        '"1"',
        "Mon, 01 Jun 2026 00:00:00 GMT",
        "0" * 64,
        (),
        "2026-06-01T00:00:00.000Z",
        "2026-06-01T00:00:00.000Z",
    )
    return replace(held, **more)


def refused(had: Had, **given: Any) -> str:
    with pytest.raises(BadInput) as caught:
        had(**given)
    assert caught.value.file == "uk-sanctions"
    return caught.value.why


def test_a_file_is_fetched_with_what_is_said_of_it(publisher: Publisher, had: Had, tmp_path: Path) -> None:
    publisher.answer(body=XML, headers={"ETag": '"7"', "Last-Modified": "Tue, 02 Jun 2026 00:00:00 GMT"})
    assert had() == Fetched('"7"', "Tue, 02 Jun 2026 00:00:00 GMT")
    assert (tmp_path / "into").read_bytes() == XML
    asked = publisher.asked[0]
    assert asked["path"] == "/list.xml"
    assert asked["user-agent"].startswith("attributed/")
    assert "if-none-match" not in asked


def test_a_file_sent_packed_reads_as_the_bare_one(publisher: Publisher, had: Had, tmp_path: Path) -> None:
    publisher.answer(body=gzip.compress(XML), headers={"Content-Encoding": "gzip", "Content-Type": "text/xml"})
    assert had()
    assert InputFile(tmp_path / "into", "list.xml").read() == XML


def test_a_known_file_is_asked_for_conditionally(publisher: Publisher, had: Had) -> None:
    publisher.answer(304)
    known = seen(f"{publisher.url}/list.xml")
    assert had(known=known) is None
    asked = publisher.asked[0]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', "Mon, 01 Jun 2026 00:00:00 GMT")


def test_what_is_known_of_another_address_is_not_asked_for(publisher: Publisher, had: Had) -> None:
    publisher.answer(body=XML)
    had(known=seen("https://elsewhere.example/list.xml"))
    assert "if-none-match" not in publisher.asked[0]


def test_redirects_are_followed_so_far(publisher: Publisher, had: Had) -> None:
    for at in range(REDIRECTS):
        publisher.answer(302, headers={"Location": f"/{at}"})
    publisher.answer(body=XML)
    assert had()
    assert [asked["path"] for asked in publisher.asked] == ["/list.xml", "/0", "/1", "/2", "/3", "/4"]
    publisher.answers = []
    publisher.answer(301, headers={"Location": "/again"})
    assert "more than 5 redirects" in refused(had)


@pytest.mark.parametrize("there", ["file:///etc/passwd", "ftp://example.org/list", "http://a:b@example.org/"])
def test_a_redirect_to_anything_else_is_refused(publisher: Publisher, had: Had, there: str) -> None:
    publisher.answer(302, headers={"Location": there})
    assert "an address" in refused(had)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(publisher: Publisher, had: Had, status: int) -> None:
    publisher.answer(status).answer(status).answer(body=XML)
    assert had()
    assert len(publisher.asked) == 3
    publisher.answers = []
    publisher.answer(status)
    assert refused(had) == f"{publisher.url}/list.xml: answered {status} (tried 3 times)"


@pytest.mark.parametrize("status", [304, 401, 403, 404, 410])
def test_what_will_not_pass_is_not_tried_again(publisher: Publisher, had: Had, status: int) -> None:
    publisher.answer(status)
    assert refused(had) == f"{publisher.url}/list.xml: answered {status}"
    assert len(publisher.asked) == 1


def test_it_waits_as_long_as_it_is_asked_to(publisher: Publisher, had: Had) -> None:
    publisher.answer(429, headers={"Retry-After": "1"}).answer(body=XML)
    begun = time.monotonic()
    assert had()
    assert time.monotonic() - begun >= 1


def test_it_leaves_alone_who_asks_for_more_patience(publisher: Publisher, had: Had) -> None:
    publisher.answer(503, headers={"Retry-After": "3600"})
    assert refused(had).endswith("answered 503; it asks to wait 3,600 s")
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    publisher.answers = []
    publisher.answer(503, headers={"Retry-After": later})
    assert "it asks to wait 7," in refused(had)
    assert len(publisher.asked) == 2


def test_a_cut_connection_is_tried_again_and_never_taken_for_the_end(publisher: Publisher, had: Had) -> None:
    publisher.answer(body=XML[:3], length=7, headers={"Connection": "close"})
    assert "(tried 3 times)" in refused(had)
    publisher.answer(body=XML)
    assert had()


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "application/xhtml+xml"])
def test_another_kind_of_file_is_refused(publisher: Publisher, had: Had, kind: str) -> None:
    publisher.answer(body=b"sorry", headers={"Content-Type": kind})
    assert f"sent {kind.partition(';')[0]}, not xml" in refused(had)


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/plain", "binary/octet-stream", "text/xml"])
def test_a_kind_that_says_little_is_taken(publisher: Publisher, had: Had, kind: str) -> None:
    publisher.answer(body=XML, headers={"Content-Type": kind})
    assert had()


def test_an_encoding_that_was_not_asked_for_is_refused(publisher: Publisher, had: Had) -> None:
    publisher.answer(body=b"\x0b\x02", headers={"Content-Encoding": "br"})
    assert "encoded as br" in refused(had)


def test_what_is_too_large_is_refused_before_and_while_it_comes(publisher: Publisher, had: Had, tmp_path: Path) -> None:
    publisher.answer(body=b"x" * 10_001)
    assert "larger than 10,000 bytes" in refused(had)
    assert not (tmp_path / "into").exists()

    def endless(write: Callable[[bytes], None]) -> None:
        for _ in range(100_000):
            write(b"x" * 1024)

    publisher.answers = []
    publisher.answer(length=-1, send=endless)
    assert "larger than 10,000 bytes" in refused(had)


def test_a_slow_drip_ends_at_the_deadline(publisher: Publisher, had: Had) -> None:
    def drip(write: Callable[[bytes], None]) -> None:
        for _ in range(500):
            write(b"x")
            time.sleep(0.02)

    publisher.answer(length=5_000, send=drip)
    begun = time.monotonic()
    why = refused(had, limits=replace(LIMITS, attempts=1, altogether=0.3))
    assert "in time" in why or "too long" in why
    assert time.monotonic() - begun < 5


def test_silence_is_not_waited_for(had: Had, publisher: Publisher) -> None:
    publisher.answer(length=5, send=lambda write: time.sleep(1.5))
    assert "does not answer in time" in refused(had, limits=replace(LIMITS, attempts=1, silence=0.1))


def test_a_server_that_is_not_there_is_told(had: Had, publisher: Publisher, tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        free = held.getsockname()[1]
    with pytest.raises(BadInput, match=r"refused.*tried 3 times"):
        fetch(Wish("eu-fsf", f"http://127.0.0.1:{free}/?token=secret"), tmp_path / "into", LIMITS)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]"]
)
def test_an_address_that_is_not_public_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(BadInput, match="its address is not a public one"):
        fetch(Wish("eu-fsf", f"http://{host}:1/"), tmp_path / "into", replace(LIMITS, private=False))


def test_a_redirect_to_such_an_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, publisher: Publisher, had: Had
) -> None:
    def only_ours(address: str) -> bool:
        return address == "127.0.0.1"

    monkeypatch.setattr("attributed.loaders.network.is_public", only_ours)
    publisher.answer(302, headers={"Location": "http://169.254.169.254/latest/meta-data"})
    assert "its address is not a public one" in refused(had, limits=replace(LIMITS, private=False))
    assert len(publisher.asked) == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b::7f00:1", False),
        ("::ffff:10.1.2.3", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("0.0.0.0", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("ff02::1", False),
        ("192.168.1.1", False),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("url", ["file:///etc/passwd", "uk.xml", "https://user:word@example.org/list", "http:///x"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput) as caught:
        fetch(Wish("x", url), tmp_path / "into", LIMITS)
    assert "word@" not in str(caught.value)


def test_what_was_seen_is_remembered(tmp_path: Path) -> None:
    assert recall(tmp_path, "uk-sanctions") is None
    held = seen("https://example.org/list", programmes=("cyber",))
    remember(tmp_path, "uk-sanctions", held)
    assert recall(tmp_path, "uk-sanctions") == held
    assert held.is_stale(1)
    assert not held.still().is_stale(1)
    (tmp_path / "fetched" / "uk-sanctions.json").write_text('{"url": 1}')
    assert recall(tmp_path, "uk-sanctions") is None
    with pytest.raises(ValueError, match="no name of a source"):
        remember(tmp_path, "../uk", held)
