"""Edits of whole rows: put in with their cells, taken out, refused where what is left is no sound study."""

from __future__ import annotations

import pytest

from offtake.errors import StudyError
from offtake.study.reading.assemble import apply_policy
from offtake.study.reading.read import read_study

HEAD = "policy,order,table,where,column,operation,value,source,note\n"
PUT = "p,1,projects,line=A1;kind=expand;adds=50;capex=7.5;build_time=2;limit=1,project,insert,P9,assumed,a quote\n"


def test_a_row_is_put_in_with_its_cells_and_the_source_of_the_edit(folder):
    path = folder({"changes": HEAD + PUT})
    study = read_study(path, "p")

    row = study.projects.set_index("project").loc["P9"]
    assert row[["line", "kind", "capex", "build_time", "source", "note"]].tolist() == ["A1", "expand", 7.5, 2.0, "assumed", "a quote"]  # fmt: skip
    assert "P9" not in set(read_study(path).projects["project"])
    assert apply_policy(read_study(path), "p") == study


def test_a_cell_of_a_row_that_was_put_in_is_set_by_a_later_edit_asked_for_or_not(folder):
    path = folder({"changes": HEAD + PUT + "p,2,projects,project=P9,capex,scale,2,assumed,dearer\n"})  # fmt: skip

    assert read_study(path, "p").projects.set_index("project").loc["P9", "capex"] == 15.0
    assert len(read_study(path).projects) == 2


def test_rows_are_taken_out_and_nothing_else_moves(folder):
    path = folder({"changes": HEAD + "p,1,projects,,project,delete,P2,assumed,not wanted\n"})

    assert read_study(path, "p").projects["project"].tolist() == ["P1"]
    assert read_study(path).projects["project"].tolist() == ["P1", "P2"]


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        ("p,1,projects,line=A1,project,insert,P9,assumed,x", "changes.csv:G2", "empty but required"),
        ("p,1,projects,line=A1;colour=red,project,insert,P9,assumed,x", "changes.csv:D2", "'colour' is no column"),
        ("p,1,projects,line=A1;capex=much,project,insert,P9,assumed,x", "changes.csv:D2", "'much'"),
        ("p,1,projects,line=none such;capex=1;adds=1;kind=new;build_time=1,project,insert,P9,assumed,x", "changes.csv:G2", "none such"),
        ("p,1,projects,,project,delete,P7,assumed,x", "changes.csv:G2", "no row of table 'projects' has project 'P7'"),
        ("p,1,lines,,line,delete,A1,assumed,x", "projects.csv", "A1"),
        ("p,1,sources,,source,delete,S1,assumed,x", "changes.csv:C2", "cannot be changed"),
    ],
)  # fmt: skip
def test_an_edit_of_rows_that_leaves_no_sound_study_is_refused_at_its_cell(
    folder, row, place, words
):
    with pytest.raises(StudyError) as refused:
        read_study(folder({"changes": f"{HEAD}{row}\n"}), "p")

    assert any(f.cell.startswith(place) and words in f.message for f in refused.value.faults), str(refused.value)  # fmt: skip
