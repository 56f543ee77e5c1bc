"""docs/chains.md shows what the command prints."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from typer.testing import CliRunner

from attributed.cli import app
from attributed.graph.embedded import EmbeddedStore
from attributed.graph.store import Appended

PAGE = (Path(__file__).parents[1] / "docs" / "chains.md").read_text("utf-8")
EXAMPLES = re.findall(r"```console\n\$ attributed (.*?)\n(.*?)```", PAGE, re.DOTALL)


def test_every_example_prints_what_the_page_shows(
    tmp_path: Path, load: Callable[..., list[Appended]], examples: list[Path]
) -> None:
    assert EXAMPLES
    with closing(EmbeddedStore.open(tmp_path / "store")) as store:
        load(store, *examples)
    for command, shown in EXAMPLES:
        told = CliRunner().invoke(app, ["--store", str(tmp_path / "store"), *shlex.split(command)])
        assert (told.exit_code, told.stdout) == (0, shown)
