"""From a figure to what stands behind it: result table, its rows, the study's rows, their sources.

Every number that a run shows has a name:

    delivered.PRODUCT.YEAR   need.PRODUCT.PERIOD   late.PRODUCT        projects.PROJECT
    money.STEP.YEAR          shortfall.BUYER.YEAR  bottleneck.FAMILY.NAME.YEAR
    public_paid   public_burden   resource_cost   social_value   delay   begun   acceptance.PRODUCER   clause.INSTRUMENT
    pays.PAYER.YEAR          information.NAME            sampled.gap         state.STATE.MEASURE
    value_of_commitment      price_of_no_agreement       clauses             at_stake
    sensitivity.ASSUMPTION   sensitivity.spread          sensitivity.first_decisions
    why.NAME                 policy.NAME
    made.PRODUCT.YEAR        waits.PRODUCT.BUYER         reasons.PRODUCT.BUYER   ahead.RIVAL.PRODUCT.YEAR   (and others: `forecast`)

which means the run's main arrangement; `no-deal/delivered.PRODUCT.YEAR` means another.  Names of figures in
the report (answer.delivered, money-path) are understood too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pandas as pd

from offtake.errors import UsageError
from offtake.notebook import table
from offtake.results.behind import scope
from offtake.results.behind.forecast import forecast_pointers
from offtake.results.behind.pointer import Pointer
from offtake.results.behind.sentences import sentences_behind
from offtake.results.documents.plain import records
from offtake.results.solving.solved import Solved
from offtake.results.tables.lead import by_importance
from offtake.results.tables.statistics import main_arrangement
from offtake.study.wording.near import did_you_mean

SHOWN = 8
SAID_OF_NONE = ("timeline", "bottlenecks")
"""Figures of the report that also say that there is none."""


@dataclass(frozen=True)
class Trace:
    """A figure and everything behind it.

    `rows`: rows of the result table; `inputs`: the study's figures behind them, one row each (table, key,
    column, value, source, grade, status); `sources`: the documents those name; `sentences`: the words of documents
    that figures were taken from, where claims stand behind them.
    """

    figure: str
    table: str
    rows: pd.DataFrame
    inputs: pd.DataFrame
    sources: pd.DataFrame
    sentences: pd.DataFrame

    @cached_property
    def document(self) -> dict[str, Any]:
        """The trace for other programs."""
        return {
            "figure": self.figure,
            "table": self.table,
            "rows": records(self.rows),
            "inputs": records(self.inputs),
            "sources": records(self.sources),
            "sentences": records(self.sentences),
        }

    def _repr_html_(self) -> str:
        rows = [tuple(map(str, row)) for row in self.inputs[["table", "key", "column", "value", "source", "status"]].to_numpy().tolist()]  # fmt: skip
        title = f"{self.figure}: table {self.table}, {_counted(len(self.rows), 'row')}"
        found = f"{_counted(len(self.sources), 'document')}: {', '.join(map(str, self.sources['title']))}"
        note = found if len(self.sources) else "No document stands behind these figures."
        return table(title, ("table", "row", "column", "value", "source", "status"), rows, note)

    def __str__(self) -> str:
        counts = self.inputs["status"].value_counts()
        said = ", ".join(
            f"{counts[s]} {s}" for s in ("sourced", "assumed", "missing") if s in counts
        )
        parts = [
            f"{self.figure}: table {self.table}, {_counted(len(self.rows), 'row')}",
            _cut(self.rows),
            f"Rests on {_counted(len(self.inputs), 'figure')} of the study ({said}):",
            *_by_table(self.inputs),
        ]
        if len(self.sources):
            shown = self.sources[["source", "grade", "publisher", "title", "date", "address"]]
            parts += ["Sources (A official, B established, C indirect, D weak):"]
            parts += [
                "  " + ", ".join(v for v in map(str, r) if v) for r in shown.to_numpy().tolist()
            ]
        else:
            parts.append("No document stands behind these figures.")
        if len(self.sentences):
            parts.append("Taken from these words:")
            parts += [
                f"  {r['table']}, {r['key']}, {r['column']} = {r['value']}  [{r['source']}, claim {r['claim']}]\n    “{r['words']}”"
                for r in self.sentences.to_dict("records")
            ]
        return "\n".join(parts)


def trace_figure(run: Solved, figure: str) -> Trace:
    """What stands behind `figure`; UsageError, with the nearest name, where there is no such figure."""
    pointers = _pointers(run)
    if figure not in pointers:
        raise UsageError(
            f"there is no figure {figure!r} in run {run.id}{did_you_mean(figure, pointers)}; "
            f"'offtake trace {run.id}' lists those there are"
        )
    pointer = pointers[figure]
    rows = run.tables[pointer.table]
    for column, value in pointer.where.items():
        rows = rows[rows[column] == value]
    wanted = scope.keys(pointer.behind(run.study))
    inputs = run.provenance.merge(wanted, on=["table", "key"]).reset_index(drop=True)
    sentences = sentences_behind(run.study, wanted, run.options.policy)
    documents = run.tables["sources"]
    used = documents[documents["source"].isin([*inputs["source"], *sentences["source"]])]
    return Trace(
        figure,
        pointer.table,
        rows.reset_index(drop=True),
        inputs,
        used.reset_index(drop=True),
        sentences,
    )


def figure_names(run: Solved) -> list[str]:
    """Every name that `trace_figure` understands."""
    return list(_pointers(run))


def _pointers(run: Solved) -> dict[str, Pointer]:
    if "pointers" not in run.kept:
        run.kept["pointers"] = _named(run)
    found: dict[str, Pointer] = run.kept["pointers"]
    return found


def _named(run: Solved) -> dict[str, Pointer]:
    main = main_arrangement(run.plans)
    found: dict[str, Pointer] = {}
    for arrangement in dict.fromkeys([main, *run.plans]):
        prefix = "" if arrangement == main else f"{arrangement}/"
        found |= {f"{prefix}{name}": p for name, p in _of_arrangement(run, arrangement)}
    found |= {
        f"need.{product}.{period}": Pointer(
            "need", {"product": product, "period": period}, partial(scope.of_product, name=product)
        )
        for product, period in _pairs(run.tables["need"], "product", "period")
    }
    found |= (
        {
            f"clause.{name}": Pointer(
                "clauses", {"instrument": name}, partial(scope.of_clause, name=name)
            )
            for name in run.tables["clauses"]["instrument"]
        }
        if "clauses" in run.tables
        else {}
    )
    if "information" in run.tables:
        for name in run.tables["information"]["name"]:
            found[f"information.{name}"] = Pointer("information", {"name": name}, scope.everything)
    if "tornado" in run.tables:
        for name in dict.fromkeys(run.tables["tornado"]["name"]):
            found[f"sensitivity.{name}"] = Pointer("tornado", {"name": name}, scope.everything)
    for kind, name in _pairs(run.tables["whys"], "kind", "name") if "whys" in run.tables else ():
        found[f"why.{name}"] = Pointer("whys", {"kind": kind, "name": name}, scope.everything)
    if "policies" in run.tables:
        for name in dict.fromkeys(run.tables["policies"]["policy"]):
            found[f"policy.{name}"] = Pointer("policies", {"policy": name}, scope.everything)
    for name in ("spread", "first_decisions"):
        if name in run.tables:
            found[f"sensitivity.{name}"] = Pointer(name, {}, scope.everything)
    if len(run.tables.get("batches", ())):
        found["sampled.gap"] = Pointer("batches", {}, scope.everything)
    return found | _of_report(run, found, main)


def _of_arrangement(run: Solved, name: str) -> Iterator[tuple[str, Pointer]]:
    own = {"arrangement": name}
    tables = {
        key: frame[frame["arrangement"] == name]
        for key, frame in run.tables.items()
        if "arrangement" in frame
    }
    for measure in tables["answer"]["measure"]:
        kind, _, product = str(measure).partition(":")
        behind = partial(scope.of_product, name=product) if product else scope.everything
        yield (
            f"{kind}.{product}" if product else kind,
            Pointer("answer", own | {"measure": measure}, behind),
        )
    for product, year in _pairs(tables["deliveries_by_year"], "product", "year"):
        yield (
            f"delivered.{product}.{year}",
            Pointer(
                "deliveries_by_year",
                own | {"product": product, "year": year},
                partial(scope.of_product, name=product),
            ),
        )
    for product in tables["lateness"]["product"]:
        yield (
            f"late.{product}",
            Pointer(
                "lateness", own | {"product": product}, partial(scope.of_product, name=product)
            ),
        )
    for project in tables["projects"]["project"]:
        yield (
            f"projects.{project}",
            Pointer(
                "projects", own | {"project": project}, partial(scope.of_project, name=project)
            ),
        )
    for step, year in _pairs(tables["money_path"], "step", "year"):
        yield (
            f"money.{step}.{year}",
            Pointer(
                "money_path", own | {"step": step, "year": year}, partial(scope.of_money, step=step)
            ),
        )
    for buyer, year in _pairs(tables["shortfall"], "buyer", "year"):
        yield (
            f"shortfall.{buyer}.{year}",
            Pointer(
                "shortfall",
                own | {"buyer": buyer, "year": year},
                partial(scope.of_buyer, name=buyer),
            ),
        )
    for state, measure in (
        _pairs(tables["by_state"], "state", "measure") if "by_state" in tables else ()
    ):
        where = own | {"state": state, "measure": measure}
        yield (
            f"state.{state}.{measure.replace(':', '.')}",
            Pointer("by_state", where, scope.everything),
        )
    for producer in tables.get("producers", pd.DataFrame({"producer": []}))["producer"]:
        where = own | {"producer": producer}
        yield (
            f"acceptance.{producer}",
            Pointer("producers", where, partial(scope.of_producer, name=producer)),
        )
    if "who_pays" in tables:
        for payer, year in dict.fromkeys(_pairs(tables["who_pays"], "payer", "year")):
            where = own | {"payer": payer, "year": year}
            yield f"pays.{payer}.{year}", Pointer("who_pays", where, scope.everything)
    yield from forecast_pointers(tables, own)
    limits = tables["bottlenecks"]
    for family, limit, year in zip(limits["family"], limits["name"], limits["year"], strict=True):
        where = own | {"family": family, "name": limit, "year": year}
        yield f"bottleneck.{family}.{limit}.{year}", Pointer("bottlenecks", where, scope.everything)


def _of_report(run: Solved, found: Mapping[str, Pointer], main: str) -> dict[str, Pointer]:
    """The report's own names: its headline numbers and its charts."""
    own = {"arrangement": main}
    products = by_importance(run.tables["deliveries"], run.tables["need"], list(run.plans))
    first = next((f"delivered.{p}" for p in products if f"delivered.{p}" in found), "begun")
    names = {
        "answer.delivered": found[first],
        "answer.public-cost": found["public_paid"],
        "answer.begun": found["begun"],
        "answer.worth": found["social_value"],
        "answer.sure": found["social_value"],
        **{
            f"answer.{name}": next(
                (found[f"{kind}.{p}"] for p in products if f"{kind}.{p}" in found),
                Pointer("lateness", own, scope.everything),
            )
            for name, kind in (("never-delivered", "never_delivered"), ("wait", "wait"))
        },
    }
    charts = {
        "deliveries": "deliveries",
        "by-state": "by_state",
        "shortfall": "shortfall",
        "timeline": "projects",
        "capital": "projects",
        "bottlenecks": "bottlenecks",
        "money-path": "money_path",
        "who-pays": "who_pays",
        "exposure": "exposure",
        "cash": "producer_cash",
        "buyers": "who_pays",
        "producers": "producers",
        "delivery-times": "waits",
        "reasons": "reasons",
        "made": "made",
        "rivals": "rivals",
    }
    charts = {
        name: table
        for name, table in charts.items()
        if name in SAID_OF_NONE or _has(run, table, main)
    }
    names |= {name: Pointer(table, own, scope.everything) for name, table in charts.items()}
    for name in ("arrangements", "gain"):
        names[name] = Pointer("answer", {}, scope.everything)
    for name in ("value_of_commitment", "price_of_no_agreement"):
        if run.headline.get(name) is not None:
            names[name] = Pointer("answer", {"measure": "social_value"}, scope.everything)
    if len(run.tables.get("breakeven", ())):
        names["breakeven"] = Pointer("breakeven", {}, scope.everything)
    if "clauses" in run.tables:
        names |= {
            name: Pointer("clauses", {}, partial(scope.of_clause, name=""))
            for name in ("terms", "to-sign", "clauses")
        }
    if len(run.tables.get("exposure", ())):
        names["at_stake"] = Pointer("exposure", own, partial(scope.of_clause, name=""))
    for name in ("whys", "policies"):
        if name in run.tables:
            names[name] = Pointer(name, {}, scope.everything)
    if "tornado" in run.tables:
        names["tornado"] = Pointer("tornado", {}, scope.everything)
    names["sources"] = Pointer("sources", {}, scope.everything)
    names["assumptions"] = Pointer("assumptions", {}, scope.everything)
    return names


def _has(run: Solved, table: str, arrangement: str) -> bool:
    return table in run.tables and bool((run.tables[table]["arrangement"] == arrangement).any())


def _pairs(frame: pd.DataFrame, one: str, other: str) -> list[tuple[Any, Any]]:
    return list(zip(frame[one], frame[other], strict=True))


def _by_table(inputs: pd.DataFrame) -> Iterator[str]:
    for name, own in inputs.groupby("table", sort=False):
        yield f"  {name}: {_counted(len(own), 'figure')}"
        for row in own.head(SHOWN).to_dict("records"):
            source = (
                f"{row['source']} ({row['grade']})"
                if row["grade"]
                else row["source"] or "no source"
            )
            yield f"    {row['key']}: {row['column']} = {row['value']}  [{source}]"
        if len(own) > SHOWN:
            yield f"    and {len(own) - SHOWN} more"


def _cut(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Nothing: the table has no such row."
    text = rows.head(SHOWN).to_string(index=False, na_rep="")
    return text + (f"\n... {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")
