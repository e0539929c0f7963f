"""Which error becomes which exit status and which HTTP status? This table, and nothing else, says so.

UsageError
├── NoDatabase              no server answers, or what answers is not what we need     exit 1   503
│   └── SchemaBehind        the schema is older or newer than this program             exit 1   503
├── NotThere                the thing asked for does not exist                         exit 2   404
└── WrongOption             a value of a filter or option that cannot be               exit 2   400

Anything that is no `UsageError` is our own fault: exit 1 and 500, logged in full, told in one sentence that says
nothing about our insides.
"""

from __future__ import annotations

from typing import Final

from findings.errors import UnreadableDocument
from geo.errors import UsageError


class NoDatabase(UsageError):
    """No database can be reached; says which one was tried and what to do."""


class SchemaBehind(NoDatabase):
    """The database's schema is not the one this program knows."""


class NotThere(UsageError):
    """What was asked for does not exist."""


class WrongOption(UsageError):
    """An unknown filter, or a value that it cannot take."""


EXIT_OF: Final[tuple[tuple[type[Exception], int], ...]] = (
    (UnreadableDocument, 1),
    (NoDatabase, 1),
    (UsageError, 2),
    (Exception, 1),
)
"""Exit status of the first class that fits."""

STATUS_OF: Final[tuple[tuple[type[Exception], int], ...]] = (
    (NotThere, 404),
    (NoDatabase, 503),
    (UsageError, 400),
    (Exception, 500),
)
"""HTTP status of the first class that fits."""


def exit_status(error: Exception) -> int:
    return next(status for kind, status in EXIT_OF if isinstance(error, kind))


def http_status(error: Exception) -> int:
    return next(status for kind, status in STATUS_OF if isinstance(error, kind))
