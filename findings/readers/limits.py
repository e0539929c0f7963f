"""How much a reader takes on: every limit of the reading path, each with its reason.

The largest rectification document we have seen is a 500-page annex of about 400,000 characters; each limit is
far above that and far below what would trouble a small machine. They bound work for hostile input, which is why
they count what comes out of an archive rather than what the archive claims.
"""

MIB = 1024 * 1024

FILE_BYTES = 200 * MIB
"""A file is read into memory once; a scanned annex of 500 pages is about 100 MiB."""

TEXT_FILE_BYTES = 32 * MIB
"""A text file above this is a log or a data dump; 32 MiB of GB18030 are 16 million characters."""

TEXT_CHARACTERS = 10_000_000
"""Text given by any reader: some 7,000 printed pages. Later steps hold a small multiple of it in memory."""

XML_MEMBER_BYTES = 48 * MIB
"""One XML part inside docx, xlsx or ofd; parsed, it takes about ten times as much memory."""

PACKAGE_BYTES = 96 * MIB
"""All XML parts read from one docx or ofd together."""

COMPRESSION_RATIO = 300
"""Above `RATIO_FREE_BYTES`, a part that grows more than this when unpacked is a bomb: XML reaches about 60."""

RATIO_FREE_BYTES = 4 * MIB
"""Small parts may have any ratio: a long empty table compresses very well and does no harm."""

ARCHIVE_MEMBERS = 2_000
"""Files in one zip archive, nested archives included."""

ARCHIVE_BYTES = 500 * MIB
"""Bytes unpacked from one zip archive, nested archives included."""

ARCHIVE_DEPTH = 3
"""Archives inside archives; an archive that holds itself ends here."""

TABLE_COLUMNS = 200
"""Cells in one row of a table; a ledger has about 20. Guards against spans that claim a million columns."""

TABLE_CELLS = 500_000
"""Cells of all tables of a document, merged ones repeated."""

XML_DEPTH = 200
"""Elements inside elements; deeper nesting is made to exhaust a parser, not to be read."""

PDF_PAGES = 1_500
"""Pages of one PDF; read one after another, so that memory does not grow with them."""

SANDBOX_MEMORY_BYTES = 1536 * MIB
"""Address space of the process that runs a parser we do not trust with hostile files (doc, pdf, xls)."""

SANDBOX_SECONDS = 180
"""Processor time of the same process: a PDF of 500 pages with tables takes about 60."""
