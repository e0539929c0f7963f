"""What the caller of this room can put right.

UsageError
├── UnknownFormat   an export format that does not exist
├── WrongDatum      a datum that the format's standard does not allow
└── CannotWrite     a file that could not be written
"""

from geo.errors import UsageError


class UnknownFormat(UsageError):
    """There is no such export format."""


class WrongDatum(UsageError):
    """The standard of the format fixes another datum."""


class CannotWrite(UsageError):
    """The target could not be written."""
