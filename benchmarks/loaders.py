"""How fast and in how much memory the publishers' files are read, and how long each stage of loading takes.

Every file of a folder is parsed to claims; ATT&CK Enterprise beside `stix2.parse` of the same file, in seconds of the
processor, which other work on the machine does not lengthen, and on into a store with the time of each stage apart;
bundles and clusters of one length and of ten times that length are parsed by processes of their own, whose largest
resident size is printed.

Run: .venv/bin/python benchmarks/loaders.py [--data FOLDER] [--rounds N]
Without the folder only the memory is measured.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import stix2

from attributed.errors import BadInput
from attributed.graph import projection
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.projection import Projector
from attributed.loaders.inputs import inputs
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
from attributed.schema.batch import Batch

DATA = Path(__file__).parents[2] / "shared" / "data"
BYTES = 500_000_000
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


def each_file(folder: Path) -> None:
    for file in inputs(str(folder), max_bytes=BYTES, max_text_bytes=BYTES):
        try:
            loader = loader_for(file)
            if loader.format == "disclosure":
                continue
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
        plain = InputFile(Path(folder, file.bare_name()), file.bare_name())
        plain.path.write_bytes(file.read())
        for _ in range(rounds):
            ours.append(parsed(plain)[0])
            begun, started = time.process_time(), time.perf_counter()
            stix2.parse(plain.path.read_text("utf-8"), allow_custom=True)
            theirs.append(time.process_time() - begun)
            whole.append(time.perf_counter() - started)
        least, other = min(ours), min(theirs)
        say(f"{plain.name}: to claims {least:.2f} s, stix2.parse {other:.2f} s: {other / least:.1f} times as fast")
        total = sum(stages(plain).values())
        say(f"{plain.name}: to a graph that answers, by the clock, {total / min(whole):.2f} of stix2.parse")


def stages(file: InputFile) -> dict[str, float]:
    """Seconds of parse, write, resolve and project of one file into an empty store."""
    spent: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore.open(Path(folder))
        undo = [watch(Projector, "project", spent), watch(projection, "resolve", spent)]
        begun = time.perf_counter()
        store.append(timed(loader_for(file).load(file), spent))
        whole = time.perf_counter() - begun
        for restore in undo:
            restore()
        store.close()
    times = {
        "parse": spent["parse"],
        "write": whole - spent["parse"] - spent["project"],
        "resolve": spent["resolve"],
        "project": spent["project"] - spent["resolve"],
    }
    say(f"{file.name}, by the clock: " + ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in times.items()))
    return times


def timed(batches: Iterable[Batch], spent: Counter[str]) -> Iterator[Batch]:
    """The batches, and in `spent` the seconds that it took to make them."""
    waiting = iter(batches)
    while True:
        begun = time.perf_counter()
        batch = next(waiting, None)
        spent["parse"] += time.perf_counter() - begun  # type: ignore[assignment]  # a Counter of seconds
        if batch is None:
            return
        yield batch


def watch(owner: Any, name: str, spent: Counter[str]) -> Callable[[], None]:
    """Add the seconds of every call to `spent`; what is returned ends it."""
    original = getattr(owner, name)

    def watched(*given: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return original(*given, **named)
        finally:
            spent[name] += time.perf_counter() - begun  # type: ignore[assignment]  # a Counter of seconds

    setattr(owner, name, watched)
    return lambda: setattr(owner, name, original)


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


def alone(path: Path) -> None:
    parsed(InputFile(path, path.name, max_bytes=2_000_000_000))
    status = Path("/proc/self/status")  # what getrusage tells includes the process that started this one
    if status.exists():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        say(str(int(line.split()[1]) // 1024))
    else:
        say(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--data", type=Path, default=DATA)
    given.add_argument("--rounds", type=int, default=2)
    given.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    asked = given.parse_args()
    if asked.alone:
        alone(asked.alone)
        return
    if asked.data.is_dir():
        each_file(asked.data)
        enterprise = asked.data / "attack" / "enterprise-attack.json.gz"
        if enterprise.exists():
            beside_stix2(InputFile(enterprise, enterprise.name), asked.rounds)
    ten_times_as_long()


if __name__ == "__main__":
    main()
