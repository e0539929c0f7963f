"""Two sources of villages, each a tree of counties, townships and villages under its own names and of its own age."""

from __future__ import annotations

from dataclasses import dataclass, field

from gazetteer.sources.files import read

STATISTICS = "nbs"
DICTIONARY = "jionlp"


@dataclass(frozen=True, slots=True)
class SourceTownship:
    """A township as the source has it; villages are pairs of the code's last three digits (or "") and the name."""

    name: str
    code: str
    villages: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceCounty:
    """A county or functional zone as the source has it."""

    name: str
    code: str
    townships: list[SourceTownship] = field(default_factory=list)


def statistics() -> list[SourceCounty]:
    """The statistics bureau's tree, with codes on every level."""
    counties: list[SourceCounty] = []
    for line in read("statistics.tsv.xz").decode().splitlines():
        code, name = line.lstrip("\t").split("\t")
        if line.startswith("\t\t"):
            counties[-1].townships[-1].villages.append((code, name))
        elif line.startswith("\t"):
            counties[-1].townships.append(SourceTownship(name, counties[-1].code + code))
        else:
            counties.append(SourceCounty(name, code))
    return counties


def dictionary() -> tuple[list[SourceCounty], dict[str, str]]:
    """The five-level dictionary's tree, and its short names by code of provinces, cities and counties.

    Entries without a code have no place in the tree of codes (districts of Taiwan's cities) and are left out.
    """
    counties: list[SourceCounty] = []
    short: dict[str, str] = {}
    skipping = False
    for line in read("villages.txt.xz").decode().splitlines():
        depth = len(line) - len(line.lstrip("\t"))
        if depth < 3:
            fields = line.strip("\t").split("\t")
            skipping = len(fields) < 3
            if not skipping:
                short.setdefault(fields[1], fields[2])
                if depth == 2:
                    counties.append(SourceCounty(fields[0], fields[1]))
        elif skipping:
            continue
        elif depth == 3:
            counties[-1].townships.append(SourceTownship(line[3:], ""))
        else:
            counties[-1].townships[-1].villages.append(("", line[4:]))
    return counties, short
