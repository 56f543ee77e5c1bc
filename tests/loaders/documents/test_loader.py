"""Web pages, PDF files, mail and feeds: what is taken out of them, and what their documents say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from textwrap import dedent

import pytest

from attributed.errors import BadInput
from attributed.loaders.loader import InputFile
from attributed.loaders.reading import Reading, Stored
from attributed.loaders.registry import loader_for
from attributed.schema.batch import Batch
from attributed.schema.canonical import sha256
from attributed.schema.predicate import Predicate

Write = Callable[..., InputFile]
MakePdf = Callable[..., bytes]

SAID = "APT28 compromised the German Social Democratic Party in 2023."
REST = "The Ministry of Foreign Affairs has summoned the Russian ambassador over the attack on the party."

PAGE = f"""\
<!-- made by hand -->
<!DOCTYPE html>
<html lang="en-GB">
<head>
  <title>Norlund names APT28 | The Northern Ledger</title>
  <meta property="og:title" content="Norlund names APT28">
  <meta property="og:site_name" content="The Northern Ledger">
  <meta property="article:published_time" content="2024-05-03T09:00:00Z">
  <link rel="canonical" href="https://ledger.example/news/apt28">
  <script>var hidden = "APT31 compromised the script";</script>
</head>
<body>
  <nav><a href="/">Home</a> <a href="/news">News</a></nav>
  <article><h1>Norlund names APT28</h1><p>{SAID}</p><p>{REST}</p></article>
  <aside class="ad">Protect your company with FortressBox. Subscribe to our newsletter!</aside>
  <footer>Copyright 1999 The Northern Ledger</footer>
</body></html>
"""
MAIL = f"""\
Received: from mail.norlund.example by mx.example; Fri, 3 May 2024 10:00:00 +0200
From: Foreign Ministry of Norlund <press@mfa.norlund.example>
To: list@example.org
Subject: =?utf-8?q?Norlund_names_APT28_=E2=80=93_statement?=
Date: Fri, 3 May 2024 09:59:00 +0200
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

{SAID}

{REST}
--b
Content-Type: text/html; charset=utf-8

<p>{SAID}</p>
--b--
"""
RSS = f"""\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Norlund CERT</title><link>https://cert.example/</link><language>en</language>
<item><title>First</title><link>https://cert.example/1</link><pubDate>Fri, 03 May 2024 09:00:00 GMT</pubDate>
<description>Teaser</description><content:encoded><![CDATA[<p>{SAID}</p><p>{REST}</p>]]></content:encoded></item>
<item><title>Empty</title><link>https://cert.example/2</link></item>
<item><title>Third</title><link>https://cert.example/3</link><description>&lt;p&gt;{REST}&lt;/p&gt;</description></item>
</channel></rss>
"""
ATOM = f"""\
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Norlund CERT</title>
<entry><title>First</title><link rel="alternate" href="https://cert.example/1"/><published>2024-05-03T09:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SAID}</p></div></content></entry>
</feed>
"""


def batches(file: InputFile) -> list[Batch]:
    return list(loader_for(file).load(file))


def body(batch: Batch) -> str:
    held = {snapshot.sha256: snapshot.data for snapshot in batch.snapshots}
    return held[batch.disclosure.text_sha256 or ""].decode()


def test_a_page_gives_its_main_text_and_what_it_says_of_itself(write: Write) -> None:
    first, last = batches(write(PAGE, "page"))
    disclosure = first.disclosure
    assert (disclosure.title, disclosure.publisher) == ("Norlund names APT28", "The Northern Ledger")
    assert (disclosure.published_on, disclosure.published_on_latest) == ("2024-05-03", "2024-05-03")
    assert disclosure.url == "https://ledger.example/news/apt28"
    assert disclosure.source == "prose-the-northern-ledger"
    assert body(first) == f"Norlund names APT28\n\n{SAID}\n\n{REST}"
    assert {snapshot.data for snapshot in first.snapshots} == {PAGE.encode(), body(first).encode()}
    assert last.spans
    assert all(body(first)[span.start : span.end] == span.quote for span in last.spans)


def test_a_date_that_a_page_does_not_state_stays_empty(write: Write) -> None:
    page = PAGE.replace('  <meta property="article:published_time" content="2024-05-03T09:00:00Z">\n', "")
    disclosure = batches(write(page, "page.html"))[0].disclosure
    assert (disclosure.published_on, disclosure.published_on_text) == (None, None)


def test_an_address_that_is_none_of_the_web_is_left_out(write: Write) -> None:
    page = PAGE.replace("https://ledger.example/news/apt28", "javascript:alert(1)")
    assert batches(write(page, "page.html"))[0].disclosure.url is None


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://ana:secret@ledger.example/a?b=c", "https://ledger.example/a?b=c"),
        ("http://[::1/a", None),
        ("https:///a", None),
        ("ftp://ledger.example/a", None),
    ],
)
def test_an_address_is_kept_without_a_password_and_only_if_it_is_one(write: Write, address: str, kept: str) -> None:
    page = PAGE.replace("https://ledger.example/news/apt28", address)
    assert batches(write(page, "page.html"))[0].disclosure.url == kept
    text = f"Title: a\nURL: {address}\n---\n{SAID}"
    assert batches(write(text, "a.txt"))[0].disclosure.url == kept


@pytest.mark.parametrize(
    ("stated", "days"),
    [
        ("2024-05-01", ("2024-05-01", "2024-05-01")),
        ("2024-05", ("2024-05-01", "2024-05-31")),
        ("2024-02-31", ("2024-02-01", "2024-02-29")),
        ("2024-05-03T23:30:00-0500", ("2024-05-03", "2024-05-03")),
        ("May 3rd, 2024", ("2024-05-03", "2024-05-03")),
        ("03/05/2024", ("2024-05-03", "2024-05-03")),
    ],
)
def test_a_month_that_a_page_states_is_not_made_its_first_day(write: Write, stated: str, days: tuple[str, str]) -> None:
    page = PAGE.replace(
        'property="article:published_time" content="2024-05-03T09:00:00Z"', f'name="date" content="{stated}"'
    )
    disclosure = batches(write(page, "page.html"))[0].disclosure
    assert (disclosure.published_on, disclosure.published_on_latest) == days


def test_today_is_no_day_in_a_document_that_states_only_its_month(write: Write) -> None:
    said = "Today the United Kingdom sanctioned the company Korda Systems Ltd."
    for stated, day in (("2024-05-03", "2024-05-03"), ("2024-05", None)):
        last = batches(write(f"Title: a\nDate: {stated}\n---\n{said}", "a.txt"))[-1]
        assert [claim.event_start for claim in last.claims if claim.predicate is Predicate.SANCTIONED_BY] == [day]


def test_a_pdf_gives_its_text_its_title_and_the_day_at_its_head(write: Write, pdf: MakePdf) -> None:
    file = write(pdf("Statement", "3 May 2024", SAID, title="Norlund names APT28"), "statement")
    first, last = batches(file)
    assert (first.disclosure.title, first.disclosure.published_on) == ("Norlund names APT28", "2024-05-03")
    assert first.disclosure.published_on_text == "3 May 2024"
    assert SAID in body(first)
    assert last.claims


def test_a_pdf_gives_paragraphs_and_whole_words(write: Write, pdf: MakePdf) -> None:
    text = (
        "A heading",
        "APT28 compromised the accounts of the German Social Demo-",
        "cratic Party in 2023.",
        REST[:60],
    )
    whole = "APT28 compromised the accounts of the German Social Democratic Party in 2023."
    assert body(batches(write(pdf(*text), "a.pdf"))[0]) == f"A heading\n\n{whole}\n\n{REST[:60].strip()}"


def test_a_pdf_without_a_title_is_called_by_its_first_line(write: Write, pdf: MakePdf) -> None:
    file = write(pdf("Statement of Norlund", SAID, title="Microsoft Word - draft7.docx"), "a.pdf")
    assert batches(file)[0].disclosure.title == "Statement of Norlund"


def test_mail_gives_its_plain_text_subject_sender_and_date(write: Write) -> None:
    first, last = batches(write(MAIL, "message"))
    assert first.disclosure.title == "Norlund names APT28 – statement"
    assert (first.disclosure.publisher, first.disclosure.published_on) == ("Foreign Ministry of Norlund", "2024-05-03")
    assert body(first) == f"{SAID}\n\n{REST}"
    assert last.claims


def test_mail_in_html_is_read_as_its_reader_sees_it(write: Write) -> None:
    mail = f"""\
    From: press@mfa.norlund.example
    Subject: Norlund
    Content-Type: text/html

    <style>p {{}}</style><p>Good <b>morn</b>ing</p><!-- APT31 --><p>{REST}<br>Bye</p>
    """
    first = batches(write(dedent(mail), "message.eml"))[0]
    assert body(first) == f"Good morning\n\n{REST}\n\nBye"
    assert first.disclosure.publisher == "mfa.norlund.example"
    assert first.disclosure.published_on is None


def test_every_item_of_a_feed_with_text_is_a_disclosure(write: Write) -> None:
    found = {batch.disclosure.id: batch for batch in reversed(batches(write(RSS, "feed.xml")))}
    first, third = sorted(found.values(), key=lambda batch: batch.disclosure.title or "")
    assert body(first) == f"{SAID}\n\n{REST}"
    assert (first.disclosure.published_on, first.disclosure.url) == ("2024-05-03", "https://cert.example/1")
    assert (first.disclosure.publisher, third.disclosure.title) == ("Norlund CERT", "Third")
    assert body(third) == REST


@pytest.mark.parametrize(
    "feed",
    [
        RSS.replace("?>\n<rss", '?>\n<?xml-stylesheet type="text/xsl" href="/rss.xsl"?>\n<rss').encode(),
        RSS.replace("utf-8", "utf-16").encode("utf-16"),
        b"\n \n" + RSS.encode(),
        RSS.replace(
            "<link>https://cert.example/1</link>", '<guid isPermaLink="true">https://cert.example/1</guid>'
        ).encode(),
        RSS.replace("Fri, 03 May 2024 09:00:00 GMT", "2024-05-03T09:00:00Z").encode(),
        ATOM.replace("<feed ", '<feed xml:base="https://cert.example/x/" ')
        .replace("https://cert.example/1", "../1")
        .encode(),
        ATOM.replace("xmlns=", "xmlns:a=", 1)
        .replace("<", "<a:")
        .replace("<a:/", "</a:")
        .replace("a:div xmlns", "a:div xmlns:h")
        .encode(),
    ],
    ids=["stylesheet", "utf-16", "blank first", "guid", "iso date", "relative", "prefix"],
)
def test_a_feed_is_read_however_its_publisher_writes_it(write: Write, feed: bytes) -> None:
    first = batches(write(feed, "feed.xml"))[0].disclosure
    assert (first.title, first.url, first.published_on) == ("First", "https://cert.example/1", "2024-05-03")


def test_a_date_that_is_none_is_kept_as_written(write: Write) -> None:
    for data, name in (
        (RSS.replace("Fri, 03 May 2024 09:00:00 GMT", "in May"), "feed.xml"),
        (MAIL.replace("Date: Fri, 3 May 2024 09:59:00 +0200", "Date: in May"), "a.eml"),
    ):
        disclosure = batches(write(data, name))[0].disclosure
        assert (disclosure.published_on, disclosure.published_on_text) == (None, "in May")


def test_an_atom_entry_is_a_disclosure(write: Write) -> None:
    first = batches(write(ATOM, "feed"))[0]
    assert body(first) == SAID
    assert (first.disclosure.title, first.disclosure.published_on) == ("First", "2024-05-03")


def test_a_text_in_another_language_is_stored_and_not_read(write: Write) -> None:
    text = "Die Bundesregierung hat den Angriff auf die Partei der Gruppe APT28 zugeschrieben, die von dem Dienst GRU "
    first, last = batches(write(text + "gesteuert wird. Das teilte das Auswärtige Amt in Berlin mit.", "text.txt"))
    assert (first.disclosure.language, first.disclosure.read_by) == ("de", None)
    assert body(first).startswith("Die Bundesregierung")
    assert (last.claims, last.closing is not None) == ((), True)


def test_a_text_that_is_read_says_by_what(write: Write) -> None:
    disclosure = batches(write(PAGE, "page.html"))[0].disclosure
    assert (disclosure.language, disclosure.read_by) == ("en", Reading().extractor.name)


@pytest.mark.parametrize(
    ("text", "name"), [(PAGE, "page.html"), (MAIL, "mail.eml"), (RSS, "feed.rss"), (SAID, "text.txt")]
)
def test_known_bytes_keep_the_text_they_were_first_read_as(write: Write, text: str, name: str) -> None:
    file = write(text, name)
    held = {}
    for batch in batches(file):
        body_then = replace(batch.disclosure, title="as first read", text_sha256=sha256(b"another text"))
        held[batch.disclosure.sha256 or ""] = Stored(batch.source, body_then)
    again = batches(replace(file, reading=Reading(stored=held.get)))
    assert {batch.disclosure.title for batch in again} == {"as first read"}
    assert not any(batch.snapshots or batch.claims or batch.closing for batch in again)


@pytest.mark.parametrize(
    ("text", "name", "format"),
    [
        (PAGE, "page", "html"),
        ("<p>A fragment", "page.htm", "html"),
        (RSS, "x", "feed"),
        (ATOM, "x.xml", "feed"),
        (MAIL, "x.txt", "mail"),
        (SAID, "x.txt", "disclosure"),
        ("Title: a\nDate: 2024-05-03\n---\nText", "x.txt", "disclosure"),
    ],
)
def test_a_format_is_known_by_its_content(write: Write, text: str, name: str, format: str) -> None:
    assert loader_for(write(text, name)).format == format


def test_a_list_in_xml_is_none_of_the_documents(write: Write) -> None:
    with pytest.raises(BadInput, match="no known format"):
        loader_for(write('<?xml version="1.0"?>\n<shipments xmlns="https://example.org"/>', "list.xml"))
