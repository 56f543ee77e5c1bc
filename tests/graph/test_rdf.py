"""RDF: both formats say the same, every key is in the ontology, and the shapes hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from attributed.graph.rdf import INTERNAL, _literal, ntriples, turtle
from attributed.graph.store import Appended, Store
from attributed.schema import iri
from attributed.schema.decision import JudgementVerdict, ReviewVerdict, judgement, review

Load = Callable[..., list[Appended]]
BASE = "https://example.org/"
SCHEMA = Path(__file__).parents[2] / "schema"


@pytest.fixture
def loaded(store: Store, load: Load, examples: list[Path]) -> Store:
    load(store, *examples)
    at = "2026-01-01T00:00:00.000Z"
    claim, records = next(store.stream("claim")), [record["id"] for record in store.stream("record")]
    store.decide([review(claim["id"], ReviewVerdict.ACCEPTED, "analyst", at, "read again")])
    store.decide([judgement(records[0], records[1], JudgementVerdict.DIFFERENT, "analyst", at, "two things")])
    return store


def parsed(text: str, format: pyoxigraph.RdfFormat) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(text.encode(), format=format)}


def test_turtle_and_ntriples_hold_the_same_triples_and_no_blank_node(loaded: Store) -> None:
    first = parsed("".join(turtle(loaded, BASE)), pyoxigraph.RdfFormat.TURTLE)
    second = parsed("".join(ntriples(loaded, BASE)), pyoxigraph.RdfFormat.N_TRIPLES)
    assert first == second
    assert not any(isinstance(term, pyoxigraph.BlankNode) for t in first for term in (t.subject, t.object))


def test_every_term_of_an_export_is_in_the_ontology(loaded: Store) -> None:
    ontology = rdflib.Graph().parse(SCHEMA / "ontology.ttl")
    known = {str(subject) for subject in ontology.subjects() if str(subject).startswith(iri.NAMESPACE)}
    triples = parsed("".join(ntriples(loaded, BASE)), pyoxigraph.RdfFormat.N_TRIPLES)
    used = {term.value for t in triples for term in (t.predicate, t.object) if isinstance(term, pyoxigraph.NamedNode)}
    assert {name for name in used if name.startswith(iri.NAMESPACE)} - known == set()
    assert "matchKeys" in INTERNAL


def test_an_export_holds_to_the_shapes(loaded: Store) -> None:
    graph = rdflib.Graph().parse(data="".join(turtle(loaded, BASE)), format="turtle")
    shapes = rdflib.Graph().parse(SCHEMA / "shapes.ttl")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, report
    attr = rdflib.Namespace(iri.NAMESPACE)
    claim = next(iter(graph.subjects(rdflib.RDF.type, attr.Claim)))
    for broken in (attr.claimant, attr.statedIn, attr.stance):
        held = list(graph.triples((claim, broken, None)))
        graph.remove((claim, broken, None))
        assert not pyshacl.validate(graph, shacl_graph=shapes)[0]
        for triple in held:
            graph.add(triple)


def test_versions_decisions_and_spans_are_nodes_with_the_ids_of_the_store(loaded: Store) -> None:
    graph = rdflib.Graph().parse(data="".join(ntriples(loaded, BASE)), format="nt")
    attr = rdflib.Namespace(iri.NAMESPACE)
    for kind, name, label in (
        ("recordVersion", "version", attr.RecordVersion),
        ("review", "review", attr.Review),
        ("judgement", "judgement", attr.Judgement),
        ("span", "span", attr.Span),
    ):
        expected = {iri.instance(BASE, name, row["id"]) for row in loaded.stream(kind)}  # type: ignore[arg-type]  # a Kind
        assert {str(node) for node in graph.subjects(rdflib.RDF.type, label)} == expected, kind
        assert expected
    (decided,) = graph.subjects(rdflib.RDF.type, attr.Review)
    assert (graph.value(decided, attr.reviews), rdflib.RDF.type, attr.Claim) in graph


@given(st.text())
def test_any_text_is_the_same_when_it_is_read_back(text: str) -> None:
    if any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        return
    line = f"<http://a/> <http://b/> {_literal(text)} ."
    (triple,) = parsed(line, pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(triple.object, pyoxigraph.Literal)
    assert triple.object.value == text
