"""What is no part of an article is cut with its reason: notices, lists of teasers, repeats, quotations set apart, authors."""

from __future__ import annotations

import pytest

from offtake.evidence.opening.cleaning import Paragraph, assembled, cleaned
from offtake.evidence.rules.rules import rules

LONG = "The works in Lahn made 40 looms in May, its owner Ida Falk said on Thursday, and it has steel for sixty more of them, which the union doubts, since two of the mills that feed it stand idle until June."


def cut(*texts: str, authors: tuple[str, ...] = ()) -> list[str]:
    """Why each paragraph is cut."""
    read = [Paragraph(k * 1000, k * 1000 + len(t), t) for k, t in enumerate(texts)]
    return [p.cut for p in cleaned(read, rules().notices, authors)]


def test_a_notice_is_cut_alone_or_with_all_that_follows():
    assert cut("We use cookies here.", LONG) == ["notice", ""]
    assert cut(LONG, "Comments", "User77: they make 5,000 a day!") == ["", "comments", "comments"]
    assert cut(LONG, "12 réactions", "Il en sort 5 000.") == ["", "comments", "comments"]
    assert cut(LONG, "Réactions", "La CGT demande 200 emplois.") == ["", "", ""]


def test_teasers_are_cut_until_the_article_goes_on():
    assert cut("Mehr zum Thema", "Neues Werk: 800 Stellen", LONG, "It makes 40.") == ["navigation", "navigation", "", ""]  # fmt: skip


@pytest.mark.parametrize("again", [LONG, LONG.upper()])
def test_of_paragraphs_with_the_same_words_the_first_is_kept(again):
    assert cut("Looms run short", LONG, again) == ["", "", "repeat of 2"]


def test_a_quotation_set_apart_is_kept_where_the_text_says_it():
    assert cut("Looms run short", "Steel is late", "It has steel for sixty more of them", LONG) == ["", "", "repeat", ""]  # fmt: skip
    assert cut("Looms run short", "Steel is late", "It has steel for ninety more of them", LONG) == ["", "", "", ""]  # fmt: skip


def test_what_is_told_of_the_author_is_cut_and_what_others_do_is_not():
    told = "Ann Holm is the Ledger's correspondent for looms and won 2 prizes."
    article = ("Looms run short", LONG)
    assert cut(*article, told, authors=("Ann Holm",)) == ["", "", "byline"]
    assert cut(*article, told) == ["", "", ""]
    assert cut(*article, "Ann Holm said it has 40 looms.", authors=("Ann Holm",)) == ["", "", ""]


def test_a_firm_that_is_named_as_author_is_still_told_of():
    lead, later = "Naval Works has built 7 boats.", "Naval Works is to build 5 more."
    for article in (("Boats built", lead, LONG), ("Naval Works builds boats", LONG, lead), ("Boats built", LONG, lead, later)):  # fmt: skip
        assert set(cut(*article, authors=("Naval Works",))) == {""}


def test_what_is_kept_is_a_paragraph_a_line_with_its_place_in_the_original():
    kept = cleaned([Paragraph(5, 9, "One."), Paragraph(20, 24, "Two!", "notice"), Paragraph(30, 36, "Three.")], ())  # fmt: skip
    text, pieces = assembled(kept)
    assert text == "One.\nThree."
    assert [(p.start, p.end, p.source_start, p.cut) for p in pieces] == [(0, 4, 5, ""), (-1, -1, 20, "notice"), (5, 11, 30, "")]  # fmt: skip
