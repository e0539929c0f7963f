"""What else is an imported place called in documents? By rule, from its name and the units that hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gazetteer.grammar_words import LEGAL_FORMS
from gazetteer.importers.kinds import is_bare_type
from gazetteer.model import Kind
from gazetteer.names import township_forms, unit_short, village_base, zone_forms

_SECTION = re.compile(r"(?:国控|省控|市控|县控|考核|出境|入境|监测|水质)*断面$|(?:自动)?(?:监测|水质)?站$")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_SHORTEST = 2
_SHORTEST_COMPANY = 3


def other_names(name: str, kind: Kind, units: Sequence[str]) -> tuple[str, ...]:
    """Give the other ways a place is written, without the name itself.

    Parameters
    ----------
    units
        Official names of the units that hold it.

    Examples
    --------
    >>> other_names("某县东方碳素有限公司", Kind.ENTERPRISE, ("某县",))
    ('东方碳素有限公司', '某县东方碳素', '东方碳素')
    >>> other_names("北滩断面", Kind.SECTION, ())
    ('北滩',)
    """
    forms: dict[str, None] = {}
    match kind:
        case Kind.VILLAGE:
            forms[village_base(name)] = None
        case Kind.TOWNSHIP:
            forms.update(dict.fromkeys(township_forms(name)))
        case Kind.FUNCTIONAL_ZONE:
            forms.update(dict.fromkeys(zone_forms(name, _prefixes(units))))
        case Kind.SECTION:
            base = _SECTION.sub("", _BRACKET.sub("", name))
            forms[base] = None
            forms[base + "断面"] = None
        case _:
            least = _SHORTEST_COMPANY if kind is Kind.ENTERPRISE else _SHORTEST
            for whole in (name, _BRACKET.sub("", name)):
                bare = without_units(whole, units)
                forms[bare] = None
                if kind is Kind.ENTERPRISE:
                    forms[_without_legal_form(whole)] = None
                    forms[_without_legal_form(bare)] = None
            forms = {form: None for form in forms if len(form) >= least and not is_bare_type(form)}
    forms.pop(name, None)
    return tuple(form for form in forms if len(form) >= _SHORTEST)


def _without_legal_form(name: str) -> str:
    form = next((form for form in LEGAL_FORMS if name.endswith(form)), "")
    return name.removesuffix(form)


def without_units(name: str, units: Sequence[str]) -> str:
    """Cut the names of units from the head, in full or short, as long as what is left is a name."""
    for unit in units:
        for prefix in (unit, unit_short(unit)):
            if len(prefix) > 1 and name.startswith(prefix) and len(name) - len(prefix) >= _SHORTEST:
                name = name[len(prefix) :]
                break
    return name


def _prefixes(units: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(prefix for unit in units for prefix in (unit, unit_short(unit))))
