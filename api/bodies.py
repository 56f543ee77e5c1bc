"""A limit on what a request may send, before anything of it is read into a model."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1_000_000
"""Bytes of a request's body under /v1."""


class BodyLimit:
    """Whoever reads a body under `prefix` gets 413 as soon as it grows past `largest` bytes."""

    def __init__(self, app: ASGIApp, prefix: str, largest: int = LARGEST) -> None:
        self._app, self._prefix, self._largest = app, prefix, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._largest:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request may hold {self._largest} bytes")
            return message

        limited = scope["type"] == "http" and scope["path"].startswith(self._prefix)
        await self._app(scope, counted if limited else receive, send)
