"""The formats that can be loaded and the sources that have a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path, PurePath

from attributed.errors import BadInput, UnknownFormat
from attributed.loaders.cfr.loader import CfrLoader
from attributed.loaders.claims import ClaimsLoader
from attributed.loaders.claims_file import JSON_LINES, YAML
from attributed.loaders.disclosure import DisclosureLoader
from attributed.loaders.documents.confined import Confined
from attributed.loaders.documents.loader import document_loaders
from attributed.loaders.eurepoc.loader import EurepocLoader
from attributed.loaders.ftm.loader import FtmLoader
from attributed.loaders.loader import InputFile, Loader
from attributed.loaders.misp.loader import MispGalaxyLoader
from attributed.loaders.node import meant
from attributed.loaders.sanctions.eu import EuSanctionsLoader
from attributed.loaders.sanctions.ofac_advanced import OfacAdvancedLoader
from attributed.loaders.sanctions.ofac_csv import OfacCsvLoader
from attributed.loaders.sanctions.ofac_enhanced import OfacEnhancedLoader
from attributed.loaders.sanctions.ofac_xml import OfacXmlLoader
from attributed.loaders.sanctions.ofsi import OfsiLoader
from attributed.loaders.sanctions.uk import UkSanctionsLoader
from attributed.loaders.sanctions.un import UnSanctionsLoader
from attributed.loaders.stix.loader import StixLoader

LOADERS: tuple[Loader, ...] = (
    StixLoader(),
    MispGalaxyLoader(),
    ClaimsLoader(),
    OfacXmlLoader(),
    OfacAdvancedLoader(),
    OfacEnhancedLoader(),
    OfacCsvLoader(),
    UkSanctionsLoader(),
    EuSanctionsLoader(),
    UnSanctionsLoader(),
    FtmLoader(),
    EurepocLoader(),
    OfsiLoader(Confined()),
    CfrLoader(),
    *document_loaders(),
    DisclosureLoader(),
)
"""In the order they are asked: the one that reads any text is the last."""


def loader_for(file: InputFile, format: str | None = None) -> Loader:
    """The loader of this format, or the first that recognises the file by its beginning.

    BadInput where there is none, and for a file that is empty, too large or cannot be opened.
    """
    head = _head(file)
    if format is not None:
        return _named(file, format)
    for loader in LOADERS:
        if loader.recognises(file.bare_name(), head):
            return loader
    kind = "a binary file" if b"\0" in head else "a file"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        kind = "a text in UTF-16, not in UTF-8, and so"
    raise UnknownFormat(file.name, f"{kind} of no known format ({_formats()})")


def _head(file: InputFile) -> bytes:
    try:
        size, head = file.size(), file.head()
    except OSError as error:
        raise BadInput(file.name, f"cannot be opened: {error.strerror}") from None
    if size > file.max_bytes:
        raise BadInput(file.name, f"larger than {file.max_bytes:,} bytes")
    if not head.strip():
        raise BadInput(file.name, "the file is empty")
    return head


def _named(file: InputFile, format: str) -> Loader:
    for loader in LOADERS:
        if loader.format == format:
            _check(file, loader)
            return loader
    known = [loader.format for loader in LOADERS]
    raise UnknownFormat(file.name, f"there is no format {format!r}{meant(format, known)} ({_formats()})")


def _check(file: InputFile, loader: Loader) -> None:
    """A file of data is never read as prose, even where a person asks for it."""
    if loader.format == DisclosureLoader.format and PurePath(file.name).suffix.lower() in (*YAML, *JSON_LINES):
        raise UnknownFormat(file.name, "a file of data, which is not read as a text")


def _formats() -> str:
    return "formats: " + ", ".join(loader.format for loader in LOADERS)


def _examples() -> list[Path]:
    folder = Path(str(resources.files(__package__) / "examples"))
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".txt"))


SOURCES: Mapping[str, Callable[[], list[Path]]] = {"examples": _examples}
"""The files of each registered source, in the order they are loaded."""
