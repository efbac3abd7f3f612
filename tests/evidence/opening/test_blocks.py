"""Blocks of a page: where each stands, why it is cut, and what a broken page still gives."""

from __future__ import annotations

import pytest

from offtake.evidence.opening.blocks import page_of


def kept(html: str) -> list[tuple[str, str]]:
    return [(b.text, b.cut) for b in page_of(html).blocks]


def test_a_block_ends_where_a_paragraph_does_and_goes_on_through_marks_of_words():
    assert kept("<p>It makes <b>40</b>\n  guns.</p><p>And&nbsp;60 &amp; more.<br>Now.</p>") == [
        ("It makes 40 guns.", ""),
        ("And\xa060 & more.", ""),
        ("Now.", ""),
    ]


def test_a_block_is_found_again_where_it_stands():
    html = "<div>\n<h1>Powder</h1><p>It makes <i>40</i>.</p></div>"
    places = [html[b.start : b.end] for b in page_of(html).blocks]
    assert places == ["Powder", "It makes <i>40</i>."]
    assert [b.tag for b in page_of(html).blocks] == ["h1", "p"]


@pytest.mark.parametrize(
    ("tag", "cut"),
    [
        ("<nav>", "navigation"),
        ("<footer>", "navigation"),
        ("<div style='display: none'>", "hidden"),
        ("<div aria-hidden='true' class='comments'>", "hidden"),
        ("<div hidden>", "hidden"),
        ("<div role='alert'>", "banner"),
        ("<div class='post-comments'>", "comments"),
        ("<div id='cookie-box'>", "notice"),
        ("<div class='a share'>", "navigation"),
        ("<div class='shared-space'>", ""),
        ("<div class='shipyards'>", ""),
        ("<article class='share'>", ""),
        ("<blockquote class='twitter-tweet'>", "embedded"),
        ("<div>", ""),
    ],
)
def test_what_a_box_is_says_why_its_text_is_cut(tag, cut):
    name = tag[1:-1].split()[0]
    assert kept(f"{tag}<p>It makes 40.</p></{name}><p>And 60.</p>") == [("It makes 40.", cut), ("And 60.", "")]  # fmt: skip


def test_a_box_in_a_box_keeps_the_reason_of_the_outer():
    assert kept("<nav><div hidden><p>x</p></div></nav>") == [("x", "navigation")]


def test_scripts_and_comments_hold_no_text_and_data_are_set_aside():
    html = "<script>'<p>999</p>'</script><style>p{}</style><!-- <p>1</p> --><noscript><p>2</p></noscript><p>3 < 4</p><script type='application/ld+json'>{\"a\": 1}</script>"
    page = page_of(html)
    assert [b.text for b in page.blocks] == ["3 < 4"]
    assert page.data == ['{"a": 1}']


def test_of_two_values_of_one_name_the_first_is_kept():
    html = """<title>A &amp; B</title><title>C</title><meta name="date" content="2025"><META NAME='Date' CONTENT='2026'>
<link rel="canonical" href="https://x.org"><time datetime="2025-11-07">x</time><time>y</time>"""
    page = page_of(html)
    assert (page.title, page.times) == ("A & B", ["2025-11-07", "y"])
    assert page.meta == {"date": "2025", "canonical": "https://x.org"}


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("", []),
        ("plain", ["plain"]),
        ("<p>a<p>b", ["a", "b"]),
        ("<p>a</div></p>b", ["a", "b"]),
        ("<p>a<!-- never closed <p>b", ["a"]),
        ("a <", ["a <"]),
        ("<p>a</p><script>b", ["a"]),
        ("<nav><p>a</nav><p>b</p>", ["a", "b"]),
    ],
)
def test_a_broken_page_gives_what_there_is(html, texts):
    assert [b.text for b in page_of(html).blocks] == texts


def test_a_box_that_was_left_open_is_closed_with_the_one_around_it():
    assert kept("<nav><div><p>a</nav><p>b</p>") == [("a", "navigation"), ("b", "")]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1><span>Arms</span><span>Tanks ordered</span></h1>", "Arms Tanks ordered"),
        ("<p>It built 30 boats<span>Getty Images</span></p>", "It built 30 boats Getty Images"),
        ("<p><span>07:12 GMT</span><span>Updated later</span></p>", "07:12 GMT Updated later"),
        ("<p><span class=drop>T</span>he yard</p>", "The yard"),
        ("<p>The <b>N</b>ATO yard, CO<sub>2</sub></p>", "The NATO yard, CO2"),
    ],
)  # fmt: skip
def test_words_of_elements_side_by_side_are_words(html, text):
    assert [b.text for b in page_of(html).blocks] == [text]


def test_a_block_that_is_nothing_but_a_link_is_told():
    html = "<li><a href=x><b>Yard to hire 400</b></a> </li><p>The <a href=y>yard</a> hired 40.</p><h1><a href=z>Title</a></h1>"
    assert [b.linked for b in page_of(html).blocks] == [True, False, True]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>A boat costs <span style='display:none'>old: 9</span>40.</p>", [("old: 9", "hidden"), ("A boat costs 40.", "")]),
        ("<p>It makes 40.<span hidden>Visit 12</span></p>", [("Visit 12", "hidden"), ("It makes 40.", "")]),
        ("<div class='flex hidden lg:block'>It makes 40.</div>", [("It makes 40.", "")]),
        ("<div title='The hidden cost'>It makes 40.</div>", [("It makes 40.", "")]),
        ("<div style='max-height:0; overflow:hidden'>It makes 40.</div>", [("It makes 40.", "hidden")]),
        ("<p>It is built<a href='/x'>here<span>, opens new tab</span></a> now.</p>", [("It is builthere now.", "")]),
        ("<div><span>It makes 40.</span><span>And 60.</span></div>", [("It makes 40. And 60.", "")]),
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_no_text_and_what_all_see_is(html, blocks):
    assert kept(html) == blocks


@pytest.mark.parametrize("value", ["40 > 30", "a <b>bold</b> word"])
def test_a_sign_in_a_value_ends_no_tag(value):
    assert kept(f'<p><img alt="{value}">It makes 40.</p>') == [("It makes 40.", "")]


def test_a_value_that_is_never_shut_takes_no_text_with_it():
    assert kept('<p><a href="x>It makes</a> 40.</p><p class="y">And 60.</p>') == [("It makes 40.", ""), ("And 60.", "")]  # fmt: skip


@pytest.mark.parametrize(
    "mark",
    [
        'data-testid="related-stories"',
        'data-component="RelatedStories"',
        'class="styles_readMore__a1"',
        'data-spacefinder-role="richLink"',
        'class="poll"',
        'class="author-bio"',
        'class="responses"',
    ],
)
def test_a_box_may_say_what_it_is_in_other_attributes_and_in_one_word(mark):
    assert [cut for _, cut in kept(f"<div {mark}><p>Fire at the mill: 14 hurt</p></div>")] in (["navigation"], ["comments"])  # fmt: skip


@pytest.mark.parametrize(
    "around",
    [
        "<form id='aspnetForm'>{}</form>",
        "<div class='layout right-sidebar'>{}</div>",
        "<div class='post-44 status-publish tag-ads category-social'>{}</div>",
        "<form><div class='with-newsletter'>{}</div></form>",
    ],
)
def test_what_holds_the_article_is_no_menu_whatever_it_is_called(around):
    html = "<title>Looms run short | Ledger</title>" + around.format("<h1>Looms run short</h1><p>It makes 40 looms a year.</p><div class='share'>Share 84</div>")  # fmt: skip
    assert kept(html) == [("Looms run short", ""), ("It makes 40 looms a year.", ""), ("Share 84", "navigation")]  # fmt: skip


def test_elements_with_a_name_of_their_own_are_no_links_and_a_heading_that_leads_to_itself_is_none():
    blocks = page_of("<a-box><p>It makes 40.</p></a-box><h2><a href='#cost'>Cost</a></h2><h2><a href='/x'>Fire</a></h2>").blocks  # fmt: skip
    assert [b.linked for b in blocks] == [False, False, True]


def test_paragraphs_that_are_not_shut_stand_side_by_side():
    html = "<nav>" + "<p>Home" * 20 + "</nav><ul><li>It makes 40.<li>And 60.</ul>"
    assert kept(html)[-2:] == [("It makes 40.", ""), ("And 60.", "")]
