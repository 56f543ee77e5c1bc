"""An incident of EuRepoC, gathered from its three tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from attributed.loaders.eurepoc.attribution import Attribution, Initiator, attributions, initiators
from attributed.loaders.eurepoc.cells import balanced, day, listed, nested, number, says
from attributed.loaders.eurepoc.columns import ATTRIBUTION
from attributed.loaders.table import Row
from attributed.schema.dates import PartialDate

SUBCATEGORY = "attributed_initiator_subcategory"
ATTRIBUTION_LISTS = (
    "attribution_ID",
    "attribution_date",
    "attribution_type",
    "attribution_basis",
    "attributing_actor",
    "attribution_it_company",
    "attributing_country",
    "attributed_initiator",
    "attributed_initiator_country",
    "attributed_initiator_category",
    SUBCATEGORY,
)
"""Columns that repeat the attribution table as lists, thousands of words long."""

RECEIVER_LISTS = (
    "receiver_country",
    "receiver_region",
    "receiver_name",
    "receiver_category",
    "receiver_category_subcode",
)
TECHNIQUES = ("MITRE_initial_access", "MITRE_impact")


@dataclass(frozen=True, slots=True)
class Receiver:
    """A target: named, or a sector (`category`, `subcategory`) of a country."""

    name: str
    country: str
    category: str
    subcategory: str


@dataclass(frozen=True, slots=True)
class Response:
    on: PartialDate | None
    type: str
    subtype: str
    country: str
    actor: str


@dataclass(frozen=True, slots=True)
class Incident:
    """`given` is all that is kept as it stands; `unread` says which details could not be read."""

    id: str
    name: str
    start: PartialDate | None
    end: PartialDate | None
    attributions: tuple[Attribution, ...]
    receivers: tuple[Receiver, ...]
    responses: tuple[Response, ...]
    techniques: tuple[str, ...]
    given: dict[str, Any]
    unread: tuple[str, ...]


def incident(row: Row, attributing: list[Row] | None, receiving: list[Row] | None) -> Incident:
    """Where one of the other two tables is not there (None), the lists of this one are read instead."""
    unread: list[str] = []

    def read(what: str, reading: Any, *given: Any) -> Any:
        try:
            return reading(*given)
        except ValueError as error:
            unread.append(f"{what}: {error}")
            return None

    said: list[Initiator] = (
        read(
            "initiators",
            initiators,
            row.get("initiator_name"),
            row.get("initiator_country"),
            row.get("initiator_category"),
        )
        or []
    )
    rows = _attribution_rows(row) if attributing is None else attributing
    if rows is None:
        found = read("attribution", _own, row, said)
    else:
        found = read("attribution", attributions, rows, {one.name: one for one in said})
    if receiving is None:
        receivers = read("receivers", lambda: list(_receivers_in_lists(row)))
    else:
        receivers = [_receiver(held) for held in receiving]
    return Incident(
        id=number(row.get("ID")),
        name=row.get("name"),
        start=read("start_date", day, row.get("start_date")),
        end=read("end_date", day, row.get("end_date")),
        attributions=tuple(found or ()),
        receivers=tuple(dict.fromkeys(receivers or ())),
        responses=tuple(read("responses", lambda: list(_responses(row))) or ()),
        techniques=tuple(dict.fromkeys(v for c in TECHNIQUES for v in listed(row.get(c)) if says(v))),
        given=_given(row, attributing, receiving),
        unread=tuple(unread),
    )


def _attribution_rows(row: Row) -> list[Row] | None:
    """The rows of the attribution table from lists that run side by side, as later releases have them."""
    keys = listed(row.get("attribution_ID"))
    if not any(says(key) for key in keys):
        return None
    columns = {
        column: balanced(row.get(column))
        for column in (*ATTRIBUTION_LISTS[:7], "initiator_name", "initiator_country", "initiator_category")
    }
    along = {column: held for column, held in columns.items() if len(held) == len(keys)}
    if "initiator_name" not in along:
        return None
    renamed = {column: ATTRIBUTION.get(column, column) for column in along}
    return [Row({renamed[column]: held[at] for column, held in along.items()}, row.where) for at in range(len(keys))]


def _own(row: Row, said: list[Initiator]) -> list[Attribution]:
    """What EuRepoC itself concludes, where its attribution table is not there."""
    bases = {base for base in listed(row.get("attribution_basis")) if says(base)}
    return [Attribution("", None, tuple(bases) if len(bases) == 1 else (), (), (), tuple(said))]


def _receiver(row: Row) -> Receiver:
    name, country, category, subcategory = (
        value if says(value := row.get(column)) else ""
        for column in ("receiver_name", "receiver_country", "receiver_category", "receiver_category_subcode")
    )
    return Receiver(name, country, category, subcategory)


def _receivers_in_lists(row: Row) -> Iterator[Receiver]:
    countries = listed(row.get("receiver_country"))
    if not row.get("receiver_category").startswith("["):
        columns = {column: balanced(row.get(column)) for column in RECEIVER_LISTS}
        along = {column: held for column, held in columns.items() if len(held) == len(countries)}
        for at in range(len(countries)):
            yield _receiver(Row({column: held[at] for column, held in along.items()}, row.where))
        return
    kinds = nested(row.get("receiver_category"))
    for at, country in enumerate(countries):
        for kind in kinds[at] if len(kinds) == len(countries) else [""]:
            yield Receiver("", country if says(country) else "", kind if says(kind) else "", "")


def _responses(row: Row) -> Iterator[Response]:
    for kind in ("political", "legal"):
        parts = [
            balanced(row.get(f"{kind}_response_{part}"))
            for part in ("type", "date", "type_subcode", "country", "actor")
        ]
        types = parts[0]
        if any(types):
            dates, subtypes, countries, actors = (
                part if len(part) == len(types) else [""] * len(types) for part in parts[1:]
            )
            for at, type in enumerate(types):
                yield Response(day(dates[at]), type, subtypes[at], countries[at], actors[at])


def _given(row: Row, attributing: list[Row] | None, receiving: list[Row] | None) -> dict[str, Any]:
    """All cells that say something. Of an attribution, each value of which goes with each, the values by column."""
    left_out = {"ID", "name"}
    left_out |= set(() if attributing is None else ATTRIBUTION_LISTS) | set(() if receiving is None else RECEIVER_LISTS)
    held: dict[str, Any] = {
        key: cell for key, cell in row.cells.items() if key not in left_out and cell not in ("", "[]")
    }
    if attributing is not None:
        held[SUBCATEGORY] = sorted({value for value in listed(row.get(SUBCATEGORY)) if value})
        held["attributions"] = [_values(group) for group in _groups(attributing)]
    if receiving is not None:
        held["receivers"] = [_without(one, "ID") for one in receiving]
    return {key: value for key, value in held.items() if value}


def _groups(rows: list[Row]) -> Iterable[list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.get("attribution_ID"), []).append(row)
    return groups.values()


def _values(rows: list[Row]) -> dict[str, list[str]]:
    columns = [column for column in rows[0].cells if column != "incident_ID"]
    found = {column: list(dict.fromkeys(row.get(column) for row in rows if row.get(column))) for column in columns}
    return {column: values for column, values in found.items() if values}


def _without(row: Row, column: str) -> dict[str, str]:
    return {key: cell for key, cell in row.cells.items() if cell and key != column}
