"""The classes for py2neo's users."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from attributed.errors import WriteRefused
from attributed.graph.labels import ENTITY_TYPES

ROOT = Path(__file__).parents[2]
ogm: Any = pytest.importorskip("attributed.graph.ogm", reason="without the extra attributed[py2neo]")


def test_every_type_has_its_class() -> None:
    for name in (*ENTITY_TYPES, "Entity", "Claim", "Disclosure", "Source"):
        found = getattr(ogm, name)
        assert (found.__name__, found.__primarylabel__, found.__primarykey__) == (name, name, "id")


def test_nothing_else_imports_py2neo() -> None:
    importing = set()
    for room in ("api", "attributed", "graph", "loaders", "schema"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if any(name.partition(".")[0] == "py2neo" for name in names):
                    importing.add(path.resolve())
    assert importing == {ROOT / "graph" / "ogm.py"}


def test_a_property_cannot_be_set() -> None:
    with pytest.raises(WriteRefused):
        ogm.ThreatActor().name = "another"


@pytest.mark.parametrize("operation", ["__db_create__", "__db_delete__", "__db_merge__", "__db_push__"])
def test_nothing_is_written(operation: str) -> None:
    with pytest.raises(WriteRefused):
        getattr(ogm.Claim(), operation)(None)
