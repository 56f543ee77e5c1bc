"""Asking the graph from the command line: in Cypher, or by the name of a question of the catalogue."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from attributed.errors import Misuse, QueryTimeout
from attributed.graph.catalogue import TOPICS, Parameter, Query, question, questions
from attributed.graph.remote import RemoteStore
from attributed.graph.store import Store

_FIRST_SENTENCE = re.compile(r"(?<=\.) |: ")
GRACE = 1.0
"""Seconds past its limit in which a query may end by itself."""


def asked(cypher: str | None, named: str | None, given: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """The text of the query and its parameters."""
    pairs = dict(_pair(one) for one in given)
    if (cypher is None) == (named is None):
        raise Misuse("give either a query in Cypher or --named NAME; `attributed queries` lists the names")
    if named is not None:
        chosen = question(named)
        return chosen.text, chosen.read(pairs)
    return str(cypher), {name: _value(text) for name, text in pairs.items()}


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.isidentifier():
        raise Misuse(f"--param {given!r} is not name=value")
    return name, value


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@contextmanager
def watched(store: Store, seconds: float) -> Iterator[None]:
    """End this process where a query does not end in time: an engine stops between two rows, never inside one.

    Only for a query that reads. Ctrl-C ends it too, also where the engine does not return to Python. A server that
    holds the store has a clock of its own.
    """
    if isinstance(store, RemoteStore):
        yield
        return
    over = threading.Timer(seconds + GRACE, _end, (seconds,))
    over.daemon = True
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    over.start()
    try:
        yield
    finally:
        over.cancel()
        signal.signal(signal.SIGINT, before)


def _end(seconds: float) -> None:
    error = QueryTimeout(seconds)
    sys.stderr.write(f"attributed: {error}\n")
    sys.stderr.flush()
    os._exit(error.exit_code)


def described(query: Query) -> dict[str, Any]:
    return {**asdict(query), "examples": query.examples}


def listing() -> Iterator[str]:
    """Every question by topic, each with the first sentence of its purpose."""
    width = max(len(query.name) for query in questions())
    for topic in TOPICS:
        yield topic
        for query in questions():
            if query.topic == topic:
                yield f"  {query.name:{width}}  {_FIRST_SENTENCE.split(query.purpose, 1)[0]}"


def shown(query: Query) -> Iterator[str]:
    """One question: what it is for, how to run it, its parameters, its text."""
    yield query.purpose
    yield ""
    yield example(query)
    for parameter in query.parameters:
        yield f"  {parameter.name}: {type_of(parameter)}, for example {json.dumps(parameter.example)}"
    yield ""
    yield query.text


def example(query: Query) -> str:
    """The command that runs the question with its examples."""
    params = " ".join(
        f'--param {parameter.name}="{parameter.example}"'
        for parameter in query.parameters
        if not parameter.may_be_left_out or (parameter.nullable and parameter.example is not None)
    )
    return f"attributed query --named {query.name} {params}".rstrip()


def type_of(parameter: Parameter) -> str:
    note = f" ({parameter.note})" if parameter.note else ""
    return f"{parameter.type}{note}{', may be left out' if parameter.may_be_left_out else ''}"


def page() -> str:
    """docs/queries.md."""
    parts = [_HEAD]
    for topic in TOPICS:
        parts.append(f"## {topic.capitalize()}\n\n")
        for query in questions():
            if query.topic == topic:
                parts.append(f"### {query.name}\n\n{query.purpose}\n\n```sh\n{example(query)}\n```\n\n")
                parts.extend(f"- `{p.name}`: {type_of(p)}\n" for p in query.parameters if p.name not in _PAGING)
                parts.append(f"\n```cypher\n{query.text}\n```\n\n")
    return "".join(parts).replace("\n\n\n", "\n\n").rstrip("\n") + "\n"


_PAGING = ("skip", "limit")
_HEAD = """# Questions

The questions of the catalogue, each one a file in `graph/queries/`, the same text on the embedded engine and on Neo4j.
`attributed queries` lists them, `attributed queries NAME` shows one, `attributed query --named NAME --param …` runs it;
over HTTP `GET /v1/queries` lists them, and `POST /v1/queries/NAME` with the parameters as a JSON object, or
`GET /v1/queries/NAME/answer?…`, runs one. Most take `skip` and `limit` too. A `claim` in an answer leads to the words
and the document: `GET /v1/claims/{id}`.

This page is written by `attributed queries --markdown > docs/queries.md`.

"""
