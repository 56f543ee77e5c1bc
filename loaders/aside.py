"""What is set aside on disk while a file is read through: some formats say at the end what the beginning means."""

from __future__ import annotations

import marshal
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Any


class Aside:
    """Takes values of JSON and gives them back in order. The file has no name and ends with the `with` block."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=1 << 20, prefix="attributed-")  # noqa: SIM115  # closed by __exit__

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def put(self, value: Any) -> None:
        """ValueError where lists and maps lie too deep inside each other."""
        data = marshal.dumps(value)
        self._file.write(len(data).to_bytes(8) + data)

    def __iter__(self) -> Iterator[Any]:
        self._file.seek(0)
        while size := self._file.read(8):
            yield marshal.loads(self._file.read(int.from_bytes(size)))  # noqa: S302  # this process wrote it
