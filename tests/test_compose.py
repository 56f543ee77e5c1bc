"""docker-compose.yml and Dockerfile, as far as they can be tried without an engine for containers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent


def compose(tmp_path: Path, env_file: str) -> subprocess.CompletedProcess[str]:
    """What `docker-compose config` says, in a folder where only the given .env is."""
    if shutil.which("docker-compose") is None:
        pytest.skip("no docker-compose on PATH (Debian and Ubuntu: apt-get install docker-compose)")
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    (tmp_path / ".env").write_text(env_file)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("NEO4J_", "ATTRIBUTED_"))}
    command = ["docker-compose", "config"]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


def services(tmp_path: Path) -> dict[str, Any]:
    done = compose(tmp_path, "NEO4J_PASSWORD=chosen by somebody\n")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = yaml.safe_load(done.stdout)["services"]
    return found


def test_without_a_password_nothing_starts(tmp_path: Path) -> None:
    refused = compose(tmp_path, (ROOT / ".env.example").read_text())
    assert refused.returncode != 0
    assert "NEO4J_PASSWORD" in refused.stderr


def test_both_services_get_the_password_of_the_env_file(tmp_path: Path) -> None:
    found = services(tmp_path)
    assert found["neo4j"]["environment"]["NEO4J_AUTH"] == "neo4j/chosen by somebody"
    assert found["attributed"]["environment"]["ATTRIBUTED_NEO4J_PASSWORD"] == "chosen by somebody"


def test_the_app_waits_for_a_healthy_server(tmp_path: Path) -> None:
    found = services(tmp_path)
    assert found["attributed"]["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert found["neo4j"]["healthcheck"]["test"]
    assert found["neo4j"]["image"] == "neo4j:5.26-community"


def test_nothing_listens_beyond_this_machine(tmp_path: Path) -> None:
    for service in services(tmp_path).values():
        for port in service["ports"]:
            assert port.startswith("127.0.0.1:") if isinstance(port, str) else port["host_ip"] == "127.0.0.1"


def test_the_image_runs_as_a_user_of_its_own() -> None:
    last = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert re.search(r"^USER (?!root|0)\w+$", last, re.MULTILINE)


def test_the_image_is_built_from_what_the_package_needs() -> None:
    copied = set(re.findall(r"^COPY (\w+) \1$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    assert copied == {"attributed", "api", "graph", "loaders", "schema"}
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert kept == {*copied, "pyproject.toml", "requirements.lock", "README.md", "LICENSE"}
