"""Curated claims: a YAML, JSON Lines or CSV file of our own, written by an analyst (docs/claims-format.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.claims_csv import is_claims_table
from attributed.loaders.claims_edition import ClaimsEdition
from attributed.loaders.claims_file import JSON_LINES, YAML, claims_file
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.schema.batch import Batch, Closing, Snapshot
from attributed.schema.canonical import sha256
from attributed.schema.disclosure import Disclosure, DocumentKind, edition_id
from attributed.schema.source import CLAIMS, Source

ROWS = 2_000
"""Of each kind in one batch."""

_FIRST = re.compile(rb"""\{?\s*["']?attributed["']?\s*:\s*["']?claims/""")


class ClaimsLoader(Loader):
    """Takes every `.yaml`, `.yml` and `.jsonl`, so that one of another shape is refused and never read as prose."""

    format = "claims"

    def recognises(self, name: str, head: bytes) -> bool:
        ours = _begins_as_ours(head) or is_claims_table(head)
        return ours or PurePath(name).suffix.lower() in (*YAML, *JSON_LINES)

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """The file as one edition of `claims-<its source>`; BadInput when no claim of it can be kept."""
        data = file.read(min(file.max_text_bytes, file.max_bytes))
        held = claims_file(file.name, data)
        source = _source(held.header)
        disclosure = _disclosure(held.header, source.id, sha256(data))
        edition = ClaimsEdition(disclosure.id, source.id, file.name)
        edition.take(held)
        if not edition.claims:
            raise _nothing_left(file.name, edition)
        yield Batch(source=source, disclosure=disclosure, snapshots=(Snapshot(sha256(data), data),))
        yield from _batches(source, disclosure, edition, wanted)


def _begins_as_ours(head: bytes) -> bool:
    for line in head.removeprefix(b"\xef\xbb\xbf").splitlines():
        said = line.strip()
        if said and said != b"---" and not said.startswith(b"#"):
            return bool(_FIRST.match(said))
    return False


def _source(header: dict[str, Any]) -> Source:
    return Source(
        id=CLAIMS + header["source"],
        title=header.get("title"),
        publisher=header.get("publisher"),
        licence=header.get("licence"),
        homepage=header.get("homepage"),
    )


def _disclosure(header: dict[str, Any], series: str, digest: str) -> Disclosure:
    edition = header.get("edition")
    return Disclosure(
        id=edition_id(series, digest),
        source=series,
        title=header.get("title"),
        document_kind=DocumentKind.CLAIMS_FILE,
        publisher=header.get("publisher"),
        published_on=edition,
        published_on_latest=edition,
        sha256=digest,
        series=series,
        edition=edition,
    )


def _nothing_left(name: str, edition: ClaimsEdition) -> BadInput:
    if not edition.skipped:
        return BadInput(name, "the file has no disclosures")
    first = edition.skipped[0]
    return BadInput(name, f"{first.why} (and so nothing of the file can be kept)", first.where)


def _batches(source: Source, disclosure: Disclosure, edition: ClaimsEdition, wanted: Wanted) -> Iterator[Batch]:
    cites, claims = tuple(edition.cites.values()), tuple(edition.claims.values())
    records, versions = tuple(edition.records), tuple(edition.versions)
    for start in range(0, max(len(cites), len(records), len(claims)), ROWS):
        part = slice(start, start + ROWS)
        yield Batch(
            source=source,
            disclosure=disclosure,
            cites=cites[part],
            records=records[part],
            versions=versions[part],
            claims=claims[part],
        )
    skipped = tuple(edition.skipped)
    yield Batch(
        source=source,
        disclosure=disclosure,
        skipped=skipped,
        closing=Closing(wanted.complete and not skipped, wanted.confirmed),
    )
