"""The claims format: what is read, what is passed over, what is refused; always with its line."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from attributed.errors import BadInput
from attributed.graph.embedded import EmbeddedStore
from attributed.loaders.claims import ROWS, ClaimsLoader
from attributed.loaders.loader import InputFile
from attributed.schema.batch import Batch, Skipped
from attributed.schema.canonical import sha256
from attributed.schema.claim import Claim, Origin, Outcome, Stance
from attributed.schema.confidence import ScaleBasis
from attributed.schema.disclosure import Disclosure, DocumentKind, cited_id, edition_id
from attributed.schema.entity import AssetKind
from attributed.schema.predicate import Predicate
from attributed.schema.record import RecordVersion

LOADER = ClaimsLoader()

HEADER = """\
attributed: claims/1
source: desk
entities:
- {id: gb, type: State, name: United Kingdom, country: GB}
- {id: no, type: State, name: Norway, country: NO}
- {id: ncsc, type: Organization, name: National Cyber Security Centre, country: GB, organ: true}
- {id: apt31, type: ThreatActor, name: APT31}
"""
DISCLOSURE = """\
disclosures:
- url: https://example.org/statement
  title: Statement
  date: 2024-03-25
  claimant: ncsc
  claims:
"""
CLAIM = "  - {predicate: TARGETED, subject: apt31, object: no}\n"
GOOD = HEADER + DISCLOSURE + CLAIM
FIRST_CLAIM = GOOD.count("\n")

Write = Callable[..., InputFile]


def load(file: InputFile) -> list[Batch]:
    return list(LOADER.load(file))


def claims(batches: list[Batch]) -> list[Claim]:
    return [claim for batch in batches for claim in batch.claims]


def versions(batches: list[Batch]) -> dict[str, RecordVersion]:
    return {version.record: version for batch in batches for version in batch.versions}


def skipped(batches: list[Batch]) -> list[Skipped]:
    return [skipped for batch in batches for skipped in batch.skipped]


def refusal(file: InputFile) -> BadInput:
    with pytest.raises(BadInput) as caught:
        load(file)
    return caught.value


def with_claims(*more: str) -> str:
    return GOOD + "".join(f"  - {claim}\n" for claim in more)


def test_a_file_is_an_edition_that_cites_documents(write: Write) -> None:
    batches = load(write(GOOD.replace("source: desk", "source: desk\nedition: 2024-04-01\ntitle: Desk")))
    first, *_, last = batches
    data = first.snapshots[0].data
    assert first.disclosure == Disclosure(
        id=edition_id("claims-desk", sha256(data)),
        source="claims-desk",
        title="Desk",
        document_kind=DocumentKind.CLAIMS_FILE,
        published_on="2024-04-01",
        published_on_latest="2024-04-01",
        sha256=sha256(data),
        series="claims-desk",
        edition="2024-04-01",
    )
    assert (first.records, first.claims) == ((), ())
    assert last.closing is not None
    assert last.closing.complete
    cited = [document for batch in batches for document in batch.cites]
    assert cited == [
        Disclosure(
            id=cited_id("https://example.org/statement", None, None, None),
            source="claims-desk",
            title="Statement",
            url="https://example.org/statement",
            published_on="2024-03-25",
            published_on_latest="2024-03-25",
        )
    ]
    (claim,) = claims(batches)
    assert (claim.stated_in, claim.carried_by) == (cited[0].id, first.disclosure.id)
    assert (claim.claimant_record, claim.asserted_on) == ("claims-desk:ncsc", "2024-03-25")
    assert (claim.origin, claim.extracted_by) == (Origin.CURATED, "claims/1")


def test_every_key_reaches_the_claim(write: Write) -> None:
    revised = "c" + "0" * 32
    (_, claim) = claims(
        load(
            write(
                with_claims(
                    "{predicate: TARGETED, subject: apt31, object: gb, claimant: gb, stance: supports, "
                    "likelihoodTerm: likely, likelihoodScale: ICD-203, analyticConfidence: high, basis: forensics, "
                    "assertedOn: 2024-03, event: 2021/2022-06, outcome: attempted, planned: true, programme: P, "
                    f"reference: R, position: Minister, statement: joint, quote: 'the words', revises: {revised}}}"
                )
            )
        )
    )
    assert replace(claim, id="", stated_in="", carried_by="") == Claim(
        predicate=Predicate.TARGETED,
        subject_record="claims-desk:apt31",
        object_record="claims-desk:gb",
        claimant_record="claims-desk:gb",
        stance=Stance.SUPPORTS,
        statement_id="claims-desk:joint",
        likelihood_term="likely",
        likelihood_scale="ICD-203",
        likelihood_scale_basis=ScaleBasis.DOCUMENT,
        likelihood_low=0.55,
        likelihood_high=0.80,
        analytic_confidence="high",
        basis="forensics",
        asserted_on="2024-03-01",
        asserted_on_latest="2024-03-31",
        asserted_on_text="2024-03",
        event_start="2021-01-01",
        event_end="2022-06-30",
        event_text="2021/2022-06",
        outcome=Outcome.ATTEMPTED,
        planned=True,
        programme="P",
        reference="R",
        position="Minister",
        quote="the words",
        stated_in="",
        carried_by="",
        origin=Origin.CURATED,
        extracted_by="claims/1",
        revises=revised,
    )


def test_every_key_reaches_the_record(write: Write) -> None:
    entities = """\
    - {id: p, type: Person, name: two individuals, names: [B, A], named: false, count: 2, birthDate: 1990-02,
       identifiers: ['ofac:12'], country: CN, note: seen twice}
    - {id: w, type: Asset, name: bc1q, assetKind: wallet}
    """
    held = versions(load(write(GOOD.replace("disclosures:", dedent(entities) + "disclosures:"))))
    person, wallet = held["claims-desk:p"], held["claims-desk:w"]
    assert replace(person, id="") == RecordVersion(
        record="claims-desk:p",
        name="two individuals",
        names=("A", "B", "two individuals"),
        identifiers=("ofac:12",),
        country="CN",
        named=False,
        count=2,
        birth_dates=("1990-02",),
        as_given='{"note":"seen twice"}',
    )
    assert wallet.asset_kind is AssetKind.WALLET
    assert held["claims-desk:no"].country == "NO"


@pytest.mark.parametrize(
    ("claimant", "scale", "basis", "low"),
    [("ncsc", "PHIA", ScaleBasis.CLAIMANT, 0.55), ("no", None, None, None)],
)
def test_a_likelihood_has_an_interval_only_where_its_claimant_is_bound(
    write: Write, claimant: str, scale: str | None, basis: ScaleBasis | None, low: float | None
) -> None:
    said = f"{{predicate: TARGETED, subject: apt31, object: gb, claimant: {claimant}, likelihoodTerm: likely}}"
    claim = claims(load(write(with_claims(said))))[1]
    assert claim.likelihood_term == "likely"
    assert (claim.likelihood_scale, claim.likelihood_scale_basis, claim.likelihood_low) == (scale, basis, low)


def test_an_unstated_likelihood_and_date_stay_unstated(write: Write) -> None:
    (claim,) = claims(load(write(GOOD.replace("  date: 2024-03-25\n", ""))))
    assert (claim.likelihood_term, claim.likelihood_low, claim.likelihood_high) == (None, None, None)
    assert (claim.asserted_on, claim.asserted_on_latest, claim.event_start) == (None, None, None)


def test_ids_never_change(write: Write) -> None:
    golden = "cd56350506fbebe902fa9e37dde9b15e8"
    assert [claim.id for claim in claims(load(write(GOOD)))] == [golden]
    again = claims(load(write("# another edition\n" + GOOD, "other.yml")))
    assert [claim.id for claim in again] == [golden]


def test_json_lines_say_the_same(write: Write) -> None:
    tree = yaml.load(GOOD, yaml.BaseLoader)  # noqa: S506  # texts only
    lines = [{"attributed": "claims/1", "source": "desk"}]
    lines += [{"disclosure": disclosure} for disclosure in tree["disclosures"]]
    lines += [{"entity": entity | ({"organ": True} if entity["id"] == "ncsc" else {})} for entity in tree["entities"]]
    held = load(write("\n\n".join(json.dumps(line) for line in lines), "claims.jsonl"))
    from_yaml = load(write(GOOD))
    assert [claim.id for claim in claims(held)] == [claim.id for claim in claims(from_yaml)]
    assert versions(held) == versions(from_yaml)


def test_claims_come_in_batches(write: Write) -> None:
    many = [f"{{predicate: KNOWN_AS, subject: apt31, value: Name {n}}}" for n in range(ROWS + 1)]
    batches = load(write(with_claims(*many)))
    assert [len(batch.claims) for batch in batches] == [0, ROWS, 2, 0]
    assert [batch.closing is not None for batch in batches] == [False, False, False, True]
    assert sum(len(batch.records) for batch in batches) == 4


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("{predicate: TARGETED, subject: apt31, objcet: gb}", "unknown key 'objcet'; did you mean 'object'?"),
        ("{predicate: TARGETTED, subject: apt31, object: gb}", "predicate: there is no 'TARGETTED'; did you mean"),
        ("{predicate: TARGETED, object: gb}", "a claim has no subject"),
        ("{predicate: TARGETED, subject: apt31}", "needs either an object or a value"),
        ("{predicate: TARGETED, subject: apt13, object: gb}", "'apt13' is no entity of this file; did you mean"),
        ("{predicate: SANCTIONED_BY, subject: gb, object: 'no'}", "SANCTIONED_BY cannot join State and State"),
        ("{predicate: TARGETED, subject: apt31, object: gb, event: 2021-13}", "event: '2021-13' is not a day"),
        ("{predicate: TARGETED, subject: apt31, object: gb, assertedOn: 2021/2022}", "assertedOn: '2021/2022' is a"),
        ("{predicate: TARGETED, subject: apt31, object: gb, planned: yes}", "planned: must be true or false"),
        ("{predicate: TARGETED, subject: apt31, object: gb, quote: ''}", "quote: is empty"),
        ("{predicate: TARGETED, subject: apt31, object: gb, quote: [a]}", "quote: must be text"),
        ("{predicate: TARGETED, subject: apt31, object: gb, revises: c12}", "revises: 'c12' is not a claim's id"),
        ("{predicate: TARGETED, subject: apt31, object: gb, likelihoodScale: PHIA}", "needs a likelihoodTerm"),
        (
            "{predicate: TARGETED, subject: apt31, object: gb, likelihoodTerm: likely, likelihoodScale: PHI}",
            "likelihoodScale: there is no scale 'PHI'; did you mean 'PHIA'?",
        ),
        ("{predicate: RESPONDED_TO, subject: gb, object: apt31}", "RESPONDED_TO, which needs it"),
        ("{predicate: TARGETED, subject: apt31, object: no}", f"the same claim stands already (line {FIRST_CLAIM})"),
        ("just words", "a claim must be a map"),
    ],
)
def test_a_bad_claim_is_passed_over(write: Write, claim: str, why: str) -> None:
    batches = load(write(with_claims(claim, "{predicate: KNOWN_AS, subject: apt31, value: Zirconium}")))
    (told,) = skipped(batches)
    assert told.where == f"line {FIRST_CLAIM + 1}"
    assert why in told.why
    assert [kept.predicate for kept in claims(batches)] == [Predicate.TARGETED, Predicate.KNOWN_AS]
    assert batches[-1].closing is not None
    assert not batches[-1].closing.complete


@pytest.mark.parametrize(
    ("entity", "why"),
    [
        ("{id: x, type: State, name: X, country: UK}", "country: 'UK' is not a country code"),
        ("{id: x, type: State, name: X, country: no}", "country: 'no' is not a country code"),
        ("{id: x, type: Nation, name: X}", "type: there is no 'Nation'"),
        ("{id: x, type: State}", "an entity has no name"),
        ("{id: x y, type: State, name: X}", "id: 'x y' is not an id"),
        ("{id: x, type: State, name: X, count: 0}", "count: '0' is not a whole number"),
        ("{id: x, type: State, name: X, names: Y}", "names: must be a list"),
        ("{id: x, type: State, name: X, identifiers: [G0128]}", "identifiers: 'G0128' is not an identifier"),
        ("{id: x, type: State, name: X, birthDate: 1990}", "birthDate is for Person only"),
        ("{id: gb, type: State, name: X}", "the entity 'gb' is described already (line 4)"),
    ],
)
def test_a_bad_entity_is_passed_over(write: Write, entity: str, why: str) -> None:
    batches = load(write(GOOD.replace("disclosures:", f"- {entity}\ndisclosures:")))
    (told,) = skipped(batches)
    assert told.where == "line 8"
    assert why in told.why
    assert len(claims(batches)) == 1
    assert versions(batches)["claims-desk:gb"].name == "United Kingdom"


def test_a_claim_goes_with_its_entity(write: Write) -> None:
    held = load(write(with_claims("{predicate: ATTRIBUTED_TO, subject: apt31, object: gb}").replace("GB}", "GBR}", 1)))
    assert [(told.where, told.why) for told in skipped(held)][1:] == [
        (f"line {FIRST_CLAIM + 1}", "its object 'gb' was skipped (line 4)")
    ]


@pytest.mark.parametrize(
    ("disclosure", "why"),
    [
        ("{claimant: gb, claims: [{predicate: KNOWN_AS, subject: apt31, value: A}]}", "needs a url or a title"),
        ("{title: T, claimant: gb}", "a disclosure has no claims"),
        ("{title: T, claimant: gb, claims: []}", "a disclosure without claims says nothing"),
        ("{title: T, claims: [{predicate: KNOWN_AS, subject: apt31, value: A}]}", "no claimant, neither here"),
        ("{title: T, url: 'ftp://a', claimant: gb, claims: [{}]}", "url: 'ftp://a' is not a web address"),
        ("{title: T, kind: memo, claims: [{}]}", "kind: there is no 'memo'"),
        ("{url: 'https://example.org/statement', title: Other, claims: [{}]}", "is described otherwise (line 9)"),
    ],
)
def test_a_bad_disclosure_is_passed_over(write: Write, disclosure: str, why: str) -> None:
    batches = load(write(GOOD + f"- {disclosure}\n"))
    (told,) = skipped(batches)
    assert told.where == f"line {FIRST_CLAIM + 1}"
    assert why in told.why
    assert len([document for batch in batches for document in batch.cites]) == 1


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("", "", "the file is empty"),
        ("# nothing\n", "", "nothing but comments"),
        (b"attributed: claims/1\nsource: \xff\n", "line 2", "not UTF-8"),
        (b"\x00\x01\x02", "line 1", "not a text file"),
        ("attributed: claims/1\nsource: [desk\ntitle: x\n", "line 3", "not YAML"),
        ("attributed: claims/1\n\tsource: desk\n", "line 2", "not YAML"),
        ("- a\n- b\n", "line 1", "not a claims file: its first key must be `attributed: claims/1`"),
        ("name: playbook\nhosts: all\n", "line 1", "not a claims file"),
        ("source: desk\nattributed: claims/1\n", "line 1", "its first key must be"),
        ("A statement of the government.\n\nNothing more.\n", "line 1", "not a claims file"),
        ("attributed: claims/2\nsource: desk\n", "line 1", "is 'claims/2'; this release reads claims/1"),
        ("attributed: claims/1\n", "line 1", "the header has no source"),
        ("attributed: claims/1\nsource: My Desk\n", "line 2", "is not a slug"),
        ("attributed: claims/1\nsource: desk\nlicense: MIT\n", "line 3", "unknown key 'license'; did you mean 'lic"),
        ("attributed: claims/1\nsource: desk\nedition: 2024-02-30\n", "line 3", "edition: '2024-02-30' is not a day"),
        ("attributed: claims/1\nsource: desk\nedition: 2024\n", "line 3", "edition: '2024' is not a day"),
        ("attributed: claims/1\nsource: desk\nentities: none\n", "line 3", "entities must be a list"),
        ("attributed: claims/1\nsource: desk\n", "", "the file has no disclosures"),
        ("attributed: claims/1\nsource: desk\nsource: other\n", "line 3", "a second time (first: line 2)"),
        ("attributed: claims/1\nsource: &a desk\n", "line 2", "an anchor"),
        ("attributed: claims/1\nsource: *a\n", "line 2", "an alias"),
        ("attributed: claims/1\nsource: !!python/object:os.system desk\n", "line 2", "a tag"),
        ("attributed: claims/1\nsource: desk\n? [a]\n: b\n", "line 3", "a key must be one word"),
        ("attributed: claims/1\nsource: desk\n---\nattributed: claims/1\n", "line 3", "a second document"),
        ('attributed: claims/1\nsource: desk\ntitle: "a\\0b"\n', "line 3", "it holds U+0000"),
        ("attributed: claims/1\nsource: desk\ntitle: " + "[" * 1_000_000, "line 3", "nesting"),
        ("attributed: claims/1\nsource: desk\ntitle: " + "{a: " * 20, "line 3", "inside each other"),
        (HEADER + DISCLOSURE + CLAIM.replace("TARGETED", "HIT"), "line 14", "nothing of the file can be kept"),
    ],
)
def test_a_file_is_refused(write: Write, text: str | bytes, where: str, why: str) -> None:
    error = refusal(write(text))
    assert (error.file, error.where) == ("claims.yaml", where)
    assert why in error.why
    assert len(error.why) < 300


BOMB = "attributed: claims/1\nsource: desk\na: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor(write: Write) -> None:
    assert refusal(write(BOMB)).where == "line 3"


JSON_HEADER = '{"attributed": "claims/1", "source": "desk"}\n'


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ('{"id": 1}\n{"id": 2}\n', "line 1", "not a claims file"),
        ("[1, 2]\n", "line 1", "a line must hold one JSON object"),
        ("words\n", "line 1", "not a JSON line"),
        (JSON_HEADER + '{"entity": \n', "line 2", "not a JSON line"),
        (JSON_HEADER + '{"entity": {"id": null}}', "line 2, entity.id", "null; leave the key out"),
        (JSON_HEADER + '{"entity": {"id": "a", "id": "b"}}', "line 2, entity", "the key 'id' stands here twice"),
        (JSON_HEADER + '{"entity": {"name": "\\ud800"}}', "line 2, entity.name", "it holds U+D800"),
        (JSON_HEADER + '{"entity": {"count": NaN}}', "line 2", "NaN is not JSON"),
        (JSON_HEADER + '{"entity": ' + "[" * 20 + "]" * 20 + "}", "line 2", "inside each other"),
        (JSON_HEADER + '{"entity": ' + "[" * 200_000 + "]" * 200_000 + "}", "line 2", "inside each other"),
    ],
)
def test_json_lines_are_refused(write: Write, text: str, where: str, why: str) -> None:
    error = refusal(write(text, "claims.jsonl"))
    assert (error.where, why in error.why) == (where, True), error.why


def test_a_line_that_is_no_entry_is_passed_over(write: Write) -> None:
    entity = '{"entity": {"id": "a", "type": "ThreatActor", "name": "A"}}\n'
    said = '{"disclosure": {"title": "T", "claimant": "a", "claims": [%s, {"predicate": "KNOWN_AS"}]}}\n'
    known = '{"predicate": "KNOWN_AS", "subject": "a", "value": "B"}'
    batches = load(write(JSON_HEADER + entity + '{"entitty": {}}\n' + said % known, "claims.jsonl"))
    assert [(told.where, told.why) for told in skipped(batches)] == [
        ("line 3", "unknown key 'entitty'; did you mean 'entity'?"),
        ("line 4, disclosure.claims[2]", "a claim has no subject"),
    ]
    assert len(claims(batches)) == 1


def test_a_large_file_is_refused_before_it_is_parsed(write: Write) -> None:
    file = replace(write(GOOD), max_text_bytes=100)
    assert refusal(file).why == "larger than 100 bytes"


@pytest.mark.parametrize(
    ("name", "head", "ours"),
    [
        ("a.yaml", b"hosts: all", True),
        ("a.YML", b"", True),
        ("a.jsonl", b"\x00", True),
        ("a.txt", b"attributed: claims/1\n", True),
        ("a.txt", b"\xef\xbb\xbf# a note\n\n---\n'attributed': 'claims/1'", True),
        ("a", b'{"attributed":"claims/1"', True),
        ("a.txt", b"Attributed: claims of the week", False),
        ("a.txt", b'{"attributed": "evidence/1"}', False),
        ("a.txt", b"", False),
    ],
)
def test_it_recognises_its_files(name: str, head: bytes, ours: bool) -> None:
    assert LOADER.recognises(name, head) is ours


def test_loading_twice_changes_nothing(write: Write, tmp_path: Path) -> None:
    file = write(with_claims("{predicate: KNOWN_AS, subject: apt31, value: Zirconium}"))
    with closing(EmbeddedStore.open(tmp_path / "store")) as store:
        (first,) = store.append(load(file)).disclosures
        evidence = list(store.evidence())
        (second,) = store.append(load(file)).disclosures
        assert list(store.evidence()) == evidence
        targeted = store.read(
            "MATCH (:ThreatActor {name: 'APT31'})-[r:TARGETED]->(t) RETURN t.name AS name, r.claimants AS by"
        )
    assert (first.known, first.records, first.claims, second.known) == (False, 4, 2, True)
    assert targeted.rows == (("Norway", ["National Cyber Security Centre"]),)


def test_a_refused_file_leaves_nothing(write: Write, tmp_path: Path) -> None:
    with closing(EmbeddedStore.open(tmp_path / "store")) as store:
        with pytest.raises(BadInput):
            store.append(LOADER.load(write(GOOD.replace("subject: apt31", "subject: apt32"))))
        assert list(store.evidence()) == []
