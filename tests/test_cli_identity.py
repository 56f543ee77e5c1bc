"""Who is who on the command line: names, reasons, judgements that take effect and are taken back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attributed.cli import app
from attributed.errors import BadInput
from attributed.graph.embedded import EmbeddedStore

from .graph.editions import edition

Ask = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = EmbeddedStore.open(tmp_path / "store")
    store.append(edition("2024-01-01", ["1", "3"], series="list-one", names={"1": "Wuhan Xiaoruizhi"}))
    store.append(edition("2024-01-01", ["2", "3"], series="list-two", names={"2": "Wuhan Xiao Rui Zhi"}))
    store.close()
    return tmp_path / "store"


@pytest.fixture
def ask(folder: Path) -> Ask:
    def run(*words: str, code: int = 0) -> Any:
        result = CliRunner().invoke(app, ["--store", str(folder), *words], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return json.loads(result.stdout) if "--json" in words else result.stdout

    return run


def pairs(ask: Ask) -> set[frozenset[str]]:
    return {frozenset((pair["left"], pair["right"])) for pair in ask("candidates", "--json")["pairs"]}


def test_a_pair_is_open_until_it_is_judged(ask: Ask) -> None:
    pair = frozenset(("list-one:1", "list-two:2"))
    assert pair in pairs(ask)
    assert not ask("why", "Wuhan Xiaoruizhi", "Wuhan Xiao Rui Zhi", "--json")["one"]
    ask("judge", "Wuhan Xiaoruizhi", "Wuhan Xiao Rui Zhi", "same", "--because", "one address", "--by", "analyst")
    found = ask("why", "list-one:1", "list-two:2", "--json")
    assert found["one"]
    assert [step["reason"] for step in found["chain"]] == ["judgement"]
    assert [one["because"] for one in found["judgements"]] == ["one address"]
    assert pair not in pairs(ask)
    ask("judge", "list-one:1", "list-two:2", "takenBack", "--because", "another address")
    assert not ask("why", "list-one:1", "list-two:2", "--json")["one"]


def test_answers_in_json_name_their_fields_by_the_naming_rule(ask: Ask) -> None:
    (pair, *_) = ask("candidates", "--json")["pairs"]
    assert {"leftName", "rightName"} <= pair.keys()
    judged = ask("judge", pair["left"], pair["right"], "unsure", "--because", "no address", "--json")
    assert (judged["leftRecord"], judged["rightRecord"]) == (pair["left"], pair["right"])
    assert not [key for key in (*pair, *judged) if "_" in key]


def test_an_unsure_pair_is_no_longer_asked_about(ask: Ask) -> None:
    ask("judge", "list-one:1", "list-two:2", "unsure", "--because", "no address")
    assert frozenset(("list-one:1", "list-two:2")) not in pairs(ask)
    assert not ask("why", "list-one:1", "list-two:2", "--json")["one"]


def test_a_shared_identifier_is_the_reason(ask: Ask) -> None:
    (step,) = ask("why", "list-one:3", "list-two:3", "--json")["chain"]
    assert (step["reason"], step["words"]) == ("identifier", "lei:3")


@pytest.mark.parametrize("format", ["sssom", "nomenklatura"])
def test_judgements_go_out_and_come_back(ask: Ask, tmp_path: Path, format: str) -> None:
    ask("judge", "list-one:1", "list-two:2", "same", "--because", "one address", "--by", "analyst")
    written = ask("judgements", "--export", format)
    assert ("skos:exactMatch" if format == "sssom" else '"positive"') in written
    ask("judge", "list-one:1", "list-two:2", "takenBack", "--because", "to see")
    file = tmp_path / "judgements"
    file.write_text(written.replace("20", "21", 1) if format == "nomenklatura" else written)
    assert ask("judgements", "--import", str(file)).strip() == "1 judgements"
    again = ask("judgements", "--export", format)
    assert again.count("list-one:1") <= 1


HEAD = "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tmapping_date\n"
MAPPING = "record:list-one:1\t\tskos:exactMatch\trecord:list-two:2\t2024-05-01\n"


@pytest.mark.parametrize(
    "line",
    [
        "record:list-one:1\t\tskos:exactMatch\trecord:list-two:2\tin May",
        "record:list-one:1\t\tskos:closeMatch\trecord:list-two:2\t2024-05-01",
        "record:list-one:1\t\tskos:exactMatch",
    ],
    ids=["no date", "no verdict", "short"],
)
def test_a_mapping_that_cannot_be_read_is_named_and_none_is_taken(folder: Path, tmp_path: Path, line: str) -> None:
    file = tmp_path / "mappings.sssom.tsv"
    file.write_text("# license: x\n" + HEAD + MAPPING + line + "\n")
    result = CliRunner().invoke(app, ["--store", str(folder), "judgements", "--import", str(file)])
    assert isinstance(result.exception, BadInput)
    assert str(file) in str(result.exception)
    assert "line 4" in str(result.exception)
    exported = CliRunner().invoke(app, ["--store", str(folder), "judgements", "--export", "sssom"])
    assert "exactMatch" not in exported.stdout


def test_a_file_of_mappings_that_is_no_text_is_refused(folder: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "none", tmp_path / "bytes"):
        (tmp_path / "bytes").write_bytes(b"\xff\xfe")
        result = CliRunner().invoke(app, ["--store", str(folder), "judgements", "--import", str(file)])
        assert isinstance(result.exception, BadInput)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
def test_a_mapping_of_a_day_has_its_first_instant_in_utc(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "mappings.sssom.tsv"
    file.write_text(HEAD + MAPPING)
    assert ask("judgements", "--import", str(file)).strip() == "1 judgements"
    assert "2024-05-01T00:00:00.000Z" in ask("judgements", "--export", "nomenklatura")


def test_names_tell_who_gives_them_and_who_else_bears_them(ask: Ask) -> None:
    found = ask("names", "list-one:1", "--json")["names"]
    (one,) = [name for name in found if name["name"] == "Wuhan Xiaoruizhi"]
    assert one["given"][0]["claimant"]["name"] == "An authority"


def test_a_name_of_several_tells_who_gives_it_to_each(ask: Ask) -> None:
    ask("judge", "list-one:3", "list-two:3", "different", "--because", "to have two of one name")
    found = ask("names", "company 3", "--json")["bearers"]
    assert len({one["entity"]["id"] for one in found}) == 2
    assert [[name["name"] for name in one["names"]] for one in found] == [["Company 3"], ["Company 3"]]
    assert "2 things are called company 3" in ask("names", "company 3")


@pytest.mark.parametrize(
    "words",
    [
        ("judge", "list-one:1", "nobody at all", "same", "--because", "x"),
        ("judge", "list-one:1", "list-two:2", "perhaps", "--because", "x"),
        ("judge", "list-one:3", "list-one:3", "same", "--because", "x"),
        ("judge", "Xiaoruizhi", "list-two:2", "same", "--because", "x"),
        ("judge", "list-one:1", "list-two:2", "same", "--because", " "),
        ("judge", "list-one:1", "list-two:2", "takenBack", "--because", "x"),
        ("judgements", "--export", "sssom", "--import", "x"),
        ("candidates", "--type", "Company"),
    ],
)
def test_what_cannot_be_judged_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["--store", str(folder), *words])
    assert result.exit_code != 0
    assert not CliRunner().invoke(app, ["--store", str(folder), "judgements"]).stdout


def test_what_was_judged_is_listed_with_who_and_why(ask: Ask) -> None:
    told = ask("judge", "list-one:1", "list-two:2", "same", "--because", "one address", "--by", "analyst")
    assert "They are one thing now: Wuhan Xiaoruizhi" in told
    assert "They are two things now" in ask("judge", "list-one:1", "list-two:2", "takenBack", "--because", "a typo")
    listed = ask("judgements")
    assert listed.index("a typo") < listed.index("one address")
    assert "analyst" in listed


def test_two_entries_of_one_scheme_are_told_apart(ask: Ask) -> None:
    assert ask("why", "list-one:1", "list-two:2", "--json")["identifiers"] == [["lei:1", "lei:2"]]
    assert "different entries: lei:1 / lei:2" in ask("why", "list-one:1", "list-two:2")


def test_who_stands_behind_nobody_is_told(ask: Ask) -> None:
    assert ask("chain", "list-one:1", "--json")["chains"] == []
    assert ask("chain", "list-one:1", "--to", "United Kingdom", "--json")["found"] == 0
