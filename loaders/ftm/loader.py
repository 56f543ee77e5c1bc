"""FollowTheMoney, as OpenSanctions and others publish it: entities, one a line, and deltas of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import replace

from attributed.errors import BadInput
from attributed.loaders.edition import Edition, catalogued
from attributed.loaders.ftm.claims import Claims
from attributed.loaders.ftm.dataset import DELTA_INDEX, INDEX, OTHER_FORMS, Dataset, dataset
from attributed.loaders.ftm.lines import Deleted, Entity, entities, is_delta, is_ftm
from attributed.loaders.ftm.links import Links
from attributed.loaders.ftm.schemata import schemata
from attributed.loaders.ftm.simple import is_simple, targets
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.schema.batch import Batch
from attributed.schema.disclosure import Disclosure

FORMAT = "ftm"


class FtmLoader(Loader):
    """Reads the file twice: links and addresses go to a database on disk, then every entity becomes a record."""

    format = FORMAT

    def recognises(self, name: str, head: bytes) -> bool:
        return is_ftm(head) or is_simple(head)

    def companions(self, name: str, beside: Collection[str]) -> Collection[str]:
        if name.endswith(".delta.json"):
            return [DELTA_INDEX] if DELTA_INDEX in beside else []
        if name == "entities.ftm.json":
            return [other for other in (INDEX, *OTHER_FORMS) if other in beside]
        return ()

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """One edition of the dataset; a file of targets alone is partial. A delta is partial, too, and names what it
        changes: what it does not hold of that is gone."""
        with closing(Links()) as links:
            first = _First(file, links)
            head = file.head()
            of = dataset(file, first.opensanctions or is_delta(head))
            disclosure = _disclosure(file, of, first.last_seen, wanted)
            evidence = Edition(file, of.source, disclosure, "opensanctions", f"{FORMAT}/1")
            yield evidence.opening()
            claims = Claims(evidence, links, of, disclosure.published_on)
            for entity in first.things():
                claims.note(entity)
                yield from evidence.ready()
            for link in links.claims():
                claims.link(link)
                yield from evidence.ready()
            for error in (*first.refused, *_lonely(file, links)):
                evidence.refused(error)
            for where, why in first.dropped:
                evidence.warn(where, why)
            part = is_delta(head) or is_simple(head) or file.bare_name().startswith("targets.")
            wanted = replace(wanted, partial=True) if part else wanted
            yield evidence.closed(wanted, first.gone, _replaced(first, links, evidence) if is_delta(head) else ())


def _read(file: InputFile) -> Iterator[Entity | Deleted | BadInput]:
    return targets(file) if is_simple(file.head()) else entities(file)


class _First:
    """The first reading: what waits for the second goes to `links`, what is wrong is noted; BadInput where all is."""

    def __init__(self, file: InputFile, links: Links) -> None:
        self._file = file
        self._links = links
        self.refused: list[BadInput] = []
        self.dropped: list[tuple[str, str]] = []
        self.opensanctions = False
        self.last_seen = ""
        self.gone: dict[str, None] = {}
        self.replaced: dict[str, None] = {}
        taken = [self._take(found) for found in _read(file)]
        if not any(taken):
            raise self.refused[0] if self.refused else BadInput(file.name, "the file has no entities")
        links.settle()

    def things(self) -> Iterator[Entity]:
        """The second reading: entities that become records, each once."""
        for found in _read(self._file):
            if isinstance(found, Entity) and found.schema in schemata().things:
                yield found

    def _take(self, found: Entity | Deleted | BadInput) -> bool:
        if isinstance(found, BadInput):
            self.refused.append(found)
        elif isinstance(found, Deleted):
            self.gone[found.id] = None
            self.replaced.pop(found.id, None)
        elif found.schema in schemata().dropped:
            self.dropped.append((found.where, f"{found.id}: {found.schema}: {schemata().dropped[found.schema]}"))
        elif not self._links.take(found):
            self.refused.append(BadInput(self._file.name, f"{found.id} is given twice", found.where))
        if isinstance(found, Entity):
            self.replaced[found.id] = None
            self.gone.pop(found.id, None)
            seen = found.head.get("last_seen")
            self.last_seen = max(self.last_seen, seen if isinstance(seen, str) else "")
            self.opensanctions = self.opensanctions or "datasets" in found.head
        return not isinstance(found, BadInput)


def _replaced(first: _First, links: Links, evidence: Edition) -> list[str]:
    """What a delta holds anew. A link of a party that is not in it makes no claim, so what it said before stands."""
    half = {link.id: link for link in links.half()}
    for link in half.values():
        evidence.warn(link.where, f"{link.id}: {link.schema}: an end is not in the delta; what it said before stands")
    return [key for key in first.replaced if key not in half]


def _lonely(file: InputFile, links: Links) -> Iterator[BadInput]:
    for entity in links.lonely():
        yield BadInput(file.name, f"{entity.id}: {entity.schema} of nothing that is in the file", entity.where)


def _disclosure(file: InputFile, of: Dataset, last_seen: str, wanted: Wanted) -> Disclosure:
    """The day of an edition is that of its version, else of the last entity that was seen."""
    day = of.day or last_seen[:10] or None
    named = of.edition or last_seen or None
    return catalogued(of.source, file.own_sha256(), wanted, published_on=day, published_on_latest=day, edition=named)
