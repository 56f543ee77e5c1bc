"""Labels, relationship types and indexes of the graph, from the model."""

from attributed.schema.entity import EntityType
from attributed.schema.predicate import WITH_VALUE, Predicate

UNIQUE: tuple[str, ...] = (
    "Source",
    "Disclosure",
    "Record",
    "RecordVersion",
    "Claim",
    "Span",
    "Review",
    "Judgement",
    "Entity",
    "Projection",
)
"""Node labels, each with a unique `id`."""

INDEXED: tuple[tuple[str, str], ...] = (
    ("Disclosure", "writtenIn"),
    ("Disclosure", "source"),
    ("Disclosure", "series"),
    ("Disclosure", "recordedAt"),
    ("Disclosure", "sha256"),
    ("Record", "writtenIn"),
    ("Record", "key"),
    ("Record", "refersTo"),
    ("RecordVersion", "writtenIn"),
    ("RecordVersion", "record"),
    ("Claim", "writtenIn"),
    ("Claim", "statedIn"),
    ("Claim", "edge"),
    ("Claim", "statementId"),
    ("Claim", "assertedOn"),
    ("Claim", "value"),
    ("Span", "writtenIn"),
    ("Span", "claim"),
    ("Review", "claim"),
    ("Judgement", "leftRecord"),
    ("Judgement", "rightRecord"),
    ("Entity", "name"),
)
"""Properties with an index that is not unique.

Every index costs each write of its label: where a relationship leads to the same nodes there is none.
"""

ENTITY_TYPES: tuple[str, ...] = tuple(EntityType)
"""The second labels of an Entity."""

PREDICATES: tuple[str, ...] = tuple(p for p in Predicate if p not in WITH_VALUE)
"""Relationship types between entities."""

LINKS: tuple[str, ...] = (
    "REFERS_TO",
    "SUBJECT",
    "OBJECT",
    "CLAIMANT",
    "STATED_IN",
    "PUBLISHED_IN",
    "REVIEWS",
)
"""Relationship types between evidence and entities, all derived."""

WRITTEN: tuple[str, ...] = ("Span", "Claim", "RecordVersion", "Record", "Disclosure")
"""Labels whose rows belong to one disclosure by `writtenIn`."""
