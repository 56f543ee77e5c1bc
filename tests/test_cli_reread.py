"""Reading known texts again: what is newly found is added, what is no longer found is superseded, decisions stand."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from attributed.cli_reread import reread_all
from attributed.errors import NotFound
from attributed.graph.catalogue import query
from attributed.graph.evidence import read_evidence, write_evidence
from attributed.graph.store import Projection, Store
from attributed.loaders.loader import InputFile
from attributed.loaders.prose.extractor import RULES, Extractor
from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.reader import Context
from attributed.loaders.reading import Reading
from attributed.loaders.registry import loader_for
from attributed.schema.dates import now
from attributed.schema.decision import ReviewVerdict, review

TEXT = """Title: A party was attacked
Date: 2024-05-03
Publisher: Norlund
---
APT28 compromised the German Social Democratic Party in 2023.

APT31 conducted reconnaissance activity against UK parliamentarians in 2021.
"""
OpenStore = Callable[[str], Store]


@dataclass(frozen=True)
class Partly(Extractor):
    """Rules that read only what names this actor."""

    actor: str

    @property
    def name(self) -> str:
        return f"{RULES.name} {self.actor}"

    def read(self, body: str, context: Context) -> Extraction:
        found = RULES.read(body, context)
        spans = [span for span in found.spans if self.actor in span.quote]
        kept = {span.claim for span in spans}
        claims = [replace(claim, extracted_by=self.name) for claim in found.claims if claim.id in kept]
        ends = {end for one in claims for end in (one.subject_record, one.object_record, one.claimant_record)}
        return replace(
            found,
            records=tuple(record for record in found.records if record.id in ends),
            versions=tuple(version for version in found.versions if version.record in ends),
            claims=tuple(claims),
            spans=tuple(spans),
        )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    return path


def load(store: Store, path: Path, extractor: Extractor = RULES) -> str:
    file = InputFile(path, path.name, reading=Reading(extractor))
    return store.append(loader_for(file).load(file)).disclosures[0].id


def claims(store: Store) -> dict[str, tuple[bool, bool]]:
    """By the claim's subject whether it stands, and whether it is superseded."""
    cypher = (
        "MATCH (c:Claim {predicate: 'TARGETED'})-[:SUBJECT]->(s:Entity) "
        "RETURN s.name AS name, c.standing AS standing, c.supersededAt AS since"
    )
    return {row["name"]: (bool(row["standing"]), row["since"] is not None) for row in store.read(cypher).maps()}


def edges(store: Store) -> set[str]:
    return {str(row[0]) for row in store.read("MATCH (s:Entity)-[:TARGETED]->() RETURN s.name").rows}


def evidence(store: Store) -> bytes:
    out = io.BytesIO()
    write_evidence(store, out)
    return out.getvalue()


def derived(store: Store) -> list[object]:
    return [list(store.stream(kind)) for kind in ("claim", "edge", "entity")]


def test_what_is_newly_found_is_added_and_stated_in_the_same_text(store: Store, path: Path) -> None:
    text = load(store, path, Partly("APT28"))
    assert reread_all(store, (), RULES) == [
        {"disclosure": text, "title": "A party was attacked", "new": 1, "superseded": 0}
    ]
    assert claims(store) == {"APT28": (True, False), "APT31": (True, False)}
    stated = store.read("MATCH (c:Claim)-[:STATED_IN]->(d:Disclosure) RETURN DISTINCT d.id").rows
    assert stated == ((text,),)


def test_a_reading_is_counted_as_no_disclosure(store: Store, path: Path) -> None:
    load(store, path, Partly("APT28"))
    reread_all(store, (), RULES)
    counts = store.read(query("counts").text).one()
    assert counts is not None
    assert counts["disclosures"] == 1


def test_reading_again_with_the_same_rules_does_nothing(store: Store, path: Path) -> None:
    load(store, path)
    before = evidence(store)
    assert reread_all(store, (), RULES) == []
    assert evidence(store) == before


def test_what_is_no_longer_found_is_superseded_until_it_is_found_again(store: Store, path: Path) -> None:
    load(store, path)
    (told,) = reread_all(store, (), Partly("APT31"))
    assert (told["new"], told["superseded"]) == (0, 1)
    assert claims(store) == {"APT28": (False, True), "APT31": (True, False)}
    assert edges(store) == {"APT31"}
    (told,) = reread_all(store, (), RULES)
    assert (told["new"], told["superseded"]) == (1, 0)
    assert claims(store) == {"APT28": (True, False), "APT31": (True, False)}
    assert edges(store) == {"APT28", "APT31"}


def test_no_row_of_the_first_reading_is_changed(store: Store, path: Path) -> None:
    load(store, path)
    before = list(store.evidence())
    reread_all(store, (), Partly("APT31"))
    assert list(store.evidence())[: len(before)] == before


def test_loading_the_text_after_it_was_read_again_does_nothing(store: Store, path: Path) -> None:
    load(store, path)
    reread_all(store, (), Partly("APT31"))
    before = evidence(store), derived(store)
    load(store, path)
    assert (evidence(store), derived(store)) == before


def test_a_header_that_changes_later_leaves_the_readings_in_their_order(store: Store, path: Path) -> None:
    load(store, path)
    reread_all(store, (), Partly("APT31"))
    path.write_text(TEXT.replace("2024-05-03", "2099-01-01"), "utf-8")
    load(store, path)
    assert claims(store)["APT28"] == (False, True)
    days = store.read("MATCH (c:Claim) WHERE c.standing RETURN DISTINCT c.assertedOn").rows
    assert days == (("2099-01-01",),)


def test_decisions_survive_and_what_was_accepted_stays(store: Store, path: Path) -> None:
    load(store, path)
    ids = {
        str(name): str(key)
        for name, key in store.read(
            "MATCH (c:Claim {predicate: 'TARGETED'})-[:SUBJECT]->(s:Entity) RETURN s.name, c.id"
        ).rows
    }
    store.decide([review(ids["APT28"], ReviewVerdict.ACCEPTED, "Ann", now())])
    store.decide([review(ids["APT31"], ReviewVerdict.REJECTED, "Ann", now())])
    assert reread_all(store, (), Partly("nobody"))[0]["superseded"] == 1
    assert claims(store) == {"APT28": (True, False), "APT31": (False, True)}
    reread_all(store, (), RULES)
    assert claims(store) == {"APT28": (True, False), "APT31": (False, False)}
    verdicts = store.read("MATCH (c:Claim) WHERE c.verdict IS NOT NULL RETURN c.id, c.verdict").rows
    assert dict(map(tuple, verdicts)) == {ids["APT28"]: "accepted", ids["APT31"]: "rejected"}


def test_the_evidence_file_restores_the_readings(open_store: OpenStore, path: Path, tmp_path: Path) -> None:
    first, second = open_store("first"), open_store("second")
    load(first, path, Partly("APT28"))
    reread_all(first, (), Partly("APT31"))
    reread_all(first, (), RULES)
    file = tmp_path / "evidence.zst"
    file.write_bytes(evidence(first))
    second.restore(read_evidence(file, file.name))
    assert evidence(second) == evidence(first)
    assert derived(second) == derived(first)


def test_a_rebuild_gives_the_same(store: Store, path: Path) -> None:
    load(store, path, Partly("APT28"))
    reread_all(store, (), Partly("APT31"))
    before = derived(store)
    store.project(Projection(everything=True))
    assert derived(store) == before


def test_a_text_in_another_language_is_left_alone(store: Store, path: Path) -> None:
    path.write_text(
        "Das Ministerium sagte, dass die Gruppe APT28 hinter dem Angriff auf die Partei steht und nicht APT31."
    )
    load(store, path)
    assert reread_all(store, (), RULES) == []


def test_one_text_can_be_named_and_an_unknown_one_is_told(store: Store, path: Path) -> None:
    text = load(store, path)
    assert [told["disclosure"] for told in reread_all(store, [text], Partly("APT31"))] == [text]
    with pytest.raises(NotFound):
        reread_all(store, ["d" + "0" * 32], RULES)
