"""Limits and approximations: each is read off the words of the sentence."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "language", "bounds"),
    [
        ("The port was fined over €3 million.", "en", [">"]),
        ("A strike by over 500 masons began.", "en", [">"]),
        ("They struck over 800 sackings.", "en", ["="]),
        ("Bei der Wahl blieb die Quote unter 40 Prozent.", "de", ["<"]),
        ("Eine Umfrage unter 2.300 Mietern begann.", "de", ["="]),
        ("Sie wies Berichte über 300 Risse zurück.", "de", ["="]),
        ("Nearly 40 kilns and almost 90 ovens are lit.", "en", ["~", "~"]),
        ("Fewer than 40 kilns are lit.", "en", ["<"]),
        ("Knapp 40 Öfen brennen, weniger als 90 Kessel stehen still.", "de", ["~", "<"]),
        ("Près de 40 fours brûlent, moins de 90 fours sont froids.", "fr", ["~", "<"]),
        ("The port handed over 12 cranes.", "en", ["="]),
        ("The port made over 12 cranes.", "en", [">"]),
        ("The port has given over 12 cranes away.", "en", [">"]),
        ("It did not say why more than 30 trees fell.", "en", [">"]),
        ("With no rain for weeks more than 30 trees died.", "en", [">"]),
        ("Nicht einmal im Mai fielen mehr als 30 Bäume.", "de", [">"]),
        ("No yard in the bay mends more than 30 boats.", "en", ["<="]),
        ("It has not mended more than 30 boats.", "en", ["<="]),
        ("The port lost over 12 cranes in May and mended over 30 cranes.", "en", [">", ">"]),
        ("The fine is up to €11m ($12m).", "en", ["<=", "<="]),
        ("The fine is €11m (about $12m).", "en", ["=", "~"]),
        ("Rents went up to $900 from $700.", "en", ["=", "="]),
        ("It vowed “at least” 70 buses.", "en", [">="]),
        ("The weir has a minimum daily flow of 3 GW.", "en", [">="]),
        ("Its orders add up to €11m.", "en", ["="]),
        ("Pay is to go up to $110 a month, and fines can go up to $90.", "en", ["=", "<="]),
        ("It mends 40 or so boats, and paid $900 or so.", "en", ["~", "~"]),
        ("It ordered 40 cranes plus an option on 12 winches and more moorings.", "en", ["=", "="]),
        ("Sorely short of 40 masons, it closed.", "en", ["="]),
        ("The carry-over 40 tonnes rot.", "en", ["="]),
        ("The weir has yet to make more than 30 MW.", "en", ["<="]),
        ("Die Hütte liefert über zehn Jahre Ziegel, und wartet seit über zwei Jahren.", "de", ["=", ">"]),
        ("Es liegen Bestellungen über 40 Öfen vor.", "de", ["="]),
        ("Le four n'a pas dépassé 40 tonnes.", "fr", ["<="]),
        ("Work is sure for at least the next four years.", "en", [">="]),
        ("Work is sure over the next five years.", "en", ["="]),
        ("Guests waited over five hours.", "en", [">"]),
        ("It has 40 kilns and more than 30 ovens.", "en", ["=", ">"]),
        ("It felled 300 or more trees.", "en", [">="]),
        ("Nobody may fell fewer than 30 trees.", "en", [">="]),
        ("Drought has pushed its costs up to €90 a tonne.", "en", ["="]),
        ("Costs may exceed €90m.", "en", [">"]),
        ("Le coût dépasserait 90 millions d'euros.", "fr", [">"]),
        ("Gut 40 Öfen brennen.", "de", ["~"]),
        ("Das Los hat ein Volumen bis 40 Millionen Euro.", "de", ["<="]),
        ("Près d'un quart des fours brûle.", "fr", ["~"]),
        ("Le coût pourrait frôler 40 millions d'euros.", "fr", ["~"]),
        ("Une trentaine de fours brûlent.", "fr", ["~"]),
        ("Es brennen 40 Öfen oder mehr.", "de", [">="]),
        ("Eine Umfrage unter 40 Mietern lief.", "de", ["="]),
        ("Es gab Anfragen über 40 Boote.", "de", ["="]),
        ("Il faut 40 fours au maximum.", "fr", ["<="]),
        ("Il y a eu 40 fours au plus fort de la crue.", "fr", ["="]),
        ("It is not true, since more than 30 trees fell.", "en", [">"]),
    ],
)  # fmt: skip
def test_what_a_limit_is(text, language, bounds):
    found = [c.bound for c in claims_of(text, language) if c.words]
    assert found == bounds
