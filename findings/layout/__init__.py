"""How is a document laid out: which stretches are its findings, and what do they hold?

`lay_out(text)` discovers it from the document itself. Tables are read row by row (`tables`), running text by the labels
that come round again with every finding (`flow`); both give the same `Draft`.
"""

from findings.layout.draft import Draft, Heading, Layout, Segment
from findings.layout.labels import Field
from findings.layout.layout import lay_out

__all__ = ["Draft", "Field", "Heading", "Layout", "Segment", "lay_out"]
