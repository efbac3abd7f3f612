from __future__ import annotations

import time
from dataclasses import replace

import pytest

from offtake.evidence.document import Document, Refusal
from offtake.evidence.opening.opening import LARGEST, opened
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.rules.rules import rules

PAGE = """<!doctype html><html><head><title>Powder runs short | Daily Ledger</title>
<meta property="og:site_name" content="Daily Ledger">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Powder runs short", "datePublished": "2025-11-07T10:00:00Z"}</script>
<script>document.write("<p>Output was 999,999 rounds a month.</p>")</script></head>
<body><nav><a>Home</a> <a>Arms</a></nav>
<div class="cookie-banner"><p>We use cookies: 300 partners read them.</p></div>
<article><h1>Powder runs short</h1>
<p>The mill in Kaunas makes 300 tonnes of powder a year, its owner said on Thursday, and it cannot make more of it.</p>
<p style="display:none">Hidden: 12,345 shells a day.</p>
<p>The new one will make 1,700 tonnes a year&nbsp;from 2027, according to the plans that the ministry has seen &amp; approved.</p>
<p>Buyers have waited for it for as long as three years, and some of them have gone elsewhere in the meantime.</p></article>
<section id="comments"><p>User77: they make 5,000 a day!</p></section>
<footer>Copyright 2025</footer></body></html>"""


def read(text: str | bytes, name: str = "file.txt", **more: str) -> Document | Refusal:
    return opened(name, text.encode() if isinstance(text, str) else text, rules(), **more)


def document(text: str | bytes, name: str = "file.txt", **more: str) -> Document:
    found = read(text, name, **more)
    assert isinstance(found, Document), found
    return found


def test_of_a_page_the_article_is_kept_and_what_is_cut_says_why():
    found = document(PAGE, "page.html")
    assert found.text.split("\n")[0] == "Powder runs short"
    assert len(found.paragraphs) == 4
    assert "999,999" not in found.text
    cut = {PAGE[p.source_start : p.source_end].strip()[:7]: p.cut for p in found.pieces if p.cut}
    assert cut["Hidden:"] == "hidden"
    assert cut["User77:"] == "comments"
    assert cut["We use "] == "notice"
    assert cut["Home</a"] == "navigation"


def test_a_page_says_its_title_outlet_and_date():
    heading = document(PAGE, "page.html").heading
    assert (heading.title, heading.outlet) == ("Powder runs short", "Daily Ledger")
    assert (heading.published, heading.published_basis) == ("2025-11-07", "json-ld")


def test_two_dates_that_differ_are_both_kept():
    page = PAGE.replace("<h1>", '<time datetime="2025-11-09">x</time><h1>')
    assert document(page, "page.html").heading.doubt == "2025-11-09 (time)"


def test_every_kept_piece_is_found_again_in_the_original():
    found = document(PAGE, "page.html")
    for piece in found.pieces:
        if not piece.cut:
            raw = PAGE[piece.source_start : piece.source_end]
            kept = found.text[piece.start : piece.end]
            assert kept.split(" ")[0] in raw
            assert kept.split(" ")[-1] in raw


REPORT = """503
Sorry!!
Error! The page you asked for was not found.
Makers Urged to Build
(AGENCY) The makers are being urged to build, and the minister has said that there is money for it.
Nobody has signed, and the works in Linz stand idle while they wait for it.
The makers are being urged to build, but the minister has said that there is no money for it.
Nobody has signed, and the works in Linz stand idle while they wait for it.
Legal Disclaimer:
AGENCY provides the
information "as is" without warranty of 100 per cent.
Comments
No comment"""


def test_banners_notices_comments_and_repeats_of_a_text_are_cut():
    found = document(REPORT)
    assert found.text.split("\n") == [
        "Makers Urged to Build",
        "(AGENCY) The makers are being urged to build, and the minister has said that there is money for it.",
        "Nobody has signed, and the works in Linz stand idle while they wait for it.",
        "The makers are being urged to build, but the minister has said that there is no money for it.",
    ]
    assert [p.cut for p in found.pieces if p.cut] == ["banner"] * 3 + ["repeat of 3", "notice", "notice", "comments", "comments"]  # fmt: skip
    assert (found.heading.title, found.heading.origin) == ("Makers Urged to Build", "AGENCY")


def test_wrapped_lines_are_one_paragraph_and_a_range_at_a_line_end_stays_one():
    text = "The output of the works is to rise, the owner said, to 80,000-\n100,000 rounds a month, which the mini-\nstry and its offices have told the committee of the parliament.\n\nNext."  # fmt: skip
    assert document(text).text.split("\n") == [
        "The output of the works is to rise, the owner said, to 80,000-100,000 rounds a month, which the ministry and its offices have told the committee of the parliament.",
        "Next.",
    ]


def test_an_e_mail_is_its_text_and_its_own_date():
    mail = "From: Ledger <news@example.org>\nSubject: Powder\nDate: Fri, 07 Nov 2025 10:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n\nThe mill makes 300 tonnes of powder a year.\n"  # fmt: skip
    found = document(mail, "news.eml")
    assert found.text == "The mill makes 300 tonnes of powder a year."
    assert (found.heading.title, found.heading.published) == ("Powder", "2025-11-07")


def test_a_table_is_one_paragraph_a_row():
    found = document("firm,what\nVarnholt,42 presses are there\nOsmund,12 presses are there\n", "table.csv")  # fmt: skip
    assert found.text == "firm: Varnholt; what: 42 presses are there\nfirm: Osmund; what: 12 presses are there"  # fmt: skip


def test_a_date_at_the_top_of_a_text_is_its_date_and_a_given_one_wins():
    text = "Powder runs short\nPublished: 7 November 2025\nThe mill makes 300 tonnes of powder a year, and it is the only one."  # fmt: skip
    assert document(text).heading.published == "2025-11-07"
    given = document(text, published="2025-11-08").heading
    assert (given.published, given.published_basis, given.doubt) == ("2025-11-08", "given", "2025-11-07")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Preis ist im Mai nicht gestiegen, sagte die Sprecherin des Werks.", "de"),
        ("Le prix n'est pas monté en mai, a dit la direction de l'usine.", "fr"),
        ("El precio no ha subido en mayo, según los dueños de la fábrica y el ministerio.", "es"),
        ("Цена в мае не выросла, сказал директор завода.", "Cyrillic"),
    ],
)
def test_other_languages_are_told_as_not_read(text, language):
    found = document(text)
    assert found.language == language
    assert found.read == (language in ("de", "fr"))
    assert found.read or language in found.reason


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"x" * (LARGEST + 1), "not opened"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"abc\x00\x01\x02" * 50, "zero bytes"),
        (b"%PDF-1.4 broken", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"<html><script>alert(1)</script></html>", "no text"),
        (b"From: a\nSubject: b\n\n", "no text"),
    ],
)
def test_what_cannot_be_read_gets_a_line(data, says):
    found = read(data)
    assert isinstance(found, Refusal)
    assert says in found.why


def test_encodings_are_told_apart():
    german = "Die Bundeswehr bestellte für das Werk über 200 Stück."
    assert document(german.encode("utf-8")).encoding == "utf-8"
    assert document(german.encode("utf-16")).text == german
    named = f'<html><meta charset="iso-8859-1"><p>{german}</p></html>'.encode("latin-1")
    assert document(named, "a.html").text == german
    assert document(german.encode("cp1252")).text == german


HOSTILE = {
    "nested": "<div>" * 20_000 + "<p>It makes 42 tonnes a year.</p>",
    "open comments": "<!--" * 50_000 + "<p>x</p>",
    "open tags": "<p" * 100_000,
    "open scripts": "<script>" * 50_000 + "<p>x</p>",
    "entities": "<p>" + "&lt;&#x41;" * 50_000 + "</p>",
    "quotes": "<p>" + "“" * 20_000 + "</p>",
    "figures": "<p>" + "1,000 " * 30_000 + "</p>",
    "capitals": "<p>" + "Aa " * 50_000 + "</p>",
    "names": "<p>" + "Said " * 20_000 + " said Bob. </p>",
    "one word": "<p>" + "a" * 200_000 + "</p>",
    "same paragraphs": "<p>It makes 42 tonnes a year.</p>" * 40_000,
    "json": '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>It is here.</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused_in_little_time(name):
    start = time.process_time()
    found = read(f"<html><body>{HOSTILE[name]}</body></html>", "x.html")
    read_as = replace(found, language="en", read=True) if isinstance(found, Document) else None
    claims = claims_in(read_as, rules()) if read_as else []
    assert time.process_time() - start < 10
    assert len(claims) <= 1 or name == "figures"


def pdf(*lines: str) -> bytes:
    """A PDF of one page, by hand: five objects, the text a line below the other."""
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    stream = f"BT /F1 12 Tf 50 750 Td {shown} ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start  # fmt: skip


def test_the_text_of_a_pdf_is_read_and_its_page_numbers_are_not():
    pytest.importorskip("pypdfium2")
    found = document(pdf("Powder runs short", "The mill makes 300 tonnes of powder a year, and it is the only one.", "Page 1 of 1"), "paper.pdf")  # fmt: skip
    assert found.media == "pdf"
    assert found.text.split("\n") == ["Powder runs short", "The mill makes 300 tonnes of powder a year, and it is the only one."]  # fmt: skip
    assert [c.value for c in claims_in(found, rules())] == [300.0]


def test_a_deadline_in_a_title_dates_no_article_and_a_byline_does():
    text = "Mill to make 900 tonnes by the end of 2031\n\nby Ida Falk March 3, 2026 10:15 AM\n\nThe mill will grow."
    assert document(text).heading.published == "2026-03-03"


def test_a_byline_in_small_letters_below_a_title_is_not_its_second_half():
    found = document("Werk in Lahn wird größer\nlahnblatt, 4. Mai 2026\nDas Werk fertigt 300 Stück im Monat, und es will mehr fertigen.")  # fmt: skip
    assert found.heading.title == "Werk in Lahn wird größer"
    assert found.heading.published == "2026-05-04"


def test_what_another_outlet_says_in_a_frame_is_no_claim_of_this_one():
    frames = """<html lang="en"><body><div role="alert"><p>You have 2 free articles left this month.</p></div><article>
<p>The mill in Kaunas makes 300 tonnes of powder a year, its owner said, and it cannot make more of it.</p>
<blockquote class="twitter-tweet"><p>The mill is finished, 3,000 jobs gone!</p>— Mill Watch (@millwatch) December 4, 2025</blockquote>
<p>The new one will make 1,700 tonnes a year, according to the plans that the ministry has seen.</p></article></body></html>"""
    found = claims_in(document(frames, "page.html", published="2025-12-05"), rules())
    assert [c.value for c in found if c.words] == [300.0, 1700.0]


@pytest.mark.parametrize("mark", ['id="kommentare"', 'class="leserkommentare"', 'class="mehr-zum-thema"', 'class="commentaires"', 'class="lire-aussi"'])  # fmt: skip
def test_what_stands_around_a_german_or_french_article_is_cut(mark):
    page = f"<html><body><article><p>Die Weberei hat im Mai 40 Webstühle an den Kunden geliefert.</p></article><div {mark}><p>Sie haben dort 99 Stühle gebaut, und das ist nicht wenig.</p></div></body></html>"
    assert document(page, "page.html").text == "Die Weberei hat im Mai 40 Webstühle an den Kunden geliefert."  # fmt: skip


@pytest.mark.parametrize("heading", ["Das könnte Sie auch interessieren", "Mehr zum Thema:", "Related articles", "À lire aussi :"])  # fmt: skip
def test_teasers_under_a_heading_are_cut_and_the_article_goes_on(heading):
    on = "The weaver said that the second hall, for which the council gave its leave in May, is to be open by the end of 2027, and that a third will follow once there are buyers for what it makes."
    text = f"The works made 40 looms in May.\n\n{heading}\n\nTwelve looms lost\n\nFire at the mill: 14 hurt\n\n{on}"
    assert document(text).text == f"The works made 40 looms in May.\n{on}"


@pytest.mark.parametrize("text", ["Looms made by plant: a 40, b 60"])  # fmt: skip
def test_a_short_text_is_of_no_language_by_one_small_word(text):
    found = opened("file.txt", text.encode(), rules())
    assert isinstance(found, Document)
    assert found.language in ("en", "")


@pytest.mark.parametrize("name", ["utf-32", "utf-16", "utf-8-sig"])
def test_a_byte_order_mark_tells_the_encoding(name):
    text = "The works made 40 looms in May and the owner was glad of it."
    assert document(text.encode(name)).text == text


def test_a_date_under_a_short_title_is_no_title():
    assert document("Loom news\n\n3 February 2026\n\nThe works made 40 looms in May.").heading.title == ""  # fmt: skip


LINKS = (
    "<html lang='en'><head><title>Navy to get five frigates - Ledger</title></head><body><main><article><h1><a href='/1'>Navy to get five frigates</a></h1>"
    "<p>The navy will receive five frigates by 2028, the ministry of defence has said.</p>"
    "<ul><li><a href='/2'>Shipyard to hire 400 apprentices</a></li><li><a href='/3'><span>Why 60 tanks are late</span></a></li></ul>"
    "<p>The ships are built at Rosyth. <a href='/4'>The contract</a> is worth £1.25bn.</p></article></main></body></html>"
)  # fmt: skip


def test_titles_of_other_articles_are_no_part_of_one_and_its_own_title_is():
    found = document(LINKS, "page.html").text
    assert "Navy to get five frigates" in found
    assert "£1.25bn" in found
    assert "400" not in found
    assert "60 tanks" not in found


def test_a_page_of_links_keeps_them():
    rows = "".join(f"<p><a href='/{k}'>The yard at Town {k} has {k} cranes in all.</a></p>" for k in range(2, 9))  # fmt: skip
    assert "8 cranes" in document(f"<html lang='en'><body>{rows}</body></html>", "page.html").text
