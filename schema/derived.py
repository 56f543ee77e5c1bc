"""The keys that the graph derives, beside those of the model's classes; the ontology and the RDF name them too."""

ENTITY = ("name", "names", "named", "type", "roles", "records", "identifiers", "countries", "organ")
CLAIM = (
    "subject",
    "object",
    "claimant",
    "edge",
    "backs",
    "standing",
    "verdict",
    "retractedOn",
    "withdrawnOn",
    "gaps",
    "amendedOn",
    "supersededAt",
    "assertedOnBasis",
    "evidence",
)
RECORD = ("key", "refersTo", "joinedTo", "joinedBy", "joinedFor")
DISCLOSURE = ("publishedIn", "takenAsComplete", "missing")
EDGE = (
    "claimCount",
    "claimants",
    "claimantIds",
    "claimantStates",
    "firstAsserted",
    "lastAsserted",
    "likelihoodTerms",
    "outcomes",
    "responseKinds",
    "positions",
    "reviewed",
    "disputed",
    "claims",
)
REVIEW = ("reviews",)
DERIVED = frozenset((*ENTITY, *CLAIM, *RECORD, *DISCLOSURE, *EDGE, *REVIEW))
