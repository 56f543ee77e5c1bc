"""How far a load has come: a bar on a terminal for what takes longer than a second, silence elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from threading import Timer
from types import TracebackType

from rich import progress as rich
from rich.console import Console

SILENT = 1.0
"""Seconds before anything is shown."""


class Progress:
    """One bar on stderr: the file, its bytes, their rate and the time."""

    def __init__(self, files: int, console: Console | None = None) -> None:
        console = console or Console(stderr=True)
        self._bar = rich.Progress(
            rich.TextColumn("{task.description}", markup=False),
            rich.BarColumn(),
            rich.DownloadColumn(),
            rich.TransferSpeedColumn(),
            rich.TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)
        self._files, self._begun = files, 0
        self._name = ""
        self._timer = Timer(SILENT, self._bar.start) if console.is_terminal else None

    def __enter__(self) -> Progress:
        if self._timer:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer.join()
            self._bar.stop()

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
