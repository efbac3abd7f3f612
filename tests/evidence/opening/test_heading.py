"""What a document says of itself: the better place wins, and a second date is told."""

from __future__ import annotations

import json

import pytest

from offtake.evidence.document import Heading
from offtake.evidence.opening.blocks import page_of
from offtake.evidence.opening.cleaning import Paragraph
from offtake.evidence.opening.heading import authors_of, heading_of_page, heading_of_text
from offtake.evidence.reading.dates.calendar import Calendar
from offtake.evidence.rules.rules import rules

CALENDAR = Calendar(rules())


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(k, k + 1, text) for k, text in enumerate(texts)]


def page(*head: str, data: object = None, text: tuple[str, ...] = ()) -> Heading:
    script = (
        "" if data is None else f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    )
    return heading_of_page(page_of("".join(head) + script), paragraphs(*text), CALENDAR)


def text(*lines: str) -> Heading:
    return heading_of_text(paragraphs(*lines), CALENDAR)


ARTICLE = {"@type": "NewsArticle", "headline": "Powder", "datePublished": "2025-11-07T10:00:00Z", "publisher": {"name": "Ledger"}}  # fmt: skip


@pytest.mark.parametrize("data", [ARTICLE, [{"@type": "Person"}, ARTICLE], {"@graph": [{"@type": "Person"}, ARTICLE]}, [{"@graph": [ARTICLE]}]])  # fmt: skip
def test_an_article_is_found_wherever_its_data_hold_it(data):
    found = page(data=data)
    assert (found.title, found.outlet, found.published, found.published_basis) == ("Powder", "Ledger", "2025-11-07", "json-ld")  # fmt: skip


def test_data_that_are_broken_or_of_nothing_are_passed_over():
    broken = "<script type='application/ld+json'>{</script>"
    assert page(broken, data=ARTICLE).title == "Powder"
    assert page(data={"@type": "Person", "headline": "x"}) == Heading()
    assert page(data={"@type": "NewsArticle", "headline": None, "publisher": []}) == Heading()


def test_a_title_is_the_data_s_then_the_page_s_own():
    head = ("<title>Powder short | Ledger</title>", "<meta property='og:title' content='Powder  runs short'>", "<h1>Powder!</h1>")  # fmt: skip
    assert page(*head, data=ARTICLE).title == "Powder"
    assert page(*head).title == "Powder runs short"
    assert page(head[0], head[2]).title == "Powder!"
    assert page(head[0]).title == "Powder short | Ledger"


def test_an_outlet_may_stand_behind_a_title():
    assert page("<title>Powder - Ledger</title>", "<h1>Powder</h1>").outlet == "Ledger"
    assert page("<title>Powder-Ledger</title>", "<h1>Powder</h1>").outlet == ""
    assert page(f"<title>Powder | {'x' * 41}</title>", "<h1>Powder</h1>").outlet == ""
    named = page("<title>Powder | Ledger</title>", "<meta property='og:site_name' content='Daily'>")
    assert named.outlet == "Daily"


def test_the_first_date_in_the_order_of_places_counts_and_the_next_other_one_is_a_doubt():
    meta = "<meta property='article:published_time' content='2025-11-08'>"
    time = "<time datetime='2025-11-09'>x</time>"
    found = page(meta, time, data=ARTICLE)
    assert (found.published, found.published_basis, found.doubt) == ("2025-11-07", "json-ld", "2025-11-08 (meta)")  # fmt: skip
    found = page("<time>x</time>", time, text=("Published: 9 November 2025",))
    assert (found.published, found.published_basis, found.doubt) == ("2025-11-09", "time", "")
    assert page(time, text=("Published: 10 November 2025",)).doubt == "2025-11-10 (text)"
    assert page().published == ""


def test_a_paper_s_name_above_the_title_is_the_outlet():
    body = "The mill makes 300 tonnes of powder a year."
    found = text("Baltic Business Daily", "3 November 2026", "Mill adds third shift in Tartu", body)
    assert (found.outlet, found.title, found.published) == ("Baltic Business Daily", "Mill adds third shift in Tartu", "2026-11-03")  # fmt: skip
    found = text("Powder makers in the news", "3 November 2026", body)
    assert (found.outlet, found.title) == ("", "Powder makers in the news")


def test_the_title_of_a_text_is_a_short_line_that_is_no_sentence():
    body = "The mill makes 300 tonnes of powder a year."
    assert text("Powder runs short", body).title == "Powder runs short"
    assert text("Powder runs short.", body).title == ""
    assert text("Too short", body).title == ""
    assert text("Published 7 November 2025", "Powder runs short", body).title == "Powder runs short"
    assert text("Powder runs short").title == ""
    assert text() == Heading()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 7 November 2025", "2025-11-07"),
        ("Veröffentlicht am 7. November 2025", "2025-11-07"),
        ("Mis à jour le 7 novembre 2025", "2025-11-07"),
        ("KAUNAS, Nov. 7, 2025 (AGENCY) – The mill will grow until 3 May 2031, its owner says.", "2025-11-07"),
        ("by Ida Falk, 7 November 2025", "2025-11-07"),
        ("The mill was opened on 7 November 2025.", ""),
        ("Mill to grow by the end of 2031", ""),
        ("Published: 31 November 2025", ""),
    ],
)  # fmt: skip
def test_a_date_at_the_top_is_the_texts_own_and_one_in_a_sentence_is_not(line, day):
    found = text("Powder runs short", line)
    assert (found.published, found.published_basis) == (day, "text" if day else "")


def test_a_date_far_down_dates_nothing_and_an_agency_stands_at_the_top():
    assert text(*["It rains."] * 6, "Published: 7 November 2025").published == ""
    assert text("(AGENCY) The makers wait.", "It rains.").origin == "AGENCY"
    assert text("BRNO (Blue Wire) - The makers wait.", "It rains.").origin == "Blue Wire"
    assert text("The makers (all of them) wait.", "It rains.").origin == ""


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='govuk:first-published-at' content='2025-06-11T22:30:00+01:00'>",
        "<meta property='og:article:published_time' content='2025-06-11'>",
        "<meta name='dcterms.issued' content='2025-06-11'>",
        "<meta name='parsely-pub-date' content='2025-06-11T08:00:00Z'>",
    ],
)
def test_a_date_is_found_by_what_its_entry_is_called(head):
    found = page("<meta name='publisher' content='2019-01-01'>", head)
    assert (found.published, found.published_basis) == ("2025-06-11", "meta")


def test_a_date_may_stand_in_the_line_below_its_label():
    lines = (
        "Press release",
        "Deal secures 300 jobs",
        "The deal is done.",
        "From:",
        "Ministry",
        "Published",
        "11 June 2025",
    )
    assert page(text=lines).published == "2025-06-11"
    assert page(text=(*lines[:5], "Deadline", "11 June 2027")).published == ""


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "name": "Ann Holm"}, ["Ann Holm"]),
        ([{"name": "Ann Holm"}, {"@type": "Organization", "name": "Naval Works"}], ["Ann Holm"]),
        ({"@type": "Organization", "name": "Naval Works"}, []),
        ("Ann Holm", []),
    ],
)
def test_authors_are_people(author, names):
    script = (
        f"<script type='application/ld+json'>{json.dumps(ARTICLE | {'author': author})}</script>"
    )
    assert authors_of(page_of(script)) == names
