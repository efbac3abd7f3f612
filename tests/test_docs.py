"""The manual as a site: it builds without a warning and asks nobody for anything."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OUTSIDE = re.compile(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']https?://", re.IGNORECASE)


@pytest.mark.long
def test_the_site_builds_without_a_warning_and_loads_nothing_from_outside(tmp_path):
    pytest.importorskip("sphinx", reason="the extra dev is not installed")
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "docs", str(tmp_path)]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "searchindex.js").exists()
    pages = list(tmp_path.glob("*.html"))
    assert len(pages) > 15
    assert [p.name for p in pages if OUTSIDE.search(p.read_text(encoding="utf-8"))] == []
