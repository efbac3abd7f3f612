"""A user's own cases: read with what is usual filled in, refused with every cell that is wrong, and counted in a class."""

from __future__ import annotations

from datetime import date

import pytest

from offtake.errors import UsageError
from offtake.evidence.reference.cases import columns, past_cases
from offtake.evidence.reference.classes import reference_class
from offtake.evidence.reference.own import own_cases
from offtake.evidence.reference.states import command, driver_rows

HEADER = "case,kind,announced,promised,started,open_until"
TWO = (
    f"{HEADER}\na,new,2022-01-01,2022-12-31,2022-12-31,\nb,new,2022-01-01,2022-12-31,,2023-12-31\n"
)


def refused(text: str) -> str:
    with pytest.raises(UsageError) as error:
        own_cases(text, "own.csv")
    return str(error.value)


def test_what_is_left_out_is_the_usual() -> None:
    first, second = own_cases(TWO, "own.csv")
    assert (first.design, first.group, first.vintage, first.rate_basis) == ("known", "a", "original", "observed")  # fmt: skip
    assert (first.promised, first.started) == (date(2022, 12, 31), date(2022, 12, 31))
    assert second.outcome.date == "2023-12-31"


def test_the_cases_that_come_with_offtake_are_a_file_of_the_same_columns() -> None:
    row = dict.fromkeys(columns(), "") | {"case": "a", "kind": "new", "announced": "2022", "promised": "2023", "started": "2024"}  # fmt: skip
    text = "\n".join([",".join(columns()), ",".join(row.values())])
    assert own_cases(text, "own.csv")[0].started == date(2024, 12, 31)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_file_may_be_parted_as_the_user_s_spreadsheet_does(mark: str) -> None:
    assert len(own_cases(TWO.replace(",", mark), "own.csv")) == 2


def test_all_that_is_wrong_is_told_at_once_with_its_cell() -> None:
    known = past_cases()[0].case
    told = refused(
        f"{HEADER},rate_seen\n"
        "a,build,2022-13,2023,2022,,x\n"
        ",new,2022,2021,2023,\n"
        "c,new,2022,2021,2023,2024\n"
        f"{known},new,2022,,2023,\n"
    )
    assert told.startswith("own.csv: 8 faults")
    for cell in ("B2  kind: 'build'", "C2  announced: '2022-13'", "G2  rate_seen: 'x'", "A3  case: is empty",
                 "D4  promised: 2021 is before announced, 2022", "F4  open_until", f"A5  case: '{known}' is a case already"):  # fmt: skip
        assert cell in told, cell


def test_columns_are_those_that_there_are() -> None:
    assert "B1  there is no column 'kinds'; did you mean 'kind'?" in refused("case,kinds,announced\n")  # fmt: skip
    assert "columns case, kind, announced are missing" in refused("")
    assert "no case below the header" in refused(HEADER)
    assert "more cells than columns: 2024" in refused(f"{TWO}c,new,2022,2023,2024,,2024\n")


def test_two_cases_of_one_s_own_are_a_class() -> None:
    # over at 1, open at about 2: above 1 lies the open one, and what the spread before all cases (α = 1) leaves there
    cases = own_cases(TWO, "own.csv")
    found = reference_class("start", cases=cases, taken="--own own.csv --alone")
    assert (len(found.outcomes), found.over) == (2, 1)
    assert 0 < found.spread.mean < 10
    beyond = float(found.spread.survival([1.0 + 1e-9])[0])
    assert 1 / 3 < beyond < 2 / 3


def test_one_open_case_alone_is_no_fault() -> None:
    [_, still_open] = own_cases(TWO, "own.csv")
    found = reference_class("start", cases=(still_open,))
    assert float(found.spread.survival([still_open_ratio := 729 / 364])[0]) > 0.4, still_open_ratio


def test_a_driver_of_such_a_class_says_which_cases_it_took() -> None:
    every = (*past_cases(), *own_cases(TWO, "own.csv"))
    found = reference_class("start", "new", cases=every, taken="--own own.csv")
    assert command(found).endswith("--kind new --own own.csv")
    [source] = driver_rows(found, 2, "slip", date(2027, 1, 1), "", "0.0")["sources"]
    assert source["source"] == "ref-start-new-own-own-csv"
