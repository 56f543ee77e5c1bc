"""A model behind an endpoint: what of its answer counts, and how it is asked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from attributed.cli_reading import chosen
from attributed.errors import BadInput, Misuse
from attributed.loaders.prose.endpoint import PIECE, EndpointExtractor
from attributed.loaders.prose.endpoint_client import Endpoint, ask
from attributed.loaders.prose.extractor import RULES
from attributed.loaders.prose.gate import Verbatim, verbatim
from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.reader import Context
from attributed.schema.canonical import sha256
from attributed.schema.claim import span
from attributed.schema.disclosure import Disclosure
from attributed.settings import Settings

from ...serving import Quiet, serving

BODY = (
    "The UK's National Cyber Security Centre (NCSC) said it is almost certain that APT31 targeted UK parliamentarians."
    "\n\n"
    "China denied the charge. A front company was sanctioned by the Foreign Office."
)
SECRET = "sk-very-secret"
Given = dict[str, Any]


def said(**changed: Any) -> Given:
    """A claim as a model answers it, right in everything but what is `changed`."""
    return {
        "quote": "it is almost certain that APT31 targeted UK parliamentarians",
        "predicate": "TARGETED",
        "subject": {"type": "ThreatActor", "name": "APT31"},
        "object": {"type": "Population", "name": "UK parliamentarians"},
        "claimant": {"type": "Organization", "name": "National Cyber Security Centre"},
        "likelihoodTerm": "almost certain",
        "outcome": "unspecified",
    } | changed


def context(body: str) -> Context:
    disclosure = Disclosure(id="d1", source="prose-x", text_sha256=sha256(body.encode()))
    return Context(disclosure, "prose-x", "Somebody")


def read(*claims: Given, body: str = BODY) -> Extraction:
    extractor = EndpointExtractor(Endpoint("https://m.example/v1", "m"), lambda *_: json.dumps({"claims": claims}))
    found = extractor.read(body, context(body))
    assert all(body[one.start : one.end] == one.quote for one in found.spans)
    return found


def test_a_claim_that_quotes_its_text_counts() -> None:
    found = read(said())
    (claim,) = found.claims
    assert (claim.likelihood_term, claim.outcome, claim.stance) == ("almost certain", "unspecified", "asserts")
    assert claim.extracted_by.startswith("endpoint/1 ")
    assert {version.name for version in found.versions} == {
        "APT31",
        "UK parliamentarians",
        "National Cyber Security Centre",
    }


def test_the_text_speaks_in_its_own_voice_where_no_claimant_is_given() -> None:
    found = read(said(claimant=None))
    names = {version.record: version.name for version in found.versions}
    assert names[found.claims[0].claimant_record] == "Somebody"


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "it is almost certain that APT31 attacked UK parliamentarians"},
        {"quote": "It is almost certain that APT31 targeted UK parliamentarians"},
        {"quote": ""},
        {"quote": BODY * 20},
        {"subject": {"type": "ThreatActor", "name": "Violet Typhoon"}},
        {"object": {"type": "Population", "name": "parliamentarians of the UK"}},
        {"claimant": {"type": "Organization", "name": "GCHQ"}},
        {"likelihoodTerm": "highly likely"},
        {"analyticConfidence": "high confidence"},
        {"predicate": "HACKED"},
        {"predicate": "SANCTIONED_BY"},
        {"subject": {"type": "Hacker", "name": "APT31"}},
        {"subject": "APT31"},
        {"stance": "maybe"},
        {"responseKind": "summoned"},
    ],
)
def test_what_is_not_in_the_text_or_not_in_the_model_is_dropped(changed: Given) -> None:
    found = read(said(**changed))
    assert (found.claims, found.spans, found.records) == ((), (), ())


def test_a_bad_claim_takes_no_good_one_with_it() -> None:
    assert len(read(said(predicate="HACKED"), said()).claims) == 1


def test_the_same_said_twice_is_one_claim() -> None:
    assert len(read(said(), said()).claims) == 1


def test_what_is_only_described_is_unnamed() -> None:
    party = {"type": "Organization", "name": "A front company", "named": False}
    office = {"type": "Organization", "name": "Foreign Office"}
    quote = "A front company was sanctioned by the Foreign Office"
    found = read(
        {"quote": quote, "predicate": "SANCTIONED_BY", "subject": party, "object": office, "claimant": None},
    )
    assert [version.named for version in found.versions if version.name == "A front company"] == [False]


@pytest.mark.parametrize("answer", ["", "no JSON", "[]", '{"claims": 3}', '{"claims": [null, 1, "x"]}', "[" * 100_000])
def test_an_answer_of_another_kind_has_no_claims(answer: str) -> None:
    extractor = EndpointExtractor(Endpoint("https://m.example/v1", "m"), lambda *_: answer)
    assert extractor.read(BODY, context(BODY)).claims == ()


def test_a_long_text_is_sent_in_pieces_and_offsets_count_in_the_whole() -> None:
    body = ("A paragraph that says nothing at all.\n\n" * 800) + BODY
    sent: list[str] = []

    def answer(_: str, piece: str) -> str:
        sent.append(piece)
        return json.dumps({"claims": [said()]})

    found = EndpointExtractor(Endpoint("https://m.example/v1", "m"), answer).read(body, context(body))
    assert "".join(sent) == body
    assert all(len(piece) <= PIECE for piece in sent)
    (shown,) = found.spans
    assert body[shown.start : shown.end] == shown.quote


def test_the_gate_lets_nothing_through_that_the_text_does_not_say() -> None:
    found = RULES.read("APT28 compromised the German Social Democratic Party in 2023.", context("x"))
    assert found.claims
    altered = [span(one.claim, one.disclosure, one.start, one.end, one.quote + "!") for one in found.spans]
    moved = [span(one.claim, one.disclosure, one.start + 1, one.end, one.quote) for one in found.spans]
    for spans in (altered, moved):
        kept = verbatim("APT28 compromised the German Social Democratic Party in 2023.", _with(found, spans))
        assert (kept.claims, kept.spans, kept.records, kept.versions) == ((), (), (), ())


def test_any_extractor_can_stand_behind_the_gate() -> None:
    body = "APT28 compromised the German Social Democratic Party in 2023."
    guarded = Verbatim(RULES)
    assert guarded.name == RULES.name
    assert guarded.read(body, context(body)).claims == RULES.read(body, context(body)).claims


def _with(found: Extraction, spans: list[Any]) -> Extraction:
    return Extraction(found.records, found.versions, found.claims, tuple(spans))


@dataclass
class Model:
    """An endpoint on this machine; `reply` makes its status and its bytes."""

    url: str = ""
    asked: list[tuple[str, dict[str, str], Given]] = field(default_factory=list)
    reply: Callable[[], tuple[int, bytes]] = lambda: (200, completion('{"claims": []}'))


def completion(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


@pytest.fixture
def model() -> Iterator[Model]:
    held = Model()

    class Handler(Quiet):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            held.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}, body))
            status, data = held.reply()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            if status == 302:
                self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()
            try:
                self.wfile.write(data)
            except ConnectionError:
                self.close_connection = True

    with serving(Handler) as url:
        held.url = f"{url}/v1"
        yield held


def test_it_is_asked_the_openai_way_with_its_key(model: Model) -> None:
    model.reply = lambda: (200, completion(json.dumps({"claims": [said()]})))
    endpoint = Endpoint(model.url, "a-model", SECRET, 10, private=True)
    assert len(EndpointExtractor(endpoint).read(BODY, context(BODY)).claims) == 1
    ((path, headers, body),) = model.asked
    assert (path, headers["authorization"]) == ("/v1/chat/completions", f"Bearer {SECRET}")
    assert (body["model"], body["temperature"], body["messages"][1]["content"]) == ("a-model", 0, BODY)


def test_a_private_address_is_not_asked_unless_it_is_allowed(model: Model) -> None:
    address = model.url.replace("http://127.0.0.1", "https://localhost")
    with pytest.raises(BadInput, match=r"not a public one \(ATTRIBUTED_ENDPOINT_PRIVATE"):
        ask(Endpoint(address, "m", SECRET), "s", "u")
    assert model.asked == []


@pytest.mark.parametrize("url", ["http://model.example/v1", "file:///etc/passwd", "https://user:pw@m.example/v1", "x"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match=r"not https|not an http"):
        ask(Endpoint(url, "m"), "s", "u")


@pytest.mark.parametrize(
    ("status", "data", "why"),
    [
        (500, b"oops " + SECRET.encode(), "it answers 500"),
        (401, b"wrong key", "it answers 401"),
        (302, b"", "it answers 302"),
        (200, b"<html>", "not one of a chat completion"),
        (200, b'{"choices": []}', "not one of a chat completion"),
        (200, completion(None), "has no text"),
        (200, b" " * 6_000_000, "more than 5,000,000 bytes"),
    ],
)
def test_what_goes_wrong_is_told_without_the_key(model: Model, status: int, data: bytes, why: str) -> None:
    model.reply = lambda: (status, data)
    endpoint = Endpoint(model.url, "m", SECRET, 10, private=True)
    with pytest.raises(BadInput, match=why) as raised:
        ask(endpoint, "s", "u")
    assert SECRET not in str(raised.value)
    assert SECRET not in repr(endpoint)


def test_silence_ends_in_time(model: Model) -> None:
    def late() -> tuple[int, bytes]:
        time.sleep(2)
        return 200, completion("{}")

    model.reply = late
    with pytest.raises(BadInput, match=r"127\.0\.0\.1"):
        ask(Endpoint(model.url, "m", seconds=0.3, private=True), "s", "u")


def test_nobody_listening_is_told() -> None:
    with pytest.raises(BadInput, match=r"127\.0\.0\.1"):
        ask(Endpoint("http://127.0.0.1:9/v1", "m", private=True), "s", "u")


def test_the_rules_read_unless_the_settings_say_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(Settings()) is RULES
    monkeypatch.setenv("ATTRIBUTED_EXTRACTOR", "endpoint")
    with pytest.raises(Misuse, match="ATTRIBUTED_ENDPOINT_URL"):
        chosen(Settings())
    monkeypatch.setenv("ATTRIBUTED_ENDPOINT_URL", "https://m.example/v1")
    monkeypatch.setenv("ATTRIBUTED_ENDPOINT_MODEL", "a-model")
    monkeypatch.setenv("ATTRIBUTED_ENDPOINT_KEY", SECRET)
    settings = Settings()
    assert chosen(settings).name.endswith(" a-model")
    assert SECRET not in repr(settings)
