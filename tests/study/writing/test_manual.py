"""The page of tables is made from the dictionary and says what it says."""

from __future__ import annotations

from pathlib import Path

from offtake.study.dictionary import TABLES
from offtake.study.writing.manual import dictionary_markdown

PAGE = Path(__file__).parents[3] / "docs" / "tables.md"


def test_the_page_in_the_manual_is_up_to_date():
    # To renew it: python -m offtake.study.writing.manual docs/tables.md
    assert PAGE.read_text(encoding="utf-8") == dictionary_markdown()


def test_every_column_stands_on_the_page_with_its_meaning():
    page = dictionary_markdown()

    for table in TABLES:
        assert f"## {table.name}\n" in page
        for column in table.columns:
            assert f"| `{column.name}` | {column.kind} |" in page
            assert column.meaning.replace("|", "\\|") in page
