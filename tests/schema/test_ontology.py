"""Model, ontology and context name the same things, in both directions."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

import pytest
import rdflib

from attributed.schema import derived, iri
from attributed.schema.claim import Origin, Outcome, ResponseKind, Stance
from attributed.schema.codec import keys_of
from attributed.schema.entity import EntityType
from attributed.schema.line import CLASSES
from attributed.schema.naming import local_name
from attributed.schema.predicate import Predicate

SCHEMA = Path(__file__).parents[2] / "schema"
KEYS = ({key for cls in CLASSES.values() for key in keys_of(cls)} | derived.DERIVED) - {"id"}
PREDICATES = {local_name(predicate) for predicate in Predicate}
MODEL = KEYS | PREDICATES | set(EntityType) | {cls.__name__ for cls in CLASSES.values()} | {"Entity"}


def test_the_ontology_and_the_model_name_the_same_things() -> None:
    graph = rdflib.Graph().parse(SCHEMA / "ontology.ttl")
    named = {str(s).removeprefix(iri.NAMESPACE) for s in graph.subjects() if str(s).startswith(iri.NAMESPACE)}
    assert named == MODEL


def test_every_term_has_a_kind_and_a_label() -> None:
    graph = rdflib.Graph().parse(SCHEMA / "ontology.ttl")
    for name in MODEL:
        term = rdflib.URIRef(iri.term(name))
        assert graph.value(term, rdflib.RDF.type) is not None, name
        assert graph.value(term, rdflib.RDFS.label) is not None, name


def test_the_ontology_never_uses_authorship_for_blame() -> None:
    assert "wasAttributedTo" not in (SCHEMA / "ontology.ttl").read_text()


def test_the_context_maps_every_key() -> None:
    context = json.loads((SCHEMA / "context.jsonld").read_text())["@context"]
    mapped = {key for key in context if key not in ("@version", "@vocab", "attr", "xsd", "id")}
    assert mapped == KEYS | set(Predicate)


@pytest.mark.parametrize(
    ("path", "values"), [("stance", Stance), ("outcome", Outcome), ("responseKind", ResponseKind), ("origin", Origin)]
)
def test_the_shapes_allow_exactly_the_model_s_values(path: str, values: type[StrEnum]) -> None:
    graph = rdflib.Graph().parse(SCHEMA / "shapes.ttl")
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    (shape,) = list(graph.subjects(shacl.path, rdflib.URIRef(iri.term(path))))
    allowed = graph.value(shape, shacl["in"])
    assert allowed is not None
    assert {str(item) for item in rdflib.collection.Collection(graph, allowed)} == {str(value) for value in values}
