"""A study with the claims of a few invented articles."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from offtake.evidence.adding import add
from offtake.evidence.deciding.store import folder_of, keep
from offtake.study.examples import case_path


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A copy of toy with the claims of the five example articles."""
    folder = tmp_path / "toy"
    shutil.copytree(case_path("toy"), folder)
    articles = tmp_path / "articles"
    articles.mkdir()
    for source in files("offtake.evidence.articles").iterdir():
        if not source.name.startswith("__"):
            (articles / source.name).write_bytes(source.read_bytes())
    paths = sorted(articles.iterdir())
    keep(folder_of(folder), add(paths), paths)
    return folder
