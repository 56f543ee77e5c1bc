"""The claims format, its documentation and its JSON Schema say the same."""

import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from attributed.loaders import claims_keys as keys
from attributed.loaders.claims import ClaimsLoader
from attributed.loaders.loader import InputFile
from attributed.schema.batch import Batch
from attributed.schema.claim import Outcome, ResponseKind, Stance
from attributed.schema.confidence import SCALES
from attributed.schema.disclosure import DocumentKind
from attributed.schema.entity import AssetKind, EntityType
from attributed.schema.predicate import Predicate

ROOT = Path(__file__).resolve().parents[2]
LOADER = ClaimsLoader()
SCHEMA: dict[str, Any] = json.loads((resources.files("attributed.loaders") / "claims.schema.json").read_text("utf-8"))

Write = Callable[..., InputFile]


def load(file: InputFile) -> list[Batch]:
    return list(LOADER.load(file))


def texts_of(path: Path) -> str:
    return path.read_text("utf-8")


def documented(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", texts_of(ROOT / "docs" / "claims-format.md"), re.DOTALL)
    return str(found)


@pytest.mark.parametrize(("language", "name", "count"), [("yaml", "a.yaml", 5), ("json", "a.jsonl", 1)])
def test_the_documented_example_loads(write: Write, language: str, name: str, count: int) -> None:
    batches = load(write(documented(language), name))
    assert [part for batch in batches for part in batch.skipped] == []
    assert sum(len(batch.claims) for batch in batches) == count


@pytest.mark.parametrize(
    "rules", [keys.HEADER, keys.ENTITY, keys.DISCLOSURE, keys.CLAIM], ids=["header", "entity", "disclosure", "claim"]
)
def test_every_key_is_documented(rules: dict[str, Any]) -> None:
    documentation = texts_of(ROOT / "docs" / "claims-format.md")
    rows = "\n".join(line.split("|")[1] for line in documentation.splitlines() if line.startswith("|"))
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
def test_the_schema_has_the_keys_of_the_loader(name: str, rules: dict[str, Any], required: tuple[str, ...]) -> None:
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
def test_the_schema_has_the_words_of_the_model(name: str, key: str, kinds: type[StrEnum] | dict[str, Any]) -> None:
    assert SCHEMA["$defs"][name]["properties"][key]["enum"] == [str(kind) for kind in kinds]


def shipped_examples() -> Iterator[Path]:
    folder = Path(str(resources.files("attributed.loaders"))) / "examples"
    yield from sorted(folder.glob("*.yaml"))


def test_the_schema_takes_what_the_loader_takes() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    whole = jsonschema.Draft202012Validator(SCHEMA)
    line = whole.evolve(schema=SCHEMA | {"$ref": "#/$defs/line"} if False else {**SCHEMA["$defs"]["line"]})
    assert line is not None
