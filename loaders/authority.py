"""Those who publish lists and catalogues, and those who sanction: one record each, met by a shared identifier."""

from __future__ import annotations

from dataclasses import dataclass

from attributed.loaders.researchers import RESEARCHERS
from attributed.schema.entity import EntityType

SCHEME = "authority"
"""Scheme of the identifiers by which the records of all sources for one authority meet."""


@dataclass(frozen=True, slots=True)
class Authority:
    """`country` is the state it is an organ of (ISO 3166-1 alpha-2); None for an international or a private body.

    `misp` is its UUID in the MISP galaxy, where it has one.
    """

    key: str
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    organ: bool = False
    type: EntityType = EntityType.ORGANIZATION
    misp: str | None = None

    @property
    def identifiers(self) -> tuple[str, ...]:
        return (f"{SCHEME}:{self.key}", *((f"misp:{self.misp}",) if self.misp else ()))


def _organ(key: str, country: str, name: str, *names: str) -> Authority:
    return Authority(key, name, names, country, organ=True)


AUTHORITIES: dict[str, Authority] = {
    authority.key: authority
    for authority in (
        _organ("us-ofac", "US", "Office of Foreign Assets Control", "OFAC"),
        _organ("uk-fcdo", "GB", "Foreign, Commonwealth and Development Office", "FCDO"),
        _organ("uk-ofsi", "GB", "Office of Financial Sanctions Implementation", "OFSI"),
        Authority("eu", "European Union", ("EU",)),
        Authority("un-sc", "United Nations Security Council", ("UN Security Council",)),
        Authority("mitre", "The MITRE Corporation", ("MITRE",), misp="a1ad5090-2487-46d2-8237-6151a2dd5063"),
        Authority("misp", "MISP Project", ("MISP",)),
        Authority("360", "Qihoo 360", ("360",), misp="28bceaef-f6ab-418b-ac5b-7e4089a808b5"),
        Authority("aspi", "Australian Strategic Policy Institute", ("ASPI",)),
        Authority("opensanctions", "OpenSanctions"),
        Authority("eurepoc", "European Repository of Cyber Incidents", ("EuRepoC",)),
        Authority("cfr", "Council on Foreign Relations", ("CFR",)),
        *(Authority(key, name, misp=misp) for key, name, misp, _ in RESEARCHERS),
    )
}
