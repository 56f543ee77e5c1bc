"""Serving the store of this process over HTTP, for strangers under /v1 and for our own commands under /local."""

from __future__ import annotations

import errno
import secrets
import socket
from contextlib import closing

import typer
import uvicorn

from attributed.api.app import create_app
from attributed.errors import Misuse
from attributed.graph.open import open_store, serving
from attributed.graph.remote import RemoteStore
from attributed.settings import Settings

TRIED = 20
"""Ports that are tried, one after another."""


def serve(settings: Settings) -> None:
    """Serve until told to stop."""
    store = open_store(settings)
    if isinstance(store, RemoteStore):
        raise Misuse("another process serves this store already")
    with closing(store), closing(_socket(settings.host, settings.port)) as listening:
        port = listening.getsockname()[1]
        if port != settings.port:
            typer.echo(f"port {settings.port} is taken; serving on {port}", err=True)
        token = secrets.token_urlsafe(32)
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        local = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else shown  # noqa: S104 - compared, not bound
        app = create_app(settings, store=store, token=token)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5))
        with serving(settings, f"http://{local}:{port}", token):
            typer.echo(f"serving on http://{shown}:{port}  (Ctrl-C ends it)")
            server.run(sockets=[listening])


def _socket(host: str, first: int) -> socket.socket:
    """A listening socket on the first free port from `first` on; 0 lets the system choose."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, min(first + TRIED, 65536)):
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE:
                raise Misuse(f"cannot listen on {host}:{port}: {error.strerror}") from None
        else:
            return listening
    raise Misuse(f"no free port on {host} from {first} to {first + TRIED - 1}")
