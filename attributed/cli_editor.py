"""The person's own editor on a piece of text."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from attributed.errors import Misuse


def edited(text: str) -> str:
    """The text as it is when the editor (VISUAL, EDITOR, else vi) is closed; Misuse where there is none."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with TemporaryDirectory(prefix="attributed-") as folder:
        path = Path(folder, "claim.yaml")
        path.write_text(text, "utf-8")
        try:
            subprocess.run([*command, str(path)], check=True)  # noqa: S603 - the person's own setting
        except (OSError, subprocess.CalledProcessError) as error:
            raise Misuse(f"the editor {command[0]!r} failed: {error}") from None
        return path.read_text("utf-8")
