"""IRIs: the ontology's namespace and the instances' addresses."""

from urllib.parse import quote

from attributed.schema.naming import local_name

NAMESPACE = "https://w3id.org/attributed/ns#"


def term(name: str) -> str:
    """The IRI of a class or property: `ThreatActor`, `assertedOn`."""
    return NAMESPACE + name


def predicate(name: str) -> str:
    """The IRI of a predicate: `ATTRIBUTED_TO` is `…#attributedTo`."""
    return NAMESPACE + local_name(name)


def instance(base: str, kind: str, key: str) -> str:
    """`<base>id/<kind>/<percent-encoded id>`; `base` ends with / or #."""
    return f"{base}id/{kind}/{quote(key, safe='')}"
