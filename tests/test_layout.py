"""The rooms at the top of the checkout, the links to them and what pyproject.toml says of both."""

import importlib.util
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("api", "graph", "loaders", "schema")
SETUPTOOLS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def package_folders() -> dict[str, Path]:
    """The package that each folder with an __init__.py ought to be."""
    folders = {"attributed": ROOT / "attributed"}
    for room in ROOMS:
        for init in (ROOT / room).rglob("__init__.py"):
            parts = init.parent.relative_to(ROOT).parts
            folders[".".join(("attributed", *parts))] = init.parent
    return folders


def data_files() -> set[Path]:
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    apart = {".py", ".pyc", ".md"}  # code, and notes for the reader of the folder
    return {path for path in files if path.suffix not in apart}


def test_every_package_is_named_in_pyproject() -> None:
    assert SETUPTOOLS["packages"] == sorted(package_folders())


def test_every_named_package_is_mapped_to_its_folder() -> None:
    expected = {name: folder.relative_to(ROOT).as_posix() for name, folder in package_folders().items()}
    assert SETUPTOOLS["package-dir"] == expected


def test_every_module_lies_in_a_package() -> None:
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    assert [path for path in modules if not (path.parent / "__init__.py").exists()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_link_to_a_room_is_relative(room: str) -> None:
    assert (ROOT / "attributed" / room).readlink() == Path("..", room)


def test_package_data_covers_every_data_file() -> None:
    patterns = SETUPTOOLS["package-data"]["*"]
    shipped = {path for folder in package_folders().values() for pattern in patterns for path in folder.glob(pattern)}
    assert [path.relative_to(ROOT).as_posix() for path in sorted(data_files() - shipped)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_as_part_of_attributed(room: str) -> None:
    spec = importlib.util.find_spec(f"attributed.{room}")
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).resolve() == ROOT / room / "__init__.py"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_no_top_level_module(room: str) -> None:
    """Another distribution is called `schema`: a second copy of ours under that name would shadow it."""
    spec = importlib.util.find_spec(room)
    assert spec is None or spec.origin is None or ROOT not in Path(spec.origin).resolve().parents
