"""The catalogue: every question has an answer in the examples, the same on both engines, and no needless scans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from attributed.cli_query import page
from attributed.errors import Misuse, NotFound
from attributed.graph.catalogue import parse, question, questions
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.guard import check, check_expense
from attributed.graph.neo4j import Address, Neo4jEngine
from attributed.graph.neo4j_store import Neo4jStore
from attributed.graph.store import Appended, Rows, Store

Load = Callable[..., list[Appended]]
ROOT = Path(__file__).parents[2]

NCSC = "National Cyber Security Centre"
FCDO = "Foreign, Commonwealth and Development Office"
OFAC = "Office of Foreign Assets Control"
MSS = "Ministry of State Security"
CHINESE_MFA = "Ministry of Foreign Affairs"
EXCHANGE = "Compromise of Microsoft Exchange servers in 2021"
POLISH = "Attacks on the Polish energy sector on 29 December 2025"
STORTING = "Intrusion into the e-mail system of the Storting in 2020"
WUHAN_XRZ = "Wuhan Xiaoruizhi Science and Technology Company Limited"
JUXINHE = "Sichuan Juxinhe Network Technology Co., Ltd"

ABOUT_EVERYTHING = {
    "changes-since",
    "coalition-supporters",
    "coalitions",
    "competing-attributions",
    "contradictions",
    "denials",
    "first-attributions",
    "front-companies",
    "most-corroborated",
    "most-disputed",
    "not-compromised",
    "recorded-since",
    "sanctioned-by-several",
    "speakers",
    "targets-in-country",
    "time-to-attribution",
}
"""Questions that no name or id narrows down: they go through all nodes or relationships of a kind."""

EXPECTED: list[tuple[str, dict[str, Any], tuple[str, ...], list[tuple[Any, ...]]]] = [
    (
        "attributions-as-of",
        {"name": "APT31", "asOf": "2022-01-01"},
        ("claimant", "predicate", "attributedTo", "likelihoodTerm", "likelihoodLow", "likelihoodHigh", "assertedOn"),
        [
            (NCSC, "ATTRIBUTED_TO", MSS, "likely", 0.55, 0.75, "2021-07-19"),
            (NCSC, "AFFILIATED_WITH", "China", "almost certain", 0.95, 1.0, "2021-07-19"),
        ],
    ),
    (
        "attribution-likelihood",
        {"name": "APT31", "atLeast": 0.6},
        ("attributedTo", "claimant", "predicate", "likelihoodTerm", "atLeast"),
        [
            ("China", FCDO, "AFFILIATED_WITH", None, "unstated"),
            ("China", NCSC, "AFFILIATED_WITH", "almost certain", "definitely"),
            ("Hubei State Security Department", "Department of Justice", "ATTRIBUTED_TO", None, "unstated"),
            ("Hubei State Security Department", OFAC, "AFFILIATED_WITH", None, "unstated"),
            (MSS, "Czech Republic", "AFFILIATED_WITH", None, "unstated"),
            (MSS, NCSC, "ATTRIBUTED_TO", "likely", "possibly"),
        ],
    ),
    (
        "coalition",
        {"statement": "claims-attributed-examples:exchange-2021"},
        ("claimant", "part", "subject", "object"),
        [
            ("Australia", "joins", EXCHANGE, MSS),
            ("Canada", "joins", EXCHANGE, MSS),
            ("NATO", "supports", EXCHANGE, "China"),
            (NCSC, "joins", "APT31", "China"),
            (NCSC, "joins", "APT31", MSS),
            (NCSC, "joins", "APT40", MSS),
            ("New Zealand", "reacts", "APT40", "New Zealand"),
            ("New Zealand", "reacts", "New Zealand", EXCHANGE),
            ("United Kingdom", "joins", EXCHANGE, "China"),
            ("United States", "joins", EXCHANGE, MSS),
        ],
    ),
    ("coalition-supporters", {}, ("supporter", "subject", "attributedTo"), [("NATO", EXCHANGE, "China")]),
    (
        "coalition-silent",  # Finland joined in 2023, two years after the statement
        {"statement": "claims-attributed-examples:exchange-2021", "body": "NATO"},
        ("member",),
        [("Albania",), ("Czech Republic",), ("France",), ("Netherlands",), ("Norway",), ("Poland",)],
    ),
    (
        "contradictions",
        {},
        ("subject", "predicate", "object", "assertedBy", "opposedBy", "stance", "opposedOn"),
        [
            ("APT31", "AFFILIATED_WITH", "China", FCDO, CHINESE_MFA, "denies", "2024-03-26"),
            ("APT31", "AFFILIATED_WITH", "China", NCSC, CHINESE_MFA, "denies", "2024-03-26"),
            (EXCHANGE, "ATTRIBUTED_TO", "China", "United Kingdom", CHINESE_MFA, "denies", "2021-07-20"),
        ],
    ),
    (
        "denials",
        {},
        ("claimant", "subject", "object", "assertedOn"),
        [(CHINESE_MFA, "APT31", "China", "2024-03-26"), (CHINESE_MFA, EXCHANGE, "China", "2021-07-20")],
    ),
    (
        "front-to-state",
        {"company": WUHAN_XRZ, "state": "China"},
        ("step", "subject", "predicate", "object", "claimant", "url"),
        [
            (1, WUHAN_XRZ, "FRONT_FOR", MSS, OFAC, "https://home.treasury.gov/news/press-releases/jy2205"),
            (
                2,
                MSS,
                "PART_OF",
                "China",
                "United States",
                "https://www.whitehouse.gov/briefing-room/statements-releases/2021/07/19/the-united-states-joined-by-"
                "allies-and-partners-attributes-malicious-cyber-activity-and-irresponsible-state-behavior-to-the-"
                "peoples-republic-of-china/",
            ),
        ],
    ),
    (
        "sanction-gaps",
        {"by": "United States", "notBy": "United Kingdom"},
        ("party", "type", "authority", "firstAsserted"),
        [
            ("Esmail Khatib", "Person", OFAC, "2022-09-09"),
            ("Ministry of Intelligence and Security", "Organization", OFAC, "2022-09-09"),
            (JUXINHE, "Organization", OFAC, "2025-01-17"),
            ("Yin Kecheng", "Person", OFAC, "2025-01-17"),
        ],
    ),
    (
        "sanctioned-around-actor",
        {"actor": "APT31"},
        ("party", "link", "authority"),
        [
            ("Ni Gaobin", "MEMBER_OF", OFAC),
            ("Ni Gaobin", "MEMBER_OF", "United Kingdom"),
            (WUHAN_XRZ, "AFFILIATED_WITH", OFAC),
            (WUHAN_XRZ, "AFFILIATED_WITH", "United Kingdom"),
            ("Zhao Guangzong", "MEMBER_OF", OFAC),
            ("Zhao Guangzong", "MEMBER_OF", "United Kingdom"),
            ("a front company", "AFFILIATED_WITH", FCDO),
            ("two individuals", "AFFILIATED_WITH", FCDO),
        ],
    ),
    (
        "targets-by-kind",
        {"actor": "APT28", "outcome": "compromised", "country": "FR"},
        ("target", "countries", "outcomes", "claimants"),
        [("TV5Monde", ["FR"], ["compromised"], ["Ministry for Europe and Foreign Affairs"])],
    ),
    (
        "actors-that-targeted",
        {"target": "Parliament of Finland"},
        ("actor", "outcomes", "claimants", "firstAsserted"),
        [("APT31", ["unspecified"], ["Finnish Security and Intelligence Service"], "2021-03-18")],
    ),
    (
        "time-to-attribution",
        {},
        ("incident", "attributedTo", "began", "ended", "daysAtLeast", "daysAtMost", "daysToSanction"),
        [
            ("Attack on the KA-SAT network in February 2022", "Russia", "2022-02-24", "2022-02-24", 75, 75, 1165),
            ("Attacks on the Albanian government in July 2022", "Iran", "2022-07-15", "2022-07-15", 54, 54, 2),
            (POLISH, "Sandworm", "2025-12-29", "2025-12-29", 25, 25, None),
            (POLISH, "Static Tundra", "2025-12-29", "2025-12-29", 32, 32, None),
            (EXCHANGE, "China", None, None, None, None, None),
            (EXCHANGE, MSS, None, None, None, None, None),
            (STORTING, "Russia", "2020-08-01", "2020-08-31", 43, 73, 1739),
            ("campaign", "APT28", None, None, None, None, None),
            ("intrusion", "APT31", None, None, None, None, None),
        ],
    ),
    (
        "names-by-authority",
        {"name": "APT31"},
        ("authority", "name"),
        [("CrowdStrike", "JUDGMENT PANDA"), ("Microsoft", "Violet Typhoon")],
    ),
    ("who-is", {"name": "FANCY BEAR"}, ("entity", "authority"), [("APT28", "CrowdStrike")]),
    (
        "evidence-path",
        {"start": "Zhao Guangzong", "end": "China"},
        ("step", "start", "predicate", "end", "forward", "claimants"),
        [
            (1, "Zhao Guangzong", "MEMBER_OF", "APT31", True, [FCDO]),
            (2, "APT31", "AFFILIATED_WITH", "China", True, [FCDO, NCSC]),
        ],
    ),
]


def columns(rows: Rows, *chosen: str) -> list[tuple[Any, ...]]:
    """These columns of the rows, in an order of their own: ids decide between equals."""
    return sorted((tuple(row[name] for name in chosen) for row in rows.maps()), key=str)


@pytest.fixture
def loaded(store: Store, load: Load, examples: list[Path]) -> Store:
    load(store, *examples)
    return store


@pytest.fixture
def both(empty_neo4j: Address, tmp_path: Path, load: Load, examples: list[Path]) -> Iterator[tuple[Store, Neo4jStore]]:
    embedded, server = EmbeddedStore.open(tmp_path / "embedded"), Neo4jStore(empty_neo4j, tmp_path / "neo4j")
    for store in (embedded, server):
        load(store, *examples)
    yield embedded, server
    embedded.close()
    server.close()


def test_many_questions_are_asked() -> None:
    assert len(questions()) >= 30
    assert len(EXPECTED) >= 12


def test_every_example_has_an_answer(loaded: Store) -> None:
    unanswered = [one.name for one in questions() if not loaded.read(one.text, one.examples).rows]
    assert unanswered == []


@pytest.mark.parametrize(("name", "params", "chosen", "expected"), EXPECTED, ids=[one[0] for one in EXPECTED])
def test_answers_are_what_the_sources_say(
    loaded: Store, name: str, params: Mapping[str, Any], chosen: tuple[str, ...], expected: list[tuple[Any, ...]]
) -> None:
    found = loaded.read(question(name).text, question(name).arguments(params))
    assert columns(found, *chosen) == sorted(expected, key=str)


def test_two_readings_of_an_attack_compete(loaded: Store) -> None:
    (row,) = loaded.read(question("competing-attributions").text, question("competing-attributions").examples).maps()
    assert (row["subject"], {row["attributedTo"], row["orTo"]}) == (POLISH, {"Sandworm", "Static Tundra"})


def test_both_engines_give_the_same_rows(both: tuple[Store, Neo4jStore]) -> None:
    embedded, server = both
    different = []
    for one in questions():
        first, second = embedded.read(one.text, one.examples), server.read(one.text, one.examples)
        if first != second:
            different.append((one.name, first, second))
    assert different == []


def test_plans_scan_only_where_everything_is_asked_for(both: tuple[Store, Neo4jStore]) -> None:
    address = both[1].address
    with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        driver.execute_query("CALL db.prepareForReplanning(60)")  # what it has counted is of an earlier test
    with closing(Neo4jEngine(address)) as server:
        plans = {one.name: list(operators(server.plan(one.text, one.examples, 10)[1])) for one in questions()}
    scans = {name: [step for step in steps if "Scan" in step] for name, steps in plans.items()}
    assert [name for name, steps in scans.items() if steps and name not in ABOUT_EVERYTHING] == []
    assert [name for name, steps in scans.items() if "AllNodesScan" in steps] == []
    for name in ("changes-since", "recorded-since", "who-is"):
        assert any("IndexSeek" in step for step in plans[name])


def operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan["operatorType"]).partition("@")[0]
    for child in plan.get("children") or ():
        yield from operators(child)


def test_every_question_passes_the_guard_of_foreign_queries() -> None:
    for one in questions():
        check(one.text)
        check_expense(one.text, one.examples)


def test_the_page_of_the_documentation_is_current() -> None:
    assert (ROOT / "docs" / "queries.md").read_text("utf-8") == page(), (
        "attributed queries --markdown > docs/queries.md"
    )


def test_what_may_be_left_out_has_a_value() -> None:
    assert question("front-companies").arguments({}) == {"actor": None, "state": None, "skip": 0, "limit": 50}
    assert question("changes-since").read({"since": "2024-01-01", "limit": "5"}) == {
        "since": "2024-01-01",
        "skip": 0,
        "limit": 5,
    }


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("attributions", {}),
        ("attributions", {"name": 31}),
        ("attributions", {"name": "APT31", "nom": "APT31"}),
        ("attributions", {"name": "APT31", "limit": 1_000_000}),
        ("attributions", {"name": "APT31", "skip": -1}),
        ("attributions", {"name": "APT31", "limit": True}),
        ("attributions-as-of", {"name": "APT31", "asOf": "2022-13-01"}),
        ("attributions-as-of", {"name": "APT31", "asOf": "20220101"}),
        ("recorded-since", {"since": "2022-01-01"}),
        ("attribution-likelihood", {"name": "APT31", "atLeast": "much"}),
    ],
)
def test_parameters_of_another_type_are_refused(name: str, given: dict[str, Any]) -> None:
    with pytest.raises(Misuse):
        question(name).arguments(given)


def test_a_query_that_serves_the_api_is_no_question() -> None:
    with pytest.raises(NotFound):
        question("claims-of-entity")
    with pytest.raises(NotFound):
        question("../rewrite")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n",
        "// purpose\n",
        "// purpose\n// topic: weather\nRETURN 1",
        "// purpose\n// $n: figure, 1\nRETURN $n",
        "// purpose\n// $n: integer, one\nRETURN $n",
    ],
)
def test_a_file_that_does_not_say_what_it_is_for_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"query 'x'|Expecting"):
        parse("x", text)
