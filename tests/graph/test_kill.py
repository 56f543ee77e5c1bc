"""A load that is killed leaves whole disclosures only."""

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
