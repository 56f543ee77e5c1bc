"""Claims that a reviewer has put right: a claims file (JSON Lines) in which each entry revises an extracted claim."""

from __future__ import annotations

import json
from typing import Any

import yaml

from attributed.errors import BadInput
from attributed.loaders.claims_keys import FIRST_KEY, VERSION

SOURCE = "reviews"
NAME = "reviews.jsonl"
ENDS = ("subject", "object", "claimant")
_HEADER = {FIRST_KEY: VERSION, "source": SOURCE, "title": "Claims put right in review"}
_OF_CLAIM = (
    "predicate",
    "stance",
    "likelihoodTerm",
    "analyticConfidence",
    "outcome",
    "responseKind",
    "planned",
    "position",
    "quote",
)
_OF_DOCUMENT = {"title": "title", "publisher": "publisher", "url": "url", "publishedOn": "date", "language": "language"}
_OF_ENTITY = ("type", "name", "country", "organ", "count")
_HELP = "# Put right what is wrong, save and close. An empty file leaves the claim as it is.\n"

Told = dict[str, Any]


def draft(claim: Told, ends: dict[str, Told | None]) -> str:
    """A claim as a person edits it: properties of its node and of the entities at its ends, in YAML."""
    held: Told = {end: _entity(node) for end, node in ends.items() if node}
    held |= {key: claim[key] for key in _OF_CLAIM if claim.get(key)}
    if claim.get("eventStart"):
        held["event"] = f"{claim['eventStart']}/{claim.get('eventEnd') or claim['eventStart']}"
    return _HELP + yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=100_000)


def _entity(node: Told) -> Told:
    countries = node.get("countries") or []
    known = node | ({"country": countries[0]} if len(countries) == 1 else {})
    held = {key: known[key] for key in _OF_ENTITY if known.get(key)}
    return held | ({"named": False} if node.get("named") is False else {})


def edited(previous: bytes, claim: str, document: Told, words: str) -> bytes:
    """The file with this claim put right; an earlier edit of the same claim is replaced.

    `words` is a draft as edited, `document` the properties of the disclosure it is stated in. BadInput where the words
    are no draft; whether they make a claim is judged when the file is loaded.
    """
    said = _draft(words)
    lines = [json.loads(line) for line in previous.decode().splitlines()] or [_HEADER]
    kept = [line for line in lines if not _is_of(line, claim)]
    given = {end: said.pop(end) for end in ENDS if end in said}
    entities = [{"entity": {"id": f"{claim}-{end}", **entity}} for end, entity in given.items()]
    told = {"revises": claim, **said, **{end: f"{claim}-{end}" for end in given}}
    entry = {"disclosure": {**_described(document, kept), "claims": [told]}}
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in [*kept, *entities, entry])


def _draft(words: str) -> Told:
    try:
        held = yaml.load(words, Loader=yaml.BaseLoader)  # noqa: S506 - only text, lists and maps come of it
    except yaml.YAMLError as error:
        raise BadInput("edit", f"not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(held, dict) or not all(isinstance(held.get(end, {}), dict) for end in ENDS):
        raise BadInput("edit", f"not a draft: {', '.join(ENDS)} and the keys of a claim")
    return held


def _is_of(line: Told, claim: str) -> bool:
    if "entity" in line:
        return str(line["entity"].get("id", "")).startswith(f"{claim}-")
    return "disclosure" in line and line["disclosure"]["claims"][0].get("revises") == claim


def _described(document: Told, lines: list[Told]) -> Told:
    """The document as an earlier entry describes it, so that all entries of one document agree."""
    held = {name: document[key] for key, name in _OF_DOCUMENT.items() if document.get(key)}
    if "url" not in held:
        held.setdefault("title", f"text {document.get('textSha256', document['id'])}")
    by = "url" if "url" in held else "title"
    earlier = (line["disclosure"] for line in lines if "disclosure" in line)
    found = next((one for one in earlier if one.get(by) == held[by] and ("url" in one) == ("url" in held)), None)
    return {key: value for key, value in found.items() if key != "claims"} if found else held
