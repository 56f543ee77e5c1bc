"""Which records share a key: what may make two of them one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attributed.graph.candidate import Key


class Meetings:
    """Keys are known by their hash alone, in a third of the memory.

    Two keys of one hash bring records together that need not be: more is looked at then, and nothing else is found.
    """

    def __init__(self) -> None:
        self._held: dict[int, str | list[str]] = {}
        """One record, which most keys have, is kept without a list."""

    def add(self, record: str, keys: Iterable[Key]) -> None:
        for key in {hash(key) for key in keys}:
            held = self._held.get(key)
            if held is None:
                self._held[key] = record
            elif isinstance(held, str):
                self._held[key] = [held, record]
            else:
                held.append(record)

    def remove(self, record: str, keys: Iterable[Key]) -> set[str]:
        """Forget the record under these keys; the others that are there."""
        met: set[str] = set()
        for key in {hash(key) for key in keys}:
            held = self._held[key]
            if isinstance(held, str):
                del self._held[key]
                continue
            held.remove(record)
            met.update(held)
            if len(held) == 1:
                self._held[key] = held[0]
        return met

    def of(self, key: Key) -> Collection[str]:
        held = self._held.get(hash(key), ())
        return (held,) if isinstance(held, str) else held
