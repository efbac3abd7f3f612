"""The manual's page of result tables says what the dictionary says."""

from __future__ import annotations

from pathlib import Path

from offtake.views.export.manual import results_markdown

PAGE = Path(__file__).parents[3] / "docs" / "results.md"


def test_the_page_of_result_tables_is_made_from_the_dictionary():
    # To renew it: python -m offtake.views.export.manual docs/results.md
    assert PAGE.read_text(encoding="utf-8") == results_markdown()
