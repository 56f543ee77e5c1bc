"""How far a command has come: a bar on a terminal for what takes longer than a second, silence elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from threading import Timer
from types import TracebackType
from typing import Self, TypeVar

from rich import progress as rich
from rich.console import Console
from rich.text import Text

T = TypeVar("T")
SILENT = 1.0
"""Seconds before anything is shown."""
_OFTEN = 0.1
"""Seconds between two updates of a count."""


class _Bar:
    """One bar on stderr: what is done, how much of it by these columns, and the time."""

    def __init__(self, console: Console | None, *columns: rich.ProgressColumn) -> None:
        console = console or Console(stderr=True)
        self._bar = rich.Progress(
            rich.TextColumn("{task.description}", markup=False),
            rich.BarColumn(),
            *columns,
            rich.TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)
        self._timer = Timer(SILENT, self._bar.start) if console.is_terminal else None

    def __enter__(self) -> Self:
        if self._timer:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer.join()
            self._bar.stop()


class Progress(_Bar):
    """Files one after another: the file, its bytes, their rate and the time."""

    def __init__(self, files: int, console: Console | None = None) -> None:
        super().__init__(console, rich.DownloadColumn(), rich.TransferSpeedColumn())
        self._files, self._begun = files, 0
        self._name = ""

    def fetching(self, source: str) -> None:
        self._bar.reset(self._task, description=f"{source}: fetching", total=None)

    def begin(self, name: str, size: int | None) -> Callable[[int], None]:
        """A file of this size is read from now on; to be told how far it has been read."""
        self._begun += 1
        count = f"{self._begun}/{self._files} " if self._files > 1 else ""
        self._name = f"{count}{name[-60:]}"
        self._bar.reset(self._task, description=self._name, total=size)
        return self._read

    def deriving(self) -> None:
        """The file has been read whole; what follows is the graph's work."""
        self._bar.update(self._task, description=f"{self._name}: deriving the graph")

    def _read(self, position: int) -> None:
        self._bar.update(self._task, completed=position)


class Counting(_Bar):
    """What is counted one by one: how many are done, their rate and the time."""

    def __init__(self, doing: str, console: Console | None = None) -> None:
        super().__init__(console, rich.MofNCompleteColumn(), _Rate())
        self._bar.update(self._task, description=doing)
        self._done = 0
        self._told = 0.0

    def over(self, items: Iterable[T], total: int | None = None) -> Iterator[T]:
        """The items, counted when the next is asked for; several iterations are counted on."""
        self._bar.update(self._task, total=total)
        for item in items:
            yield item
            self._done += 1
            if time.monotonic() - self._told > _OFTEN:
                self._told = time.monotonic()
                self._bar.update(self._task, completed=self._done)


class _Rate(rich.ProgressColumn):
    def render(self, task: rich.Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")
