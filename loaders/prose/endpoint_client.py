"""Asking a model over HTTP, the OpenAI-compatible way: public addresses only, bounded in time and size."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpcore

from attributed.errors import BadInput
from attributed.loaders.network import Network

NAME = "endpoint"
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`url` ends before `/chat/completions`; the key is sent to it alone and stands in no message."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 120.0
    private: bool = False


def ask(endpoint: Endpoint, system: str, user: str) -> str:
    """What the model answers; BadInput where it cannot be asked or its answer is none."""
    url = f"{endpoint.url.rstrip('/')}/chat/completions"
    _check(endpoint, url)
    asked = {
        "model": endpoint.model,
        "temperature": 0,
        "seed": 1,
        "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
    }
    network = Network(private=endpoint.private, deadline=time.monotonic() + endpoint.seconds)
    try:
        with httpcore.ConnectionPool(network_backend=network) as pool:
            status, data = _posted(pool, endpoint, url, json.dumps(asked).encode())
    except BadInput as error:
        if error.file == NAME:
            raise
        raise _refused(
            endpoint, "its address is not a public one (ATTRIBUTED_ENDPOINT_PRIVATE=true allows it)"
        ) from None
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        raise _refused(endpoint, str(error) or type(error).__name__) from None
    if status != 200:
        raise _refused(endpoint, f"it answers {status}")
    return _said(endpoint, data)


def _check(endpoint: Endpoint, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.password:
        raise _refused(endpoint, "not an http(s) address without a user in it")
    if parts.scheme == "http" and not endpoint.private:
        raise _refused(endpoint, "not https")


def _posted(pool: httpcore.ConnectionPool, endpoint: Endpoint, url: str, asked: bytes) -> tuple[int, bytes]:
    headers = {"Host": urlsplit(url).netloc, "Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), endpoint.seconds)
    data = bytearray()
    with pool.stream("POST", url, headers=list(headers.items()), content=asked, extensions={"timeout": timeout}) as got:
        for piece in got.iter_stream():
            data += piece
            if len(data) > MOST_BYTES:
                raise _refused(endpoint, f"it answers more than {MOST_BYTES:,} bytes")
    return got.status, bytes(data)


def _said(endpoint: Endpoint, data: bytes) -> str:
    try:
        held: Any = json.loads(data)
        content = held["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise _refused(endpoint, "its answer is not one of a chat completion") from None
    if not isinstance(content, str):
        raise _refused(endpoint, "its answer has no text")
    return content


def _refused(endpoint: Endpoint, why: str) -> BadInput:
    return BadInput(NAME, f"{urlsplit(endpoint.url).hostname}: {why}")
