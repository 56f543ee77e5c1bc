"""Work in pieces of a bounded size."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def chunks(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` things, none of them empty."""
    rest = iter(things)
    while piece := list(islice(rest, size)):
        yield piece
