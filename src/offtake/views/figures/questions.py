"""The first screen: what to sign, with whom, for how much, what it brings, how sure that is, and whether it is still in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offtake.views.drawing import words
from offtake.views.drawing.frames import Material
from offtake.views.figures import answer
from offtake.views.figures.answer import HeadlineNumber
from offtake.views.figures.deal import signing, worth
from offtake.views.figures.deal.small import parted
from offtake.views.figures.grounds.provenance import judgement

LONG = 90
"""Letters from which on what is told is a sentence."""
NAMED = 4
"""Names that one line of the first screen has room for."""


@dataclass(frozen=True)
class Asked:
    """A question with its answer in bold, what that means, and the band; `question` is '' where the one above goes on.

    `number` is the headline number behind it; `link` the figure of the report that says more.
    """

    question: str
    answer: str
    text: str
    told: tuple[str, ...] = ()
    number: HeadlineNumber | None = None
    link: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is told below the answer: facts on one line, sentences on lines of their own."""
        if max(map(len, self.told), default=0) <= LONG:
            return (" · ".join(self.told),) if self.told else ()
        return tuple(text[0].upper() + text[1:] for text in self.told)


ALONE = {
    "answer.delivered": "What is delivered",
    "answer.never-delivered": "What never comes",
    "answer.wait": "How long it takes",
    "answer.public-cost": "For how much",
    "answer.begun": "What is built",
}
"""Questions of a run without a deal to compare."""

COMPARED = {
    "answer.public-cost": "For how much",
    "answer.delivered": "What it brings",
    "answer.never-delivered": "",
    "answer.wait": "",
    "answer.worth": "",
    "answer.begun": "What is built",
    "answer.sure": "How sure",
}
"""Questions of a run with a deal, in the order in which they are asked."""


def asked(run: Material) -> tuple[Asked, ...]:
    """Every question with its answer, in the order of reading."""
    numbers = {number.id: number for number in answer.numbers(run)}
    if not answer.compared(run) or answer.nothing_agreed(run):
        rows = [
            Asked(ALONE[k], n.text, n.label, tuple(filter(None, (n.band,))), n)
            for k, n in numbers.items()
            if k in ALONE
        ]
        return (*_not_signed(run), *rows, _how_sure(run))
    rows = [_row(question, numbers[k], run) for k, question in COMPARED.items() if k in numbers]
    if "answer.sure" not in numbers:
        rows.append(_how_sure(run))
    return (*_signed(run), *rows, *_in_time(run))


def _how_sure(run: Material) -> Asked:
    """What the answer rests on, where no probability of a gain can be told."""
    if run.futures > 1:
        return Asked("How sure", "", judgement(run))
    one = "the study has one future, in which nothing is uncertain"
    if run.possible > 1:
        one = f"the plan is made for one future of the {run.possible} that can come about"
    return Asked("How sure", "Not asked:", one, (judgement(run).removesuffix("."),))


def _row(question: str, number: HeadlineNumber, run: Material) -> Asked:
    """A headline number by what signing changes of it."""
    if number.id == "answer.sure":
        judged = judgement(run).removesuffix(".")
        sure = (number.band, judged, _asked_next(run))
        return Asked(question, number.text, number.label, tuple(filter(None, sure)), number)
    told = (number.without, number.band)
    bold, text = number.change or number.text, number.meaning or number.label
    return Asked(question, bold, text, tuple(filter(None, told)), number)


def _asked_next(run: Material) -> str:
    """How to learn which assumptions move the answer, where that was not asked yet."""
    if run.headline.get("moves_most"):
        return ""
    return f"Which of them move the answer most was not asked; the command: offtake sensitivity {run.headline['run']}"


def _signed(run: Material) -> Iterator[Asked]:
    deal = run.headline.get("deal")
    if not deal:
        return
    if not deal.get("clauses"):
        yield Asked("What to sign", *signing.why_nothing(deal, run.study.settings))
        return
    clauses = signing.in_order(deal, parted(deal, run.study.settings.material)[0])
    number = f"{words.count(len(clauses), 'clause')}:"
    yield Asked("What to sign", number, _kinds(clauses), link="to-sign")
    told = (f"signed and paid by {_buyers(clauses)}", worth.who_gains(run))
    yield Asked("With whom", _producers(clauses), "", tuple(filter(None, told)))


def _kinds(clauses: Sequence[Mapping[str, Any]]) -> str:
    """Kinds of clause, with how many there are of each where that is more than one."""
    kinds = Counter(signing.kind_of(c) for c in clauses)
    return words.listed([f"{kind} ({n})" if n > 1 else kind for kind, n in kinds.items()], 10)


def _producers(clauses: Sequence[Mapping[str, Any]]) -> str:
    """All that clauses are signed with: nobody is one of some others."""
    names = list(dict.fromkeys(str(c["producer"]) for c in clauses))
    return words.listed(names, len(names))


def _buyers(clauses: Sequence[Mapping[str, Any]]) -> str:
    """Who signs on the other side, by name where the names fit."""
    names = list(dict.fromkeys(n for c in clauses for n in (c.get("shares") or {c["buyer"]: 1.0})))
    return words.listed(names, NAMED) if len(names) <= NAMED else f"{len(names)} buyers together"


def _not_signed(run: Material) -> Iterator[Asked]:
    """Why nothing can be said about a deal where none was worked out."""
    if "deal" in run.arrangements:
        yield from _signed(run)
    elif run.study.instruments.empty:
        yield Asked(
            "What to sign", "Nothing:", "the study offers no instrument that could be signed"
        )
    else:
        yield Asked(
            "What to sign",
            "Not worked out",
            f"in this run; offtake run {run.headline['study']} works it out",
        )


def _in_time(run: Material) -> Iterator[Asked]:
    """Whether the day for which the deal was worked out had passed when it was solved."""
    start, solved = run.settings.start.isoformat(), run.solved[:10]
    if not run.deal.get("clauses"):
        return
    later = f"what signing later costs: offtake wait {run.headline['run']}"
    if solved > start:
        yield Asked(
            "Still in time?",
            "Not on the day",
            f"for which it is worked out, {start}: that had passed when it was solved, on {solved}",
            (
                later,
                "for what is best from another day on: set start in study.toml, and solve again",
            ),
        )
        return
    yield Asked("Still in time?", f"Signature on {start}", "is what it is worked out for", (later,))
