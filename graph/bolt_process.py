"""A process that answers Bolt from a copy of a graph, to one user who may only read: `python -m … <root>`.

It takes one line on standard input, `{"host", "port", "user", "password", "heap", "seconds", "rows"}`, says that it is
ready, and ends with its standard input. `<root>/databases/neo4j` is the copy, which is thrown away afterwards:
the engine itself holds clients neither to reading nor to a time limit, so both are set here and lost with the copy.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import resource
import secrets
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from attributed.graph.arcade import native
from attributed.graph.bolt_relay import relay
from attributed.graph.remote import packed

DATABASE = "neo4j"
"""As on a Neo4j, for clients that name the database."""

READY = {"line": "ready"}
_PLUGIN = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
_ROUNDS = 65_536
_BESIDE_THE_HEAP = 1 << 29
"""Bytes for the process beside the engine's heap."""


def main(root: Path) -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    arcadedb = native(asked["heap"], root / "log")
    with contextlib.closing(arcadedb.open_database(str(root / "databases" / DATABASE))) as database:
        database.command("sql", f"ALTER DATABASE `arcadedb.command.timeout` {round(asked['seconds'] * 1000)}")
    _write_users(root / "config", asked)
    listening = socket.create_server((asked["host"], asked["port"]))
    inner = _free_port()
    server = arcadedb.create_server(
        str(root),
        config={
            "host": "127.0.0.1",
            "http_port": 0,
            "server_plugins": _PLUGIN,
            "bolt_host": "127.0.0.1",
            "bolt_port": inner,
            "bolt_defaultDatabase": DATABASE,
        },
    )
    server.start()
    _shut_all_but({asked["port"], inner})
    threading.Thread(target=relay, args=(listening, ("127.0.0.1", inner)), daemon=True).start()
    _limit_memory(asked["heap"])
    sys.stdout.buffer.write(packed(READY))
    sys.stdout.buffer.flush()
    sys.stdin.buffer.read()
    # Whoever started it is gone, and so is the copy; the engine may be at work on something that has no end.
    os._exit(0)


def _write_users(config: Path, asked: dict[str, Any]) -> None:
    """The reader, and the root user that the engine insists on, with a password that nobody has."""
    reader = {
        "resultSetLimit": asked["rows"],
        "readTimeout": -1,
        "access": [],
        "types": {"*": {"access": ["readRecord"]}},
    }
    nobody = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}}
    groups = {"version": 2, "databases": {"*": {"groups": {"reader": reader, "*": nobody}}}}
    users = [
        {"name": "root", "databases": {}, "password": _hashed(secrets.token_hex(32))},
        {"name": asked["user"], "databases": {DATABASE: ["reader"]}, "password": _hashed(asked["password"])},
    ]
    config.mkdir()
    (config / "server-groups.json").write_text(json.dumps(groups))
    (config / "server-users.jsonl").write_text("".join(f"{json.dumps(user)}\n" for user in users))


def _hashed(password: str) -> str:
    """As the engine stores it; its salt is the text itself, not what that encodes."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS)
    return f"PBKDF2WithHmacSHA256${_ROUNDS}${salt}${base64.b64encode(key).decode()}"


def _free_port() -> int:
    """For the engine's own Bolt, which only the relay speaks to."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _shut_all_but(ports: set[int]) -> None:
    """Stop listening for HTTP, which the engine's server cannot do without."""
    for path in Path("/dev/fd").iterdir():
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(path.name))) as found:
            listens = found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            if listens and found.getsockname()[1] not in ports:
                found.shutdown(socket.SHUT_RDWR)


def _limit_memory(heap: str) -> None:
    most = int(heap[:-1]) * {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}[heap[-1].lower()] + _BESIDE_THE_HEAP
    with contextlib.suppress(ValueError, OSError):  # not every system lets this limit be lowered
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
