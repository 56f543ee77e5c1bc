"""docs/cypher.md does what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from attributed.graph.bolt import USER, Bolt, Reading
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.labels import ENTITY_TYPES, LINKS
from attributed.graph.neo4j_store import Neo4jStore
from attributed.graph.store import Appended, Store

Load = Callable[..., list[Appended]]
PAGE = (Path(__file__).parents[1] / "docs" / "cypher.md").read_text("utf-8")
QUERIES = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def filled(open_store: Callable[[str], Store], load: Load, examples: list[Path]) -> Store:
    store = open_store("store")
    load(store, *examples)
    return store


def test_every_question_finds_something(filled: Store) -> None:
    assert len(QUERIES) == 10
    assert [query for query in QUERIES if not filled.read(query).rows] == []


def test_both_engines_answer_the_questions_alike(
    open_store: Callable[[str], Store], load: Load, examples: list[Path]
) -> None:
    one, other = open_store("one"), open_store("other")
    load(one, *examples)
    other.restore(one.evidence())
    for query in QUERIES:
        assert _unordered(one.read(query).maps()) == _unordered(other.read(query).maps())


def _unordered(rows: list[dict[str, Any]]) -> list[str]:
    """Rows that tie, collected lists and labels have no order."""
    return sorted(
        str({key: sorted(v, key=str) if isinstance(v, list) else v for key, v in row.items()}) for row in rows
    )


@pytest.fixture(params=["embedded", "neo4j"])
def bolt(
    request: pytest.FixtureRequest, tmp_path: Path, free_port: int, load: Load, examples: list[Path]
) -> Iterator[tuple[str, str, str]]:
    """Address, user and password."""
    if request.param == "neo4j":
        server = request.getfixturevalue("empty_neo4j")
        with closing(Neo4jStore(server, tmp_path)) as on_server:
            load(on_server, *examples)
        yield server.uri, server.user, server.password
        return
    with closing(EmbeddedStore.open(tmp_path / "store")) as store:
        load(store, *examples)
        reading = Reading("127.0.0.1", free_port, "a password of this test", seconds=30, rows=10_000, heap="256m")
        with closing(Bolt(store, reading)) as opened:
            yield opened.uri, USER, reading.password


@pytest.mark.parametrize("snippet", SNIPPETS, ids=["driver", "py2neo"])
def test_a_notebook_s_snippet_runs(
    bolt: tuple[str, str, str], snippet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if "py2neo" in snippet:
        pytest.importorskip("py2neo", reason="without the extra attributed[py2neo]")
    uri, user, password = bolt
    given = snippet.replace("bolt://127.0.0.1:7687", uri).replace('"reader"', repr(user))
    names: dict[str, Any] = {}
    exec(given.replace('"the password"', repr(password)), names)  # noqa: S102 - the page's own text
    if "graph" in names:
        names["graph"].service.connector.close()
    assert "UK parliamentarians" in capsys.readouterr().out


def test_the_picture_and_the_text_name_what_there_is() -> None:
    assert [name for name in (*LINKS, *ENTITY_TYPES) if name not in PAGE] == []
