"""Amounts in the text: one case a unit, and the laws of their spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.numerals import number
from findings.quantities import UNITS, quantities


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一千二百", 1200),
        ("二〇二三", 2023),
        ("两百", 200),
        ("1,200", 1200),
        ("０.５", 0.5),
        ("一百二", 120),
        ("1.2.3", None),
        ("", None),
    ],
)
def test_reads_a_numeral(numeral: str, value: float | None) -> None:
    assert number(numeral) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("并处3万元罚款", [("fine", 30000, "CNY")]),
        ("罚没12.5万元", [("fine", 125000, "CNY")]),
        ("总投资1.2亿元", [("money", 1.2e8, "CNY")]),
        ("占地约30亩", [("area", 20000, "m2")]),
        ("1.5万余亩林地", [("area", 1e7, "m2")]),
        ("三百亩", [("area", 200000, "m2")]),
        ("沿河2.4公里", [("length", 2400, "m")]),
        ("堆存污泥五千吨", [("mass", 5000, "t")]),
        ("补水5万方。", [("volume", 50000, "m3")]),
        ("进水COD月均值65mg/L", [("concentration", 65, "mg/L")]),
        ("PM2.5浓度49微克/立方米", [("concentration", 0.049, "mg/m3")]),
        ("占比83.8%", [("share", 0.838, "1")]),
        ("总磷超标3倍", [("exceedance", 3, "times the standard")]),
        ("产量增长3倍", []),
        ("水质为劣Ⅴ类", [("water_class", 6, "class")]),
        ("断面水质达到Ⅳ类", [("water_class", 4, "class")]),
        ("按三类水质标准考核", [("water_class", 3, "class")]),
        ("一类问题、一方面、三方协议", []),
        ("", []),
    ],
)
def test_reads_amounts(text: str, expected: list[tuple[str, float, str]]) -> None:
    found = quantities(text)
    assert [(str(q.kind), q.unit) for q in found] == [(kind, unit) for kind, _, unit in expected]
    assert [q.value for q in found] == pytest.approx([value for _, value, _ in expected])


@pytest.mark.parametrize("unit", sorted(set(UNITS) - {"方"}))
def test_every_unit_is_read(unit: str) -> None:
    (quantity,) = quantities(f"共12{unit}，")
    assert quantity.text == f"12{unit}"


@given(st.text(alphabet="0123456789.,一二十百万亿余元亩吨公里米%倍超标劣Ⅴ类水质罚 ", max_size=60), st.integers(0, 1000))
def test_spans_spell_what_they_claim(text: str, offset: int) -> None:
    for quantity in quantities(text, offset):
        assert text[quantity.start - offset : quantity.end - offset] == quantity.text
