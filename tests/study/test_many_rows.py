"""Many rows that are all wrong: time and words grow with the rows, not with their square."""

from __future__ import annotations

import time

import pytest

from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found

ROWS = 10_000
INSTRUMENTS = "instrument,kind,buyer,producer\n"
STATES = "driver,date,state,next,probability\n"
WRONG = {
    "orders of unknown firms": (
        "orders",
        "order,buyer,producer,product,quantity,price,starts,ends\n",
        "O{k},Nobody{k},Firm{k},good{k},1,1,2026-01-01,2026-12-31\n",
        3 * ROWS,
    ),
    "states that nothing leads to": (
        "driver_states",
        STATES + "war,2027-01-01,on,on,1\n",
        "war,2027-01-01,s{k},t{k},1\n",
        ROWS,
    ),
    "clauses of unknown firms": (
        "instruments",
        INSTRUMENTS,
        "I{k},grant,Nobody{k},Firm{k}\n",
        2 * ROWS,
    ),
}


@pytest.mark.parametrize(("table", "header", "row", "least"), WRONG.values(), ids=WRONG)
def test_time_and_words_grow_with_the_rows(folder, table, header, row, least):
    path = folder({table: header + "".join(row.format(k=k) for k in range(ROWS))})
    start = time.process_time()

    faults = faults_in(as_found(path))

    assert len(faults) >= least
    assert time.process_time() - start < 5
    assert sum(len(fault.message) for fault in faults) < 300 * len(faults)


@pytest.mark.parametrize("cells", ["much,dear", "-1,-1"])
def test_a_table_that_is_wrong_throughout_is_given_up_and_nothing_is_said_of_what_names_its_rows(
    folder, cells
):
    header = "line,producer,product,capacity,unit_cost\n"
    path = folder({"lines": header + "".join(f"l{k},Maker,goods,{cells}\n" for k in range(6_000))})
    faults = faults_in(as_found(path))
    assert (
        faults[0].found
        == "more than 10,000 cells of this table have a fault; the others were not looked at"
    )
    assert {fault.table for fault in faults} == {"lines"}


def test_rules_of_many_rows_look_each_column_up_once(folder):
    many = range(6_000)
    lines = "".join(f"l{k},Maker,goods,1,1\n" for k in many)
    path = folder(
        {
            "lines": "line,producer,product,capacity,unit_cost\n" + lines,
            "limits": "limit,variable,where,minimum,maximum\n"
            + "".join(f"r{k},make,line=l{k},,5\n" for k in many),
            "changes": "policy,order,table,where,column,operation,value\n"
            + "".join(f"p{k},1,lines,line=l{k},capacity,set,2\n" for k in many),
        }
    )
    start = time.process_time()
    assert not {fault.table for fault in faults_in(as_found(path))} & {"limits", "changes"}
    assert time.process_time() - start < 5
