"""A list of ten times the length is read in the same memory: each file in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import LISTS

ENTRIES = 1_500
MORE = 50_000  # KiB
FORMATS = {
    "uk.xml": (r"  <Designation>.*?</Designation>\n", r"CYB0044|XIAORUIZHI"),
    "eu.xml": (r"  <sanctionEntity .*?</sanctionEntity>\n", r"(?<=logicalId=\")126119|(?<=wholeName=\")85th"),
    "un.xml": (r"    <INDIVIDUAL>.*?</INDIVIDUAL>\n", r"6900001|(?<=<FIRST_NAME>)EXAMPLE"),
    "ofac/SDN.XML": (r"  <sdnEntry>.*?</sdnEntry>\n", r"21328|KOROBOV"),
    "ofac/SDN_ENHANCED.XML": (r"    <entity .*?</entity>\n", r"21328|KOROBOV"),
    "ofac/SDN_ADVANCED.XML": (r"    <DistinctParty .*?</DistinctParty>\n", r"(?<=Profile ID=\")21328|KOROBOV"),
    "ofac/SDN.CSV": (r"21328,[^\r]*\r\n", r"21328|KOROBOV"),
}
READ = """
import resource, sys
from pathlib import Path
from attributed.loaders.loader import InputFile
from attributed.loaders.registry import loader_for
file = InputFile(Path(sys.argv[1]), Path(sys.argv[1]).name)
records = sum(len(batch.records) for batch in loader_for(file).load(file))
print(records, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def longer(name: str, folder: Path, times: int) -> Path:
    """The fixture with its first entry as often as is said, each with a number and a name of its own."""
    entry, own = FORMATS[name]
    with (LISTS / name).open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    found = re.search(entry, text, re.DOTALL)
    assert found
    path = folder / f"{times}-{Path(name).name}"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(text[: found.start()])
        for number in range(times):
            out.write(re.sub(own, lambda part, number=number: f"{part[0]}{number:06}", found[0]))  # type: ignore[misc]
        out.write(text[found.end() :])
    return path


def measured(path: Path) -> tuple[int, int]:
    """How many records were read, and the most memory that the process held, in KiB."""
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    records, held = done.stdout.split()
    return int(records), int(held)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow_with_the_list(name: str, tmp_path: Path) -> None:
    few, held = measured(longer(name, tmp_path, ENTRIES))
    many, most = measured(longer(name, tmp_path, 10 * ENTRIES))
    assert many - few >= 9 * ENTRIES
    assert most - held < MORE
