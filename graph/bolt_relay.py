"""Between Bolt's clients and the engine: every query passes through `rewrite`, everything else as it came.

A message of Bolt is cut into chunks, each after two bytes of its length, and ends with an empty one. RUN is the
structure 0x10, and its first field is the query.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO

from attributed.graph.rewrite import rewrite

_MAGIC = b"\x60\x60\xb0\x17"
_HANDSHAKE = 20
_RUN = 0x10
_MOST = 0xFFFF
LARGEST = 1 << 24
"""Bytes of one message; a longer one ends the connection."""


def relay(listening: socket.socket, engine: tuple[str, int]) -> None:
    """Take connections for ever, each in a thread of its own."""
    while True:
        client, _ = listening.accept()
        threading.Thread(target=_serve, args=(client, engine), daemon=True).start()


def _serve(client: socket.socket, engine: tuple[str, int]) -> None:
    # Whichever side ends first ends the other; a broken connection is an end too.
    with contextlib.suppress(OSError), client, socket.create_connection(engine) as server:
        for side in (client, server):
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        back = threading.Thread(target=_copy, args=(server, client), daemon=True)
        back.start()
        with client.makefile("rb") as stream:
            _forward(stream, server.sendall)
        _end(server)
        back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
    _end(target)


def _end(side: socket.socket) -> None:
    with contextlib.suppress(OSError):
        side.shutdown(socket.SHUT_RDWR)


def _forward(stream: BinaryIO, send: Callable[[bytes], None]) -> None:
    opening = stream.read(_HANDSHAKE)
    if opening.startswith(_MAGIC):
        send(opening)
        for message in _messages(stream):
            send(_chunked(rewritten(message)))


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    """Whole messages until the client ends; an empty one is a sign of life and passes too."""
    message = bytearray()
    while len(head := stream.read(2)) == 2:
        length = int.from_bytes(head, "big")
        if length == 0:
            yield bytes(message)
            message.clear()
            continue
        message += stream.read(length)
        if len(message) > LARGEST:
            return


def _chunked(message: bytes) -> bytes:
    pieces = [message[start : start + _MOST] for start in range(0, len(message), _MOST)]
    return b"".join(len(piece).to_bytes(2, "big") + piece for piece in pieces) + b"\0\0"


def rewritten(message: bytes) -> bytes:
    """The message with its query rewritten, where it is a RUN."""
    if len(message) < 3 or message[0] >> 4 != 0xB or message[1] != _RUN:
        return message
    found = _text(message, 2)
    if found is None:
        return message
    query, end = found
    changed = rewrite(query)
    return message if changed == query else message[:2] + _packed(changed) + message[end:]


def _text(message: bytes, at: int) -> tuple[str, int] | None:
    """A text of PackStream and where it ends; None where none begins at `at` or it is cut off."""
    marker = message[at]
    if marker >> 4 == 0x8:
        size, start = marker & 0x0F, at + 1
    elif marker in (0xD0, 0xD1, 0xD2):
        start = at + 1 + (1 << (marker - 0xD0))
        size = int.from_bytes(message[at + 1 : start], "big")
    else:
        return None
    with contextlib.suppress(UnicodeDecodeError):
        if start + size <= len(message):
            return message[start : start + size].decode(), start + size
    return None


def _packed(text: str) -> bytes:
    data = text.encode()
    return b"\xd2" + len(data).to_bytes(4, "big") + data
