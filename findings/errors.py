"""The tree of errors of this room.

UsageError
└── UnreadableDocument      the file cannot be read as a document; says why and what to do
"""

from geo.errors import UsageError


class UnreadableDocument(UsageError):
    """A file that cannot be read; the sentence names the file, the reason and the way out."""
