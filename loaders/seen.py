"""What was fetched and when: one small file per source under the data folder."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attributed.schema.dates import now


@dataclass(frozen=True, slots=True)
class Seen:
    """The last file of a source that was loaded: `sha256` of its unpacked bytes, `programmes` the part taken of it.

    `etag` and `last_modified` are the publisher's words; `fetched_at` is when it was new, `checked_at` when the
    publisher was last asked.
    """

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    programmes: tuple[str, ...]
    fetched_at: str
    checked_at: str

    def conditions(self) -> dict[str, str]:
        """The headers that ask for a file only if it is another one."""
        held = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {key: value for key, value in held.items() if value}

    def is_stale(self, days: int) -> bool:
        return datetime.fromisoformat(self.checked_at) + timedelta(days=days) <= datetime.now(UTC)

    def still(self) -> Seen:
        """The same, asked for now."""
        return replace(self, checked_at=now())


def recall(folder: Path, source: str) -> Seen | None:
    """What is known of a source; None where nothing is, or nothing that can be read."""
    try:
        held = json.loads(_path(folder, source).read_text("utf-8"))
        return Seen(**{**held, "programmes": tuple(held["programmes"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember(folder: Path, source: str, seen: Seen) -> None:
    path = _path(folder, source)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_suffix(".new")
    whole.write_text(json.dumps(asdict(seen), indent=2) + "\n", "utf-8")
    whole.replace(path)


def _path(folder: Path, source: str) -> Path:
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", source):
        raise ValueError(f"{source!r} is no name of a source")
    return folder / "fetched" / f"{source}.json"
