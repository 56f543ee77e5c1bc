"""Several processes that read at once: real ones, given work that ends, dies, fails or runs away."""

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from attributed.loaders.child import Ended
from attributed.loaders.readers import FEWEST, Readers, in_order, readers


@pytest.fixture(scope="module")
def two() -> Iterator[Readers]:
    held = Readers(2)
    yield held
    held.close()


def test_what_is_done_comes_in_the_order_it_was_asked(two: Readers) -> None:
    pauses = ["0.2", "0", "0.1", "0"]
    done = in_order(pauses, lambda pause: two.begin(subprocess.getoutput, f"sleep {pause}; echo {pause}"), 4)
    assert [result.result() for _, result in done] == pauses
    assert len(two.process_ids) == 2


def test_one_that_dies_is_told_and_the_next_is_done(two: Readers) -> None:
    with pytest.raises(Ended, match="reading it failed"):
        two.begin(os.abort).result()
    assert [two.begin(operator.add, 1, number).result() for number in range(3)] == [1, 2, 3]


def test_a_failure_is_told_by_its_kind_and_its_process_lives(two: Readers) -> None:
    two.begin(operator.add, 1, 1).result()
    before = two.process_ids
    with pytest.raises(Ended, match="it cannot be read: ZeroDivisionError"):
        two.begin(operator.truediv, 1, 0).result()
    assert two.process_ids == before


def test_one_that_runs_away_is_ended() -> None:
    hasty = Readers(1, seconds=0.5)
    try:
        with pytest.raises(Ended, match=r"took more than 0\.5 s"):
            hasty.begin(time.sleep, 60).result()
    finally:
        hasty.close()


def test_more_memory_than_a_reader_has_is_told(two: Readers) -> None:
    with pytest.raises(Ended, match="too much memory"):
        two.begin(operator.mul, "x", 3 << 30).result()


def test_no_more_is_begun_than_may_be_held() -> None:
    begun: list[int] = []
    handed = in_order(range(10), begun.append, 3)
    next(handed)
    assert begun == [0, 1, 2, 3]


def test_a_few_texts_or_one_core_need_no_processes() -> None:
    with readers(FEWEST - 1, count=2) as several:
        assert several is None
    with readers(FEWEST, count=1) as several:
        assert several is None


INTERRUPTED = """
import signal, sys, time
from attributed.loaders.readers import readers
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born ignoring it
with readers(100, count=2) as several:
    waiting = [several.begin(time.sleep, 60) for _ in range(8)]
    while len(several.process_ids) < 2: time.sleep(0.01)
    print(*several.process_ids, flush=True)
    waiting[0].result()
"""


def test_an_interrupt_ends_all_of_them(tmp_path: Path) -> None:
    script = tmp_path / "batch.py"
    script.write_text(INTERRUPTED)
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout
        children = [int(word) for word in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGINT)
        assert parent.wait(20) != 0
    assert len(children) == 2
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
