"""Opening a store: a Neo4j where an address is given, else a folder: its engine where it is free, else its holder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attributed.graph.embedded import EmbeddedStore
from attributed.graph.lock import Lock, Server, announced, server_of, waiting
from attributed.graph.store import Store
from attributed.settings import Settings, user_data_folder


def open_store(settings: Settings, *, wait: float | None = None) -> Store:
    """The store of the settings, for a command; waits up to `wait` seconds for a holder that does not serve."""
    wait = settings.wait if wait is None else wait
    return _on_server(settings, wait) if is_on_server(settings) else _in_folder(settings, wait)


def is_on_server(settings: Settings) -> bool:
    """Whether the store is a database of a server, which any number of processes may open."""
    return "://" in settings.store


def _on_server(settings: Settings, wait: float) -> Store:
    from attributed.graph.neo4j import Address
    from attributed.graph.neo4j_store import Neo4jStore, snapshot_folder

    password = settings.neo4j_password.get_secret_value()
    address = Address(settings.store, settings.neo4j_user, password, settings.neo4j_database)
    folder = settings.snapshots or snapshot_folder(address, Path(user_data_folder()))
    return Neo4jStore(address, folder.expanduser().absolute(), wait=wait, lens=settings.lens)


def _in_folder(settings: Settings, wait: float) -> Store:
    folder = store_folder(settings)
    lock = Lock(folder)
    for _ in waiting(wait):
        if lock.take():
            return EmbeddedStore(folder, lock, settings.heap, settings.lens)
        server = server_of(folder)
        if server:
            from attributed.graph.remote import RemoteStore

            remote = RemoteStore(server.url, server.token)
            if remote.answers():
                return remote
    raise lock.busy()


def store_name(settings: Settings) -> str:
    """Where the store is, as a person is told."""
    return settings.store if is_on_server(settings) else str(store_folder(settings))


def store_folder(settings: Settings) -> Path:
    return Path(settings.store).expanduser().absolute()


@contextmanager
def serving(settings: Settings, url: str, token: str) -> Iterator[None]:
    """Tell other commands where the store of this process answers; one on a server they reach themselves."""
    if is_on_server(settings):
        yield
        return
    with announced(store_folder(settings), Server(os.getpid(), url, token)):
        yield
