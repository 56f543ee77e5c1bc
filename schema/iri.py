"""IRIs: the ontology's namespace and the instances' addresses."""

from urllib.parse import quote, unquote

from attributed.schema.naming import local_name

NAMESPACE = "https://w3id.org/attributed/ns#"
KINDS = ("entity", "claim", "record", "version", "disclosure", "source", "span", "review", "judgement")


def term(name: str) -> str:
    """The IRI of a class or property: `ThreatActor`, `assertedOn`."""
    return NAMESPACE + name


def predicate(name: str) -> str:
    """The IRI of a predicate: `ATTRIBUTED_TO` is `…#attributedTo`."""
    return NAMESPACE + local_name(name)


def instance(base: str, kind: str, key: str) -> str:
    """`<base>id/<kind>/<percent-encoded id>`; `base` ends with / or #."""
    return f"{base}id/{kind}/{quote(key, safe='')}"


def key_of_instance(base: str, iri: str) -> tuple[str, str]:
    """Kind and id of an instance IRI; ValueError for any other IRI."""
    prefix = base + "id/"
    kind, slash, key = iri.removeprefix(prefix).partition("/")
    if not iri.startswith(prefix) or not slash or kind not in KINDS:
        raise ValueError(f"{iri} is not an instance under {base}")
    return kind, unquote(key)
