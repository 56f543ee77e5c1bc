"""Opening a store: the embedded engine when its folder is free, else the server that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attributed.errors import Misuse
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.lock import Lock, Server, announced, server_of, waiting
from attributed.graph.store import Store
from attributed.settings import Settings


def open_store(settings: Settings, *, wait: float | None = None) -> Store:
    """The store of the settings, for a command; waits up to `wait` seconds for a holder that does not serve."""
    folder = store_folder(settings)
    lock = Lock(folder)
    for _ in waiting(settings.wait if wait is None else wait):
        if lock.take():
            return EmbeddedStore(folder, lock, settings.heap)
        server = server_of(folder)
        if server:
            from attributed.graph.remote import RemoteStore

            remote = RemoteStore(server.url, server.token)
            if remote.answers():
                return remote
    raise lock.busy()


def store_folder(settings: Settings) -> Path:
    if "://" in settings.store:
        raise Misuse(f"{settings.store}: only a folder can be a store")
    return Path(settings.store).expanduser().absolute()


@contextmanager
def serving(settings: Settings, url: str, token: str) -> Iterator[None]:
    """Tell other commands where the store of this process answers."""
    with announced(store_folder(settings), Server(os.getpid(), url, token)):
        yield
