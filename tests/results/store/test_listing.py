"""Which runs there are, which of them a name means, and what is known of those that cannot be read."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from offtake.errors import StoreError
from offtake.results.store.listing import Entry, find_run, kept_parts, list_runs, seconds_spent
from offtake.results.store.store import asked_for, read_run, write_run


def test_runs_are_listed_with_what_they_are_about(run, tmp_path):
    write_run(replace(run, solved="2026-11-25T14:41+01:00"), tmp_path)
    (tmp_path / "notes").mkdir()  # not a run
    assert list_runs(tmp_path) == [
        Entry(run.id, "finished", "paper", "", ("first-best",), 1, "2026-11-25T14:41+01:00")
    ]
    assert list_runs(tmp_path / "nowhere") == []


def test_when_a_run_was_solved_is_kept_beside_what_it_cost_and_may_be_lost(run, tmp_path):
    folder = write_run(replace(run, solved="2026-11-25T14:41+01:00"), tmp_path)
    before = (folder / "run.json").read_bytes()
    assert read_run(folder).solved == "2026-11-25T14:41+01:00"
    write_run(replace(run, solved="2027-01-01T09:00+00:00"), tmp_path)
    assert (folder / "run.json").read_bytes() == before  # what equal runs say is the same
    for lost in ("{}", "no json", '{"solved": "yesterday"}', '{"solved": 5}', "[]"):
        (folder / "timings.json").write_text(lost)
        assert read_run(folder).solved == ""
        assert list_runs(tmp_path)[0].solved == ""


def test_a_run_is_found_by_the_first_letters_of_its_name(run, tmp_path):
    folder = write_run(run, tmp_path)
    assert find_run(tmp_path, run.id[:3]) == find_run(tmp_path, "") == folder
    with pytest.raises(StoreError, match="there is no run 'zz' in"):
        find_run(tmp_path, "zz")
    write_run(replace(run, id=run.id[:3] + "other"), tmp_path)
    with pytest.raises(StoreError, match="could be any of the runs"):
        find_run(tmp_path, run.id[:3])


def test_the_newest_run_is_meant_where_none_is_named_and_that_of_a_study_by_its_name(run, tmp_path):
    old, new = (write_run(replace(run, id=name), tmp_path) for name in ("bbbb", "aaaa"))
    os.utime(old / "run.json", (1.0, 1.0))
    assert (
        find_run(tmp_path, "")
        == find_run(tmp_path, "@latest")
        == find_run(tmp_path, "paper")
        == new
    )
    os.utime(new / "run.json", (2.0, 2.0))
    asked_for(old)  # found again in place of being solved
    assert find_run(tmp_path, "@latest") == old
    with pytest.raises(StoreError, match=r"there are: aaaa \(of paper\), bbbb \(of paper\)"):
        find_run(tmp_path, "zz")


def test_the_newest_run_that_can_answer_is_meant(run, tmp_path):
    plan = run.plans["first-best"]
    plans = {"first-best": plan, "deal": replace(plan, arrangement="deal")}
    whole = write_run(replace(run, id="bbbb", plans=plans), tmp_path)
    newer = write_run(replace(run, id="aaaa"), tmp_path)
    os.utime(whole / "run.json", (1.0, 1.0))
    for name in ("", "@latest", "paper"):
        assert find_run(tmp_path, name, ("deal",)) == whole
        assert find_run(tmp_path, name, ("first-best",)) == newer
        # where none has it, the newest is the one to tell so
        assert find_run(tmp_path, name, ("cap-and-floor",)) == newer
    assert find_run(tmp_path, "aaaa", ("deal",)) == newer


def test_a_run_that_there_is_not_is_named(tmp_path):
    with pytest.raises(StoreError, match="there is no run 1234 in"):
        read_run(tmp_path / "1234")


def finished(store, *names):
    """Folders of runs that were written to their end, all at one moment; what they say is not looked at."""
    for name in names:
        (store / name).mkdir()
        (store / name / "run.json").touch()
        os.utime(store / name / "run.json", (5.0, 5.0))


def test_a_whole_name_is_meant_also_where_another_begins_with_it(tmp_path):
    finished(tmp_path, "abc", "abcd")
    assert find_run(tmp_path, "abc").name == "abc"
    assert find_run(tmp_path, "abcd").name == "abcd"
    with pytest.raises(StoreError, match="any of the runs abc, abcd; write more letters"):
        find_run(tmp_path, "ab")


def test_of_runs_of_one_moment_the_last_by_name_is_meant_and_of_others_the_newest(tmp_path):
    finished(tmp_path, "cccc", "aaaa", "bbbb")
    assert find_run(tmp_path, "").name == "cccc"
    os.utime(tmp_path / "aaaa" / "run.json", (6.0, 6.0))
    assert find_run(tmp_path, "").name == "aaaa"


def test_what_a_run_cost_may_be_lost_too(run, tmp_path):
    folder = write_run(replace(run, seconds={"first-best": 1.5}, solved="2026-11-25T14:41+01:00"), tmp_path)  # fmt: skip
    assert seconds_spent(folder) == {"first-best": 1.5}  # when it was solved is no time spent
    for lost in ('{"first-best": "long"}', "[1]", " " * 70_000):
        (folder / "timings.json").write_text(lost)
        assert seconds_spent(folder) == {}


def test_parts_of_an_unfinished_run_are_counted_once_they_are_whole(tmp_path):
    (tmp_path / "parts" / "draws-1").mkdir(parents=True)
    for name in ("0.npy", "1.npz", ".2.npy", "notes.txt"):
        (tmp_path / "parts" / "draws-1" / name).touch()
    assert kept_parts(tmp_path) == 2
    assert kept_parts(tmp_path / "nowhere") == 0
