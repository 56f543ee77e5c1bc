"""Files of judgements that are none."""

from __future__ import annotations

import pytest

from attributed.errors import BadInput
from attributed.graph.mappings import read

HEAD = "# a set\nsubject_id\tpredicate_id\tobject_id\tcomment\n"
GOOD = "record:a:1\tskos:exactMatch\trecord:b:1\tthe same\n"


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (
            HEAD + GOOD + "record:a:2\tskos:exactMatch\trecord:b:2\t" + "y" * 1_100_000,
            "line 4",
            "not a table: field larger",
        ),
        (HEAD.replace("comment", "c" * 1_100_000), "line 2", "not a table: field larger"),
        (HEAD + GOOD + "record:a:2\tskos:nearMatch\trecord:b:2\t\n", "line 4", "not a mapping"),
        ("# a set\nsubject_id\tobject_id\n", "", "no column predicate_id"),
        ("[1]\n", "line 1", "not a line of a resolver file"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_with_its_line(text: str, where: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as caught:
        list(read("judged.sssom.tsv", text, "2026-01-01T00:00:00.000Z"))
    assert caught.value.where == where
