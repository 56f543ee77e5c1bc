"""Which room may import which, read from the source: nothing is imported to find out."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("api", "graph", "loaders", "schema")

# What the names of the package itself may come from; importing them back from a room would be a circle.
BELOW_API = {"errors", "settings", "schema", "loaders", "graph"}
ALLOWED = {
    "errors": set[str](),
    "settings": set[str](),
    "schema": {"errors", "schema"},
    "loaders": {"errors", "settings", "schema", "loaders"},
    "graph": {"errors", "settings", "schema", "graph"},
    "api": {*BELOW_API, "api", "attributed"},
    "cli": {*BELOW_API, "api", "attributed", "cli"},
    "__main__": {"cli"},
    "attributed": BELOW_API,
}
MOST_LINES = 500


def modules() -> dict[str, Path]:
    """Every module by its dotted name, the rooms read where they lie and not through attributed/."""
    found = {f"attributed.{path.stem}": path for path in (ROOT / "attributed").glob("*.py")}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            found[".".join(("attributed", *path.relative_to(ROOT).with_suffix("").parts))] = path
    return {name.removesuffix(".__init__"): path for name, path in found.items()}


MODULES = modules()


def room_of(dotted: str) -> str:
    """The part of the package that a dotted name belongs to; the command line may be several cli*.py."""
    first = dotted.removeprefix("attributed").removeprefix(".").partition(".")[0]
    if first.startswith("cli"):
        return "cli"
    return first if first in ALLOWED else "attributed"


def imported(name: str, path: Path, tree: ast.AST) -> Iterator[str]:
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            if origin == "attributed":  # then the names may be rooms: `from attributed import graph`
                yield from (f"{origin}.{alias.name}" for alias in node.names)
            else:
                yield origin


def imports_of(name: str) -> set[str]:
    path = MODULES[name]
    return set(imported(name, path, ast.parse(path.read_text("utf-8"))))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_what_its_room_may(name: str) -> None:
    ours = {target for target in imports_of(name) if target.partition(".")[0] == "attributed"}
    assert {target for target in ours if room_of(target) not in ALLOWED[room_of(name)]} == set()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_names_rooms_in_full(name: str) -> None:
    """`import schema` would find another distribution, or a second copy of ours."""
    assert {target for target in imports_of(name) if target.partition(".")[0] in ROOMS} == set()


@pytest.mark.parametrize(
    ("name", "source", "targets"),
    [
        ("attributed.schema.claim", "from attributed import graph", {"attributed.graph"}),
        ("attributed.schema.claim", "import attributed.api.app as a", {"attributed.api.app"}),
        ("attributed.schema.claim", "from ..errors import AttributedError", {"attributed.errors"}),
        ("attributed.schema.claim", "from . import naming", {"attributed.schema"}),
        ("attributed.schema.claim", "from .. import loaders", {"attributed.loaders"}),
        ("attributed.schema.claim", "if True:\n    import attributed.graph", {"attributed.graph"}),
    ],
)
def test_every_way_to_import_is_seen(name: str, source: str, targets: set[str]) -> None:
    assert set(imported(name, Path("claim.py"), ast.parse(source))) == targets


def test_the_rooms_are_told_apart() -> None:
    assert [room_of(f"attributed{name}") for name in ("", ".__version__", ".cli_load", ".graph.store")] == [
        "attributed",
        "attributed",
        "cli",
        "graph",
    ]


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    files = [*MODULES.values(), *(ROOT / "tests").rglob("*.py")]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}
