"""What may the caller see? The one question every route asks before it reads anything.

There are no accounts yet, so everybody sees everything; roles by county will narrow the filters here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.services.filters import Filters


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks; `name` is what the record of changes will say."""

    name: str = "anyone"


def visible(caller: Caller, wanted: Filters) -> Filters:
    """What the caller wants, narrowed to what the caller may see."""
    return wanted
