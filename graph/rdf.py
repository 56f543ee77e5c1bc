"""RDF of the graph: claims as nodes, the entities they name, records, documents, decisions; Turtle and N-Triples.

Lines are written one node at a time in the order of the ids: the same evidence gives the same bytes, and memory
stays constant. There are no blank nodes. A list of a text's spans becomes one `oa:SpecificResource` each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attributed.graph.store import Store
from attributed.schema import iri
from attributed.schema.claim import Span
from attributed.schema.claim import span as span_of

PREFIXES = {
    "attr": iri.NAMESPACE,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
DAYS = frozenset(
    {
        "assertedOn",
        "assertedOnLatest",
        "eventStart",
        "eventEnd",
        "publishedOn",
        "publishedOnLatest",
        "withdrawnOn",
        "amendedOn",
        "retractedOn",
    }
)
INSTANTS = frozenset({"recordedAt", "supersededAt", "retrievedAt", "decidedAt"})
DECIMALS = frozenset({"likelihoodLow", "likelihoodHigh", "missing"})
ADDRESSES = frozenset({"url", "homepage"})
LINKED = {
    "subject": "entity",
    "object": "entity",
    "claimant": "entity",
    "refersTo": "entity",
    "joinedTo": "record",
    "subjectRecord": "record",
    "objectRecord": "record",
    "claimantRecord": "record",
    "records": "record",
    "record": "record",
    "leftRecord": "record",
    "rightRecord": "record",
    "reviews": "claim",
    "statedIn": "disclosure",
    "carriedBy": "disclosure",
    "publishedIn": "source",
}
"""Keys whose values are ids, with the kind of thing they name."""

INTERNAL = frozenset(
    {
        "id",
        "matchKeys",
        "writtenIn",
        "projected",
        "projecting",
        "version",
        "contents",
        "sealed",
        "quotes",
        "quote",
        "spanStarts",
        "spanEnds",
    }
)
"""Keys that are the store's own, or said by the nodes of spans."""

Pair = tuple[str, str]
Node = tuple[str, list[Pair]]


def turtle(store: Store, base_iri: str) -> Iterator[str]:
    """The graph in Turtle, in pieces of text."""
    for prefix, namespace in PREFIXES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    for subject, pairs in _nodes(store, base_iri):
        body = " ;\n    ".join(f"{_compact(predicate)} {obj}" for predicate, obj in pairs)
        yield f"\n<{subject}>\n    {body} .\n"


def ntriples(store: Store, base_iri: str) -> Iterator[str]:
    """The graph in N-Triples, the lines of one node a piece."""
    for subject, pairs in _nodes(store, base_iri):
        yield "".join(f"<{subject}> <{predicate}> {obj} .\n" for predicate, obj in pairs)


def _nodes(store: Store, base: str) -> Iterator[Node]:
    for source in store.stream("source"):
        yield _node(base, "source", source, ["Source"])
    for disclosure in store.stream("disclosure"):
        yield _disclosure(base, disclosure)
    for record in store.stream("record"):
        yield _node(base, "record", record, ["Record"])
    for version in store.stream("recordVersion"):
        yield _node(base, "version", version, ["RecordVersion"])
    for entity in store.stream("entity"):
        yield _entity(base, entity)
    for claim in store.stream("claim"):
        yield from _claim(base, claim)
    for review in store.stream("review"):
        yield _node(base, "review", {**review, "reviews": review["claim"]}, ["Review"], skip=INTERNAL | {"claim"})
    for judgement in store.stream("judgement"):
        yield _node(base, "judgement", judgement, ["Judgement"])


def _node(
    base: str, kind: str, row: Mapping[str, Any], classes: Iterable[str], *, skip: frozenset[str] = INTERNAL
) -> Node:
    pairs = [(PREFIXES["rdf"] + "type", f"<{iri.term(name)}>") for name in classes]
    for key in sorted(row):
        if key not in skip:
            pairs.extend((iri.term(key), obj) for obj in _objects(base, key, row[key]))
    return iri.instance(base, kind, row["id"]), pairs


def _disclosure(base: str, row: Mapping[str, Any]) -> Node:
    said = {**row, "publishedIn": row["source"]}
    subject, pairs = _node(base, "disclosure", said, ["Disclosure"], skip=INTERNAL | {"source"})
    pairs.append((PREFIXES["rdf"] + "type", f"<{PREFIXES['prov']}Entity>"))
    if row.get("title"):
        pairs.append((PREFIXES["dcterms"] + "title", _literal(row["title"])))
    return subject, pairs


def _entity(base: str, row: Mapping[str, Any]) -> Node:
    subject, pairs = _node(base, "entity", row, ["Entity", row["type"]])
    pairs.append((PREFIXES["rdfs"] + "label", _literal(row["name"])))
    return subject, pairs


def _claim(base: str, row: Mapping[str, Any]) -> Iterator[Node]:
    subject, pairs = _node(base, "claim", row, ["Claim"], skip=INTERNAL | {"predicate"})
    pairs.append((PREFIXES["rdf"] + "type", f"<{PREFIXES['prov']}Entity>"))
    pairs.append((iri.term("predicate"), f"<{iri.predicate(row['predicate'])}>"))
    spans = list(_spans(row))
    pairs.extend((iri.term("evidence"), f"<{iri.instance(base, 'span', span.id)}>") for span in spans)
    if not spans and row.get("quote"):
        pairs.append((iri.term("quote"), _literal(row["quote"])))
    yield subject, pairs
    for span in spans:
        yield from _span(base, span)


def _spans(row: Mapping[str, Any]) -> Iterator[Span]:
    """Where the text says it, from the parallel lists of a claim."""
    found = zip(row.get("quotes") or (), row.get("spanStarts") or (), row.get("spanEnds") or (), strict=True)
    for quote, start, end in found:
        yield span_of(row["id"], row["statedIn"], start, end, quote)


def _span(base: str, span: Span) -> Iterator[Node]:
    """A part of the stored text, found by its quote and by its position."""
    a, oa, xsd = PREFIXES["rdf"] + "type", PREFIXES["oa"], PREFIXES["xsd"]
    named = iri.instance(base, "span", span.id)
    yield (
        named,
        [
            (a, f"<{iri.term('Span')}>"),
            (a, f"<{oa}SpecificResource>"),
            (oa + "hasSource", f"<{iri.instance(base, 'disclosure', span.disclosure)}>"),
            (oa + "hasSelector", f"<{named}#quote>"),
            (oa + "hasSelector", f"<{named}#position>"),
        ],
    )
    yield f"{named}#quote", [(a, f"<{oa}TextQuoteSelector>"), (oa + "exact", _literal(span.quote))]
    yield (
        f"{named}#position",
        [
            (a, f"<{oa}TextPositionSelector>"),
            (oa + "start", f'"{span.start}"^^<{xsd}nonNegativeInteger>'),
            (oa + "end", f'"{span.end}"^^<{xsd}nonNegativeInteger>'),
        ],
    )


def _objects(base: str, key: str, value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list | tuple) else [value]:
        if item is None:
            continue
        if key in LINKED:
            yield f"<{iri.instance(base, LINKED[key], str(item))}>"
        else:
            yield _literal(item, _datatype(key, item))


def _datatype(key: str, value: Any) -> str | None:
    if isinstance(value, bool):
        return "boolean"
    for keys, datatype in ((DAYS, "date"), (INSTANTS, "dateTime"), (DECIMALS, "decimal"), (ADDRESSES, "anyURI")):
        if key in keys:
            return datatype
    return "integer" if isinstance(value, int) else None


def _literal(value: Any, datatype: str | None = None) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    quoted = '"' + _ESCAPED.sub(_escape, text) + '"'
    return f"{quoted}^^<{PREFIXES['xsd']}{datatype}>" if datatype else quoted


_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _compact(predicate: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if predicate.startswith(namespace):
            return f"{prefix}:{predicate.removeprefix(namespace)}"
    return f"<{predicate}>"
