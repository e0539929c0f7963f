"""The vocabulary of statuses: every phrase of the table, and sentences made of them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.layout.fold import fold
from findings.model import Closure, Progress, Status
from findings.status import PHRASES, Phrase, bracketed_status, derive, read_status


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.example)
def test_each_phrase_says_what_its_row_states(phrase: Phrase) -> None:
    said = read_status(phrase.example, 0, len(phrase.example))
    assert said is not None
    report = said.report
    assert (report.progress, report.closure, report.ongoing) == (phrase.progress, phrase.closure, phrase.ongoing)
    assert report.text == phrase.example


@pytest.mark.parametrize(
    ("sentence", "status", "words"),
    [
        ("已经完成。（1）全市…", "completed", "已经完成"),
        ("已完成，持续推进", "completed_ongoing", "已完成，持续推进"),
        ("已完成整改,长期坚持。", "completed_ongoing", "已完成整改,长期坚持"),
        ("按照时序进度持续推进", "on_schedule", "按照时序进度持续推进"),
        ("超过序时进度", "on_schedule", "超过序时进度"),
        ("基本完成", "on_schedule", "基本完成"),
        ("未達到序時進度", "behind_schedule", "未達到序時進度"),
        ("滞后于序时进度", "behind_schedule", "滞后于序时进度"),
        ("尚未启动。", "not_started", "尚未启动"),
        ("已完成整改，已销号。", "closed", "已完成整改，已销号"),
        ("已完成（已销号）", "closed", "已完成（已销号）"),
        ("目前，该问题已完成整改。", "completed", "该问题已完成整改"),
        ("已完成，未通过验收", "behind_schedule", "已完成，未通过验收"),
        ("阶段性办结。路面尚未修复。", "on_schedule", "阶段性办结"),
        ("办结", "completed", "办结"),
        ("长期坚持", "on_schedule", "长期坚持"),
        ("已申请验收", "completed", "已申请验收"),
        ("已完成，未申请验收", "completed", "已完成，未申请验收"),
    ],
)
def test_reads_a_status_sentence(sentence: str, status: str, words: str) -> None:
    said = read_status(fold(sentence), 0, len(sentence), sentence)
    assert said is not None
    assert (said.report.status.value, said.report.text) == (status, words)


@pytest.mark.parametrize(
    "sentence", ["已完成油库可研报告编制。", "根据批复，设立了中心。", "", "无", "2023年完成", "立即整改，持续推进"]
)
def test_what_says_more_than_a_status_is_none(sentence: str) -> None:
    assert read_status(fold(sentence), 0, len(sentence)) is None


@pytest.mark.parametrize(
    ("line", "problem", "status"),
    [
        ("推进缓慢。（已完成，持续推进）", "推进缓慢。", "completed_ongoing"),
        ("推进缓慢（达到序时进度）。", "推进缓慢", "on_schedule"),
        ("推进缓慢【已销号】", "推进缓慢", "closed"),
    ],
)
def test_a_status_in_brackets_ends_the_problem(line: str, problem: str, status: str) -> None:
    folded = fold(line)
    marked = bracketed_status(folded, 0, len(folded), line)
    assert marked is not None
    assert (line[: marked[0]], marked[1].report.status.value) == (problem, status)


def test_a_bracket_with_anything_else_is_no_status() -> None:
    line = fold("石料厂（遂平县境内）")
    assert bracketed_status(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("progress", "closure", "ongoing"), list(product([None, *Progress], [None, *Closure], [False, True]))
)
def test_closing_outranks_progress_and_only_finished_work_is_ongoing(
    progress: Progress | None, closure: Closure | None, ongoing: bool
) -> None:
    status = derive(progress, closure, ongoing)
    assert (status is Status.CLOSED) == (closure is Closure.CLOSED)
    assert (status is Status.NOT_REPORTED) == (progress is None and closure is None and not ongoing)
    if status is Status.COMPLETED_ONGOING:
        assert ongoing
        assert progress in (None, Progress.DONE)


@given(st.text(alphabet="已未完成达到序时进度整改验收销号持续推进长期坚持，。（）、的目前该问题1一\n", max_size=80))
def test_any_mixture_of_its_words_gives_a_span_inside_the_text(text: str) -> None:
    folded = fold(text)
    said = read_status(folded, 0, len(folded), text)
    if said:
        assert 0 <= said.start < said.end <= said.stop <= len(text)
        assert said.report.text == text[said.start : said.end]
