"""The time of each stage of loading: parse, write, resolve and project."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from attributed.graph import projection
from attributed.graph.cypher_store import CypherStore
from attributed.graph.projection import Projector
from attributed.graph.store import Appended
from attributed.schema.batch import Batch

STAGES = ("parse", "write", "resolve", "project")
_WATCHED = ((Projector, "project"), (projection, "Resolution"))


class Stages:
    """Seconds of the processor, of all its cores, for all that is loaded through it."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)

    def load(self, store: CypherStore, batches: Iterable[Batch]) -> Appended:
        spent: dict[str, float] = defaultdict(float)
        with _watched(spent):
            begun = time.process_time()
            done = store.append(_timed(batches, spent))
            whole = time.process_time() - begun
        self.seconds["parse"] += spent["parse"]
        self.seconds["write"] += whole - spent["parse"] - spent["project"]
        self.seconds["resolve"] += spent["Resolution"]
        self.seconds["project"] += spent["project"] - spent["Resolution"]
        return done

    @property
    def total(self) -> float:
        return sum(self.seconds.values())

    def __str__(self) -> str:
        return ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in self.seconds.items())


def _timed(batches: Iterable[Batch], spent: dict[str, float]) -> Iterator[Batch]:
    """The batches, and in `spent` the seconds that it took to make them."""
    waiting = iter(batches)
    while True:
        begun = time.process_time()
        batch = next(waiting, None)
        spent["parse"] += time.process_time() - begun
        if batch is None:
            return
        yield batch


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    """The seconds of every call of what is watched are added to `spent`."""
    originals = [(owner, name, getattr(owner, name)) for owner, name in _WATCHED]
    for owner, name, original in originals:
        setattr(owner, name, _watching(original, name, spent))
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _watching(original: Any, name: str, spent: dict[str, float]) -> Any:
    def watched(*given: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return original(*given, **named)
        finally:
            spent[name] += time.process_time() - begun

    return watched
