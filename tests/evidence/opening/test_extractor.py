"""Pages with the extra: it can be loaded, what it leaves out is cut, and what hinders it is told."""

from __future__ import annotations

import pytest

from offtake.evidence.opening.blocks import page_of
from offtake.evidence.opening.pages import extractor, paragraphs_of_page

BODY = "".join(f"<p>Hall {k} of the yard in Norrby makes boats for the coast guard, and will for years to come.</p>" for k in range(8))  # fmt: skip
PAGE = f"<html lang='en'><head><title>Yard</title></head><body><div class='x'><p>It sells 999 hats.</p></div><article><h1>Yard</h1>{BODY}</article></body></html>"


def test_the_extra_of_the_tests_can_be_loaded():
    pytest.importorskip("trafilatura", reason="the extra evidence is not installed")
    assert extractor()[0] is not None, extractor()[1]


def test_what_the_extractor_leaves_out_is_cut(monkeypatch):
    told = "offtake.evidence.opening.pages.extractor"
    monkeypatch.setattr(told, lambda: (lambda page, **_: f"Yard\n{BODY}".replace("<p>", "\n").replace("</p>", ""), ""))  # fmt: skip
    cut = {p.text: p.cut for p in paragraphs_of_page(page_of(PAGE), PAGE)}
    assert cut["It sells 999 hats."] == "outside the article"
    assert not any(why for text, why in cut.items() if text.startswith(("Hall", "Yard")))


@pytest.mark.parametrize("extract", [None, lambda page, **_: None, lambda page, **_: 1 / 0])
def test_without_an_extractor_or_with_one_that_fails_the_page_s_own_marks_decide(monkeypatch, extract):  # fmt: skip
    monkeypatch.setattr("offtake.evidence.opening.pages.extractor", lambda: (extract, ""))
    assert not any(p.cut for p in paragraphs_of_page(page_of(PAGE), PAGE))
