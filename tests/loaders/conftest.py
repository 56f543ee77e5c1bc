"""Files that the loaders' tests write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from attributed.loaders.loader import InputFile

Write = Callable[..., InputFile]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def file(text: str | bytes, name: str = "claims.yaml") -> InputFile:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return InputFile(path, name)

    return file
