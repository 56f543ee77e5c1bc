"""Judgements as others exchange them: SSSOM mappings in TSV, and the lines of nomenklatura's resolver file.

Records are named by their ids, as CURIEs with the prefix `record` in SSSOM. What a format cannot say is left out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from attributed.errors import BadInput
from attributed.schema.dates import instant
from attributed.schema.decision import Judgement, JudgementVerdict, judgement

FORMATS = ("sssom", "nomenklatura")

_HEAD = (
    "# curie_map:\n"
    "#   record: {base}id/record/\n"
    "#   skos: http://www.w3.org/2004/02/skos/core#\n"
    "#   semapv: https://w3id.org/semapv/vocab/\n"
    "# license: https://creativecommons.org/publicdomain/zero/1.0/\n"
)
_COLUMNS = (
    "subject_id",
    "predicate_modifier",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "mapping_source",
    "comment",
)
_PREDICATES = {
    JudgementVerdict.SAME: ("", "skos:exactMatch"),
    JudgementVerdict.DIFFERENT: ("Not", "skos:exactMatch"),
    JudgementVerdict.UNSURE: ("", "skos:relatedMatch"),
}
_VERDICTS = {said: verdict for verdict, said in _PREDICATES.items()}
_JUSTIFICATION = "semapv:ManualMappingCuration"
_NOMENKLATURA = {
    JudgementVerdict.SAME: "positive",
    JudgementVerdict.DIFFERENT: "negative",
    JudgementVerdict.UNSURE: "unsure",
    JudgementVerdict.TAKEN_BACK: "no_judgement",
}
_OURS = {theirs: verdict for verdict, theirs in _NOMENKLATURA.items()}


def standing(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The latest judgement on each pair that was not taken back, by pair."""
    latest: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row["decidedAt"], row["id"])):
        latest[row["leftRecord"], row["rightRecord"]] = row
    return [row for _, row in sorted(latest.items()) if row["verdict"] != JudgementVerdict.TAKEN_BACK]


def sssom(rows: Iterable[dict[str, Any]], base: str) -> str:
    """The standing judgements as one SSSOM set with its metadata."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in standing(rows):
        modifier, predicate = _PREDICATES[JudgementVerdict(row["verdict"])]
        ends = [f"record:{row[end]}" for end in ("leftRecord", "rightRecord")]
        told = (row["decidedBy"], row["decidedAt"][:10], row.get("source") or "", row.get("because") or "")
        writer.writerow([ends[0], modifier, predicate, ends[1], _JUSTIFICATION, *told])
    return _HEAD.format(base=base) + out.getvalue()


def nomenklatura(rows: Iterable[dict[str, Any]]) -> str:
    """The standing judgements as lines of `[target, source, judgement, score, user, timestamp]`."""
    return "".join(
        json.dumps(
            [
                row["rightRecord"],
                row["leftRecord"],
                _NOMENKLATURA[JudgementVerdict(row["verdict"])],
                None,
                row["decidedBy"],
                row["decidedAt"],
            ]
        )
        + "\n"
        for row in standing(rows)
    )


def read(name: str, text: str, now: str) -> Iterator[Judgement]:
    """The judgements of a file in either format, told apart by its first character; BadInput names the line.

    A mapping that gives no instant has that of `now`.
    """
    if text.lstrip()[:1] != "[":
        yield from _of_table(name, text, now)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield _of_list(json.loads(line), now)
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise BadInput(name, f"not a line of a resolver file: {error}", f"line {number}") from None


def _of_list(row: list[Any], now: str) -> Judgement:
    target, source, verdict, _, user, at = row[:6]
    return judgement(str(source), str(target), _OURS[verdict], str(user or "unknown"), _instant(at, now))


def _of_table(name: str, text: str, now: str) -> Iterator[Judgement]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    skipped = len(text.splitlines()) - len(lines)
    table = csv.DictReader(lines, delimiter="\t")
    try:
        missing = {"subject_id", "predicate_id", "object_id"} - set(table.fieldnames or ())
        if missing:
            raise BadInput(name, f"not an SSSOM table: it has no column {', '.join(sorted(missing))}")
        for row in table:
            yield _of_mapping(row, now)
    except csv.Error as error:
        raise BadInput(name, f"not a table: {error}", f"line {skipped + table.line_num + 1}") from None
    except ValueError as error:
        raise BadInput(name, f"not a mapping: {error}", f"line {skipped + table.line_num}") from None


def _of_mapping(row: dict[str, str | None], now: str) -> Judgement:
    said = (row.get("predicate_modifier") or "", row["predicate_id"] or "")
    if said not in _VERDICTS:
        raise ValueError(f"{' '.join(said).strip()} is no verdict of ours")
    left, right = ((row[end] or "").removeprefix("record:") for end in ("subject_id", "object_id"))
    if not left or not right:
        raise ValueError("it names no two records")
    return judgement(
        left,
        right,
        _VERDICTS[said],
        row.get("author_label") or row.get("author_id") or "unknown",
        _instant(row.get("mapping_date"), now),
        row.get("comment") or None,
        row.get("mapping_source") or None,
    )


def _instant(text: str | None, now: str) -> str:
    """A moment that names no zone is read as UTC, whatever the zone of this machine; ValueError where it is none."""
    if not text:
        return now
    moment = datetime.fromisoformat(text)
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
