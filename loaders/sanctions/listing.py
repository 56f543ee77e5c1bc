"""Listed parties as evidence: the record of each, and what the list claims of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.edition import Edition, asserted
from attributed.loaders.loader import InputFile, Wanted
from attributed.loaders.publishers import PUBLISHERS
from attributed.loaders.sanctions.clusters import cluster
from attributed.loaders.sanctions.party import Alias, Listing, Party, Tie, Wallet, unique
from attributed.loaders.sanctions.programmes import takes
from attributed.schema.batch import Batch, Skipped
from attributed.schema.canonical import canonical_json
from attributed.schema.claim import Stance
from attributed.schema.dates import PartialDate
from attributed.schema.disclosure import Disclosure, DocumentKind, edition_id
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate, may_join
from attributed.schema.record import record_id
from attributed.schema.source import Source
from attributed.schema.text import match_key, name_key


@dataclass(frozen=True, slots=True)
class SanctionsList:
    """A list that is published: `slug` is that of its source, `authority` the key of the body that lists."""

    slug: str
    authority: str

    @property
    def source(self) -> Source:
        return PUBLISHERS[self.slug].source

    @property
    def url(self) -> str | None:
        return PUBLISHERS[self.slug].url or self.source.homepage


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself: the day it was made, whether its publisher filtered it, and what cannot be read.

    `release` is a number that grows from edition to edition, of a list that states no day.
    """

    published: PartialDate | None = None
    filtered: bool = False
    release: str | None = None
    unread: Skipped | None = None


Listed = Party | BadInput | Skipped
"""What a file holds: a party, an entry that is refused, or a detail that is left out."""


def batches(
    file: InputFile, wanted: Wanted, held: SanctionsList, format: str, head: Head, listed: Iterable[Listed]
) -> Iterator[Batch]:
    """One edition of the list: what is wanted of its parties.

    Raises BadInput where the file has no entry, or none that can be read.
    """
    edition = _Edition(file, wanted, held, format, head)
    yield edition.evidence.opening()
    for entry in listed:
        edition.take(entry)
        yield from edition.evidence.ready()
    edition.tie()
    yield edition.closed()


class _Edition:
    """An edition in the making; a tie waits for its end, since the other party may stand further down."""

    def __init__(self, file: InputFile, wanted: Wanted, held: SanctionsList, format: str, head: Head) -> None:
        self.evidence = Edition(file, held.source, _disclosure(file, wanted, held, head), held.authority, f"{format}/1")
        self._file, self._wanted, self._head = file, wanted, head
        self._scheme = held.source.id
        self._ties: list[tuple[str, Tie]] = []
        self._bearers: dict[str, str | None] = {}
        self._read = 0
        self._first: BadInput | None = None
        self._taken = 0
        self._programmes: set[str] = set()
        self._unknown: Counter[str] = Counter()
        if head.unread:
            self.evidence.warn(head.unread.where, head.unread.why)

    def take(self, entry: Listed) -> None:
        if isinstance(entry, Skipped):
            self.evidence.warn(entry.where, entry.why)
        elif isinstance(entry, BadInput):
            self._refuse(entry)
        elif self.evidence.knows(entry.native):
            self._refuse(BadInput(self._file.name, f"{entry.native} is given twice", entry.where))
        else:
            self._read += 1
            if takes(self._wanted.programmes, entry.listings):
                self._taken += 1
                self._note(entry)
            else:
                self._programmes.update(listing.programme or "" for listing in entry.listings)

    def tie(self) -> None:
        """The ties of all parties, now that every entry is known."""
        for subject, tie in self._ties:
            other = self._other(tie)
            if other != subject:
                self._join(subject, tie, other)
        self._ties = []

    def _join(self, subject: str, tie: Tie, other: str) -> None:
        """A tie that the model does not have between two such things is an affiliation; between assets it is told."""
        ends = self.evidence.type_of(subject), self.evidence.type_of(other)
        predicate = next((p for p in (tie.predicate, Predicate.AFFILIATED_WITH) if may_join(p, *ends)), None)
        if predicate is None:
            self.evidence.warn(subject, f"{tie.basis} {tie.name}: a tie of a thing to a thing is left out")
            return
        position = tie.position if predicate is Predicate.MEMBER_OF else None
        told: dict[str, Any] = {"basis": tie.basis, "analytic_confidence": tie.quality, "quote": tie.quote}
        self.evidence.claim(predicate, subject, other, position=position, **told)

    def closed(self) -> Batch:
        if not self._read:
            raise self._first or BadInput(self._file.name, "the list has no entry")
        if not self._taken:
            asked, known = ", ".join(sorted(self._wanted.programmes)), ", ".join(sorted(self._programmes - {""}))
            self.evidence.warn("programmes", f"no entry is under {asked}; the list has {known}")
        for path, count in sorted(self._unknown.items()):
            self.evidence.warn(path, f"{count:,} entries hold it, and no field of it is known: it is kept as given")
        wanted = replace(self._wanted, partial=True) if self._head.filtered else self._wanted
        return self.evidence.closed(wanted)

    def _refuse(self, error: BadInput) -> None:
        self._first = self._first or error
        self.evidence.refused(error)

    def _note(self, party: Party) -> None:
        self._unknown.update(party.unknown)
        names = tuple(alias.name for alias in party.aliases)
        record = self.evidence.record(
            party.type,
            party.native,
            party.name,
            names=names,
            identifiers=party.identifiers,
            country=party.country,
            organ=party.organ,
            asset_kind=party.asset_kind,
            birth_dates=party.birth_dates,
            nationalities=party.nationalities,
            addresses=party.addresses,
            positions=party.positions,
            programmes=unique([listing.programme or "" for listing in party.listings]),
            as_given=canonical_json(party.given).decode() if party.given else None,
        )
        key = match_key(party.name)
        self._bearers[key] = None if key in self._bearers else record
        self._list(record, party.listings)
        self._name(record, party)
        for code in dict.fromkeys(party.located):
            self.evidence.claim(Predicate.LOCATED_IN, record, self.evidence.state(code))
        for wallet in party.wallets:
            self._wallet(record, wallet, party.listings)
        self._ties += [(record, tie) for tie in party.ties]
        for warning in party.warnings:
            self.evidence.warn(party.where, warning)

    def _list(self, record: str, listings: tuple[Listing, ...]) -> None:
        publisher = self.evidence.publisher
        for listing in listings:
            said: dict[str, Any] = {"programme": listing.programme, "reference": listing.reference}
            self.evidence.claim(
                Predicate.SANCTIONED_BY, record, publisher, **said, **asserted(listing.on), quote=listing.reasons
            )
            if listing.delisted:
                self.evidence.claim(
                    Predicate.SANCTIONED_BY,
                    record,
                    publisher,
                    stance=Stance.RETRACTS,
                    **said,
                    **asserted(listing.delisted),
                )

    def _name(self, record: str, party: Party) -> None:
        said = {party.name}
        for alias in party.aliases:
            if alias.name in said:
                continue
            said.add(alias.name)
            self.evidence.claim(
                Predicate.KNOWN_AS,
                record,
                value=alias.name,
                basis=alias.kind,
                analytic_confidence=alias.quality,
                reference=alias.reference,
                **asserted(alias.on),
            )
        if party.type is not EntityType.ASSET:
            self._associate(record, (Alias(party.name), *party.aliases))

    def _associate(self, record: str, names: tuple[Alias, ...]) -> None:
        """A cluster's name on a list makes the listed party a party to the cluster, never the cluster itself."""
        for alias in names:
            found = cluster(alias.name)
            if found:
                other = self.evidence.record(EntityType.THREAT_ACTOR, f"cluster/{name_key(found)}", found)
                self.evidence.claim(
                    Predicate.AFFILIATED_WITH, record, other, basis="name on the list", quote=alias.name
                )

    def _wallet(self, owner: str, wallet: Wallet, listings: tuple[Listing, ...]) -> None:
        record = self.evidence.record(
            EntityType.ASSET,
            f"wallet/{wallet.address}",
            wallet.address,
            identifiers=(f"wallet:{wallet.address}",),
            asset_kind=AssetKind.WALLET,
            as_given=canonical_json({"currency": wallet.currency}).decode() if wallet.currency else None,
        )
        self._list(record, tuple(replace(listing, reasons=None) for listing in listings))
        self.evidence.claim(Predicate.OWNED_BY, record, owner)

    def _other(self, tie: Tie) -> str:
        """The entry that a tie names by number, or that alone bears the name; else a record of what it is called."""
        if tie.native and self.evidence.knows(tie.native):
            return record_id(self.evidence.source.id, tie.native)
        bearer = None if tie.native else self._bearers.get(match_key(tie.name))
        if bearer and self.evidence.type_of(bearer) is not EntityType.ASSET:
            return bearer
        if tie.native:
            return self.evidence.record(
                tie.type, f"tied/{tie.native}", tie.name, identifiers=(f"{_scheme(self._scheme)}:{tie.native}",)
            )
        return self.evidence.record(tie.type, f"named/{tie.type}/{name_key(tie.name).rstrip('.')}", tie.name)


def _scheme(source: str) -> str:
    """The scheme of a list's own numbers, which all lists of one office share."""
    return "ofac" if source.startswith("ofac") else source


def _disclosure(file: InputFile, wanted: Wanted, held: SanctionsList, head: Head) -> Disclosure:
    published = head.published
    digest = file.sha256()
    part = ", ".join(sorted(wanted.programmes)) or None
    return Disclosure(
        id=edition_id(held.source.id, digest, part),
        source=held.source.id,
        title=held.source.title,
        url=held.url,
        document_kind=DocumentKind.SANCTIONS_NOTICE,
        publisher=held.source.publisher,
        published_on=published.earliest if published else None,
        published_on_latest=published.latest if published else None,
        language="en",
        sha256=digest,
        series=held.source.id,
        edition=published.text if published else head.release,
    )
