"""Reviewing extracted claims: listing, deciding, putting right, and decisions as a file."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from attributed.cli_explain import explained, print_explained
from attributed.cli_review import (
    claim_of,
    decide,
    draft_of,
    edit,
    edits,
    export_decisions,
    import_decisions,
    waiting,
)
from attributed.cli_reviewing import Asked, answer, reviewed, told
from attributed.errors import BadInput, Misuse, NotFound
from attributed.graph.store import Store
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
from attributed.schema.decision import ReviewVerdict

TEXT = """Title: A party was attacked
Date: 2024-05-03
Publisher: Norlund
---
APT28 compromised the German Social Democratic Party in 2023.

APT31 conducted reconnaissance activity against UK parliamentarians in 2021.
"""
OpenStore = Callable[[str], Store]


def load(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    file = InputFile(path, path.name)
    store.append(loader_for(file).load(file))


@pytest.fixture
def read(store: Store, tmp_path: Path) -> Store:
    load(store, tmp_path)
    return store


def ids(store: Store) -> list[str]:
    return [shown["claim"]["id"] for shown in waiting(store)]


def session(store: Store, answers: list[str], change: Callable[[str], str | None] = str) -> tuple[int, str]:
    """How many were decided, and what stood on the terminal."""
    console = Console(file=io.StringIO(), width=200)
    given = iter(answers)
    done = reviewed(store, None, "Ann", console, lambda _: next(given), change)
    assert isinstance(console.file, io.StringIO)
    return done, console.file.getvalue()


def test_what_waits_is_listed_in_the_order_of_the_text_with_its_sentence(read: Store) -> None:
    first, second = waiting(read)
    assert told(first) == "APT28 TARGETED Social Democratic Party (compromised; in 2023), says Norlund"
    assert first["claim"]["quotes"] == ["APT28 compromised the German Social Democratic Party in 2023."]
    assert second["subject"]["name"] == "APT31"


def test_an_accepted_and_a_rejected_claim_no_longer_wait(read: Store) -> None:
    done, shown = session(read, ["a", "it is so", "r", ""])
    assert done == 2
    assert "1/2" in shown
    assert "“APT28 compromised the German Social Democratic Party in 2023.”" in shown
    assert ids(read) == []
    rows = read.read("MATCH (r:Review) RETURN r.verdict, r.decidedBy, r.because ORDER BY r.verdict").rows
    assert rows == (("accepted", "Ann", "it is so"), ("rejected", "Ann", None))


def test_a_person_can_skip_and_quit_and_is_asked_again_after_another_key(read: Store) -> None:
    assert session(read, ["x", "", "s", "q"])[0] == 0
    assert len(ids(read)) == 2


def test_what_is_taken_back_waits_again(read: Store) -> None:
    claim = ids(read)[0]
    decide(read, claim, ReviewVerdict.REJECTED, "Ann")
    assert claim not in ids(read)
    decide(read, claim, ReviewVerdict.TAKEN_BACK, "Ann")
    assert claim in ids(read)


def test_an_edit_is_a_rejection_and_a_curated_claim_that_revises(read: Store) -> None:
    claim = ids(read)[0]
    revised = edit(
        read, claim_of(read, claim), draft_of(claim_of(read, claim)).replace("compromised", "attempted", 1), "Ann"
    )
    held = claim_of(read, revised)["claim"]
    assert (held["revises"], held["origin"], held["outcome"]) == (claim, "curated", "attempted")
    assert (held["standing"], held["assertedOn"]) == (True, "2024-05-03")
    old = claim_of(read, claim)
    assert (old["claim"]["verdict"], bool(old["claim"].get("standing"))) == ("rejected", False)
    assert claim_of(read, revised)["subject"]["id"] == old["subject"]["id"]


def test_editing_again_puts_the_new_edit_in_the_place_of_the_old(read: Store) -> None:
    first, second = ids(read)
    words = draft_of(claim_of(read, first))
    before = edit(read, claim_of(read, first), words.replace("compromised", "attempted", 1), "Ann")
    other = edit(read, claim_of(read, second), draft_of(claim_of(read, second)).replace("APT31", "APT40"), "Ann")
    after = edit(read, claim_of(read, first), words.replace("outcome: compromised", "outcome: unspecified"), "Ann")
    assert not claim_of(read, before)["claim"]["standing"]
    assert claim_of(read, after)["claim"]["standing"]
    assert claim_of(read, other)["claim"]["standing"]
    assert len([line for line in edits(read).splitlines() if b'"revises"' in line]) == 2


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("predicate: TARGETED", "predicate: HACKED", "HACKED"),
        ("subject:", "subject: [", "not YAML"),
        ("type: ThreatActor", "type: State\n  unheard: of", "unheard"),
        ("predicate: TARGETED", "unheard: of", "unheard|predicate"),
    ],
)
def test_an_edit_that_makes_no_claim_is_refused_and_nothing_is_stored(
    read: Store, old: str, new: str, why: str
) -> None:
    claim = ids(read)[0]
    before = list(read.evidence())
    with pytest.raises(BadInput, match=why):
        edit(read, claim_of(read, claim), draft_of(claim_of(read, claim)).replace(old, new), "Ann")
    assert list(read.evidence()) == before


def test_at_the_terminal_a_refused_edit_is_shown_again_with_the_reason(read: Store) -> None:
    seen: list[str] = []

    def change(words: str) -> str:
        seen.append(words)
        return words.replace("TARGETED", "HACKED") if len(seen) == 1 else ""

    done, shown = session(read, ["e", "q"], change)
    assert (done, len(seen)) == (0, 2)
    assert "predicate: HACKED" in seen[1]
    assert "there is no 'HACKED'" in shown


def test_an_edit_at_the_terminal_counts_as_decided(read: Store) -> None:
    done, shown = session(read, ["e", "q"], lambda words: words.replace("compromised", "attempted", 1))
    assert done == 1
    assert "put right as c" in shown


def test_decisions_travel_as_json_lines(open_store: OpenStore, tmp_path: Path) -> None:
    first, second, empty = open_store("first"), open_store("second"), open_store("empty")
    load(first, tmp_path)
    load(second, tmp_path)
    session(first, ["a", "", "r", "no"])
    file = tmp_path / "decisions.jsonl"
    assert export_decisions(first, file) == 2
    assert [json.loads(line)["verdict"] for line in file.read_text().splitlines()] == ["accepted", "rejected"]
    assert import_decisions(second, file) == (2, 0)
    assert import_decisions(second, file) == (2, 0)
    assert list(second.stream("review")) == list(first.stream("review"))
    assert ids(second) == []
    assert import_decisions(empty, file) == (0, 2)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace("Ann", "Bob"), "altered"),
        (lambda text: text.replace('"line":"review"', '"line":"claim"'), "line 1"),
        (lambda text: "not json\n" + text, "line 1"),
        (lambda text: text.replace('"verdict":"accepted"', '"verdict":"perhaps"'), "line 1"),
    ],
)
def test_a_file_of_decisions_that_was_altered_is_refused(
    read: Store, tmp_path: Path, change: Callable[[str], str], why: str
) -> None:
    session(read, ["a", "", "q"])
    file = tmp_path / "decisions.jsonl"
    export_decisions(read, file)
    file.write_text(change(file.read_text()))
    with pytest.raises(BadInput, match=why):
        import_decisions(read, file)


def test_the_options_answer_without_a_terminal(read: Store, tmp_path: Path) -> None:
    first, second = ids(read)
    listed = answer(read, Asked(), interactive=False)
    assert [one["claim"] for one in listed.data["waiting"]] == [first, second]
    words = answer(read, Asked(draft=first), interactive=False).text
    file = tmp_path / "draft.yaml"
    file.write_text(words.replace("compromised", "attempted", 1))
    assert answer(read, Asked(edit=first, to=file, by="Ann"), interactive=False).data["revises"] == first
    assert answer(read, Asked(accept=[second], by="Ann"), interactive=False).text == "1 decided"
    assert answer(read, Asked(), interactive=False).data == {"waiting": []}
    out = tmp_path / "out.jsonl"
    assert answer(read, Asked(export_to=out), interactive=False).data == {"exported": 2}
    assert answer(read, Asked(import_from=out), interactive=False).data == {"taken": 2, "elsewhere": 0}


def test_what_cannot_be_done_is_told(read: Store, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="--to"):
        answer(read, Asked(edit=ids(read)[0]), interactive=False)
    with pytest.raises(BadInput, match="cannot be read"):
        answer(read, Asked(edit=ids(read)[0], to=tmp_path / "none"), interactive=False)
    with pytest.raises(NotFound):
        answer(read, Asked(accept=["c" + "0" * 32]), interactive=False)


def test_only_one_text_can_be_reviewed(read: Store) -> None:
    text = next(iter(waiting(read)))["disclosure"]["id"]
    assert len(list(waiting(read, text))) == 2
    assert list(waiting(read, "d" + "0" * 32)) == []


def test_a_claim_tells_what_read_it(read: Store, capsys: pytest.CaptureFixture[str]) -> None:
    found = explained(read, ids(read)[0])
    assert found["extractedBy"].startswith("prose/")
    print_explained(found)
    assert found["extractedBy"] in capsys.readouterr().out.replace("\n", " ")
