"""How lines, comments, encodings and numbers are told apart."""

from __future__ import annotations

import codecs
import os

import pytest
from tests.stochastic.formats.conftest import CORE, STOCH, TIME

from offtake.errors import InstanceError
from offtake.stochastic.formats.lines import read_number, text_lines

# One instance, written in many ways: see conftest for the 40.
WRITTEN = {
    "comments that are indented": CORE.replace("COLUMNS\n", "COLUMNS\n  * a comment about X\n"),
    "a byte order mark": codecs.BOM_UTF8 + CORE.encode(),
    "UTF-16": CORE.encode("utf-16"),
    "Latin-1 in a comment": b"* Louveaux, Li\xe8ge\n" + CORE.encode(),
    "lines of Windows": CORE.replace("\n", "\r\n"),
    "no indentation": "\n".join(line.lstrip() for line in CORE.split("\n")),
    "exponents of Fortran": CORE.replace(" 10\n", " 1.0D+01\n").replace("CAP 100", "CAP 1d2"),
    "headings in small letters": CORE.replace("ROWS", "rows").replace("COLUMNS", "columns"),
    "tabs": CORE.replace(" ", "\t"),
}


@pytest.mark.parametrize("core", WRITTEN.values(), ids=WRITTEN)
def test_one_instance_written_in_many_ways_has_one_cost(cost, core):
    assert cost(core=core) == pytest.approx(40)


def test_time_and_stoch_files_need_no_indentation(cost):
    bare = {
        "time": "\n".join(line.lstrip() for line in TIME.split("\n")),
        "stoch": "\n".join(line.lstrip() for line in STOCH.split("\n")),
    }
    assert cost(**bare) == pytest.approx(40)


@pytest.mark.parametrize(
    ("core", "said"),
    [
        ("", "a.cor is empty"),
        ("* nothing\n", "a.cor, line 2: the file ends without ENDATA"),
        (b"\x7fELF\x00\x00\x01", "a.cor is no text file"),
        (CORE.replace("ENDATA\n", ""), "the file ends without ENDATA"),
        (CORE.replace("CAP 100", "CAP 1_0"), "line 11: '1_0' is not a number"),
        (CORE.replace("CAP 100", "CAP 1e400"), "line 11: 1e400 is infinite"),
        (CORE.replace("CAP 1\n", "CAP 1e31\n"), "line 7: 1e31 is infinite"),
        (
            CORE.replace("CAP 1\n", "CAP 1e17\n"),
            "line 7: 1e17 is too large for a solver; wanted a number below 1e+15",
        ),
    ],
)
def test_what_is_no_file_of_numbers_is_refused_with_its_line(small, core, said):
    with pytest.raises(InstanceError) as refusal:
        small(core=core)
    assert said in str(refusal.value)


def test_a_number_is_infinite_only_where_that_may_be():
    assert read_number("-Inf", "", endless=True) == float("-inf")
    assert read_number("1e30", "", endless=True) == float("inf")
    with pytest.raises(InstanceError, match="infinite"):
        read_number("1e30", "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_instance_and_nobody_waits_for_it(tmp_path):
    pipe = tmp_path / "a.cor"
    os.mkfifo(pipe)
    with pytest.raises(InstanceError, match="no file that can be read"):
        list(text_lines(pipe, {}))
