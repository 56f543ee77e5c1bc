"""Every error Attributed raises, as one tree; catch at the level you mean.

AttributedError                 exit code 2, HTTP 500
├── BadInput                    a file, record or line that cannot be read: names where and why
│   ├── UnknownFormat           no loader recognises the file
│   └── ModelViolation          a claim or record that the model does not allow
├── NotFound                    HTTP 404: no entity, claim, disclosure or source of that id
├── Misuse                      HTTP 400: an argument or setting that cannot be used
├── QueryError                  HTTP 400: the query itself is wrong
│   ├── NotAllowed              HTTP 403: uses what is not open to everybody
│   │   └── WriteRefused        reads only
│   ├── QueryTimeout            HTTP 503: stopped by the clock
│   ├── TooMuchMemory           HTTP 503: stopped by the limit of memory
│   ├── TooManyRows             HTTP 413: stopped by the row limit
│   └── TooManyBytes            HTTP 413: stopped by the limit of an answer's size
└── StoreError                  HTTP 503
    ├── StoreBusy               exit code 4: another process holds the store
    ├── StoreDamaged            the store's files contradict each other
    ├── StoreUnreachable        no server answers, not to this user, not with this database, or not of this version
    └── StoreReadOnly           the server takes no writes: a follower or a read replica
"""

from __future__ import annotations


class AttributedError(Exception):
    """Root of the tree; `title`, `status` and `exit_code` are read when the error is shown."""

    title = "Attributed cannot do this"
    status = 500
    exit_code = 2

    @property
    def detail(self) -> str:
        return str(self)


class BadInput(AttributedError):
    """A file or a part of it is refused: `file`, `where` (line, record or element; may be empty), `why`."""

    title = "The input cannot be read"
    status = 422

    def __init__(self, file: str, why: str, where: str = "") -> None:
        self.file, self.where, self.why = file, where, why
        super().__init__(": ".join(part for part in (file, where, why) if part))


class UnknownFormat(BadInput):
    title = "No loader recognises this file"


class ModelViolation(BadInput):
    title = "The model does not allow this"


class NotFound(AttributedError):
    title = "Nothing here has that id"
    status = 404

    def __init__(self, what: str, key: str) -> None:
        self.what, self.key = what, key
        super().__init__(f"no {what} {key!r}")


class Misuse(AttributedError):
    title = "The request cannot be understood"
    status = 400


class QueryError(AttributedError):
    title = "The query is not valid"
    status = 400


class NotAllowed(QueryError):
    title = "The query uses what is not allowed here"
    status = 403


class WriteRefused(NotAllowed):
    title = "Only reading is allowed"


class QueryTimeout(QueryError):
    title = "The query took too long"
    status = 503

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"stopped after {seconds:g} s")


class TooMuchMemory(QueryError):
    title = "The query took too much memory"
    status = 503

    def __init__(self, why: str = "stopped at the limit of memory; collect less, or narrow the question") -> None:
        super().__init__(why)


class TooManyRows(QueryError):
    title = "The answer is too large"
    status = 413

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"more than {limit} rows; add a LIMIT or narrow the question")


class TooManyBytes(QueryError):
    title = "The answer is too large"
    status = 413

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"more than {limit} bytes; return fewer columns or rows")


class StoreError(AttributedError):
    title = "The store cannot answer"
    status = 503


class StoreBusy(StoreError):
    """Another process owns the store: `pid` and `command` name it."""

    title = "The store is in use"
    exit_code = 4

    def __init__(self, folder: str, pid: int, command: str) -> None:
        self.folder, self.pid, self.command = folder, pid, command
        super().__init__(f"{folder} is held by process {pid} ({command}); try again, or give --wait more seconds")


class StoreDamaged(StoreError):
    title = "The store is damaged"


class StoreUnreachable(StoreError):
    title = "The store's server cannot be used"


class StoreReadOnly(StoreError):
    title = "The store's server takes no writes"
