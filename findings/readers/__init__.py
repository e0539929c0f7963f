"""From a file to its text: one reader per format, chosen by what the file holds rather than by its name.

`read_texts(path)` gives one `ExtractedText` for a document and one for each document in a zip archive. It raises
`UnreadableDocument`, one clear sentence; for an archive it gives every readable member first and raises after the
last, `UnreadableMembers` naming each bad one, so that a bad member never stops the others.
"""

from findings.readers.dispatch import SUPPORTED, UnreadableMembers, read_bytes, read_texts

__all__ = ["SUPPORTED", "UnreadableMembers", "read_bytes", "read_texts"]
