"""The store is synchronous: a bounded pool of threads asks it, and what no longer fits is told to come back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from attributed.errors import StoreError

P = ParamSpec("P")
T = TypeVar("T")


class Overloaded(StoreError):
    """More requests than may wait; `retry_after` in seconds."""

    title = "Too many requests at once"

    def __init__(self, retry_after: int = 2) -> None:
        self.retry_after = retry_after
        super().__init__(f"every thread is taken and the queue is full; try again in {retry_after} s")


class Workers:
    """`threads` calls at once; `backlog` more wait; the next raises Overloaded."""

    def __init__(self, threads: int, backlog: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="store")
        self._free = threading.Semaphore(threads + backlog)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`, called in a thread. A place is taken until the call has really ended."""
        if not self._free.acquire(blocking=False):
            raise Overloaded
        future = self._pool.submit(partial(work, *args, **kwargs))
        future.add_done_callback(self._release)
        return await asyncio.wrap_future(future)

    def _release(self, _: Future[T]) -> None:
        self._free.release()

    def close(self) -> None:
        """Wait for what runs, drop what waits."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def pieces(parts: Iterable[bytes], size: int = 1 << 16) -> Iterator[bytes]:
    """The same bytes in pieces of at least `size`, so that a thread is not asked for every line."""
    piece = bytearray()
    for part in parts:
        piece += part
        if len(piece) >= size:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)
