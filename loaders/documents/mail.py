"""Mail: the text of a message, plain where it has one, with subject, sender and date."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from attributed.loaders.documents.found import Found, Refused, line, paragraphs
from attributed.loaders.documents.markup import plain


def read(data: bytes) -> list[Found]:
    """The message; Refused where it has no text. Attachments are no part of it."""
    message = message_from_bytes(data, policy=policy.default.clone(max_line_length=None))
    part = message.get_body(("plain", "html"))
    body = _text(part) if part else ""
    if not body:
        raise Refused("the message has no text")
    name, sender = parseaddr(_header(message, "From") or "")
    host = sender.rpartition("@")[2].casefold() or None
    day, written = _date(_header(message, "Date"))
    return [
        Found(
            body=body,
            title=line(_header(message, "Subject")),
            publisher=line(name, 200) or line(host, 200),
            host=line(host, 200),
            date=day,
            date_text=written,
            language=line(_header(message, "Content-Language"), 35),
        )
    ]


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, TypeError, IndexError, AttributeError):
        return None
    return str(value) if value is not None else None


def _text(part: MIMEPart[Any, Any]) -> str:
    try:
        content: str = part.get_content()
    except (LookupError, ValueError) as error:
        raise Refused(f"the text of the message cannot be decoded: {error}") from None
    if part.get_content_subtype() == "html":
        return plain(content)
    kept = "\n".join(written.rstrip() for written in content.splitlines())
    return "\n\n".join(paragraphs(block).replace("\n\n", "\n") for block in kept.split("\n\n") if block.strip())


def _date(written: str | None) -> tuple[str | None, str | None]:
    try:
        return parsedate_to_datetime(written or "").date().isoformat(), line(written, 100)
    except ValueError:
        return None, line(written, 100)
