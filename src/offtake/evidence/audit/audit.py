"""All checks, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from offtake.evidence.audit import contracts, dates, documents, figures, projects, stages
from offtake.evidence.audit.finding import Finding
from offtake.evidence.reference.hopeful import alike, hopeful, longer, promised
from offtake.evidence.reference.states import command
from offtake.study.study import Study


def narrower_than_their_class(study: Study) -> Iterator[Finding]:
    """Building times that are far more hopeful than past promises like them."""
    for groups in alike(hopeful(study)):
        found = f"{promised(groups[0].factor)} in four of five futures; of past promises {longer(groups)} took longer"
        most = max(groups, key=lambda group: len(group.projects))
        yield Finding("narrower than its class", "projects", tuple(p for g in groups for p in g.projects), "build_time", found, command(most.found))  # fmt: skip


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    dates.far_from_their_date,
    dates.parts_of_a_year,
    dates.plans_as_rates,
    dates.prices_without_a_year,
    contracts.two_readings,
    contracts.tax_in_some,
    contracts.firms_without_a_line,
    contracts.orders_of_nothing,
    figures.units_of_another_product,
    figures.counts_of_another_scale,
    figures.output_in_the_note,
    figures.ranges_as_numbers,
    projects.heavy_judgements,
    projects.capital_by_analogy,
    projects.one_sum_in_several,
    figures.certain_at_the_start,
    figures.counted_twice,
    projects.begun_but_on_offer,
    projects.dated_but_on_offer,
    stages.beyond_its_parts,
    stages.nothing_apart,
    figures.scopes_mixed,
    figures.judgements_repeated,
    narrower_than_their_class,
    documents.one_behind_many,
    documents.under_two_names,
    documents.grades,
    documents.undated,
    documents.weaker_than_the_other_end,
    documents.judged_though_published,
)


def audit(study: Study) -> list[Finding]:
    """What a fact checker would look at, check by check, in the order of the tables' rows."""
    return [finding for check in CHECKS for finding in check(study)]
