"""Disjoint sets of records, some of which must never come together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Groups:
    """Each group is led by its smallest record; `apart` are pairs that no join may bring together."""

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        self._leader: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for left, right in apart:
            self._apart[left].add(right)
            self._apart[right].add(left)

    def find(self, record: str) -> str:
        leader = self._leader.setdefault(record, record)
        while leader != self._leader[leader]:
            self._leader[leader] = self._leader[self._leader[leader]]
            leader = self._leader[leader]
        self._leader[record] = leader
        return leader

    def join(self, left: str, right: str) -> bool:
        """Bring two groups together; False where they are one already or are kept apart."""
        first, second = sorted((self.find(left), self.find(right)))
        if first == second or second in self._apart[first]:
            return False
        self._leader[second] = first
        for other in self._apart.pop(second, ()):
            self._apart[other].discard(second)
            self._apart[other].add(first)
            self._apart[first].add(other)
        return True
