"""Claims are shown in their words, go into the study with a source, or are rejected with a reason."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from offtake.evidence.claim import Claim
from offtake.evidence.deciding.fitting import taken
from offtake.evidence.deciding.store import folder_of, read_evidence
from offtake.evidence.deciding.undoing import undo
from offtake.study.reading.read import read_study
from offtake.views.web.review import PLACES, _around

STUDY = "/api/studies/mine"
ARTICLE = (
    "Regulator counts\nPublished: 4 December 2025\nSource: Harbour Herald\n\n"
    "Alfa's pump hall in Northport can make 80 pumps a year, the regulator said on Wednesday.\n\n"
    "In the first half of 2025 Beta delivered 36 pumps.\n"
)


@pytest.fixture
def own(own_page):
    own_page.ask("/api/studies/example toy/copy", "POST", b'{"name": "mine"}')
    found = own_page.ask(
        f"/api/uploads/mine/articles/{quote('an article.txt')}", "PUT", ARTICLE.encode()
    )
    found = found if found.status == 200 else own_page.ask("/api/uploads/mine/articles/an article.txt", "PUT", ARTICLE.encode())  # fmt: skip
    assert found.status == 200, found.body
    return own_page


def claim_of(page, kind):
    return next(c for c in page.get(f"{STUDY}/claims")["claims"] if c["kind"] == kind)


def post(page, claim, what, **sent):
    return page.ask(f"{STUDY}/claims/{claim}/{what}", "POST", json.dumps(sent).encode())


def test_a_claim_stands_in_its_place_in_the_text(own):
    claim = claim_of(own, "capacity")
    before, words, after = claim["around"]
    assert words.startswith("Alfa's pump hall")
    assert words == claim["exact"]
    assert "80 pumps a year" in words
    assert before + words + after in ARTICLE or before.endswith("\n")


def test_what_stands_around_a_claim_is_cut_between_words():
    text = "abcdefghi " * 60 + "Alfa makes 70. " + "abcdefghi " * 60
    for shift in range(10):
        own = Claim("c", "d", 600 - shift, 614, text[600 - shift : 614], "", "", "output")
        before, words, after = _around(text, own)
        assert words == own.exact
        assert set(after.split()) == {"abcdefghi"}
        assert set(before.split()[:-1]) == {"abcdefghi"}
        assert before + words + after in text
    short = Claim("c", "d", 0, 4, "Alfa", "", "", "output")
    assert _around("Alfa", short) == ["", "Alfa", ""]


def test_claims_and_documents_stand_by_age(own):
    early = ARTICLE.replace("4 December", "2 December").replace("80", "85")
    assert own.ask("/api/uploads/mine/articles/zebra.txt", "PUT", early.encode()).status == 200
    found = own.get(f"{STUDY}/claims")
    assert [d["published"] for d in found["documents"]] == ["2025-12-02", "2025-12-04"]
    first = found["documents"][0]["id"]
    own_order = [c["document"] == first for c in found["claims"]]
    assert own_order == sorted(own_order, reverse=True)


def test_where_it_could_go_is_guessed_and_what_stands_there_is_shown(own):
    aim = own.get(f"{STUDY}/claims/{claim_of(own, 'capacity')['id']}/aims")[0]
    lines = read_study(own.desk.folder / "mine").lines
    hall = lines[lines["line"] == "pump hall"]
    assert (aim["table"], aim["column"], aim["where"]) == ("lines", "capacity", "line=pump hall")
    assert float(aim["now"]) == float(hall["capacity"].iloc[0])


def test_every_claim_has_its_guesses_whatever_its_kind(own):
    for claim in own.get(f"{STUDY}/claims")["claims"]:
        assert len(own.get(f"{STUDY}/claims/{claim['id']}/aims")) <= 5


def test_no_place_is_guessed_that_would_be_refused():
    assert all(kind in taken(*aim) for kind, aims in PLACES.items() for aim in aims)


def test_an_accepted_claim_is_a_change_with_its_source(own):
    claim = claim_of(own, "capacity")
    found = post(
        own, claim["id"], "accept", table="lines", where="line=pump hall", column="capacity",
        reason="counted by the regulator", grade="B", publisher="Harbour Herald", policy="counted",
    )  # fmt: skip
    assert found.status == 200, found.body
    study = read_study(own.desk.folder / "mine", "counted")
    assert study.lines.set_index("line").loc["pump hall", "capacity"] == 80.0
    assert claim_of(own, "capacity")["decision"] == "accepted"


def test_a_claim_is_rejected_with_a_reason_only(own):
    claim = claim_of(own, "capacity")
    assert post(own, claim["id"], "reject", reason=" ").status == 400
    assert post(own, claim["id"], "reject", reason="a wish").status == 200
    again = claim_of(own, "capacity")
    assert (again["decision"], again["why"]) == ("rejected", "a wish")
    assert post(own, "ffffffffffff", "reject", reason="x").status == 400


def test_an_article_that_is_none_is_refused(own):
    for name, data in (("../a.txt", b"x"), ("b.bin", b"\0" * 50)):
        assert own.ask(f"/api/uploads/mine/articles/{name}", "PUT", data).status in (400, 404)


def test_a_claim_that_somebody_else_has_decided_meanwhile_is_told_and_not_decided_over(own):
    claim = claim_of(own, "capacity")
    assert post(own, claim["id"], "reject", reason="a wish", seen="open").status == 200
    late = post(own, claim["id"], "reject", reason="mine", seen="open")
    assert (late.status, "rejected: a wish" in late.json["error"]) == (409, True)
    assert claim_of(own, "capacity")["why"] == "a wish"
    assert post(own, claim["id"], "reject", reason="mine", seen="rejected").status == 200


HALL = {"table": "lines", "where": "line=pump hall", "column": "capacity", "reason": "counted", "grade": "B", "publisher": "Harbour Herald"}  # fmt: skip


def test_a_claim_that_was_taken_back_is_open_again_and_can_be_decided(own):
    claim = claim_of(own, "capacity")["id"]
    where = own.desk.folder / "mine"
    assert post(own, claim, "accept", **HALL).status == 200
    kept = read_evidence(folder_of(where))
    undo(where, kept, kept.claim(claim), "2025-12-05")
    assert claim_of(own, "capacity")["decision"] == ""
    assert post(own, claim, "accept", **HALL, seen="open").status == 200


def test_a_kind_that_was_read_wrongly_is_said_on_the_page_too(own):
    claim = claim_of(own, "output")["id"]
    assert "--as" in post(own, claim, "accept", **HALL, value="72").body.decode()
    assert post(own, claim, "accept", **HALL, value="72", kind="speed").status == 400
    assert post(own, claim, "accept", **HALL, value="72", kind="capacity").status == 200
