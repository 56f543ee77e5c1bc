"""One attribution of EuRepoC: who says it, of whom, on what basis.

The attribution table of release 1.1 holds, for every attribution, each of its actors with each of their countries,
initiators, countries of initiators and categories: which country belongs to whom is not in it. Where there is one it is
that of all; else the lists of the incident table, which run side by side, say it for initiators, and nothing for
actors. Later releases have one row for each initiator with its own country, which shows where a name has but one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from attributed.loaders.countries import country_code
from attributed.loaders.eurepoc.cells import day, listed, number, says
from attributed.loaders.table import Row
from attributed.schema.dates import PartialDate

STATE = "State"
SUGGESTED = "Non-state actor, state-affiliation suggested"
AFFILIATED = frozenset({SUGGESTED, "State affiliated actor"})
"""Categories by which EuRepoC ties an actor to the state of its country, in the words of several releases."""
INDIVIDUAL = "Individual hacker(s)"
UNKNOWN = "Unknown - not attributed"
SELF = "Attacker confirms"
CONTESTED = "Contested attribution"
BY_RECEIVER_STATE = "Attribution by receiver government / state entity"

SPEAKERS = {
    "IT-security community attributes attacker": "IT-security community",
    "Media-based attribution": "media",
    BY_RECEIVER_STATE: "receiver government / state entity",
    "Attribution by third-party": "third-party",
    "Receiver attributes attacker": "receiver",
    "Attribution by EU institution/agency": "EU institution/agency",
    "Attribution by international organization": "international organization",
    CONTESTED: "contested attribution",
}
"""The part of a basis that says who speaks, where nobody is named. A contested one is nobody's: it is not said who
holds to it and who does not."""


@dataclass(frozen=True, slots=True)
class Initiator:
    """Who is said to have done it: `name` empty where nobody is named, `country` and `category` where they are sure."""

    name: str
    country: str = ""
    category: str = ""

    @property
    def is_said(self) -> bool:
        """Whether anybody is held responsible: a name, or an unnamed state, group or person."""
        return bool(self.name) or self.category not in ("", UNKNOWN)


@dataclass(frozen=True, slots=True)
class Attribution:
    """`id` is EuRepoC's; `claimants` are names of actors and companies, `countries` those that attribute."""

    id: str
    on: PartialDate | None
    bases: tuple[str, ...]
    claimants: tuple[str, ...]
    countries: tuple[str, ...]
    initiators: tuple[Initiator, ...]


def attributions(rows: Iterable[Row], known: Mapping[str, Initiator]) -> list[Attribution]:
    """The attributions of an incident; `known` are its initiators by name. ValueError where a date is none."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(number(row.get("attribution_ID")), []).append(row)
    return [_attribution(key, held, known) for key, held in groups.items()]


def initiators(names: str, countries: str, categories: str) -> list[Initiator]:
    """The lists of the incident table side by side; countries and categories only where they run along."""
    named, placed, kinds = listed(names), listed(countries), listed(categories)
    length = max(len(named), 1)
    found = []
    for at, name in enumerate(named or [""]):
        country = placed[at] if len(placed) == length else ""
        category = kinds[at] if len(kinds) == length else ""
        found.append(Initiator(_said(name), _said(country), _said(category)))
    return found


def _attribution(key: str, rows: list[Row], known: Mapping[str, Initiator]) -> Attribution:
    dates = sorted({row.get("attribution_date") for row in rows} - {""})
    return Attribution(
        id=key,
        on=day(dates[0]) if len(dates) == 1 else None,
        bases=tuple(_values(rows, "attribution_basis")),
        claimants=tuple(dict.fromkeys([*_values(rows, "attributing_actor"), *_values(rows, "attribution_it_company")])),
        countries=tuple(
            dict.fromkeys(one for cell in _values(rows, "attributing_country") for one in _countries(cell))
        ),
        initiators=tuple(_initiators(rows, known)),
    )


def _initiators(rows: list[Row], known: Mapping[str, Initiator]) -> list[Initiator]:
    """Each with what stands in its own row, if that is one thing; else with what is the same in all rows or known."""
    own: dict[str, dict[Initiator, None]] = {}
    for row in rows:
        parts = [_said(row.get(f"attributed_initiator{part}")) for part in ("", "_country", "_category")]
        own.setdefault(parts[0], {})[Initiator(*parts)] = None
    own = {name: held for name, held in own.items() if name} or own
    if all(len(held) == 1 for held in own.values()):
        return [one for held in own.values() for one in held]
    countries = _values(rows, "attributed_initiator_country")
    categories = _values(rows, "attributed_initiator_category")
    sole = Initiator("", countries[0] if len(countries) == 1 else "", categories[0] if len(categories) == 1 else "")
    said = []
    for name in own:
        along = known.get(name, Initiator(name))
        said.append(Initiator(name, sole.country or along.country, sole.category or along.category))
    return said


def _countries(cell: str) -> list[str]:
    """One country or, between commas, several (`Korea, Republic of` is one)."""
    parts = [part.strip() for part in cell.split(",")]
    return parts if not country_code(cell) and all(country_code(part) for part in parts) else [cell]


def _values(rows: list[Row], column: str) -> list[str]:
    return list(dict.fromkeys(value for row in rows if says(value := row.get(column))))


def _said(cell: str) -> str:
    return cell if says(cell) else ""
