"""Which property maps are rewritten, and that all else passes through."""

import pytest

from attributed.graph.rewrite import rewrite


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "MATCH (a)-[r:X]->(b) MATCH (c:Claim {edge: r.edge}) RETURN c",
            "MATCH (a)-[r:X]->(b) MATCH (c:Claim  WHERE c.edge = (r.edge)) RETURN c",
        ),
        (
            "MATCH (a)-[r:X]->(b) MATCH (:Claim {edge: r.edge, stance: 'asserts'}) RETURN a",
            "MATCH (a)-[r:X]->(b) MATCH (`pattern 1`:Claim  WHERE `pattern 1`.edge = (r.edge) "
            "AND `pattern 1`.stance = ('asserts')) RETURN a",
        ),
    ],
)
def test_a_map_with_a_relationship_variable_becomes_a_condition(given: str, expected: str) -> None:
    assert rewrite(given) == expected


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (a {name: 'r.edge'})-[r:X]->(b) RETURN a",
        "MATCH (a)-[r:X]->(b) RETURN {edge: r.edge} AS found",
        "MATCH (a)-[r:X]->(b) RETURN size([x IN [1] | r.edge])",
        "MATCH (a)-[r:X {name: 'x'}]->(b {id: a.r}) RETURN r",
        "// (c {edge: r.edge})\nMATCH (a)-[r]->(b) RETURN 1",
        "RETURN 1",
    ],
)
def test_every_other_query_is_left_as_it_is(query: str) -> None:
    assert rewrite(query) == query
