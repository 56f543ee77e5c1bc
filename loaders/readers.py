"""Several processes that read texts at once; what they find is handed over in the order of the texts.

Run as a module it is one of them: pickled, a function and its arguments come in, what it returns goes out.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue
from typing import IO, Any, TypeVar

from attributed.loaders.child import Child, Ended, serve

T = TypeVar("T")
U = TypeVar("U")
SECONDS = 600.0
"""For one text; the longest that is read takes a tenth of it."""
FEWEST = 20
"""Texts for which it is worth while to start processes: each takes as long to start as some twenty texts to read."""


class Readers:
    """`count` processes, each for one text at a time."""

    def __init__(self, count: int, seconds: float = SECONDS) -> None:
        self.count = count
        self._children = [Child(__name__, seconds) for _ in range(count)]
        self._idle: SimpleQueue[Child] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(count)

    def begin(self, function: Callable[..., T], *args: Any) -> Future[T]:
        """What the function returns, in time; Ended where its process ended or the function failed."""
        return self._threads.submit(self._done, function, args)

    @property
    def process_ids(self) -> list[int]:
        return [child.process_id for child in self._children if child.process_id]

    def close(self) -> None:
        """End all of them, whatever they do."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.close()

    def _done(self, function: Callable[..., T], args: tuple[Any, ...]) -> T:
        child = self._idle.get()
        try:
            failed, returned = child.ask(partial(_exchanged, function, args))
        finally:
            self._idle.put(child)
        if failed:
            raise Ended(failed)
        found: T = returned
        return found


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def readers(texts: int, count: int | None = None) -> Iterator[Readers | None]:
    """As many as there are cores, for as long as the block lasts; None for a few texts or a single core."""
    count = count or cores()
    if texts < FEWEST or count < 2:
        yield None
        return
    held = Readers(count)
    try:
        yield held
    finally:
        held.close()


def in_order(items: Iterable[T], begin: Callable[[T], U], ahead: int) -> Iterator[tuple[T, U]]:
    """Each item with what was begun for it, which happens `ahead` items before its turn and no earlier."""
    begun: deque[tuple[T, U]] = deque()
    for item in items:
        begun.append((item, begin(item)))
        if len(begun) > ahead:
            yield begun.popleft()
    while begun:
        yield begun.popleft()


def _exchanged(
    function: Callable[..., Any], args: tuple[Any, ...], stdin: IO[bytes], stdout: IO[bytes]
) -> tuple[str | None, Any]:
    pickle.dump((function, args), stdin)
    stdin.flush()
    answer: tuple[str | None, Any] = pickle.load(stdout)  # noqa: S301 (from a process of ours that runs our own code)
    return answer


def _answered(stdin: IO[bytes], stdout: IO[bytes]) -> bool:
    try:
        function, args = pickle.load(stdin)  # noqa: S301 (from the process that started this one)
    except EOFError:
        return False
    answer: tuple[str | None, Any]
    try:
        answer = None, function(*args)
    except MemoryError:
        answer = "reading it needs too much memory", None
    except Exception as error:  # a defect, met in one text: the others are read
        answer = f"it cannot be read: {type(error).__name__}", None
    pickle.dump(answer, stdout)
    return True


if __name__ == "__main__":
    serve(_answered)
