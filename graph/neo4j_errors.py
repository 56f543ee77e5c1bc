"""The errors of a Neo4j server and its driver as ours. No message shows a password or a query's parameters."""

from __future__ import annotations

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    NotALeader,
    ServiceUnavailable,
    SessionExpired,
)

from attributed.errors import (
    Misuse,
    QueryError,
    QueryTimeout,
    StoreError,
    StoreReadOnly,
    StoreUnreachable,
    TooMuchMemory,
    WriteRefused,
)

_FOLLOWER = (
    "Neo.ClientError.Cluster.NotALeader",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
    "Neo.ClientError.Database.ReadOnly",
)
_WRITING = ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden", *_FOLLOWER)
_TIMED_OUT = ("TransactionTimedOut", "LockClientStopped", "Terminated", "ExecutionTimeout")
_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "TransactionMemoryLimit", "OutOfMemoryError")


def store_error(error: DriverError | Neo4jError, address: str) -> Exception:
    """What went wrong between the store and the server at `address`."""
    if isinstance(error, AuthError):
        return StoreUnreachable(f"{address} refused the user or the password (ATTRIBUTED_NEO4J_USER, …_PASSWORD)")
    if isinstance(error, IncompleteCommit):
        return StoreError(f"{address} fell silent while it committed; do it again: what it kept is recognised")
    if isinstance(error, NotALeader) or _code(error) in _FOLLOWER:
        return StoreReadOnly(
            f"{address} takes no writes: it is a follower or a read replica; use neo4j:// to find the leader"
        )
    if _code(error) == "Neo.ClientError.Database.DatabaseNotFound":
        return StoreUnreachable(f"{address}: the server has no such database (ATTRIBUTED_NEO4J_DATABASE)")
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return StoreUnreachable(f"no Neo4j answers at {address}: {_message(error)}")
    if isinstance(error, ConfigurationError):
        return Misuse(f"{address}: {_message(error)}")
    return StoreError(f"{address}: {_message(error)}")


def stranger_error(error: DriverError | Neo4jError, timeout: float) -> QueryError | None:
    """What is wrong with a stranger's query; None where the query is not to blame."""
    code = _code(error)
    if code in _WRITING:
        return WriteRefused("only reading is allowed here")
    if code.endswith(_TIMED_OUT) or "TransactionTimedOut" in code:
        return QueryTimeout(timeout)
    if code.endswith(_MEMORY):
        return TooMuchMemory()
    if code.startswith(("Neo.ClientError.Security", "Neo.ClientError.Database", "Neo.ClientError.Cluster")):
        return None
    if code.startswith("Neo.ClientError"):
        return QueryError(_message(error))
    return None


def _code(error: DriverError | Neo4jError) -> str:
    return (error.code or "") if isinstance(error, Neo4jError) else ""


def _message(error: DriverError | Neo4jError) -> str:
    text = (error.message if isinstance(error, Neo4jError) else None) or str(error)
    return " ".join(text.split())[:500]
