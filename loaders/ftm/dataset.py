"""Which dataset a file is of, and which edition: from the publisher's index beside it, its name and its folder."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.schema.source import Source

GENERIC = ("entities.ftm.json", "targets.nested.json", "targets.simple.csv", "entities.delta.json")
"""What the publisher calls a file of any dataset: then its folder is the dataset's."""

OTHER_FORMS = ("names.txt", "senzing.json", "statements.pack", "targets.nested.json", "targets.simple.csv")
"""The same entities in other forms, beside entities.ftm.json: not read."""

INDEX, DELTA_INDEX = "index.json", "delta.json"
LICENCE = "CC-BY-NC-4.0"

_VERSION = re.compile(r"(\d{4})(\d{2})(\d{2})\d{6}-[a-z0-9]{3}")
_ARTIFACT = re.compile(r"https://data\.opensanctions\.org/artifacts/([^/]+)/")


@dataclass(frozen=True, slots=True)
class Dataset:
    """`source` by the rule of its kind; `edition` is the version a file is named by, `day` its day."""

    source: Source
    edition: str | None = None
    day: str | None = None

    @property
    def is_opensanctions(self) -> bool:
        return self.source.id.startswith("opensanctions-")


def dataset(file: InputFile, opensanctions: bool) -> Dataset:
    """The dataset of a file; `opensanctions` says whether its entities are in the publisher's own form."""
    index = _index(file, INDEX)
    version = _VERSION.match(file.bare_name())
    name = _slug(_text(index.get("name"))) or _of_delta(file) or _named(file)
    kind = "opensanctions" if opensanctions else "ftm"
    source = name if name.startswith((f"{kind}-", "opensanctions-")) else f"{kind}-{name}"
    described = Source(
        id=source,
        title=_text(index.get("title")) or None,
        publisher="OpenSanctions" if opensanctions else None,
        licence=LICENCE if opensanctions else None,
        homepage=f"https://www.opensanctions.org/datasets/{name}/" if opensanctions else None,
    )
    if not version:
        return Dataset(described)
    return Dataset(described, version[0], "-".join(version.groups()))


def _index(file: InputFile, name: str) -> dict[str, Any]:
    """The index beside the file; nothing where there is none that can be read."""
    for companion in file.companions:
        if companion.bare_name() == name:
            try:
                held = json.loads(companion.read())
            except (BadInput, OSError, ValueError, RecursionError):
                return {}
            return held if isinstance(held, dict) else {}
    return {}


def _of_delta(file: InputFile) -> str:
    """The dataset in the addresses of a delta's index."""
    versions = _index(file, DELTA_INDEX).get("versions")
    found = (_ARTIFACT.match(str(url)) for url in versions.values()) if isinstance(versions, dict) else ()
    return next((_slug(match[1]) for match in found if match), "")


def _named(file: InputFile) -> str:
    bare = _VERSION.sub("", file.bare_name()).strip(".-_")
    if bare in GENERIC:
        return _slug(PurePath(file.name).parent.name) or "unknown"
    for generic in GENERIC:
        bare = bare.removesuffix(generic)
    return _slug(bare.removesuffix(".json").removesuffix(".csv").removesuffix(".ftm")) or "unknown"


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _slug(text: str) -> str:
    """As the publisher writes the names of datasets: lower case, words joined by underscores or hyphens."""
    return re.sub(r"[^a-z0-9_-]+", "-", text.casefold()).strip("-_")
