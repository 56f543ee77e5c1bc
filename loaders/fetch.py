"""Fetching a publisher's current file: politely, conditionally, within limits, from public addresses only."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpcore

from attributed.errors import BadInput
from attributed.loaders.network import Network
from attributed.loaders.seen import Seen

REDIRECTS = 5
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
MOVED = frozenset({301, 302, 303, 307, 308})
KINDS = ("html", "json", "xml", "csv")
"""What a content type can name; in this order, since XHTML names XML too."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one fetch; times in seconds. `pause` doubles with every attempt; `silence` is the longest wait for a byte.

    A publisher that asks to wait longer than `longest_pause` is left alone until another time.
    """

    max_bytes: int
    attempts: int = 4
    pause: float = 1.0
    longest_pause: float = 60.0
    silence: float = 30.0
    altogether: float = 900.0
    private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the publisher said of a new file, for the next time."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """A file to be had: `name` is what messages call it, `known` what was had before, `sends` one of KINDS."""

    name: str
    url: str
    known: Seen | None = None
    sends: str | None = None


def fetch(wish: Wish, into: Path, limits: Limits) -> Fetched | None:
    """Put the file to `into`; None where it is still the known one. BadInput where it cannot be had.

    Tries again after what may pass: 429, 5xx, silence, a cut connection.
    """
    deadline = time.monotonic() + limits.altogether
    for attempt in range(1, limits.attempts + 1):
        try:
            return _tried(wish, into, limits, deadline)
        except _Again as again:
            pause = min(max(again.wait, limits.pause * 2 ** (attempt - 1)), limits.longest_pause)
            if again.wait > limits.longest_pause:
                raise BadInput(wish.name, f"{again.why}; it asks to wait {again.wait:,.0f} s") from None
            if attempt == limits.attempts or time.monotonic() + pause > deadline:
                raise BadInput(wish.name, f"{again.why} (tried {attempt} times)") from None
            time.sleep(pause)
    raise AssertionError("the last attempt returns or raises")


class _Again(Exception):
    """What may be otherwise in a while: `wait` is what the publisher asks for, in seconds."""

    def __init__(self, why: str, wait: float = 0) -> None:
        self.why, self.wait = why, wait


def _tried(wish: Wish, into: Path, limits: Limits, deadline: float) -> Fetched | None:
    network = Network(private=limits.private, deadline=deadline)
    url = wish.url
    with httpcore.ConnectionPool(network_backend=network) as pool:
        for _ in range(REDIRECTS + 1):
            _check(wish.name, url)
            try:
                found = _asked(pool, wish, url, into, limits)
            except BadInput as error:
                raise BadInput(wish.name, f"{_shown(url)}: {error.why}") from None
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
                raise _Again(f"{_shown(url)}: {_said(error)}") from None
            if not isinstance(found, str):
                return found
            url = found
    raise BadInput(wish.name, f"{_shown(wish.url)}: more than {REDIRECTS} redirects")


def _asked(pool: httpcore.ConnectionPool, wish: Wish, url: str, into: Path, limits: Limits) -> Fetched | str | None:
    """What one request brings: the file, None where it is the known one, or where to ask instead."""
    headers = {
        "Host": urlsplit(url).netloc,
        "Accept": "*/*",
        "Accept-Encoding": "gzip",  # kept as it comes: a packed file is read like a bare one
        "User-Agent": f"attributed/{version('attributed')} (+https://w3id.org/attributed/)",
        **(wish.known.conditions() if wish.known and wish.known.url == wish.url else {}),
    }
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), limits.silence)
    with pool.stream("GET", url, headers=list(headers.items()), extensions={"timeout": timeout}) as answer:
        said = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in answer.headers}
        if answer.status in MOVED and "location" in said:
            return _moved(wish.name, url, said["location"])
        if answer.status == 304 and wish.known:
            return None
        if answer.status in AGAIN:
            raise _Again(f"{_shown(url)}: answered {answer.status}", _wait(said.get("retry-after")))
        if answer.status != 200:
            raise BadInput(wish.name, f"answered {answer.status}")
        _check_body(wish, said, limits)
        _save(wish.name, answer, into, limits)
        return Fetched(said.get("etag"), said.get("last-modified"))


def _check(name: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(name, f"{url!r} is not an address that begins with http:// or https://")
    if parts.username or parts.password:
        raise BadInput(name, f"{parts.hostname}: an address may not hold a password")


def _moved(name: str, url: str, location: str) -> str:
    there = urljoin(url, location)
    if urlsplit(url).scheme == "https" and urlsplit(there).scheme == "http":
        raise BadInput(name, f"redirects from https to {_shown(there)}")
    return there


def _check_body(wish: Wish, said: dict[str, str], limits: Limits) -> None:
    kind = said.get("content-type", "").partition(";")[0].lower()
    sent = next((one for one in KINDS if one in kind), None)
    if wish.sends and sent and sent != wish.sends:
        raise BadInput(wish.name, f"sent {kind}, not {wish.sends}")
    encoding = said.get("content-encoding", "identity").lower()
    if encoding not in ("gzip", "x-gzip", "identity"):
        raise BadInput(wish.name, f"sent it encoded as {encoding}, which was not asked for")
    length = said.get("content-length", "")
    if length.isdigit() and int(length) > limits.max_bytes:
        raise BadInput(wish.name, f"larger than {limits.max_bytes:,} bytes")


def _save(name: str, answer: httpcore.Response, into: Path, limits: Limits) -> None:
    size = 0
    with into.open("wb") as out:
        for piece in answer.iter_stream():
            size += len(piece)
            if size > limits.max_bytes:
                raise BadInput(name, f"larger than {limits.max_bytes:,} bytes")
            out.write(piece)


def _wait(retry_after: str | None) -> float:
    """The seconds of a Retry-After header, which may be a date; 0 where it says nothing that can be read."""
    if not retry_after:
        return 0
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _shown(url: str) -> str:
    """An address without its query, which may hold a token."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _said(error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return str(error) if "altogether" in str(error) else "does not answer in time"
    return str(error) or "cannot be reached"
