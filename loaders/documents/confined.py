"""Reading strangers' bytes in a process of its own, which is ended when it takes too long or too much memory.

Run as a module it is that process: a line of JSON and the bytes come in, a line of JSON goes out, until the end.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from attributed.loaders.documents.found import Found, Refused

SECONDS = 120.0
MEMORY = 2 << 30
"""Bytes of address space; a decompression bomb ends here where its library does not end it before."""
TASKS = ("page", "pdf", "mail", "feed")


class Confined:
    """Starts its process when first needed and again after it was ended; one document at a time."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def read(self, task: str, data: bytes) -> list[Found]:
        """What the module of that name finds in the bytes; Refused with the reason where it cannot be read."""
        with self._lock:
            answer = self._asked(task, data)
        if "refused" in answer:
            raise Refused(answer["refused"])
        return [Found(**one) for one in answer["found"]]

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process else None

    def close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _asked(self, task: str, data: bytes) -> dict[str, Any]:
        process = self._process = self._process or _started()
        late = threading.Event()
        clock = threading.Timer(self._seconds, _end, (process, late))
        clock.start()
        try:
            answer = _exchanged(process, json.dumps({"task": task, "size": len(data)}).encode() + b"\n" + data)
        finally:
            clock.cancel()
        if not answer.endswith(b"\n"):
            self.close()
            raise Refused(f"reading it took more than {self._seconds:g} s" if late.is_set() else "reading it failed")
        held: dict[str, Any] = json.loads(answer)
        return held


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchanged(process: subprocess.Popen[bytes], asked: bytes) -> bytes:
    """The line that answers; an empty or broken one where the process has ended."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("a process without pipes")
    try:
        process.stdin.write(asked)
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline()


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", __name__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603


def _serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    _limit()
    while asked := stdin.readline():
        told = json.loads(asked)
        data = stdin.read(told["size"])
        stdout.write(json.dumps(_answer(told["task"], data)).encode() + b"\n")
        stdout.flush()


def _answer(task: str, data: bytes) -> dict[str, Any]:
    module = import_module(f"attributed.loaders.documents.{TASKS[TASKS.index(task)]}")
    read: Callable[[bytes], list[Found]] = module.read
    try:
        return {"found": [found.told() for found in read(data)]}
    except Refused as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "reading it needs too much memory"}
    except RecursionError:
        return {"refused": "it is nested too deeply"}
    except Exception as error:  # a defect of a library, met in its own process: one document is refused
        return {"refused": f"it cannot be read: {type(error).__name__}"}


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    _serve(sys.stdin.buffer, out)
