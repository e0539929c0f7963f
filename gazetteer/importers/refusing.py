"""How does a step say that a record cannot be used? With the reason, which goes into the report."""

from __future__ import annotations


class Refused(Exception):
    """A record that cannot be used honestly; the same reason in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
