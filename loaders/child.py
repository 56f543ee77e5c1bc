"""A process of our own for work that must not take the whole program with it: ended when it takes too long."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, TypeVar

T = TypeVar("T")
MEMORY = 2 << 30
"""Bytes of address space; what needs more ends here where its library does not end it before."""
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Ended(Exception):
    """The process ended before it had answered; the message says why."""


class Child:
    """A module run as a process, started when first asked and again after it was ended; one question at a time."""

    def __init__(self, module: str, seconds: float) -> None:
        self._module = module
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process else None

    def ask(self, exchange: Callable[[IO[bytes], IO[bytes]], T]) -> T:
        """What the exchange over its standard input and output gives; Ended where it raises EOFError or OSError."""
        process = self._process = self._process or self._started()
        if process.stdin is None or process.stdout is None:
            raise ValueError("a process without pipes")
        late = threading.Event()
        clock = threading.Timer(self._seconds, _end, (process, late))
        clock.daemon = True
        clock.start()
        try:
            return exchange(process.stdin, process.stdout)
        except (EOFError, OSError):
            self.close()
            raise Ended(
                f"reading it took more than {self._seconds:g} s" if late.is_set() else "reading it failed"
            ) from None
        finally:
            clock.cancel()

    def close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ONE_CORE | os.environ,
        )


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def serve(answer: Callable[[IO[bytes], IO[bytes]], bool]) -> None:
    """In the process: answer until the other side is gone, within the limit of memory."""
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while answer(sys.stdin.buffer, out):
        out.flush()
