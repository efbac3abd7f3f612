"""The first screen: which questions are asked, in which order, and who is named in the answers."""

from __future__ import annotations

from dataclasses import replace

from offtake.views.drawing.frames import material
from offtake.views.figures.questions import Asked, asked


def signed(invent, *clauses, **more):
    """Clauses as (kind, producer, buyers); an even share for each buyer."""
    rows = [
        {"kind": k, "producer": p, "buyer": b[0], "shares": dict.fromkeys(b, 1 / len(b)), "expected_cost": 9.0, "instrument": k, "covers": "all"}
        for k, p, b in clauses
    ]  # fmt: skip
    run = material(invent())
    return replace(run, headline={**run.headline, "deal": {"clauses": rows, **more}})


def rows(run) -> dict[str, Asked]:
    return {row.question: row for row in asked(run)}


def test_facts_share_a_line_and_sentences_stand_on_their_own():
    assert Asked("", "", "", ("EUR 4 instead of EUR 2", "both futures: 1 to 2")).lines == ("EUR 4 instead of EUR 2 · both futures: 1 to 2",)  # fmt: skip
    assert Asked("", "", "", ("with rain " * 12, "in all")).lines == ("W" + ("with rain " * 12)[1:], "In all")  # fmt: skip


def test_kinds_are_counted_and_every_producer_is_named(invent):
    run = signed(
        invent,
        ("take_or_pay", "Alder Works", ["Arland"]),
        ("grant", "Birch & Sons", ["Arland", "Dorne"]),
        ("take_or_pay", "Cedar plc", ["Dorne"]),
    )
    found = rows(run)
    assert (found["What to sign"].answer, found["What to sign"].text) == ("3 clauses:", "take or pay (2) and grant")  # fmt: skip
    assert found["With whom"].answer == "Alder Works, Birch & Sons and Cedar plc"
    assert found["With whom"].told == ("signed and paid by Arland and Dorne",)


def test_four_buyers_are_named_and_five_are_counted(invent):
    def told(number: int) -> str:
        names = ["Arland", "Borduria", "Carpania", "Dorne", "Elbonia"][:number]
        return rows(signed(invent, ("grant", "Alder Works", names)))["With whom"].told[0]

    assert told(4) == "signed and paid by Arland, Borduria, Carpania and Dorne"
    assert told(5) == "signed and paid by 5 buyers together"


def test_the_day_of_signature_is_late_only_once_it_has_passed(invent):
    # the plan begins on 2026-01-01
    run = signed(invent, ("grant", "Alder Works", ["Arland"]))
    for solved, late in (("2025-12-31T23:59", False), ("2026-01-01T09:00", False), ("2026-01-02T00:01", True)):  # fmt: skip
        (*_, last) = asked(replace(run, solved=solved))
        assert last.question == "Still in time?"
        assert last.answer == ("Not on the day" if late else "Signature on 2026-01-01")
        assert ("had passed" in last.text) == late
        assert last.told[0].startswith("what signing later costs: offtake wait ")
        assert any("set start in study.toml" in text for text in last.told) == late


def test_without_a_deal_to_compare_the_numbers_are_told_as_they_are(invent):
    found = asked(material(invent("first-best")))
    assert [row.question for row in found] == [
        "What to sign", "What is delivered", "What never comes", "How long it takes", "For how much", "What is built", "How sure",
    ]  # fmt: skip
    assert found[0].text == "the study offers no instrument that could be signed"
    assert found[1].answer == "13 million rounds"


def test_the_changes_are_told_in_the_order_of_the_screen_and_not_in_that_of_the_numbers(invent):
    futures = [{"probability": 0.5, "difference": d} for d in (4.0, 6.0)]
    run = signed(invent, ("grant", "Alder Works", ["Arland"]))
    run = replace(run, headline={**run.headline, "value_of_commitment_by_future": futures})
    told = [row.number.id for row in asked(run) if row.number is not None]
    assert told == ["answer.public-cost", "answer.delivered", "answer.never-delivered", "answer.wait", "answer.worth", "answer.sure"]  # fmt: skip
