"""Bytes kept under their SHA-256."""

from __future__ import annotations

from pathlib import Path

import pytest

from attributed.errors import StoreDamaged
from attributed.graph import snapshots
from attributed.graph.snapshots import Snapshots


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1000])
def test_the_lines_of_a_list_are_its_own_wherever_a_block_of_it_ends(
    tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "BLOCK", block)
    lines = ["a:Ж@1", "", "c2", "名字", "last"]
    kept = Snapshots(tmp_path)
    assert list(kept.lines(kept.put("".join(f"{line}\n" for line in lines).encode()))) == lines
    assert list(kept.lines(kept.put("\n".join(lines).encode()))) == lines
    assert list(kept.lines(kept.put(b""))) == []


def test_a_list_whose_bytes_were_changed_is_damaged(tmp_path: Path) -> None:
    kept = Snapshots(tmp_path)
    one, other = kept.put(b"c1\nc2\n"), kept.put(b"c1\nc3\n")
    path, changed = (tmp_path / sha256[:2] / f"{sha256}.zst" for sha256 in (one, other))
    path.write_bytes(changed.read_bytes())
    with pytest.raises(StoreDamaged, match="other bytes"):
        list(kept.lines(one))
