"""How commands speak: tables and cards, lines that fit, an error and its hint, a document or words."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from offtake.commands.screen.voice import (
    Voice,
    aligned,
    folded,
    keyed,
    listed,
    refusal,
    remedy,
    tell_error,
)

WIDE = (("name", "what", "why"), [("one", "x" * 30, "y" * 60), ("two", "", "z")])


def test_a_table_that_has_no_room_is_told_in_cards(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = listed(*WIDE)
    assert text.splitlines()[0] == "one"
    assert "  why   " + "y" * 60 in text
    assert max(map(len, text.splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "120")
    assert listed(*WIDE).splitlines()[0].startswith("name  what")


def test_columns_that_name_stand_left_and_numbers_right():
    heads, rows = ("a", "b", "n"), [("x", "y", "10"), ("xx", "y", "9")]
    assert keyed(heads, rows, 2).splitlines() == ["a   b   n", "x   y  10", "xx  y   9"]
    assert aligned(heads[1:], [row[1:] for row in rows]).splitlines()[2] == "y   9"


def test_heads_are_folded_before_rows_become_cards(monkeypatch):
    # 5 + 2 + 9 columns are needed, and 5 + 2 + 19 for heads in one line
    monkeypatch.setenv("COLUMNS", "20")
    lines = aligned(("", "delivered in futures"), [("pumps", "3")]).splitlines()
    assert lines == ["       delivered", "              in", "         futures", "pumps          3"]


def test_a_line_is_folded_two_columns_further_in_and_a_path_stays_whole(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    assert folded("  one two three four five").splitlines() == ["  one two three four", "    five"]
    path = "/a/very/long/path/to-a-file.csv"
    assert path in folded(f"kept in {path}").splitlines()[-1]
    assert folded("short\n\nlines") == "short\n\nlines"


def spoken(**kinds: bool) -> str:
    @click.command()
    def command() -> None:
        voice = Voice(**kinds)
        voice.say("on the way")
        voice.result("in words", {"value": 1})

    return CliRunner().invoke(command).output


def test_a_program_reads_one_document_and_the_quiet_hear_the_answer_alone():
    assert spoken() == "on the way\nin words\n"
    assert spoken(quiet=True) == "in words\n"
    assert spoken(json=True) == '{\n "value": 1\n}\n'
    with pytest.raises(ValueError, match="JSON"):
        Voice(json=True).result("", {"value": float("nan")})


def test_a_name_that_was_meant_is_a_hint_of_its_own(capsys):
    tell_error("there is no run 'pumsp'; did you mean 'pumps'?; look again")
    assert capsys.readouterr().err == (
        "error: there is no run 'pumsp'; look again\nhint: did you mean 'pumps'?\n"
    )
    tell_error("a.txt is not a study; give a folder")
    assert capsys.readouterr().err == "error: a.txt is not a study\nhint: give a folder\n"
    tell_error("no study", otherwise="ask for help")
    assert capsys.readouterr().err == "error: no study\nhint: ask for help\n"
    tell_error("no room", "free some")
    assert capsys.readouterr().err == "error: no room\nhint: free some\n"


def test_a_name_longer_than_the_screen_is_told_once_with_its_head(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    tell_error("x" * 50)
    assert capsys.readouterr().err == "error:\n  " + "x" * 50 + "\n"


def test_a_name_from_elsewhere_does_not_move_the_cursor():
    assert (
        folded("lines of \x1b[2Jpumps\u202e, 5\u00a0t\n\tö")
        == "lines of \\x1b[2Jpumps\\u202e, 5\u00a0t\n\tö"
    )


def test_a_column_with_nothing_in_it_and_no_head_has_room_on_the_narrowest_screen(monkeypatch):
    monkeypatch.setenv("COLUMNS", "5")
    assert listed(("name", "", "why"), [("one", "", "y " * 30)]).startswith("one\n")


def test_what_the_system_refuses_names_the_path():
    assert "-o or --store" in remedy(OSError(28, "No space left on device"))
    assert "may be used" in remedy(PermissionError(13, "Permission denied", "runs"))
    assert "right" in remedy(FileNotFoundError(2, "No such file", "x"))
    assert refusal(PermissionError(13, "Permission denied", "runs")) == "runs: Permission denied"
    assert refusal(OSError(28, "No space left on device")) == "the output: No space left on device"
