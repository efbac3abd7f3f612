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
    assert (page.title, page.times) == ("A & B", ["2025-11-07", ""])
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
        ("<p>The <b>N</b>ATO yard, CO<sub>2</sub> and <i>e</i>Adam</p>", "The NATO yard, CO2 and e Adam"),
    ],
)  # fmt: skip
def test_words_of_elements_side_by_side_are_words(html, text):
    assert [b.text for b in page_of(html).blocks] == [text]


def test_a_block_that_is_nothing_but_a_link_is_told():
    html = "<li><a href=x><b>Yard to hire 400</b></a> </li><p>The <a href=y>yard</a> hired 40.</p><h1><a href=z>Title</a></h1>"
    assert [b.linked for b in page_of(html).blocks] == [True, False, True]
