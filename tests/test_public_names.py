from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import offtake

NAMES = [
    "InfeasibleError",
    "OfftakeError",
    "Plan",
    "Run",
    "ScenarioTree",
    "Settings",
    "StoreError",
    "Study",
    "StudyError",
    "UsageError",
    "build_tree",
    "compare",
    "concat",
    "examples",
    "export",
    "from_frames",
    "frontier",
    "load",
    "open_run",
    "report",
    "runs",
    "save",
    "simulate",
    "solve",
    "write",
]


def test_the_public_names_are_these_in_this_order():
    assert offtake.__all__ == NAMES == sorted(NAMES)
    assert dir(offtake) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_and_says_what_it_is(name):
    found = getattr(offtake, name)
    assert found.__doc__ or name == "examples"


def test_no_public_name_hides_a_folder():
    folders = {path.name for path in Path(offtake.__file__).parent.iterdir() if path.is_dir()}
    assert not folders & set(offtake.__all__)


def test_another_name_is_refused_as_python_does():
    with pytest.raises(AttributeError, match="no attribute 'sovle'"):
        offtake.sovle  # noqa: B018


def test_importing_the_package_imports_nothing_heavy():
    code = "import sys, offtake.cli; print(sorted({'pandas', 'numpy', 'highspy', 'duckdb', 'altair', 'rich', 'xarray'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_whole_way_in_python(tmp_path):
    study = offtake.load(offtake.examples["two-states"])
    run = offtake.solve(study)
    assert run.headline["arrangements"]["first-best"]["social_value"] == pytest.approx(
        127.261, abs=1e-3
    )
    again = offtake.open_run(offtake.save(run, tmp_path))
    page = offtake.report(again, tmp_path / "report.html")
    assert page.read_text(encoding="utf-8").startswith("<!")
