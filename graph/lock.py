"""One process owns a store's folder: the lock, and where a serving owner is found."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from attributed.errors import StoreBusy

PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """Where the process that holds the store answers; `token` admits commands of the same user."""

    pid: int
    url: str
    token: str


class Lock:
    """An advisory lock on `<folder>/lock`, which names its holder; the system releases it when the holder dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stream: IO[str] | None = None

    def take(self) -> bool:
        """Whether this process holds the lock now."""
        self._folder.mkdir(parents=True, exist_ok=True)
        stream = (self._folder / "lock").open("a+")
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.close()
            return False
        stream.seek(0)
        stream.truncate()
        stream.write(json.dumps({"pid": os.getpid(), "command": command_line()}))
        stream.flush()
        self._stream = stream
        return True

    def release(self) -> None:
        if self._stream:
            self._stream.close()
            self._stream = None

    def busy(self) -> StoreBusy:
        """The error that names the holder."""
        try:
            holder = json.loads((self._folder / "lock").read_text())
            return StoreBusy(str(self._folder), int(holder["pid"]), str(holder["command"]))
        except (OSError, ValueError, KeyError, TypeError):
            return StoreBusy(str(self._folder), 0, "not known")


def command_line() -> str:
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200]


def server_of(folder: Path) -> Server | None:
    """The server that says it holds the store, if its process lives."""
    try:
        found = json.loads((folder / "server.json").read_text())
        server = Server(int(found["pid"]), str(found["url"]), str(found["token"]))
        os.kill(server.pid, 0)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return server


@contextmanager
def announced(folder: Path, server: Server) -> Iterator[None]:
    """`server.json`, readable by its owner only, for as long as the server runs."""
    path = folder / "server.json"
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        json.dump(asdict(server), stream)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def waiting(seconds: float) -> Iterator[None]:
    """Try again, with pauses, until the time is over; at least once."""
    deadline = time.monotonic() + seconds
    while True:
        yield
        if time.monotonic() >= deadline:
            return
        time.sleep(PAUSE)
