"""A text's name means one of several bearers only where its words, the lens or the bearer's own name tell which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attributed.graph.candidate import Candidate, Naming
from attributed.graph.resolution import Resolution
from attributed.graph.store import Appended, Projection, Store
from attributed.schema.decision import ReviewVerdict, review

KOREAN, IRANIAN, UNKNOWN = "misp-galaxy-threat-actor:1", "misp-galaxy-threat-actor:2", "mitre-attack-enterprise:3"
TEXT, OTHER = "prose-x:1", "prose-x:2"


def actor(record: str, name: str, *names: str, **held: Any) -> Candidate:
    given: dict[str, Any] = {"country": None, "identifiers": (), "organ": False, "named": True, **held}
    return Candidate(record, "ThreatActor", record.partition(":")[0], "", name, (name, *names), **given)


def joined(*candidates: Candidate, lens: str = "consensus") -> str | None:
    """The entry with which the text is one."""
    entities = Resolution(candidates, lens).entities
    return next((key for key in (KOREAN, IRANIAN, UNKNOWN) if entities.get(key) == entities[TEXT]), None)


TWO = (actor(KOREAN, "Silent One", "Andariel", country="KP"), actor(IRANIAN, "Loud One", "Andariel", country="IR"))


@pytest.mark.parametrize(
    ("states", "expected"), [(("KP",), KOREAN), (("IR",), IRANIAN), (("CN",), None), (("KP", "IR"), None), ((), None)]
)
def test_the_state_that_is_named_tells_which(states: tuple[str, ...], expected: str | None) -> None:
    assert joined(*TWO, actor(TEXT, "Andariel", states=states)) == expected


def test_a_bearer_of_unknown_state_is_not_meant_by_elimination() -> None:
    unknown = actor(UNKNOWN, "Third One", "Andariel")
    assert joined(TWO[1], unknown, actor(TEXT, "Andariel", states=("KP",))) is None
    assert joined(*TWO, unknown, actor(TEXT, "Andariel", states=("KP",))) is None


def test_whose_own_name_it_is_is_meant_unless_it_is_of_another_state() -> None:
    own = actor(UNKNOWN, "Andariel")
    assert joined(*TWO, own, actor(TEXT, "Andariel")) == UNKNOWN
    assert joined(*TWO, own, actor(TEXT, "Andariel", states=("KP",))) == UNKNOWN
    of_iran = actor(UNKNOWN, "Andariel", country="IR")
    assert joined(TWO[0], of_iran, actor(TEXT, "Andariel", states=("KP",))) == KOREAN


def test_the_lens_tells_which() -> None:
    given = actor(KOREAN, "Silent One", "Andariel", namings=(Naming("Andariel", "Microsoft"),))
    both = (given, TWO[1], actor(TEXT, "Andariel"))
    assert joined(*both, lens="microsoft") == KOREAN
    assert joined(*both, lens="crowdstrike") is None
    assert joined(*both) is None


def test_each_text_is_looked_at_alone() -> None:
    entities = Resolution([*TWO, actor(TEXT, "Andariel", states=("KP",)), actor(OTHER, "Andariel")]).entities
    assert entities[TEXT] == entities[KOREAN]
    assert entities[OTHER] not in {entities[KOREAN], entities[IRANIAN]}


def test_an_entry_of_the_name_that_has_an_identifier_says_which_is_meant() -> None:
    known = actor(KOREAN, "Silent One", "Andariel", identifiers=("mitre-attack:G1",))
    curated = actor("claims-x:1", "Andariel", identifiers=("mitre-attack:G1",))
    assert joined(known, TWO[1], curated, actor(TEXT, "Andariel")) == KOREAN
    own = actor(UNKNOWN, "Andariel")
    entities = Resolution([known, own, curated]).entities
    assert entities[curated.record] == entities[KOREAN] != entities[UNKNOWN]


CATALOGUE = """\
{"name": "Threat actors", "type": "threat-actor", "uuid": "7cdff317-a673-4474-84ec-4f1754947823", "version": 1,
 "authors": ["A"], "category": "actor", "description": "d", "source": "s", "values": [
 {"value": "Silent One", "uuid": "245c8dde-ed42-4c49-b48b-634e3e21bdd7", "description": "d",
  "meta": {"country": "KP", "synonyms": ["Andariel"]}},
 {"value": "Loud One", "uuid": "68391641-859f-4a9a-9a1e-3e5cf71ec376", "description": "d",
  "meta": {"country": "IR", "synonyms": ["Andariel"]}}]}
"""
NAMED = "The North Korean group Andariel compromised a Danish hospital in 2023."
NOT_NAMED = "Andariel compromised a Danish hospital in 2023, the ministry said."
HEAD = "Title: A statement\nPublisher: Tests\nDate: 2024-07-2{}\nLanguage: en\n---\n"


def test_a_text_that_names_the_state_is_linked_and_one_that_does_not_is_not(
    store: Store, load: Callable[..., list[Appended]], tmp_path: Path
) -> None:
    files = {"threat-actor.json": CATALOGUE, "named.txt": HEAD.format(1) + NAMED, "not.txt": HEAD.format(2) + NOT_NAMED}
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    load(store, tmp_path / "not.txt", tmp_path / "named.txt", tmp_path / "threat-actor.json")
    one_with_the_catalogue = (
        "MATCH (c:Claim {predicate: 'TARGETED'})-[:SUBJECT]->(:Entity)<-[:REFERS_TO]-(r:Record) "
        "WHERE r.source STARTS WITH 'misp-' MATCH (v:RecordVersion {record: r.id}) RETURN c.quote, v.name"
    )
    assert store.read(one_with_the_catalogue).rows == ((NAMED, "Silent One"),)
    (words,) = store.read("MATCH (r:Record {joinedBy: 'bearer'}) RETURN r.joinedFor").rows[0]
    assert words == "Andariel, of KP"
    derived = list(store.stream("record"))
    (claim,) = store.read("MATCH (c:Claim {predicate: 'ATTRIBUTED_TO'}) RETURN c.id").rows[0]
    store.decide([review(claim, ReviewVerdict.REJECTED, "analyst", "2026-01-02T00:00:00.000Z", "a test")])
    assert store.read(one_with_the_catalogue).rows == ()
    store.decide([review(claim, ReviewVerdict.ACCEPTED, "analyst", "2026-01-03T00:00:00.000Z", "a test")])
    assert list(store.stream("record")) == derived
    store.project(Projection(everything=True))
    assert list(store.stream("record")) == derived
