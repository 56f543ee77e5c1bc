"""Serving the store of this process over HTTP, for strangers under /v1 and for our own commands under /local."""

from __future__ import annotations

import errno
import secrets
import signal
import socket
import sys
from contextlib import ExitStack, closing
from ipaddress import ip_address

import typer
import uvicorn

from attributed.api.app import create_app
from attributed.errors import Misuse
from attributed.graph.bolt import USER, Bolt, Reading
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.open import open_store, serving
from attributed.graph.remote import RemoteStore
from attributed.graph.store import Store
from attributed.settings import Settings

TRIED = 20
"""Ports that are tried, one after another."""
OWN_HOST = "127.0.0.1"
"""Where the user's own commands are answered when strangers are on another address."""


def serve(settings: Settings, bolt: bool = False) -> None:
    """Serve until told to stop; with `bolt` also Cypher for reading over Bolt."""
    store = open_store(settings)
    if isinstance(store, RemoteStore):
        raise Misuse("another process serves this store already")
    # uvicorn ends, then raises the signal again: as an exception it lets what is held be put away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ExitStack() as held:
        held.enter_context(closing(store))
        public = held.enter_context(closing(_socket(settings.host, settings.port)))
        port = public.getsockname()[1]
        if port != settings.port:
            typer.echo(f"port {settings.port} is taken; serving on {port}", err=True)
        own = public
        if not ip_address(public.getsockname()[0]).is_loopback:
            own = held.enter_context(closing(_socket(OWN_HOST, 0)))
        if bolt:
            held.enter_context(closing(_bolt(settings, store)))
        token = secrets.token_urlsafe(32)
        app = create_app(settings, store=store, token=token)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5))
        with serving(settings, _url(*own.getsockname()[:2]), token):
            typer.echo(f"serving on {_url(settings.host, port)}  (Ctrl-C ends it)")
            server.run(sockets=[public] if own is public else [public, own])


def _bolt(settings: Settings, store: Store) -> Bolt:
    if not isinstance(store, EmbeddedStore):
        raise Misuse("--bolt is for an embedded store; the server of this one speaks Bolt itself")
    with closing(_socket(settings.bolt_host, settings.bolt_port)) as free:
        port = free.getsockname()[1]
    chosen = settings.bolt_password
    password = chosen.get_secret_value() if chosen else secrets.token_urlsafe(16)
    seconds, rows = settings.query_seconds, settings.query_rows
    bolt = Bolt(store, Reading(settings.bolt_host, port, password, seconds, rows, f"{settings.query_memory}m"))
    told = "that of ATTRIBUTED_BOLT_PASSWORD" if chosen else password
    typer.echo(f"Bolt for reading on {bolt.uri}, user {USER}, password {told}")
    return bolt


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _socket(host: str, first: int) -> socket.socket:
    """A listening socket on the first free port from `first` on; 0 lets the system choose."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, min(first + TRIED, 65536)) if first else (0,):
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
