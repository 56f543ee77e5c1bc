"""The naming rule: one word for one thing in Python, Cypher, JSON and RDF.

| thing | Python | Cypher | JSON | RDF |
|---|---|---|---|---|
| class | `ThreatActor` | label `ThreatActor` | `"ThreatActor"` | `attr:ThreatActor` |
| field | `asserted_on` | property `assertedOn` | key `assertedOn` | `attr:assertedOn` |
| predicate | `Predicate.ATTRIBUTED_TO` | relationship `ATTRIBUTED_TO` | `"ATTRIBUTED_TO"` | `attr:attributedTo` |
"""

import re
from functools import cache


@cache
def key_of(field: str) -> str:
    """The Cypher property, JSON key and RDF local name of a Python field: `asserted_on` -> `assertedOn`."""
    head, *rest = field.split("_")
    return head + "".join(part.capitalize() for part in rest)


@cache
def field_of(key: str) -> str:
    """The Python field of a key: `assertedOn` -> `asserted_on`."""
    return re.sub(r"(?<!^)([A-Z])", lambda found: "_" + found[1].lower(), key)


@cache
def local_name(predicate: str) -> str:
    """The RDF local name of a relationship type: `ATTRIBUTED_TO` -> `attributedTo`."""
    return key_of(predicate.lower())


@cache
def relationship(local: str) -> str:
    """The relationship type of an RDF local name: `attributedTo` -> `ATTRIBUTED_TO`."""
    return field_of(local).upper()
