"""Saved pages: what stands around an article in other boxes is none of it, and all of the article is kept."""

from __future__ import annotations

import pytest

from offtake.evidence.document import Document
from offtake.evidence.opening.opening import opened
from offtake.evidence.rules.rules import rules

TITLE = "Loom maker runs short of steel"
FIRST = "The works in Lahn made 40 looms in May, its owner Ida Falk said on Thursday, and it has steel for 60 more of them."
SECOND = "A loom costs 9,000 euros today."
LAST = "“We will make 70 a month by the end of next year,” said Falk. The union doubts it."


def page(inside: str, above: str = "", below: str = "", more: str = "") -> Document:
    html = f'<html lang="en"><head><title>{TITLE} | Ledger</title>{more}</head><body>{above}<main><h1>{TITLE}</h1>{inside}</main>{below}</body></html>'
    found = opened("page.html", html.encode(), rules())
    assert isinstance(found, Document), found
    return found


def text(inside: str, above: str = "", below: str = "", more: str = "") -> list[str]:
    return page(inside, above, below, more).text.split("\n")


ARTICLE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p>"
WHOLE = [TITLE, FIRST, SECOND, LAST]


def test_what_stands_above_the_title_is_no_part_of_the_article():
    above = "<header><div>Fund our work with £12 per month</div></header><div>ACME 312.40 +7.02%</div><div>We and our 186 partners keep data.</div>"
    assert text(ARTICLE, above=above) == WHOLE


def test_what_leads_into_an_article_above_its_title_stays():
    lead = "<p class=intro>Steel for 60 looms is all that is left.</p>"
    html = f"<html lang='en'><head><title>{TITLE}</title></head><body><p>Fund us with £12.</p><article>{lead}<h1>{TITLE}</h1>{ARTICLE}</article></body></html>"
    found = opened("page.html", html.encode(), rules())
    assert isinstance(found, Document)
    assert found.text.split("\n") == ["Steel for 60 looms is all that is left.", *WHOLE]


def test_a_date_above_the_title_is_still_the_page_s():
    found = page(ARTICLE, above="<div><span>24 Apr 2026, 07:30 CEST</span></div>")
    assert found.heading.published == "2026-04-24"
    assert page(f"<ul><li>12 Feb. 2026 -</li></ul>{ARTICLE}").heading.published == "2026-02-12"
    assert page(f"<time>May 6, 2026</time>{ARTICLE}").heading.published == "2026-05-06"


@pytest.mark.parametrize(
    "line",
    [
        "Published - February 08, 2026 10:31 pm IST - NEW DELHI",
        "Updated: 9 February 2026 | Published: 8 February 2026",
        "Last updated 9 February 2026</p><p>Published 8 February 2026",
        "Dernière modification : 8 février 2026",
    ],
)
def test_the_day_of_publishing_goes_before_that_of_a_change(line):
    assert page(f"<p>{line}</p>{ARTICLE}").heading.published == "2026-02-08"


def test_what_stands_in_a_title_before_it_is_none_of_it():
    head = f'<meta property="og:title" content="{TITLE}">'
    html = f"<html><head><title>{TITLE} | Ledger</title>{head}</head><body><h1><span>Steel</span> <span>{TITLE}</span></h1>{ARTICLE}</body></html>"
    found = opened("page.html", html.encode(), rules())
    assert isinstance(found, Document)
    assert found.text.split("\n") == WHOLE


@pytest.mark.parametrize(
    "box",
    [
        "<div class='x1'><div>More on this topic</div><div>Related content</div><ul><li>Acme shares rise by 8 percent</li></ul></div>",
        "<div class='x1'><h3>Mehr zum Thema</h3><p>Acme shares rise by 8 percent.</p></div>",
        "<h3>Related</h3><ul><li>Acme shares rise by 8 percent</li></ul>",
        "<p><a href='/x'>Read also</a></p><div><h3>Acme shares rise</h3><p>They rose by 8 percent.</p></div>",
        "<div><h3><a href='/x'>Acme shares rise</a></h3><p>They rose by 8 percent.</p></div>",
    ],
)
def test_a_box_of_teasers_ends_where_it_ends(box):
    short = f"<p>{FIRST}</p>{box}<p>{SECOND}</p><p>{LAST}</p>"
    assert text(short) == WHOLE


def test_a_heading_that_leads_to_itself_stays_and_what_is_below_it():
    assert text(f"<p>{FIRST}</p><h2><a href='#cost'>Rising cost</a></h2><p>{SECOND}</p><p>{LAST}</p>") == [TITLE, FIRST, "Rising cost", SECOND, LAST]  # fmt: skip


@pytest.mark.parametrize("pulled", ["We will make 70 a month by the end of next year", "“We will make 70 a month by the end of next year”"])  # fmt: skip
def test_a_quotation_set_apart_is_said_once(pulled):
    assert text(f"<p>{FIRST}</p><p>{SECOND}</p><blockquote>{pulled}</blockquote><p>{LAST}</p>") == WHOLE  # fmt: skip


@pytest.mark.parametrize("line", ["By Ada Holm", "By Ada Holm and Ben Lind"])
def test_what_is_told_of_the_author_is_no_part_of_the_article(line):
    bio = "<p>Ada Holm writes about looms for the Ledger and has won 3 prizes.</p><p>Ada has 2 cats.</p>"
    assert text(f"<p>{line}</p>{ARTICLE}{bio}") == WHOLE
    named = '<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "Ada Holm"}]}</script>'
    assert text(f"{ARTICLE}{bio}", more=named) == WHOLE
    assert len(text(f"{ARTICLE}{bio}")) == 6


def test_lines_of_one_element_are_kept_together():
    inside = f"<div><span>{FIRST}</span><br><br><span>{SECOND}</span><br><br>{LAST}<div></div>It is the largest works of the town.</div>"
    assert text(inside) == [*WHOLE, "It is the largest works of the town."]


GERMAN = "Das Werk in Lahnburg fertigte im Mai 40 Webstühle – für 9.000 € das Stück, sagte die Eigentümerin."


def test_a_page_that_names_another_charset_than_its_own_is_read():
    head = '<html><head><meta charset="utf-8"></head><body><p>'
    found = opened("a.html", f"{head}{GERMAN}</p>".encode("cp1252"), rules())
    assert isinstance(found, Document)
    assert (found.text, found.encoding) == (GERMAN, "cp1252")


def test_a_page_with_one_wrong_byte_is_no_other_charset():
    data = f"<html><body><p>{GERMAN}</p><p>{GERMAN[:40]}".encode() + b"\xe4</p>"
    found = opened("a.html", data, rules())
    assert isinstance(found, Document)
    assert (found.text.split("\n")[0], found.encoding) == (GERMAN, "utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "<span>Von Ada Holm, Lahn</span> <time>15.01.2026, 16:04</time> <span>Lesezeit: 4 Min.</span>",
        "<span>November 18, 2025</span> <span>by Ada Holm</span> <span>3 Comments</span> <span>1,204 views</span>",
        "<span>vorlesen</span> <span>48 Kommentare lesen</span>",
        "<span>Ada Holm</span> <span>Follow</span>",
    ],
)
def test_counters_beside_a_byline_are_no_figures_of_the_article(line):
    assert text(f"<div>{line}</div>{ARTICLE}") == WHOLE


def test_a_year_and_a_time_of_day_in_two_elements_are_no_number():
    found = page(
        f"<div><span>April 21, 2026</span><span>7:14 AM</span><span>Updated</span></div>{ARTICLE}"
    )
    assert "20267" not in found.text
    assert found.heading.published == "2026-04-21"


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_what_is_struck_out_is_no_figure(tag):
    assert text(f"<p>{FIRST}</p><p>A loom costs <{tag}>8,000</{tag}> 9,000 euros today.</p><p>{LAST}</p>") == WHOLE  # fmt: skip


def test_a_sentence_that_is_a_link_is_one_of_the_article_and_a_teaser_is_none():
    assert text(f"<p>{FIRST}</p><p><a href='/x'>{SECOND}</a></p><p>{LAST}</p>") == WHOLE
    teaser = (
        "<a href='/y'><p>A mill lost 14 looms.</p></a><p><a href='/y'>Mill loses 14 looms</a></p>"
    )
    assert text(f"<p>{FIRST}</p><p>{SECOND}</p>{teaser}<p>{LAST}</p>") == WHOLE


def test_headings_of_stories_in_a_layout_of_tables_stay():
    story = "<tr><td><h2>{}</h2><p>{}</p></td></tr>"
    inside = f"<table role='presentation'>{story.format('Steel', FIRST)}{story.format('Price', SECOND)}{story.format('Outlook', LAST)}</table>"
    assert text(inside) == [TITLE, "Steel", FIRST, "Price", SECOND, "Outlook", LAST]
