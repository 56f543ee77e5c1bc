"""Reading strangers' bytes in a process of its own, which is ended when it takes too long or too much memory.

Run as a module it is that process: a line of JSON and the bytes come in, a line of JSON goes out, until the end.
"""

from __future__ import annotations

import atexit
import json
import signal
import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import IO, Any

from attributed.loaders.child import Child, Ended, serve
from attributed.loaders.documents.found import Found, Refused

SECONDS = 120.0
TASKS = ("page", "pdf", "mail", "feed")


class Confined:
    """Reads one document at a time in a process of its own."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._child = Child(__name__, seconds)
        self._lock = threading.Lock()
        atexit.register(self.close)

    def read(self, task: str, data: bytes) -> list[Found]:
        """What the module of that name finds in the bytes; Refused with the reason where it cannot be read."""
        try:
            with self._lock:
                answer = self._child.ask(partial(_exchanged, task, data))
        except Ended as error:
            raise Refused(str(error)) from None
        if "refused" in answer:
            raise Refused(answer["refused"])
        return [Found(**one) for one in answer["found"]]

    @property
    def process_id(self) -> int | None:
        return self._child.process_id

    def close(self) -> None:
        self._child.close()


def _exchanged(task: str, data: bytes, stdin: IO[bytes], stdout: IO[bytes]) -> dict[str, Any]:
    stdin.write(json.dumps({"task": task, "size": len(data)}).encode() + b"\n" + data)
    stdin.flush()
    line = stdout.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    answer: dict[str, Any] = json.loads(line)
    return answer


def _answered(stdin: IO[bytes], stdout: IO[bytes]) -> bool:
    asked = stdin.readline()
    if not asked:
        return False
    told = json.loads(asked)
    _until(SECONDS + 10)
    stdout.write(json.dumps(_answer(told["task"], stdin.read(told["size"]))).encode() + b"\n")
    _until(0)
    return True


def _until(seconds: float) -> None:
    """End this process by itself then: whoever started it may have been ended before."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


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


if __name__ == "__main__":
    serve(_answered)
