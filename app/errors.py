"""Which error becomes which exit status and which HTTP status? These two tables, and nothing else, say so.

UsageError
├── UnreadableDocument (findings)      an input that cannot be read          exit 1   400
├── DatabaseUnavailable (app.db)       no database, or not one we can use    exit 1   503
├── BackupFailed (app.db)              a backup not written or read back     exit 1   400
├── NotAllowed                         not from here                        exit 1   403
├── ChangedMeanwhile                   somebody else was faster              exit 1   409
├── NotThere                           what was asked for does not exist     exit 2   404
└── WrongOption                        a filter or option that cannot be     exit 2   400

Anything that is no `UsageError` is our own fault: exit 1 and 500, logged in full, told in one sentence that says
nothing about our insides.
"""

from __future__ import annotations

from typing import Final

from app.db.errors import BackupFailed, DatabaseUnavailable
from findings.errors import UnreadableDocument
from geo.errors import UsageError


class NotThere(UsageError):
    """What was asked for does not exist."""


class ChangedMeanwhile(UsageError):
    """What somebody wants to change is no longer what they looked at."""


class NotAllowed(UsageError):
    """What may not be done from where it was asked."""


class WrongOption(UsageError):
    """An unknown filter, or a value that it cannot take."""


EXIT_OF: Final[tuple[tuple[type[Exception], int], ...]] = (
    (UnreadableDocument, 1),
    (DatabaseUnavailable, 1),
    (BackupFailed, 1),
    (NotAllowed, 1),
    (ChangedMeanwhile, 1),
    (UsageError, 2),
    (Exception, 1),
)
"""Exit status of the first class that fits."""

STATUS_OF: Final[tuple[tuple[type[Exception], int], ...]] = (
    (NotAllowed, 403),
    (NotThere, 404),
    (ChangedMeanwhile, 409),
    (DatabaseUnavailable, 503),
    (UsageError, 400),
    (Exception, 500),
)
"""HTTP status of the first class that fits."""


def exit_status(error: Exception) -> int:
    return next(status for kind, status in EXIT_OF if isinstance(error, kind))


def http_status(error: Exception) -> int:
    return next(status for kind, status in STATUS_OF if isinstance(error, kind))
