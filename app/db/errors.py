"""The tree of errors of the database.

UsageError
├── DatabaseUnavailable     no server, or one that we cannot use
│   └── SchemaBehind        the schema is older or newer than this program
└── BackupFailed            a backup that could not be written or read back; stored data is as it was
"""

from geo.errors import UsageError


class DatabaseUnavailable(UsageError):
    """The sentence says why there is no database and what to install, start or set."""


class SchemaBehind(DatabaseUnavailable):
    """The database's schema is not the one this program knows."""


class BackupFailed(UsageError):
    """The sentence names the file and the reason."""
