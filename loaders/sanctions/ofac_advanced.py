"""OFAC's lists in ADVANCED XML, root `Sanctions`, written from its schema and untested on real data.

Parties refer by number to what stands elsewhere in the file (docs/loaders/ofac.md): it is read twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attributed.errors import BadInput
from attributed.loaders.loader import ALL, InputFile, Loader, Wanted
from attributed.loaders.sanctions import dates
from attributed.loaders.sanctions.advanced_index import PARTY, Index, all_elements, period, point
from attributed.loaders.sanctions.documents import document
from attributed.loaders.sanctions.listing import Listed, SanctionsList, batches
from attributed.loaders.sanctions.ofac import CONSOLIDATED, SDN, TYPES, Facts, alias_kind, countries_of, list_of
from attributed.loaders.sanctions.ofac_party import ofac_party
from attributed.loaders.sanctions.party import LOW, Alias, Party, Tie, joined, unique
from attributed.loaders.sanctions.reading import Entry, published
from attributed.loaders.sanctions.relations import tie_of
from attributed.loaders.sanctions.remarks import read_remarks
from attributed.loaders.sanctions.xml import Element, elements, root, root_tag, value, values
from attributed.schema.batch import Batch
from attributed.schema.dates import PartialDate
from attributed.schema.entity import EntityType

_SDN_LIST = "SDN List"
_ORDER = ("First Name", "Middle Name", "Patronymic", "Matronymic", "Last Name", "Maiden Name")
_COUNTRIES = ("Nationality Country", "Citizenship Country", "Nationality of Registration", "Registration Country")


class OfacAdvancedLoader(Loader):
    format = "ofac-advanced"

    def recognises(self, name: str, head: bytes) -> bool:
        return root_tag(head)[0] == "Sanctions" and (b"DateOfIssue" in head or b"ReferenceValueSets" in head)

    def load(self, file: InputFile, wanted: Wanted = ALL) -> Iterator[Batch]:
        """BadInput for a file of changes against an earlier version, which is no edition."""
        base = root(file).get("DeltaBaseVersion")
        if base:
            raise BadInput(file.name, f"holds the changes since version {base}; load the whole list")
        issued = next(elements(file, "DateOfIssue", PARTY), None)
        day = point(issued) if issued is not None and issued.tag != PARTY else ""
        head = published("DateOfIssue", day, dates.iso)
        with Index(file) as index:
            yield from batches(file, wanted, _list_of(file, index), self.format, head, _parties(file, index))


def _list_of(file: InputFile, index: Index) -> SanctionsList:
    named = index.lists - {""}
    return (SDN if _SDN_LIST in named else CONSOLIDATED) if named else list_of(file.bare_name(), [])


def _parties(file: InputFile, index: Index) -> Iterator[Listed]:
    for element in all_elements(file):
        if element.tag != PARTY:
            continue
        for profile in element.iterfind("Profile"):
            try:
                yield _Profile(file, profile, index, values(element, "Comment")).party()
            except BadInput as error:
                yield error


class _Profile(Entry):
    def __init__(self, file: InputFile, profile: Element, index: Index, comments: list[str]) -> None:
        super().__init__(file, profile, profile.get("ID", "").strip())
        self._index = index
        self._comments = [*comments, *values(profile, "Comment")]

    def party(self) -> Party:
        kind = self._index.party_type(self.element.get("PartySubTypeID")).lower()
        if not self.native:
            raise self.bad("a Profile without ID")
        if kind not in TYPES:
            raise self.bad(f"its type is {kind!r}, not {', '.join(TYPES)}")
        features = self._features()
        facts = self._facts(features)
        entries = self._index.entries(self.native)
        places = [feature["place"] for feature in features if feature["kind"] == "Location" and feature["place"]]
        days = sorted(day for entry in entries for day in entry["days"])
        title = next((feature["text"] for feature in features if feature["kind"] == "Title"), "")
        return ofac_party(
            self.native,
            self.where,
            kind,
            self._names(),
            facts,
            read_remarks("; ".join(self._comments), TYPES[kind][0], facts),
            programmes=unique([programme for entry in entries for programme in entry["programmes"]]),
            on=self.date("EntryEvent", days[0], dates.iso) if days else None,
            ties=self._ties(),
            title=title,
            addresses=[place["line"] for place in places],
            located=countries_of(place["country"] for place in places),
            given=self._given(features, entries),
            warnings=self.warnings,
        )

    def _identities(self) -> list[Element]:
        """All but those that are known to be false."""
        return [one for one in self.element.iterfind("Identity") if one.get("False") != "true"]

    def _names(self) -> tuple[Alias, ...]:
        names: list[Alias] = []
        for identity in self._identities():
            groups = {
                group.get("ID"): self._index.words("NamePartType", group.get("NamePartTypeID"))
                for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
            }
            for alias in identity.iterfind("Alias"):
                kind = alias_kind(self._index.words("AliasType", alias.get("AliasTypeID")))
                quality = LOW if alias.get("LowQuality") == "true" else None
                main = identity.get("Primary") == "true" == alias.get("Primary")
                spelt = [_spelt(name, groups) for name in alias.iterfind("DocumentedName")]
                told = [Alias(name, kind, quality) for name in spelt if name]
                names = [*told, *names] if main else [*names, *told]
        if not names:
            raise self.bad("a Profile without a name")
        return tuple(names)

    def _features(self) -> list[dict[str, Any]]:
        """Every version of every feature, its numbers resolved."""
        return [
            {
                "kind": self._index.words("FeatureType", feature.get("FeatureTypeID")),
                "text": "; ".join(unique([self._detail(detail) for detail in version.iterfind("VersionDetail")])),
                "place": self._index.location(_attribute(version, "VersionLocation", "LocationID")),
                "period": period(version),
                "approximate": any(end.get("Approximate") == "true" for end in version.iterfind("DatePeriod/*")),
                "reliability": self._index.words("Reliability", version.get("ReliabilityID")),
                "comment": value(version, "Comment"),
            }
            for feature in self.element.iterfind("Feature")
            for version in feature.iterfind("FeatureVersion")
        ]

    def _detail(self, detail: Element) -> str:
        words = self._index.words("DetailReference", detail.get("DetailReferenceID"))
        return joined(detail.text) or words

    def _facts(self, features: list[dict[str, Any]]) -> Facts:
        facts = Facts()
        for feature in features:
            if feature["kind"] == "Birthdate" and feature["period"]:
                facts.born(feature["period"], PartialDate.parse)
            elif feature["kind"] in _COUNTRIES:
                facts.take(feature["kind"], feature["place"].get("country") or feature["text"])
            elif feature["text"]:
                facts.take(feature["kind"], feature["text"])
        for paper in self._papers():
            facts.identifiers.append(document(paper["kind"], paper["number"], paper["country"]) or "")
        return facts

    def _papers(self) -> list[dict[str, Any]]:
        return [paper for one in self._identities() for paper in self._index.documents(one.get("ID", ""))]

    def _ties(self) -> list[Tie]:
        """The relations that stand; one that stood formerly is kept as given."""
        return [
            tie_of(told["code"], told["kind"], told["other"], EntityType.ORGANIZATION, told["other"], told["quality"])
            for told in self._index.relations(self.native)
            if not told["former"]
        ]

    def _given(self, features: list[dict[str, Any]], entries: list[dict[str, Any]]) -> dict[str, Any]:
        held = {
            "features": features,
            "documents": self._papers(),
            "entries": entries,
            "relations": self._index.relations(self.native),
            "comments": self._comments,
            "references": [
                joined(value(one, "ExRefValue"), value(one, "DirectURL"), *values(one, "SubLink/DirectURL"))
                for one in self.element.iterfind("ExternalReference")
            ],
            "false identities": [
                joined(*(str(text) for text in identity.itertext()))
                for identity in self.element.iterfind("Identity")
                if identity.get("False") == "true"
            ],
        }
        return {name: told for name, told in held.items() if told}


def _spelt(name: Element, groups: dict[str | None, str]) -> str:
    """The parts of a name in the order in which they are spoken."""
    parts: list[tuple[int, str]] = []
    for part in name.iterfind("DocumentedNamePart"):
        spelt = part.find("NamePartValue")
        if spelt is not None:
            kind = groups.get(spelt.get("NamePartGroupID"), "")
            parts.append((_ORDER.index(kind) if kind in _ORDER else len(_ORDER), spelt.text or ""))
    return joined(*(text for _, text in sorted(parts, key=lambda part: part[0])))


def _attribute(element: Element, child: str, name: str) -> str | None:
    found = element.find(child)
    return None if found is None else found.get(name)
