"""PDF files: the text of their pages, and a title and a date where the document states them."""

from __future__ import annotations

import io
import re
from datetime import datetime

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from attributed.loaders.documents.found import Found, Refused, line, paragraphs

MOST_PAGES = 2_000
_FIRST_LINES = 15
_MADE_UP = re.compile(r"\.(?:docx?|indd|pptx?|rtf|pdf)$|^(?:microsoft |untitled|layout|slide )", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(?:date|dated|published|issued|released|release date)[: ]+)?(?:on )?(?:\w+day,? )?"
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d")
_BROKEN = re.compile(r"(?<=[a-z])-\n[ \t]*(?=[a-z])")
_COLUMNS = re.compile(r"\S {5,}\S")
_MOST_TORN = 0.3
_SHORT = 0.6


def read(data: bytes) -> list[Found]:
    """The document; Refused where it is encrypted, broken, too long, or holds pictures of text only."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("the PDF is encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Refused(f"more than {MOST_PAGES:,} pages")
        body = _joined([written for page in reader.pages for written in _text(page).splitlines()])
        titled = line(reader.metadata.title if reader.metadata else None)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise Refused(f"not a PDF that can be read: {type(error).__name__}") from None
    if not body:
        raise Refused("the PDF has no text, only pictures")
    day, written = _date(body)
    title = titled if titled and not _MADE_UP.search(titled) else line(body.partition("\n")[0], 200)
    return [Found(body=body, title=title, date=day, date_text=written)]


def _text(page: PageObject) -> str:
    """The lines as they are set; for a page in columns, in the order in which the file holds its text."""
    text = page.extract_text(extraction_mode="layout")
    lines = text.splitlines()
    torn = sum(bool(_COLUMNS.search(written.strip())) for written in lines)
    return page.extract_text() if torn > _MOST_TORN * len(lines) else text


def _joined(lines: list[str]) -> str:
    """Paragraphs, with words put together again that were broken at a line's end.

    A paragraph ends at an empty line, and at a line that is much shorter than the full ones: a heading, a last line.
    """
    lengths = sorted(len(written.strip()) for written in lines if written.strip())
    full = lengths[len(lengths) * 9 // 10] if lengths else 0
    text = "\n".join(f"{written}\n" if len(written.strip()) < _SHORT * full else written for written in lines)
    parts = (paragraphs(part).replace("\n\n", "\n") for part in re.split(r"\n[ \t]*\n", _BROKEN.sub("", text)))
    return "\n\n".join(part for part in parts if part)


def _date(body: str) -> tuple[str | None, str | None]:
    """The day of a line of its own at the head of the document; the file's own dates tell of the file alone."""
    for words in body.splitlines()[:_FIRST_LINES]:
        found = _DAY.fullmatch(words.strip().rstrip("."))
        if not found:
            continue
        day = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", found["day"])
        for form in _FORMS:
            for written in (day, day.replace(",", "")):
                try:
                    return datetime.strptime(written, form).date().isoformat(), found["day"]
                except ValueError:
                    continue
    return None, None
