"""Whole articles: the format, and how well those that were mended by and those that nobody has read are read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.evidence.whole_articles import ASIDE, FOLDER, SECOND, Article, articles, score


@pytest.fixture(scope="module")
def known() -> Counter[str]:
    return score(articles(FOLDER))


@pytest.fixture(scope="module")
def aside() -> Counter[str]:
    return score(articles(ASIDE))


def ratio(count: Counter[str], right: str, *every: str) -> float:
    return count[right] / sum(count[name] for name in every)


def test_a_file_is_a_title_and_paragraphs_with_their_figures_and_speakers(tmp_path: Path) -> None:
    (tmp_path / "X_01.txt").write_text(
        "title: Acme to make [40 looms|40 looms target]\noutlet: wire\ndate: 2025-10-14\nlanguage: en\n\n"
        "The firm has [up to 3,000 people|<=3000 people statement] and is 40. || Acme & Bo Lund\n",
        encoding="utf-8",
    )
    (found,) = articles(tmp_path)
    assert (found.published, found.language) == ("2025-10-14", "en")
    title, body = found.paragraphs
    assert title.text == "Acme to make 40 looms"
    start, end, label = body.marks[0]
    assert (body.text[start:end], label.bound, label.value) == ("up to 3,000 people", "<=", 3000)
    assert body.speakers == ("Acme", "Bo Lund")


def test_a_third_is_kept_aside_and_none_is_in_both() -> None:
    one, other = articles(FOLDER), articles(ASIDE)
    assert (len(one), len(other)) == (56, 28)
    assert not {text(a) for a in one} & {text(a) for a in other}


def text(article: Article) -> str:
    return " ".join(p.text for p in article.paragraphs)


def test_articles_that_were_mended_by_are_read_nearly_whole(known: Counter[str]) -> None:
    assert ratio(known, "right", "right", "wrong") >= 0.985
    assert ratio(known, "right", "right", "missed") >= 0.985
    assert ratio(known, "quotations right", "quotations") >= 0.96
    assert ratio(known, "reported right", "reported") >= 0.95
    assert known["silent"] <= 2  # speakers where nobody speaks


def test_articles_that_nobody_has_read_are_read_as_the_manual_says(aside: Counter[str]) -> None:
    assert ratio(aside, "right", "right", "wrong") >= 0.95
    assert ratio(aside, "right", "right", "missed") >= 0.95
    assert ratio(aside, "kinds right", "right") >= 0.85
    assert ratio(aside, "sure", "right") >= 0.7
    assert ratio(aside, "sure right", "sure") >= 0.93
    assert ratio(aside, "quotations right", "quotations") >= 0.8


def test_a_second_set_kept_aside_is_read_within_what_the_manual_promises() -> None:
    told = score(articles(SECOND))
    assert len(articles(SECOND)) == 38
    assert ratio(told, "right", "right", "wrong") >= 0.95
    assert ratio(told, "right", "right", "missed") >= 0.9
    assert ratio(told, "kinds right", "right") >= 0.9
    assert ratio(told, "quoting right", "quoting") >= 0.9
