"""Read a folder of press texts into the form that `score.py` compares with gold annotations, and time the reading.

Run: .venv/bin/python benchmarks/prose.py TEXTS --out DIR [--mode parser|rules] [--batch] [--json]

Writes DIR/<mode>/<part>/NAME.json for each NAME.txt. Where NAME.gold.json lies beside the texts and score.py lies in
their folder or one above, the scorer is called and its table printed. The shared development texts are scored in two
parts, 000-009 (read while the rules were written) and 010-016 (only ever scored), other folders in one.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from attributed.loaders.disclosure import DisclosureLoader
from attributed.loaders.loader import InputFile
from attributed.loaders.prose.header import opened
from attributed.loaders.prose.notes import Extraction
from attributed.loaders.prose.reader import Context, Mode, installed, prepare, read
from attributed.loaders.readers import Readers, cores, in_order
from attributed.schema.claim import Claim, Stance
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate

TYPES = {
    EntityType.POPULATION: "Organization",
    EntityType.ASSET: "Organization",
    EntityType.INCIDENT: "Campaign/Incident",
    EntityType.CAMPAIGN: "Campaign/Incident",
    EntityType.TOOL: "Malware",
}
RELATIONS = {
    Predicate.ATTRIBUTED_TO: "ATTRIBUTED_TO",
    Predicate.TARGETED: "TARGETED",
    Predicate.SANCTIONED_BY: "SANCTIONED_BY",
    Predicate.ALIAS_OF: "ALIAS_OF",
    Predicate.AFFILIATED_WITH: "AFFILIATED_WITH",
    Predicate.OWNED_BY: "AFFILIATED_WITH",
    Predicate.MEMBER_OF: "MEMBER_OF",
    Predicate.FRONT_FOR: "FRONT_FOR",
    Predicate.RESPONDED_TO: "RESPONSE",
}
UNCLAIMED = frozenset({"ALIAS_OF", "SANCTIONED_BY", "RESPONSE"})
KEPT = frozenset({"ThreatActor", "Malware", "Vulnerability", "Campaign/Incident"})
"""Types whose named entities the scorer's guideline asks for even where no relation needs them."""
NOBODY = "unnamed authority"
"""Of a response whose authority the text does not name."""
STATEMENT = 4_000
"""Characters of the statement that speeds are told in."""
BATCH = 100
"""Statements that a batch holds at least; the texts are read again until they are so many."""


def annotated(name: str, body: str, extraction: Extraction, context: Context) -> dict[str, Any]:
    """What was read, as entities and relations of the scorer's guideline."""
    versions = {version.record: version for version in extraction.versions}
    types = {record.id: TYPES.get(record.type, str(record.type)) for record in extraction.records}
    spans = {span.claim: span for span in reversed(extraction.spans)}
    relations = [made for claim in extraction.claims for made in relation(claim, spans, versions, context)]
    needed = {end for one in relations for end in (one["source"], one["target"], *one["claimant"])}
    places: dict[str, list[tuple[int, int]]] = {}
    for mention in extraction.mentions:
        places.setdefault(mention.record, []).append((mention.start, mention.end))
    entities = []
    for record, kind in types.items():
        held = versions[record]
        if record not in needed and not (kind in KEPT and held.named):
            continue
        surfaces = [{"surface": body[a:b], "start": a, "end": b} for a, b in sorted(places.get(record, []))]
        first = surfaces[0] if surfaces else {"surface": held.name}
        entities.append({"id": record, "type": kind, "canonical": held.name, **first, "other_surfaces": surfaces[1:]})
    return {"doc_id": name, "entities": entities, "relations": joined(relations)}


def relation(
    claim: Claim, spans: dict[str, Any], versions: dict[str, Any], context: Context
) -> Iterator[dict[str, Any]]:
    """The relation of a claim; none for what the guideline does not annotate (offices, organs of states, sanctions told
    as responses, names)."""
    kind = RELATIONS.get(claim.predicate)
    if kind is None or claim.position or claim.response_kind == "sanctioned" or claim.object_record is None:
        return
    shown = spans[claim.id]
    nobody = kind == "RESPONSE" and versions[claim.subject_record].name == NOBODY
    source = None if nobody else claim.subject_record
    speaker = versions[claim.claimant_record]
    named = speaker.named and speaker.name != context.publisher and "/Population/" not in claim.claimant_record
    outcome = {"notCompromised": "not_compromised"}.get(str(claim.outcome), claim.outcome)
    response = {"rewarded": "reward"}.get(str(claim.response_kind), claim.response_kind)
    yield {
        "type": kind,
        "source": source,
        "target": claim.object_record,
        "evidence": {"start": shown.start, "end": shown.end},
        "claimant": [claim.claimant_record] if named and kind not in UNCLAIMED else [],
        "confidence": claim.likelihood_term or claim.analytic_confidence,
        "negated": claim.stance in {Stance.DENIES, Stance.DISPUTES, Stance.RETRACTS},
        "outcome": outcome,
        "date": date(claim),
        "kind": response,
        "planned": claim.planned,
        "rule": claim.extracted_by.rsplit(" ", 1)[-1],
    }


def joined(relations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A joint statement is one relation with several claimants."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in relations:
        key = tuple(
            json.dumps(one[part])
            for part in ("type", "source", "target", "evidence", "confidence", "negated", "outcome", "kind")
        )
        if key in found:
            found[key]["claimant"] = list(dict.fromkeys([*found[key]["claimant"], *one["claimant"]]))
        else:
            found[key] = one
    return list(found.values())


def date(claim: Claim) -> str | None:
    """The day, month or year that an event's first and last day mean."""
    start, end = claim.event_start, claim.event_end
    if not start or not end or start == end:
        return start
    if start[:7] == end[:7]:
        return start[:7]
    return start[:4] if start[:4] == end[:4] else None


def text(path: Path) -> tuple[str, Context]:
    """The stored text of a file and what it is read for, as the loader describes it."""
    disclosure = next(iter(DisclosureLoader().load(InputFile(path, path.name)))).disclosure
    body = opened(path.read_text("utf-8")).body
    return body, Context(disclosure, disclosure.source, disclosure.publisher)


def scorer(folder: Path) -> Any:
    """score.py of the folder or of one above it; None where there is none."""
    for place in (folder, *folder.parents, Path("../shared/data/prose").resolve()):
        if (place / "score.py").is_file():
            spec = importlib.util.spec_from_file_location("score", place / "score.py")
            if spec is None or spec.loader is None:
                return None
            module = importlib.util.module_from_spec(spec)
            sys.modules["score"] = module
            spec.loader.exec_module(module)
            return module
    return None


def parts(texts: list[Path]) -> dict[str, list[Path]]:
    """The shared development texts in their two parts; any other folder whole."""
    if not texts or not (texts[0].parent.parent / "GUIDELINE.md").is_file():
        return {"all": texts}
    return {
        "000-009": [path for path in texts if path.name < "010"],
        "010-016": [path for path in texts if path.name >= "010"],
    }


def scored(module: Any, texts: list[Path], out: Path, as_json: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for path in texts:
            gold = path.with_name(f"{path.stem}.gold.json")
            if gold.is_file():
                shutil.copy(gold, folder)
                shutil.copy(path, folder)
        result = module.score(Path(folder), out)
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        return
    with redirect_stdout(io.StringIO()) as told:
        module.report(result)
    sys.stdout.write(told.getvalue())


def speed(texts: list[Path], seconds: float) -> str:
    rate = sum(len(opened(path.read_text("utf-8")).body) for path in texts) / STATEMENT / seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{rate:.1f} statements of {STATEMENT:,} characters a second of one core; peak {peak:.0f} MB"


def batch(texts: list[Path], mode: Mode) -> str:
    """How fast a folder of these texts is read over all cores, beside one."""
    given = [text(path) for path in texts]
    held = given * max(1, round(BATCH * STATEMENT / sum(len(body) for body, _ in given)))
    one, several = rate(held, mode, 1), rate(held, mode, cores())
    return f"batch: {one:.1f} statements a second by one process, {several:.1f} by {cores()}: {several / one:.2f} times"


def rate(given: list[tuple[str, Context]], mode: Mode, count: int) -> float:
    """Statements a second by so many processes that have started."""
    several = Readers(count)
    for _ in range(count):
        several.begin(prepare, mode).result()
    begun = time.perf_counter()
    for _, reading in in_order(given, lambda one: several.begin(read, *one, mode), 2 * count):
        reading.result()
    seconds = time.perf_counter() - begun
    several.close()
    return sum(len(body) for body, _ in given) / STATEMENT / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--mode", choices=[*Mode], action="append", help="default: both, or rules where no parser is")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--batch", action="store_true", help="read them over all cores too, beside one")
    asked = parser.parse_args()
    texts = sorted(asked.texts.rglob("*.txt"))
    module = scorer(asked.texts.resolve())
    for mode in asked.mode or ([Mode.PARSER, Mode.RULES] if installed() else [Mode.RULES]):
        prepare(Mode(mode))
        for part, held in parts(texts).items():
            out = asked.out / mode / part
            out.mkdir(parents=True, exist_ok=True)
            taken = 0.0
            for path in held:
                body, context = text(path)
                begun = time.process_time()
                extraction = read(body, context, Mode(mode))
                taken += time.process_time() - begun
                made = annotated(path.stem, body, extraction, context)
                (out / f"{path.stem}.json").write_text(json.dumps(made, ensure_ascii=False, indent=1), "utf-8")
            if held:
                sys.stdout.write(f"\n{mode}, {part}: {len(held)} texts, {speed(held, taken)}\n")
            if module and any(path.with_name(f"{path.stem}.gold.json").is_file() for path in held):
                scored(module, held, out, asked.json)
        if asked.batch:
            sys.stdout.write(f"\n{mode}, {batch(texts, Mode(mode))}\n")


if __name__ == "__main__":
    main()
