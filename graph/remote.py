"""The store of another process of the same user, over the loopback routes `/local/*` of its server.

Lines travel as JSON, one a line, in both directions. A stream that the sender broke off ends with `{"line": "abort"}`,
one that failed with `{"line": "error", …}`, a whole one with `{"line": "done"}`: a cut connection is never taken for
the end.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import quote, urlsplit

from attributed import errors
from attributed.errors import AttributedError, Misuse, StoreError
from attributed.graph.store import Appended, AppendedDisclosure, Hit, Kind, Line, Projection, Rows, Value
from attributed.schema.batch import Batch, Skipped
from attributed.schema.decision import Decision
from attributed.schema.line import batch_lines, decision_line

ABORT: Line = {"line": "abort"}
DONE: Line = {"line": "done"}
PIECE = 1 << 16
_MARGIN = 30
"""Seconds past a query's own limit before the server counts as gone."""


def packed(line: Any) -> bytes:
    """One value as a line of JSON."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def error_line(error: AttributedError) -> Line:
    """An error of ours with the data it was made from."""
    data = {key: value for key, value in vars(error).items() if not key.startswith("_")}
    return {"line": "error", "error": type(error).__name__, "message": str(error), "data": data}


def error_of(line: Mapping[str, Any]) -> AttributedError:
    """The error of an `error_line`; StoreError where the class is not one of ours."""
    found = getattr(errors, str(line.get("error")), None)
    message = str(line.get("message", "the server failed"))
    if not (isinstance(found, type) and issubclass(found, AttributedError)):
        return StoreError(message)
    try:
        return found(**line["data"]) if line.get("data") else found(message)
    except (TypeError, KeyError):
        return StoreError(message)


def appended_of(row: Mapping[str, Any]) -> Appended:
    """What `dataclasses.asdict` made of an Appended."""
    return Appended(tuple(AppendedDisclosure(**(done | _parts_of(done))) for done in row["disclosures"]))


def _parts_of(done: Mapping[str, Any]) -> dict[str, tuple[Skipped, ...]]:
    return {key: tuple(Skipped(**part) for part in done[key]) for key in ("skipped", "warnings")}


class RemoteStore:
    """Raises the errors that the store itself raises, and StoreError when the server is gone."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise Misuse(f"{url} is not the address of a running server")
        self._host, self._port = parts.hostname, parts.port or 80
        self._token = token

    def answers(self) -> bool:
        """Whether a server that admits this token answers there now."""
        try:
            with closing(self._connect(timeout=2)) as connection:
                return self._ask(connection, "GET", "/local/alive").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def append(self, batches: Iterable[Batch]) -> Appended:
        lines = (line for batch in batches for line in batch_lines(batch))
        return appended_of(self._send("/local/append", lines))

    def decide(self, decisions: Iterable[Decision]) -> None:
        self._send("/local/decide", map(decision_line, decisions))

    def project(self, changes: Projection) -> None:
        asked = {
            "disclosures": sorted(changes.disclosures),
            "claims": sorted(changes.claims),
            "records": sorted(changes.records),
            "everything": changes.everything,
        }
        self._post("/local/project", asked, None)

    def restore(self, lines: Iterable[Line]) -> Appended:
        return appended_of(self._send("/local/restore", lines))

    def read(
        self,
        cypher: str,
        params: Mapping[str, Value] | None = None,
        *,
        timeout: float = 30,
        max_rows: int = 100_000,
    ) -> Rows:
        asked = {"cypher": cypher, "params": dict(params or {}), "timeout": timeout, "maxRows": max_rows}
        found = self._post("/local/read", asked, timeout + _MARGIN)
        return Rows(tuple(found["columns"]), tuple(tuple(row) for row in found["rows"]))

    def search(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        found = self._post("/local/search", {"text": text, "types": list(types), "limit": limit}, None)
        return [Hit(hit["id"], hit["type"], hit["name"], tuple(hit["names"]), hit["matched"]) for hit in found["hits"]]

    def stream(self, kind: Kind) -> Iterator[dict[str, Any]]:
        return self._receive(f"/local/stream/{quote(kind, safe='')}")

    def evidence(self, since: str | None = None) -> Iterator[Line]:
        return self._receive("/local/evidence" + (f"?since={quote(since, safe='')}" if since else ""))

    def snapshot(self, sha256: str) -> bytes:
        return self._fetch("GET", f"/local/snapshot/{quote(sha256, safe='')}")

    def close(self) -> None:
        """Nothing is held between calls."""

    def _post(self, path: str, asked: Mapping[str, Any], timeout: float | None) -> Any:
        return json.loads(self._fetch("POST", path, [packed(asked)], timeout))

    def _send(self, path: str, lines: Iterable[Line]) -> Any:
        """Send lines as they come. Where making them fails, the server first undoes what is not whole."""
        body = _Body(lines)
        try:
            answer = self._fetch("POST", path, body)
        except AttributedError:
            if body.failure is None:
                raise
        if body.failure is not None:
            raise body.failure
        return json.loads(answer)

    def _fetch(
        self, method: str, path: str, body: Iterable[bytes] | None = None, timeout: float | None = None
    ) -> bytes:
        with closing(self._connect(timeout)) as connection, _gone():
            response = self._ask(connection, method, path, body)
            data = response.read()
        _check(response, data)
        return data

    def _receive(self, path: str) -> Iterator[Line]:
        with closing(self._connect(None)) as connection:
            with _gone():
                response = self._ask(connection, "GET", path)
                refused = response.read() if response.status != 200 else b""
            _check(response, refused)
            while (line := _next(response)) != DONE:
                if line.get("line") == "error":
                    raise error_of(line)
                yield line

    def _connect(self, timeout: float | None) -> http.client.HTTPConnection:
        # http.client knows no proxies: what the environment says of them never reaches a loopback address.
        return http.client.HTTPConnection(self._host, self._port, timeout=timeout)

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: Iterable[bytes] | None = None
    ) -> http.client.HTTPResponse:
        headers = {"Authorization": f"Bearer {self._token}", "Connection": "close"}
        if body is not None:
            headers |= {"Content-Type": "application/x-ndjson", "Transfer-Encoding": "chunked"}
        connection.request(method, path, body, headers, encode_chunked=body is not None)
        return connection.getresponse()


class _Body:
    """Lines in pieces of a fair size, made while they are sent; `failure` is what went wrong in making them."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = lines
        self.failure: Exception | None = None

    def __iter__(self) -> Iterator[bytes]:
        piece = bytearray()
        try:
            for line in self._lines:
                piece += packed(line)
                if len(piece) >= PIECE:
                    yield bytes(piece)
                    piece.clear()
            piece += packed(DONE)
        except Exception as error:
            self.failure = error
            piece += packed(ABORT)
        yield bytes(piece)


@contextmanager
def _gone() -> Iterator[None]:
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        raise StoreError(f"the server that holds the store does not answer: {error or type(error).__name__}") from error


def _check(response: http.client.HTTPResponse, data: bytes) -> None:
    if response.status == 200:
        return
    try:
        line = json.loads(data)
    except ValueError:
        line = None
    if isinstance(line, dict) and line.get("line") == "error":
        raise error_of(line)
    raise StoreError(f"the server that holds the store answered {response.status} {response.reason}")


def _next(response: http.client.HTTPResponse) -> Line:
    with _gone():
        data = response.readline()
    if not data.endswith(b"\n"):
        raise StoreError("the server that holds the store broke off its answer")
    line: Line = json.loads(data)
    return line
