"""How fast and in how much memory the publishers' files are read, and how long each stage of loading takes.

Every file of a folder is parsed to claims; ATT&CK Enterprise beside `stix2.parse` of the same file, and on into a store
with the time of each stage apart, all in seconds of the processor, which other work on the machine lengthens little;
every file into one store, beside the engine's own bulk writing of the same nodes and edges;
bundles, clusters and the publishers' lists of one length and of ten times that length are parsed by processes of their
own, whose largest resident size is printed.

Run: .venv/bin/python benchmarks/loaders.py [--data FOLDER] [--rounds N]
Without the folder only the memory is measured.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import stix2
from stages import Stages
from store import Clock, drawn, embedded, plain

from attributed.errors import BadInput
from attributed.graph.embedded import EmbeddedStore
from attributed.loaders.inputs import inputs, together
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for

DATA = Path(__file__).parents[2] / "shared" / "data"
BYTES = 500_000_000
LISTS = {
    "uk/UK-Sanctions-List.xml.gz": (re.compile(rb"<Designation>.*?</Designation>", re.S), re.compile(rb"<UniqueID>")),
    "eu/xmlFullSanctionsList_1_1.xml.gz": (
        re.compile(rb"<sanctionEntity .*?</sanctionEntity>", re.S),
        re.compile(rb'logicalId="'),
    ),
    "un/consolidated.xml.gz": (re.compile(rb"<(INDIVIDUAL|ENTITY)>.*?</\1>", re.S), re.compile(rb"<DATAID>")),
    "ofac/CONSOLIDATED.XML": (re.compile(rb"<sdnEntry>.*?</sdnEntry>", re.S), re.compile(rb"<uid>")),
    "ofac/SDN_ENHANCED.program-IRGC.XML.gz": (
        re.compile(rb"<entity id=.*?</entity>", re.S),
        re.compile(rb'<entity id="'),
    ),
}
"""How an entry of a publisher's list is found, and where its number begins."""
MITRE = "identity--c78cb6e5-0c4b-4611-8297-d1b8b55e40b5"
OBJECTS, VALUES = 20_000, 5_000
"""Of the shorter bundle, nearly as long as ATT&CK Enterprise, and of the shorter cluster, five times the
longest real one."""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def parsed(file: InputFile) -> tuple[float, Counter[str]]:
    """Seconds of the processor from file to claims, and how many of what; nothing of it is kept."""
    begun, found = time.process_time(), Counter[str]()
    for batch in loader_for(file).load(file):
        found.update(records=len(batch.records), claims=len(batch.claims), skipped=len(batch.skipped))
    return time.process_time() - begun, found


def of_data(folder: Path) -> Iterator[InputFile]:
    """The files of the folder but texts, those that make up one list together; the others are told."""
    for file in together(inputs(str(folder), max_bytes=BYTES, max_text_bytes=BYTES)):
        try:
            if loader_for(file).format != "disclosure":
                yield file
        except BadInput as error:
            say(f"refused          {Path(file.name).relative_to(folder)}: {error.why}")


def each_file(folder: Path) -> None:
    for file in of_data(folder):
        loader = loader_for(file)
        try:
            seconds, found = parsed(file)
        except BadInput as error:
            say(f"refused          {Path(file.name).relative_to(folder)}: {error.why}")
            continue
        counts = ", ".join(f"{number:,} {what}" for what, number in found.items())
        say(f"parse {seconds:7.2f} s  {Path(file.name).relative_to(folder)} ({loader.format}): {counts}")


def beside_stix2(file: InputFile, rounds: int) -> None:
    """The same file by both, in turns; the least of each."""
    ours, theirs, whole = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        bare = InputFile(Path(folder, file.bare_name()), file.bare_name())
        bare.path.write_bytes(file.read())
        for _ in range(rounds):
            ours.append(parsed(bare)[0])
            begun = time.process_time()
            stix2.parse(bare.path.read_text("utf-8"), allow_custom=True)
            theirs.append(time.process_time() - begun)
            whole.append(graph_of(bare))
        least, other = min(ours), min(theirs)
        say(f"{bare.name}: to claims {least:.2f} s, stix2.parse {other:.2f} s: {other / least:.1f} times as fast")
        total = min(whole)
        say(f"{bare.name}: to a graph that answers {total:.2f} s, {total / other:.2f} of stix2.parse")


def graph_of(file: InputFile) -> float:
    """Seconds from one file to an answering graph, in an empty store."""
    stages = Stages()
    with tempfile.TemporaryDirectory() as folder, closing(EmbeddedStore.open(Path(folder))) as store:
        stages.load(store, loader_for(file).load(file))
    say(f"{file.name}: {stages}")
    return stages.total


def each_into_a_graph(folder: Path, store: Path) -> None:
    """Load every file into the store at this path, as one process does that is asked for the folder."""
    stages, count = Stages(), 0
    with closing(EmbeddedStore.open(store)) as held:
        for file in of_data(folder):
            try:
                count += len(stages.load(held, loader_for(file).load(file)).disclosures)
            except BadInput:
                continue
    say(f"{count} editions of {folder.name} into a graph: {stages}; {largest()} MB resident")
    say(str(stages.total))


def beside_plain(folder: Path) -> None:
    """Every file into a graph by a process of its own, then its nodes and edges by the engine's bulk statements."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, __file__, "--data", str(folder), "--into", place]
        *_, told, total = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        say(told)
        with closing(EmbeddedStore.open(Path(place))) as held:
            nodes, links = drawn(held)
        with embedded(Path(place, "plain")) as engine:
            begun = time.process_time()
            plain(engine, nodes, links, Clock())
            least = time.process_time() - begun
        say(f"parse to project {float(total):.1f} s, plain {least:.1f} s, ratio {float(total) / least:.2f}")


def bundle(objects: int) -> Iterator[dict[str, Any]]:
    """As ATT&CK is made: one object in ten is a group or a technique, the others say who uses what."""
    common = {"created": "2024-03-25T09:00:00.000Z", "modified": "2024-03-26T09:00:00.000Z", "created_by_ref": MITRE}
    things = [f"{('intrusion-set', 'attack-pattern')[n % 2]}--{UUID(int=n)}" for n in range(objects // 10)]
    for n, thing in enumerate(things):
        kind = thing.partition("--")[0]
        yield {"type": kind, "id": thing, "name": f"Thing {n}", "description": "A text. " * 200, **common}
    for n in range(objects - len(things)):
        ends = {"source_ref": things[2 * n % len(things)], "target_ref": things[(2 * n + 1) % len(things)]}
        link = {"type": "relationship", "id": f"relationship--{UUID(int=n)}", "relationship_type": "uses"}
        yield {**link, **ends, "description": f"Use {n}. " * 30, **common}


def cluster(values: int) -> Iterator[dict[str, Any]]:
    for n in range(values):
        meta = {"country": "RU", "synonyms": [f"Name {n}", f"Other {n}"], "cfr-suspected-victims": ["Georgia"]}
        yield {"value": f"Actor {n}", "uuid": str(UUID(int=n)), "description": "A text. " * 100, "meta": meta}


def write(path: Path, key: str, things: Iterable[dict[str, Any]], rest: dict[str, Any]) -> None:
    with path.open("w") as stream:
        stream.write(json.dumps(rest)[:-1] + f', "{key}": [')
        for number, thing in enumerate(things):
            stream.write((", " if number else "") + json.dumps(thing))
        stream.write("]}")


def resident(path: Path) -> int:
    """Largest resident size, in MB, of a process that parses the file."""
    done = subprocess.run([sys.executable, __file__, "--alone", str(path)], check=True, capture_output=True, text=True)
    return int(done.stdout)


def ten_times_as_long() -> None:
    outer = {"type": "threat-actor", "category": "actor", "authors": [], "name": "Actors", "version": 1}
    with tempfile.TemporaryDirectory() as folder:
        for name, key, make, length, rest in (
            ("bundle", "objects", bundle, OBJECTS, {"type": "bundle", "id": f"bundle--{UUID(int=1)}"}),
            ("cluster", "values", cluster, VALUES, outer),
        ):
            sizes = []
            for times in (1, 10):
                path = Path(folder, f"{name}-{times}.json")
                write(path, key, make(times * length), rest)
                sizes.append(resident(path))
                path.unlink()
            say(f"{name} of {length:,}: {sizes[0]} MB resident; ten times as long: {sizes[1]} MB")


def lists_ten_times_as_long(folder: Path) -> None:
    """The publishers' own lists, and each with every entry ten times, of another number every time."""
    for name, (entry, number) in LISTS.items():
        if not (folder / name).exists():
            continue
        with tempfile.TemporaryDirectory() as place:
            held = InputFile(folder / name, name)
            once, tenfold = (Path(place, f"{times}-{held.bare_name()}") for times in (1, 10))
            once.write_bytes(held.read())
            with tenfold.open("wb") as stream:
                end = 0
                for found in entry.finditer(content := once.read_bytes()):
                    stream.write(content[end : found.end()])
                    stream.writelines(number.sub(rb"\g<0>%d" % copy, found[0]) for copy in range(1, 10))
                    end = found.end()
                stream.write(content[end:])
            say(f"{name}: {resident(once)} MB resident; ten times as long: {resident(tenfold)} MB")


def alone(path: Path) -> None:
    parsed(InputFile(path, path.name, max_bytes=2_000_000_000))
    say(str(largest()))


def largest() -> int:
    """Largest resident size of this process, in MB."""
    status = Path("/proc/self/status")  # what getrusage tells includes the process that started this one
    if status.exists():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--data", type=Path, default=DATA)
    given.add_argument("--rounds", type=int, default=2)
    given.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = given.parse_args()
    if asked.alone:
        alone(asked.alone)
        return
    if asked.into:
        each_into_a_graph(asked.data, asked.into)
        return
    if asked.data.is_dir():
        each_file(asked.data)
        enterprise = asked.data / "attack" / "enterprise-attack.json.gz"
        beside_plain(asked.data)
        if enterprise.exists():
            beside_stix2(InputFile(enterprise, enterprise.name), asked.rounds)
        lists_ten_times_as_long(asked.data)
    ten_times_as_long()


if __name__ == "__main__":
    main()
