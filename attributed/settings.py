"""The settings, read once at the edge (command line or app factory) and handed down."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def user_data_folder() -> str:
    """Where the store lies when nothing else is said, by the platform's custom."""
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return str(base / "attributed")


class Settings(BaseSettings):
    """Every setting may be given as an environment variable `ATTRIBUTED_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="ATTRIBUTED_", frozen=True, extra="ignore")

    store: str = Field(
        default_factory=user_data_folder,
        description="folder of the embedded store, or the address of a Neo4j: neo4j://, bolt://, neo4j+s:// or bolt+s://",
    )
    neo4j_user: str = Field("neo4j", description="user at the Neo4j server")
    neo4j_password: SecretStr = Field(SecretStr(""), description="password at the Neo4j server; never an argument")
    neo4j_database: str | None = Field(None, description="database of the Neo4j server; the user's home without it")
    snapshots: Path | None = Field(None, description="folder of the snapshots of a store on a Neo4j server")
    base_iri: str = Field("https://w3id.org/attributed/", description="prefix of the instance IRIs in RDF")
    host: str = Field("127.0.0.1", description="address that `serve` listens on")
    port: int = Field(8000, ge=0, le=65535, description="first port that `serve` tries")
    bolt_host: str = Field("127.0.0.1", description="address that `serve --bolt` opens Bolt on, without encryption")
    bolt_port: int = Field(7687, gt=0, le=65535, description="first port that `serve --bolt` tries for Bolt")
    bolt_password: SecretStr | None = Field(
        None, description="password of Bolt's `reader`; chosen at random without it"
    )
    wait: float = Field(10, ge=0, description="seconds to wait for a store that another process holds")
    max_text_bytes: int = Field(5_000_000, gt=0, description="largest press text that is read")
    max_file_bytes: int = Field(500_000_000, gt=0, description="largest file of any format that is opened")
    source_urls: dict[str, str] = Field(default={}, description="addresses to fetch sources from, a JSON object")
    fetch_private: bool = Field(False, description="whether files may be fetched from addresses that are not public")
    extractor: Literal["rules", "endpoint"] = Field(
        "rules", description="what reads texts: the rules, or a model behind an endpoint, to which every text is sent"
    )
    endpoint_url: str = Field("", description="address of an OpenAI-compatible endpoint, up to `/v1`")
    endpoint_model: str = Field("", description="name of the model there")
    endpoint_key: SecretStr = Field(SecretStr(""), description="key of the endpoint; never an argument")
    endpoint_private: bool = Field(False, description="whether the endpoint may have an address that is not public")
    endpoint_seconds: float = Field(120, gt=0, description="time limit of one question to the endpoint")
    lens: str = Field("consensus", pattern=r"^[a-z0-9-]+$", description="whose names of actors decide who is who")
    query_seconds: float = Field(30, gt=0, description="time limit of one query")
    query_rows: int = Field(100_000, gt=0, description="row limit of one query")
    query_bytes: int = Field(10_000_000, gt=0, description="largest answer to a query that comes over HTTP")
    query_memory: int = Field(512, ge=64, description="megabytes for one query that comes over HTTP")
    query_workers: int = Field(2, gt=0, description="queries over HTTP that run at once")
    threads: int = Field(8, gt=0, description="requests answered at once; the next `backlog` wait")
    backlog: int = Field(32, ge=0, description="requests that wait for a thread before 503 is answered")
    heap: str = Field("384m", pattern=r"^\d+[kmgKMG]$", description="largest heap of the embedded engine")

    @field_validator("base_iri")
    @classmethod
    def _is_an_iri(cls, value: str) -> str:
        HttpUrl(value)
        if not value.endswith(("/", "#")):
            raise ValueError("must end with / or #")
        return value
