"""How well and how fast records are told apart: precision and recall of pairs, and the time of 100,000 records.

Pairs of lists: two entries are truly one where they share a number (a UN reference, a passport, an IMO or register
number); all these numbers are then held out and names and facts must do. A pair that is found is *wrong* where one of
its ends truly belongs to another entry of the other list; where neither end has a number that the other list knows,
nothing is known of it (*open*). Clusters: ATT&CK ids that MISP states, held out, so that names alone must do; what MISP
calls `similar` is shown apart, for it is no identity. Then the traps of `tests/graph`.

Run: .venv/bin/python benchmarks/resolution.py [FOLDER] [--show] [--records 100000] [--graph] [--nomenklatura PYTHON]
Without FOLDER (../shared/data) only the traps and the times are measured. `--show` prints every wrong and missed pair,
`--graph` how soon a judgement shows in a stored graph of so many records; `--nomenklatura` compares with its matchers
on the same pairs: `uv venv X && uv pip install --python X/bin/python nomenklatura` (it compiles PyICU: libicu-dev, g++
and pkg-config), then X/bin/python.
"""

from __future__ import annotations

import argparse
import itertools
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import beside
import judged
import store as written
from synthetic import synthetic

from attributed.graph.candidate import Candidate, Naming, candidate_of
from attributed.graph.clusters import agreements
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.listed import compare
from attributed.graph.resolution import resolve
from attributed.loaders.inputs import inputs, together
from attributed.loaders.registry import loader_for
from attributed.schema.codec import to_row
from attributed.schema.decision import JudgementVerdict, judgement
from attributed.schema.predicate import Predicate
from tests.graph import traps

DATA = Path(__file__).parents[2] / "shared" / "data"
BYTES = 500_000_000
LENSES = ("consensus", "mitre", "misp", "microsoft")
UK, EU, UN = "uk/UK-Sanctions-List.xml.gz", "eu/xmlFullSanctionsList_1_1.xml.gz", "un/consolidated.xml.gz"
UK_CYBER = "uk/UK-Sanctions-List.cyber-with-individual-details.xml"
OFAC, IRGC = "ofac/2019-matching-set", "ofac/SDN_ENHANCED.program-IRGC.XML.gz"
OFAC_2023 = ("ofac/SDN.CSV.gz", "ofac/ALT.CSV.gz", "ofac/ADD.CSV.gz", "ofac/SDN_COMMENTS.CSV")
ATTACK, MISP_OF_ATTACK = "attack/enterprise-attack.json.gz", "misp-galaxy/clusters/mitre-intrusion-set.json.gz"
ACTORS = "misp-galaxy/clusters/threat-actor.json.gz"
MICROSOFT = "misp-galaxy/clusters/microsoft-activity-group.json"
ATTACK_ID = frozenset({"mitre-attack"})
ATTACK_NAME = re.compile(r"[GC]\d{4}")
CLUSTER_IDS = frozenset({"mitre-attack", "stix", "misp"})
PAPERS = frozenset({"passport", "national-id", "imo", "registration", "tax", "lei"})

Pair = tuple[str, str]


@dataclass
class Read:
    """What a publisher's file holds: its entries, the pairs that it calls alike without saying they are one, and the
    entries in whose place it says that others have come."""

    candidates: list[Candidate] = field(default_factory=list)
    similar: set[Pair] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)


@dataclass
class Score:
    right: set[Pair]
    wrong: set[Pair]
    missed: set[Pair]
    open: int

    def line(self, name: str) -> str:
        found, true = len(self.right) + len(self.wrong), len(self.right) + len(self.missed)
        precision = f"{len(self.right) / found:.3f}" if found else "    -"
        recall = f"{len(self.right) / true:.3f}" if true else "    -"
        counts = f"{true:6} {len(self.right):6} {len(self.wrong):6} {len(self.missed):6} {self.open:6}"
        return f"{name:44} {counts}  {precision:>9} {recall:>6}"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def read(*paths: Path) -> Read:
    """All entries of a file, of a folder or of files that belong together."""
    records, versions = {}, {}
    named: dict[str, list[tuple[str, str]]] = defaultdict(list)
    similar: set[Pair] = set()
    replaced: set[str] = set()
    files = [file for path in paths for file in inputs(str(path), max_bytes=BYTES, max_text_bytes=BYTES)]
    for file in together(files):
        for batch in loader_for(file).load(file):
            records.update((record.id, {**to_row(record), "recordedAt": ""}) for record in batch.records)
            versions.update((version.record, to_row(version)) for version in batch.versions)
            for claim in batch.claims:
                if claim.predicate is Predicate.KNOWN_AS and claim.value:
                    named[claim.subject_record].append((claim.value, claim.claimant_record))
                elif claim.predicate is Predicate.ALIAS_OF and claim.object_record:
                    similar.add(ordered(claim.subject_record, claim.object_record))
                elif claim.predicate is Predicate.SAME_AS:
                    replaced.add(claim.subject_record)
    candidates = [candidate_of(records[key], version) for key, version in versions.items()]
    return Read(
        [
            one.heard(tuple(Naming(name, versions[by]["name"]) for name, by in named[one.record]), (), (), ())
            for one in candidates
        ],
        similar,
        replaced,
    )


def ordered(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)


def scheme(identifier: str) -> str:
    return identifier.partition(":")[0]


def number(identifier: str) -> str:
    """Without the country that gave it, which one list states and another does not."""
    return re.sub(r"[^A-Z0-9]", "", identifier.rpartition(":")[2].upper())


def without(candidates: Iterable[Candidate], schemes: frozenset[str]) -> list[Candidate]:
    return [
        replace(one, identifiers=tuple(i for i in one.identifiers if scheme(i) not in schemes)) for one in candidates
    ]


def sharing(left: list[Candidate], right: list[Candidate], schemes: frozenset[str]) -> set[Pair]:
    """Pairs of one type that bear one number; a number that one list gives to two entries says nothing."""
    held: list[dict[tuple[str, str, str], list[str]]] = [defaultdict(list), defaultdict(list)]
    for side, candidates in enumerate((left, right)):
        for one in candidates:
            for key in {(one.type, scheme(i), number(i)) for i in one.identifiers if scheme(i) in schemes}:
                held[side][key].append(one.record)
    return {
        ordered(mine[0], held[1][key][0])
        for key, mine in held[0].items()
        if len(key[2]) >= 5 and len(mine) == 1 and len(held[1].get(key, ())) == 1
    }


def found(candidates: list[Candidate], left: set[str], right: set[str], lens: str = "consensus") -> set[Pair]:
    """Pairs of one record of either side that are one thing."""
    groups: dict[str, list[str]] = defaultdict(list)
    for record, entity in resolve(candidates, lens).items():
        groups[entity].append(record)
    return {
        ordered(a, b)
        for members in groups.values()
        for a, b in itertools.product([m for m in members if m in left], [m for m in members if m in right])
        if a != b
    }


def scored(truth: set[Pair], pairs: set[Pair]) -> Score:
    known = {record for pair in truth for record in pair}
    wrong = {pair for pair in pairs - truth if set(pair) & known}
    return Score(truth & pairs, wrong, truth - pairs, len(pairs - truth) - len(wrong))


def two_lists(left: list[Candidate], right: list[Candidate], schemes: frozenset[str], hold: frozenset[str]) -> Score:
    """By the numbers of `schemes`, with those of `hold` held out."""
    pairs = found(without([*left, *right], hold), {c.record for c in left}, {c.record for c in right})
    return scored(sharing(left, right, schemes), pairs)


def lists(folder: Path) -> Iterator[tuple[str, Score, list[Candidate]]]:
    uk, eu, un = (read(folder / path).candidates for path in (UK, EU, UN))
    reference = frozenset({"un-sc"})
    yield "UK - UN by UN reference", two_lists(uk, un, reference, reference), [*uk, *un]
    yield "EU - UN by UN reference", two_lists(eu, un, reference, reference), [*eu, *un]
    cyber = read(folder / UK_CYBER).candidates
    for title, paths in (("OFAC 2019", (OFAC,)), ("OFAC 2023", OFAC_2023), ("OFAC programme IRGC", (IRGC,))):
        ofac = read(*(folder / path for path in paths)).candidates
        for name, others in (("EU", eu), ("UN", un), ("UK cyber", cyber)):
            for kind in ("passport", "imo", "registration", "tax"):
                score = two_lists(ofac, others, frozenset({kind}), PAPERS)
                if score.right or score.missed:
                    yield f"{title} - {name} by {kind}", score, [*ofac, *others]


def by_judgement(folder: Path) -> Iterator[tuple[str, Score, list[Candidate]]]:
    """Among the pairs that were judged, nothing held out, then papers; every other pair of the lists is open."""
    ofac = read(*(folder / path for path in OFAC_2023)).candidates
    for name, paths in (("UK", (UK, UK_CYBER)), ("EU", (EU,))):
        others = read(*(folder / path for path in paths)).candidates
        held = {one.record for one in others}
        truth = {one.pair: one.same for one in judged.read() if one.right in held}
        same, different = ({pair for pair, verdict in truth.items() if verdict is which} for which in (True, False))
        for title, hold in (("judged", frozenset[str]()), ("judged, papers held out", PAPERS)):
            pairs = found(without([*ofac, *others], hold), {c.record for c in ofac}, held)
            score = Score(same & pairs, different & pairs, same - pairs, len(pairs - truth.keys()))
            yield f"OFAC 2023 - {name} {title} ({len(different)} apart)", score, [*ofac, *others]


def clusters(folder: Path) -> Iterator[tuple[str, Score, list[Candidate]]]:
    """Names alone: every identifier of clusters is held out, and what a source says of identity too."""
    attack, copied, actors, microsoft = (read(folder / path) for path in (ATTACK, MISP_OF_ATTACK, ACTORS, MICROSOFT))
    similar = {uuids(pair) for one in (copied, actors, microsoft) for pair in one.similar}
    for title, left, right, ids in (
        ("ATT&CK - MISP, by ATT&CK id", attack, copied, True),
        ("ATT&CK - MISP actors, by ATT&CK id", attack, actors, True),
        ("ATT&CK - MISP actors, similar", attack, actors, False),
        ("MISP actors - Microsoft, similar", actors, microsoft, False),
    ):
        mine, theirs = (_actors(one) for one in (left, right))
        ends = [{c.record for c in side} for side in (mine, theirs)]
        alike = {ordered(a, b) for a in ends[0] for b in ends[1] if uuids((a, b)) in similar}
        truth = sharing(mine, [_identified(one) for one in theirs], ATTACK_ID) if ids else alike
        bare = [_nameless(one) for one in without([*mine, *theirs], CLUSTER_IDS)]
        for lens in LENSES:
            yield f"{title}, {lens}", scored(truth, found(bare, *ends, lens)), [*mine, *theirs]
        say(ceiling(truth, bare))


def _actors(held: Read) -> list[Candidate]:
    """Without those that others have replaced."""
    return [c for c in held.candidates if c.type == "ThreatActor" and c.named and c.record not in held.replaced]


def _identified(one: Candidate) -> Candidate:
    """With the ATT&CK id that MISP has among an actor's names; where it has several, it says of none that it is it."""
    ids = [f"mitre-attack:{name}" for name in one.names if ATTACK_NAME.fullmatch(name)]
    return replace(one, identifiers=(*one.identifiers, *ids)) if len(ids) == 1 else one


def _nameless(one: Candidate) -> Candidate:
    """Without ATT&CK ids among the names."""
    return replace(one, names=tuple(name for name in one.names if not ATTACK_NAME.fullmatch(name)))


def ceiling(truth: set[Pair], candidates: list[Candidate]) -> str:
    """What names alone can tell under `consensus`: how many true pairs share a name that no catalogue gives twice, and
    how many of those have names of two namers that are known."""
    shared = {(one.left, one.right): one for one in agreements(candidates, lambda record: record)}
    held = [shared[pair] for pair in truth if pair in shared]
    known = Counter(min(len(one.namers), 2) for one in held)
    alone = sum(len(one.names) == 1 for one in held)
    return (
        f"    of {len(truth)} true pairs {len(truth) - len(held)} share no unambiguous name, {alone} a single one; "
        f"namers known of the shared names: none {known[0]}, one {known[1]}, two or more {known[2]}"
    )


def uuids(pair: Pair) -> Pair:
    """A pair of records of catalogues by the uuids that their ids end with; MISP's are those of STIX."""
    return ordered(pair[0][-36:], pair[1][-36:])


def show(score: Score, candidates: list[Candidate]) -> None:
    held = {one.record: one for one in candidates}
    for what, pairs in (("wrong", score.wrong), ("missed", score.missed)):
        for left, right in sorted(pairs):
            compared = compare(held[left], held[right])
            facts = "; ".join(f"{fact.bearing} {fact.kind} {fact.left} / {fact.right}" for fact in compared.facts)
            say(f"    {what}: {left} {held[left].name!r} / {right} {held[right].name!r}: {compared.names}; {facts}")


def compared(folder: Path, python: str) -> None:
    """Ours and nomenklatura's on the same pairs: those with a number in common, which is held out, and those judged."""
    uk, eu, un = (read(folder / path).candidates for path in (UK, EU, UN))
    ofac = read(*(folder / path for path in OFAC_2023)).candidates
    reference = frozenset({"un-sc"})
    for title, left, right, kinds, hold in (
        ("UK - UN by UN reference", uk, un, reference, reference),
        ("EU - UN by UN reference", eu, un, reference, reference),
        ("OFAC 2023 - EU by passport", ofac, eu, frozenset({"passport"}), PAPERS),
        ("OFAC 2023 - EU by registration", ofac, eu, frozenset({"registration"}), PAPERS),
    ):
        mine, theirs = ([c for c in without(side, hold) if c.type in beside.SCHEMATA] for side in (left, right))
        truth = sharing(left, right, kinds)
        asked = beside.pairs(mine, theirs, truth)
        pairs = found([*mine, *theirs], {c.record for c in mine}, {c.record for c in theirs})
        say(f"{title}: {len(asked):,} pairs, {len(truth)} of them one")
        for line in beside.lines(python, asked, [*mine, *theirs], truth, pairs):
            say(str(line))
    verdicts = {one.pair: one.same for one in judged.read()}
    entries = without([*ofac, *read(folder / UK, folder / UK_CYBER).candidates, *eu], PAPERS)
    truth = {pair for pair, same in verdicts.items() if same}
    ends = [{c.record for c in entries if c.source.startswith("ofac") is side} for side in (True, False)]
    say(f"judged: {len(verdicts)} pairs, {len(truth)} of them one")
    for line in beside.lines(python, sorted(verdicts), entries, truth, found(entries, *ends)):
        say(str(line))


def by_hand(title: str, cases: list[traps.Trap]) -> None:
    """All records of a case are resolved together."""
    failed = [case for case in cases if not case.holds()]
    merging = [case for case in cases if case.one]
    missed, wrong = ([case for case in failed if case.one is one] for one in (True, False))
    right = len(merging) - len(missed)
    precision = f"{right / (right + len(wrong)):.3f}" if right else "    -"
    counts = f"{len(merging):6} {right:6} {len(wrong):6} {len(missed):6} {0:6}"
    say(f"{title:44} {counts}  {precision:>9} {right / max(1, len(merging)):6.3f}")
    for case in failed:
        say(f"    fails: {case.name}")


def timed(title: str, act: Callable[[], object]) -> None:
    begun, worked = time.perf_counter(), time.process_time()
    act()
    spent = time.process_time() - worked
    say(f"{title}: {time.perf_counter() - begun:.2f} s, {spent:.2f} s of them at work")


def speed(records: int) -> None:
    made = list(synthetic(records))
    timed(f"{len(made):,} synthetic records of four lists resolved", lambda: resolve(made))


def decided(records: int) -> None:
    """A judgement in a warm process, until a query shows it."""
    with tempfile.TemporaryDirectory() as folder:
        held = EmbeddedStore.open(Path(folder))
        held.append(written.catalogue(records))
        actors = [row["id"] for row in held.stream("record") if row["type"] == "ThreatActor"][:6]

        def decide(verdict: JudgementVerdict, left: str, right: str, second: int) -> None:
            held.decide([judgement(left, right, verdict, "analyst", f"2026-01-01T00:00:{second:02}.000Z", "measured")])
            query = "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN count(DISTINCT r.refersTo)"
            (count,) = held.read(query, {"ids": [left, right]}).rows[0]
            if count != (1 if verdict is JudgementVerdict.SAME else 2):
                raise SystemExit(f"{verdict} on {left} and {right} does not show")

        timed("the first judgement in this process", lambda: decide(JudgementVerdict.SAME, *actors[:2], 1))
        for second, verdict in enumerate((JudgementVerdict.SAME, JudgementVerdict.TAKEN_BACK), 2):
            timed(f"then {verdict}, until a query shows it", lambda v=verdict, s=second: decide(v, *actors[2:4], s))  # type: ignore[misc]
        held.close()


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folder", nargs="?", type=Path, default=DATA)
    given.add_argument("--show", action="store_true")
    given.add_argument("--records", type=int, default=100_000)
    given.add_argument("--graph", action="store_true")
    given.add_argument("--nomenklatura", metavar="PYTHON", help="a Python that has nomenklatura, to compare with")
    asked = given.parse_args()
    say(f"{'pairs':44} {'true':>6} {'right':>6} {'wrong':>6} {'missed':>6} {'open':>6}  precision recall")
    for part in (lists, by_judgement, clusters) if asked.folder.is_dir() else ():
        for name, score, candidates in part(asked.folder):
            say(score.line(name))
            if asked.show:
                show(score, candidates)
    if asked.nomenklatura and asked.folder.is_dir():
        compared(asked.folder, asked.nomenklatura)
    by_hand("traps", traps.read("traps.yaml"))
    speed(asked.records)
    if asked.graph:
        decided(asked.records)


if __name__ == "__main__":
    main()
