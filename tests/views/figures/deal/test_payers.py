"""Who pays, where nobody does."""

from __future__ import annotations

from offtake.views.drawing.frames import material
from offtake.views.figures.deal.payers import who_pays


def test_where_the_arrangement_shown_pays_nothing_there_is_no_figure_of_payers(invent):
    run = invent()
    pays = run.frames["who_pays"]
    others = pays[pays["arrangement"] != material(run).main]

    assert not others.empty
    assert who_pays(material(run.with_frame("who_pays", others))) is None
