"""The tree of errors of the whole house.

ZhenggaiError
└── UsageError          what the caller can put right, said in one sentence
    └── BadCoordinate   a position that cannot be one

Other rooms hang their own errors below `UsageError`. A sentence says what was wrong, where, and the way
out; it exists in Chinese and English, and the edge (command line, web) picks the user's language.
"""

from typing import Literal

Language = Literal["zh", "en"]


class ZhenggaiError(Exception):
    """Anything this product raises on purpose."""


class UsageError(ZhenggaiError):
    """Something the caller can put right.

    Parameters
    ----------
    zh, en
        The same sentence in both languages, naming the file or value and the way out.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def sentence(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class BadCoordinate(UsageError):
    """A longitude or latitude outside the globe, or not a number."""
