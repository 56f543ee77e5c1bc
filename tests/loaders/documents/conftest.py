"""A PDF as small as can be, written by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

MakePdf = Callable[..., bytes]


@pytest.fixture
def pdf() -> MakePdf:
    """Makes a PDF that shows these lines, or has this packed content stream."""
    return _pdf


def _pdf(*text: str, packed: bytes | None = None, title: str | None = None) -> bytes:
    stream = _lines(*text) if packed is None else packed
    kind = b"" if packed is None else b"/Filter /FlateDecode"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), kind, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) >>" % (title or "").encode(),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R /Info 6 0 R >>" % (len(objects) + 1)
    start = len(out)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer %s\nstartxref\n%d\n%%%%EOF" % (trailer, start)


def _lines(*text: str) -> bytes:
    shown = b" 0 -16 Td ".join(b"(%s) Tj" % line.encode() for line in text)
    return b"BT /F1 12 Tf 72 720 Td " + shown + b" ET"
