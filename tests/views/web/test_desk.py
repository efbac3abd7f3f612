"""The desk: names are looked up, never built into paths; what is open is kept while it is used."""

from __future__ import annotations

import pytest

from offtake.errors import StoreError, UsageError
from offtake.views.web.desk import KEPT, Desk


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path / "here", tmp_path / "here" / "runs")


def study(path):
    path.mkdir(parents=True)
    (path / "study.toml").write_text("")
    return path


def test_a_study_named_on_the_command_line_comes_before_one_of_that_name_in_the_folder(tmp_path):
    mine, other = study(tmp_path / "here" / "pumps"), study(tmp_path / "elsewhere" / "pumps")
    found = Desk(tmp_path / "here", tmp_path / "runs", (other,)).studies()
    assert found["pumps"].path == other
    assert Desk(tmp_path / "here", tmp_path / "runs").studies()["pumps"].path == mine
    assert found["example toy"].kind == "example"
    assert not found["example toy"].editable


def test_what_is_no_study_is_not_listed_and_tables_of_another_form_are_not_edited(desk):
    study(desk.folder / "pumps")
    (study(desk.folder / "columns") / "lines.parquet").write_bytes(b"")
    (desk.folder / "notes").mkdir()
    for name in ("plan.xlsx", "~$plan.xlsx", ".plan.xlsx", "plan.txt"):
        (desk.folder / name).write_bytes(b"")
    own = {n: (p.kind, p.editable) for n, p in desk.studies().items() if p.kind != "example"}
    assert own == {
        "columns": ("folder", False), "plan.xlsx": ("workbook", False), "pumps": ("folder", True),
    }  # fmt: skip


def test_a_name_near_one_that_is_there_is_asked_about(desk):
    study(desk.folder / "pumps")
    with pytest.raises(UsageError, match=r"there is no study 'pumsp' here.*did you mean 'pumps'"):
        desk.study("pumsp")


@pytest.mark.parametrize("name", ["../runs", "..", "", "0123456", "0123456789", "0123456G", "01234567\n"])  # fmt: skip
def test_a_run_has_a_name_of_eight_letters_or_is_none(desk, name):
    with pytest.raises(StoreError, match="there is no run"):
        desk.run_folder(name)
    assert desk.run_folder("0123abcd") == desk.store / "0123abcd"


@pytest.mark.parametrize(
    "name", ["", "..", ".hidden", "a/b", "a\\b", "con", "NUL.csv", "lpt1", "ends.", "ends ", "é", "x" * 61]
)  # fmt: skip
def test_what_cannot_be_a_name_on_every_system_is_refused(desk, name):
    with pytest.raises(UsageError, match="cannot be a name here"):
        desk.free(name)


def test_a_free_name_is_one_that_nothing_has(desk):
    desk.folder.mkdir()
    assert desk.free("x" * 60, ".xlsx") == desk.folder / f"{'x' * 60}.xlsx"
    (desk.folder / "plan 2.xlsx").write_bytes(b"")
    assert desk.free("plan 2") == desk.folder / "plan 2"
    with pytest.raises(UsageError, match=r"plan 2\.xlsx is there already"):
        desk.free("plan 2", ".xlsx")


def test_an_answer_is_made_once_and_the_one_not_asked_for_longest_goes_first(desk):
    made = []

    def ask(k: int) -> int:
        return desk.kept(("answer", k), lambda: made.append(k) or k)

    for k in range(KEPT):
        ask(k)
    ask(0)  # asked again: 1 is the oldest now
    ask(KEPT)
    assert (ask(0), made) == (0, [*range(KEPT + 1)])
    ask(1)
    assert made[-1] == 1


def test_an_empty_store_has_no_run_and_no_time_that_one_took(desk):
    assert (desk.entries(), desk.listed(), desk.took("pumps")) == ([], [], None)
