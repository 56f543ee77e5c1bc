"""What a query's text alone tells: commands, procedures, several statements, and expressions without an end."""

import pytest

from attributed.errors import NotAllowed, QueryError
from attributed.graph.guard import LONGEST, check, check_expense


@pytest.mark.parametrize(
    "cypher",
    [
        "call dbms.listConfig()",
        "CALL /* x */ `dbms` . listConfig",
        "MATCH (n) CALL { CALL dbms.x() YIELD y RETURN y } RETURN y",
        "LOAD/**/CSV FROM 'x' AS line RETURN line",
        "show users",
        "// a comment\nTERMINATE TRANSACTION 'x'",
    ],
)
def test_commands_and_procedures_are_not_allowed(cypher: str) -> None:
    with pytest.raises(NotAllowed):
        check(cypher)


@pytest.mark.parametrize("cypher", ["RETURN 1; RETURN 2", "RETURN " + "(" * 99 + "1" + ")" * 99, " " * LONGEST + "x"])
def test_what_is_no_single_question_of_a_fair_size_is_refused(cypher: str) -> None:
    with pytest.raises(QueryError):
        check(cypher)


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN 'CALL dbms.x()' AS call",
        "MATCH (call:Call) RETURN call.name, 1 AS load, 2 AS csv;",
        "CALL db.labels() YIELD label RETURN label",
        "CALL (n) { RETURN 1 AS x } RETURN x",
        "RETURN 1 ;;",
        "MATCH (show) RETURN show",
    ],
)
def test_what_only_looks_alike_passes(cypher: str) -> None:
    check(cypher)
    check_expense(cypher, {})


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN [x IN range(1, 30000) | [y IN range(1, 30000) | x * y]]",
        "WITH range(1, 30000) AS xs RETURN [x IN xs | [y IN xs | x * y]]",
        "RETURN [x IN \\u0072ange(1, 30000) | [y IN xs | x * y]]",
        "RETURN '\\u0027, [x IN range(1, 30000) | [y IN range(1, 30000) | x * y]] //'",
        "MATCH (n) WITH collect(n) AS xs RETURN any(x IN xs WHERE any(y IN xs WHERE x.a = y.a))",
        "RETURN [x IN range(1, $many) | x]",
        "RETURN [x IN range(1, toInteger('100000000')) | x]",
        "RETURN [x IN range(0, size('x') * 1000000000) | x]",
        "RETURN [x IN $long | [y IN $long | 1]]",
        "RETURN reduce(s = 'a', x IN range(1, 60) | s + s)",
        "RETURN reduce(s = 'a', x IN range(1, 60) | replace('bb', 'b', s))",
        "RETURN reduce(s = 1, x IN range(1, 60) | {a: s, b: s})",
        "RETURN reduce(s = 1, x IN range(1, 60) | [y IN [1, 2] | s])",
        "WITH 'aa' AS s, 'aa' AS t" + " WITH s + t AS s, t + s AS t" * 10 + " RETURN s",
        "WITH [1] AS s" + " WITH [s, s] AS s" * 20 + " RETURN s",
        f"RETURN replace(replace($text, 'a', '{'a' * 40}'), 'a', '{'a' * 40}')",
        "MATCH (n) WHERE n.name =~ '(a+)+$' RETURN n",
        "MATCH (n) WHERE n.name =~ '(a' + '+)+$' RETURN n",
        "MATCH (n) WHERE n.name =~ n.pattern RETURN n",
        "MATCH (n) WHERE n.name =~ $pattern RETURN n",
    ],
)
def test_expressions_without_an_end_are_not_allowed_on_a_server(cypher: str) -> None:
    with pytest.raises(NotAllowed):
        check_expense(cypher, {"many": 10**9, "long": [1] * 5_000, "pattern": "(a|aa)+$"})


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN [x IN range(1, 1000) | x * x]",
        "RETURN [i IN range(0, size(nodes(p)) - 1) | i]",
        "UNWIND range(1, n.count) AS i RETURN i",
        "MATCH ()-[r]->() RETURN [x IN r.claimants | [y IN r.outcomes | x + y]]",
        "RETURN reduce(total = 0, n IN range(1, $few) | total + n)",
        "RETURN reduce(names = [], n IN nodes(p) | names + [n.name])",
        "RETURN replace(replace(n.name, ' ', ''), '-', ' to ')",
        "RETURN a.name + ' -> ' + b.name + ' (' + toString(1 + 2) + ')'",
        "MATCH (n) WHERE n.name =~ '(?i).*apt ?31.*' RETURN n",
        "MATCH (n) WHERE n.name =~ $pattern RETURN n",
    ],
)
def test_bounded_expressions_pass(cypher: str) -> None:
    check_expense(cypher, {"few": 10, "pattern": "APT.*"})
