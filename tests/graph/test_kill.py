"""A load that is killed leaves whole disclosures only, and the graph that they give."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from attributed.graph.embedded import EmbeddedStore
from attributed.graph.store import Projection

TEXT = """Title: A text of many {number}
Publisher: Somebody
---
The UK's National Cyber Security Centre (NCSC) assesses the compromise of the UK Electoral Commission's systems by a
Chinese state-affiliated entity between 2021 and 2022. This is text number {number}.
"""


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(6))
def test_a_killed_load_leaves_whole_disclosures(tmp_path: Path, attempt: int) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(60):
        (texts / f"{number:02}.txt").write_text(TEXT.format(number=number))
    folder = tmp_path / "store"
    command = [sys.executable, "-m", "attributed", "--store", str(folder), "load", str(texts)]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    time.sleep(0.4 + random.Random(attempt).random() * 2)  # noqa: S311 - a moment, not a secret
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()

    store = EmbeddedStore.open(folder)
    try:
        sealed = {row["id"] for row in store.stream("disclosure")}
        assert all(row["sealed"] and row["projected"] for row in store.stream("disclosure"))
        claims = list(store.stream("claim"))
        assert {claim["statedIn"] for claim in claims} <= sealed
        assert len(claims) == 3 * len(sealed)
        graph = [list(store.stream("entity")), claims, list(store.stream("edge"))]
        store.project(Projection(everything=True))
        assert [list(store.stream("entity")), list(store.stream("claim")), list(store.stream("edge"))] == graph
    finally:
        store.close()


EDITIONS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from editions import edition
from attributed.graph.embedded import EmbeddedStore
from attributed.schema.decision import ReviewVerdict, review

store = EmbeddedStore.open(Path(sys.argv[1]))
entries = [f"{number:04}" for number in range(2600)]
print(0, flush=True)
for month in range(1, 13):
    store.append(edition(f"2024-{month:02}-01", entries[month * 20:], size=1000))
    claim = next(store.stream("claim"))["id"]
    store.decide([review(claim, list(ReviewVerdict)[month % 3], "analyst", f"2026-01-{month:02}T00:00:00.000Z")])
    print(month, flush=True)
"""


def counted(store: EmbeddedStore) -> list[int]:
    """The same relationships from either end: a half of one would be counted once."""
    ways = ("(c:Claim)-[r:SUBJECT]->(:Entity)", "(:Entity)<-[r:SUBJECT]-(c:Claim)")
    found = [store.read(f"MATCH {way} RETURN count(DISTINCT c.id) AS claims, count(r) AS n").rows[0] for way in ways]
    return [number for row in found for number in row]


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(6))
def test_a_killed_projection_is_made_good_at_the_next_opening(tmp_path: Path, attempt: int) -> None:
    """Half of the attempts end in the first edition, which is too large for one transaction, the others later."""
    folder = tmp_path / "store"
    started = subprocess.Popen(
        [sys.executable, "-c", EDITIONS, str(folder), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert started.stdout
    chance = random.Random(attempt)  # noqa: S311 - a moment, not a secret
    for _ in range(1 if attempt % 2 else 2 + attempt // 2):
        assert started.stdout.readline()
    time.sleep(0.1 + chance.random() * (8 if attempt % 2 else 1))
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    started.stdout.close()

    store = EmbeddedStore.open(folder)
    try:
        assert all(row["sealed"] and row["projected"] for row in store.stream("disclosure"))
        graph = [list(store.stream(kind)) for kind in ("entity", "claim", "edge", "review")]
        claims = len(graph[1])
        assert counted(store) == [claims] * 4
        store.project(Projection(everything=True))
        assert [list(store.stream(kind)) for kind in ("entity", "claim", "edge", "review")] == graph
        assert counted(store) == [claims] * 4
    finally:
        store.close()
