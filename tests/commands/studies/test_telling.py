"""Claims in a terminal: figures in few letters, articles in their order, sentences cut between words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.evidence.labels import document

from offtake.commands.studies.telling import (
    claims_text,
    figure_text,
    is_of,
    kind_text,
    number,
    relations_text,
    short,
    when_text,
)
from offtake.evidence.claim import Claim
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.deciding.store import Evidence


def claim(**more: object) -> Claim:
    return Claim(**{"id": "c1", "document": "d1", "start": 0, "end": 9, "exact": "They make 5 shells.", "prefix": "", "suffix": "", "kind": "capacity", **more})  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"value": 150_000.0, "bound": "<=", "unit": "shells", "per": "year"}, "<= 150,000 shells/year"),
        ({"value": 0.0, "bound": "=", "unit": "shells"}, "0 shells"),
        ({"value": 5.0, "bound": "vague", "unit": "shells"}, "5 shells"),
        ({"low": 2.0, "high": 4.5, "bound": "~"}, "~ 2 to 4.5 (unit open)"),
        ({"high": 4.0, "bound": "="}, "0 to 4 (unit open)"),
        ({"low": 3.0, "bound": "=", "unit": "shells"}, "3 or more shells"),
        ({"value": 14.0, "bound": "=", "unit": "month"}, "14 months"),
        ({"value": 1.0, "bound": "=", "unit": "month"}, "1 month"),
        ({"value": 5.0}, ""),
    ],
)  # fmt: skip
def test_a_figure_has_its_bound_number_unit_and_time(more, said):
    assert figure_text(claim(**more)) == said


def test_a_number_keeps_six_digits_and_letters_for_millions():
    assert [number(v) for v in (99.5, 100.0, 1_234.5, 999_999.0, 1_500_000.0, -2e9)] == ["99.5", "100", "1234.5", "999,999", "1.5 m", "-2 bn"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "size", "cut"),
    [
        ("abcde", 5, "abcde"),
        ("abc def", 7, "abc def"),
        ("abc def", 6, "abc…"),
        ("abc def", 4, "abc…"),
        ("abc, def", 6, "abc…"),
        ("abcdef", 5, "abcd…"),
        ("two\n lines", 9, "two lines"),
    ],
)
def test_a_text_is_cut_between_words_and_one_word_where_it_is_alone(text, size, cut):
    assert short(text, size) == cut
    assert len(cut) <= size


@pytest.mark.parametrize(
    ("bound", "meant", "said"),
    [
        ("", "", ""),
        ("", "2025", "meant 2025"),
        ("by", "2027-12-31", "meant by 2027-12-31"),
        ("after", "", "after the change"),
        ("before", "2024", "meant 2024, before the change"),
    ],
)
def test_when_a_figure_is_of_is_told_in_whole_words(bound, meant, said):
    assert when_text(claim(date_bound=bound, date_meant=meant)) == said


def of(name: str, published: str):
    own = document("They make 5 shells.", published=published, name=name)
    return replace(own, file=f"{name}.txt")


def test_claims_stand_by_article_the_oldest_first_and_by_place():
    documents = [of("b", "2026-01-14"), of("a", "2026-01-12"), of("c", "")]
    b, a, c = (d.id for d in documents)
    claims = [claim(id=str(k), document=d, start=s) for k, (d, s) in enumerate([(c, 0), (b, 9), (a, 5), (b, 2), (a, 0)])]  # fmt: skip
    kept = Evidence(Path("x"), tuple(documents), tuple(claims), ())
    assert [x.id for x in kept.in_order] == ["4", "2", "3", "1", "0"]
    text = claims_text(kept.in_order, documents, {}, False)
    heads = [line for line in text.splitlines() if line and line[0] != " "]
    assert [h.split(",")[0] for h in heads] == ["a.txt", "b.txt", "c.txt"]
    assert "no date" in heads[2]


def test_a_claim_says_whose_when_who_and_what_was_decided():
    (own,) = documents = [of("a", "2026-01-12")]
    first = claim(document=own.id, value=5.0, bound="=", unit="shells", whose="Acme", date_meant="2025", speaker="Jo Adler", form="direct")  # fmt: skip
    text = claims_text([first], documents, {"c1": "accepted"}, False)
    assert text.splitlines()[1:] == ["  c1  capacity  5 shells; of Acme; meant 2025; Jo Adler, direct; accepted", "      They make 5 shells."]  # fmt: skip
    outlet = claims_text([claim(document=own.id)], documents, {}, True)
    assert outlet.splitlines()[1] == "  c1  capacity  -; outlet"
    assert claims_text([], documents, {}, False) == "No claims."


def test_an_article_is_named_by_its_file_or_its_number():
    own = replace(of("courier", "2026-01-12"), id="0123456789ab")
    assert is_of(own, "")
    assert is_of(own, "cour")
    assert is_of(own, "0123")
    assert not is_of(own, "012")


def test_a_guess_is_asked_about():
    assert kind_text(claim(kind_or="output")) == "capacity, or output?"


def test_what_would_be_a_contradiction_is_shown_and_what_agrees_is_counted():
    one, other = claim(document="d"), claim(id="c2", document="d")
    found = [
        Relation("open", one, other, "only if", "contradiction"),
        Relation("open", one, other, "no owner"),
        Relation("agreement", one, other, "both"),
    ]
    text = relations_text(found, {"d": "a.txt"}, False)
    assert "Perhaps contradictions: the kind of one is a guess (1)" in text
    assert "no owner" not in text
    assert "--all shows the 2 more" in text
    every = relations_text(found, {"d": "a.txt"}, True)
    assert every.count("only if") == 1
    assert "no owner" in every
    assert "--all" not in every
