"""The claims format as it is told to editors and to readers: the JSON Schema and the documentation."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from attributed.errors import BadInput
from attributed.loaders import claims_keys as keys
from attributed.loaders.claims import ClaimsLoader
from attributed.loaders.loader import InputFile
from attributed.schema.batch import Skipped
from attributed.schema.claim import Outcome, ResponseKind, Stance
from attributed.schema.confidence import SCALES
from attributed.schema.disclosure import DocumentKind
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

DOCUMENTATION = (Path(__file__).resolve().parents[2] / "docs" / "claims-format.md").read_text("utf-8")
PACKAGE = Path(str(resources.files("attributed.loaders")))
SCHEMA: dict[str, Any] = json.loads((PACKAGE / "claims.schema.json").read_text("utf-8"))
WHOLE = jsonschema.Draft202012Validator(SCHEMA)
LINE = jsonschema.Draft202012Validator({"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]})
EXAMPLES = sorted((PACKAGE / "examples").glob("*.yaml"))


def as_text(yaml_text: str) -> Any:
    return yaml.load(yaml_text, yaml.BaseLoader)  # noqa: S506  # it makes nothing but texts


def documented(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", DOCUMENTATION, re.DOTALL)
    return str(found)


def loaded(path: Path) -> tuple[int, list[Skipped]]:
    batches = list(ClaimsLoader().load(InputFile(path, path.name)))
    return sum(len(batch.claims) for batch in batches), [told for batch in batches for told in batch.skipped]


@pytest.mark.parametrize(("language", "name", "count"), [("yaml", "a.yaml", 5), ("json", "a.jsonl", 1)])
def test_the_documented_example_loads(tmp_path: Path, language: str, name: str, count: int) -> None:
    path = tmp_path / name
    path.write_text(documented(language), "utf-8")
    assert loaded(path) == (count, [])


def test_the_documented_examples_fit_the_schema() -> None:
    WHOLE.validate(as_text(documented("yaml")))
    for line in documented("json").splitlines():
        LINE.validate(json.loads(line))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_shipped_examples_fit_the_schema(path: Path) -> None:
    WHOLE.validate(as_text(path.read_text("utf-8")))
    count, skipped = loaded(path)
    assert (count > 0, skipped) == (True, [])


BASE = """\
attributed: claims/1
source: desk
entities:
- {id: a, type: ThreatActor, name: '8220', country: NO}
- {id: p, type: Person, name: two individuals, named: false, count: 2, birthDate: 1990}
- {id: s, type: State, name: Norway, identifiers: ['wikidata:Q20']}
disclosures:
- title: T
  date: 2024-03
  claimant: s
  claims:
  - {predicate: KNOWN_AS, subject: a, value: B}
"""


@pytest.mark.parametrize(
    "claim",
    [
        "{predicate: TARGETED, subject: a, object: s, outcome: attempted, event: 2021/2022-06, planned: false}",
        "{predicate: TARGETED, subject: a, object: s, likelihoodTerm: likely, likelihoodScale: PHIA}",
        "{predicate: RESPONDED_TO, subject: s, object: a, responseKind: condemned, assertedOn: 2024-03-25}",
        "{predicate: ATTRIBUTED_TO, subject: a, object: s, stance: denies, claimant: s, quote: not us}",
    ],
)
def test_what_loads_fits_the_schema(tmp_path: Path, claim: str) -> None:
    text = BASE + f"  - {claim}\n"
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    assert loaded(path) == (2, [])
    WHOLE.validate(as_text(text))
    WHOLE.validate(yaml.safe_load(text.replace(" NO}", " 'NO'}").replace("2024-03-25", "'2024-03-25'")))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("source: desk", "source: My Desk"),
        ("source: desk", "source: desk\nlicense: MIT"),
        ("name: Norway", "name: ''"),
        ("type: State", "type: Nation"),
        ("country: NO", "country: Norway"),
        ("count: 2", "count: 0"),
        ("named: false", "named: no"),
        ("wikidata:Q20", "Q20"),
        ("date: 2024-03", "date: March 2024"),
        ("title: T", "language: en"),
        ("claimant: s", "claimant: the state"),
        ("value: B", "object: s"),
        ("value: B", "value: B, object: s"),
        ("value: B", "value: B, valeu: C"),
        ("value: B", "value: B, revises: c1"),
        ("value: B", "value: B, outcome: attempted"),
        ("value: B", "value: B, likelihoodScale: PHIA"),
        ("predicate: KNOWN_AS, subject: a, value: B", "predicate: RESPONDED_TO, subject: s, object: a"),
    ],
)
def test_what_does_not_load_does_not_fit_the_schema(tmp_path: Path, right: str, wrong: str) -> None:
    assert BASE.count(right) == 1
    text = BASE.replace(right, wrong)
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    try:
        _, skipped = loaded(path)
    except BadInput as error:
        skipped = [Skipped(error.where, error.why)]
    assert skipped
    assert not WHOLE.is_valid(as_text(text))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "rules", [keys.HEADER, keys.ENTITY, keys.DISCLOSURE, keys.CLAIM], ids=["header", "entity", "disclosure", "claim"]
)
def test_every_key_is_documented(rules: Mapping[str, Any]) -> None:
    rows = "\n".join(line.split("|")[1] for line in DOCUMENTATION.splitlines() if line.startswith("|"))
    assert [key for key in rules if f"`{key}`" not in rows] == []


@pytest.mark.parametrize(
    ("name", "rules", "required"),
    [
        ("header", keys.HEADER, keys.HEADER_REQUIRED),
        ("entity", keys.ENTITY, keys.ENTITY_REQUIRED),
        ("disclosure", keys.DISCLOSURE, keys.DISCLOSURE_REQUIRED),
        ("claim", keys.CLAIM, keys.CLAIM_REQUIRED),
    ],
)
def test_the_schema_has_the_keys_of_the_loader(name: str, rules: Mapping[str, Any], required: tuple[str, ...]) -> None:
    shape = SCHEMA["$defs"][name]
    assert (set(shape["properties"]), set(shape["required"])) == (set(rules), set(required))


def test_the_document_is_the_header_and_the_entries() -> None:
    header = SCHEMA["$defs"]["header"]["properties"]
    assert {key: rule for key, rule in SCHEMA["properties"].items() if key in header} == header
    assert set(SCHEMA["properties"]) - set(header) == {"entities", "disclosures"}


@pytest.mark.parametrize(
    ("name", "key", "kinds"),
    [
        ("entity", "type", EntityType),
        ("entity", "assetKind", AssetKind),
        ("disclosure", "kind", DocumentKind),
        ("claim", "predicate", Predicate),
        ("claim", "stance", Stance),
        ("claim", "outcome", Outcome),
        ("claim", "responseKind", ResponseKind),
        ("claim", "likelihoodScale", SCALES),
    ],
)
def test_the_words_are_those_of_the_model(name: str, key: str, kinds: type[StrEnum] | dict[str, Any]) -> None:
    words = [str(kind) for kind in kinds]
    assert SCHEMA["$defs"][name]["properties"][key]["enum"] == words
    assert [word for word in words if f"`{word}`" not in DOCUMENTATION] == []
