"""Published instances as bench cases; none where their folder is missing (OFFTAKE_INSTANCES)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.case import Case, Found, Tool
from offtake.stochastic.formats.smps import read_smps
from offtake.stochastic.formats.written_out import program, two_stage
from offtake.stochastic.instances import solve_smps, solve_sof
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.two_stage import extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Until


@dataclass(frozen=True)
class Published:
    """Files under the instances' folder, and the value that the literature gives."""

    name: str
    core: str
    stoch: str
    value: float
    limit: float = 120.0
    whole: bool = False  # the extensive form can be written out


PUBLISHED = (
    Published("lands", "lands/lands", "lands/lands", 381.853333, whole=True),
    Published("lands-3", "lands_3stage/lands", "lands_3stage/lands-indep", 719.2066667, whole=True),
    Published("gbd", "gbd/gbd", "gbd/gbd", 1655.62785),
    Published("chem", "chem/chem", "chem/chem", -13009.166667, whole=True),
    Published("airlift-1", "airlift/airl", "airlift/airl-first", 249101.672072, whole=True),
    Published("airlift-2", "airlift/airl", "airlift/airl-second", 269665.498390, whole=True),
    Published("pltexpa-2-6", "pltexp/pltexpa-2", "pltexp/pltexpa-2-6", -9.479354, whole=True),
    Published("pltexpa-2-16", "pltexp/pltexpa-2", "pltexp/pltexpa-2-16", -9.663308, whole=True),
    Published("pltexpa-3-6", "pltexp/pltexpa-3", "pltexp/pltexpa-3-6", -13.969368, whole=True),
    Published("pltexpb-3-6", "pltexp/pltexpa-3", "pltexp/pltexpb-3-6", -13.643226, whole=True),
    Published("sizes-3", "sizes/sizes", "sizes/sizes-3", 224433.67, whole=True),
    Published("sizes-5", "sizes/sizes", "sizes/sizes-5", 224486.00, whole=True),
    Published("sslp-5-25-50", "sslp/sslp_5_25-50", "sslp/sslp_5_25-50", -121.60, whole=True),
    Published("sslp-5-25-100", "sslp/sslp_5_25-100", "sslp/sslp_5_25-100", -127.37, whole=True),
    Published("sslp-15-45-5", "sslp/sslp_15_45-5", "sslp/sslp_15_45-5", -262.40, whole=True),
    Published("dcap233-200", "dcap233/dcap233-200", "dcap233/dcap233-200", 1834.58, 60, True),
    Published("dcap233-300", "dcap233/dcap233-300", "dcap233/dcap233-300", 1644.36, 60, True),
    Published("dcap243-200", "dcap243/dcap243-200", "dcap243/dcap243-200", 2322.50, 60, True),
)
GENERATION = Published(
    "generation-expansion", "sof/generation_expansion.sof.json.gz", "", 2.07886e6
)


def folder() -> Path:
    """Where the instances lie."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "instances"
    return Path(os.environ.get("OFFTAKE_INSTANCES", beside))


def files(instance: Published) -> tuple[Path, Path, Path]:
    """Core, time and stoch file."""
    core = folder() / instance.core
    return (
        core.with_name(core.name + ".cor"),
        core.with_name(core.name + ".tim"),
        folder() / (instance.stoch + ".sto"),
    )


def instance_cases() -> list[Case]:
    """A case for every instance that is there."""
    if not folder().is_dir():
        return []
    cases = [_case(p) for p in PUBLISHED]
    path = folder() / GENERATION.core

    def run(_: object, gap: float, limit: float) -> Found:
        answer = solve_sof(path, gap=gap, time_limit=limit)
        return answer.objective, answer.bound, answer.method

    tools = {"offtake": Tool(lambda: None, run)}
    return [
        *cases,
        Case(
            GENERATION.name,
            tools,
            limit=GENERATION.limit,
            published=GENERATION.value,
            published_is="bound",
        ),
    ]


def _case(instance: Published) -> Case:
    core, time, stoch = files(instance)

    def run(_: object, gap: float, limit: float) -> Found:
        answer = solve_smps(core, time, stoch, gap=gap, time_limit=limit)
        return answer.objective, answer.bound, answer.method

    tools = {"offtake": Tool(lambda: None, run)}
    if instance.whole:
        tools["extensive form"] = Tool(_flat(core, time, stoch), _highs)
    return Case(instance.name, tools, limit=instance.limit, published=instance.value)


def _flat(core: Path, time: Path, stoch: Path) -> Callable[[], object]:
    def build() -> object:
        instance = read_smps(core, time, stoch)
        if instance.stages == 2:
            return extensive(two_stage(instance))
        return flatten(program(instance)).program

    return build


def _highs(built: object, gap: float, limit: float) -> Found:
    found = Highs()(built, Until(gap, limit))  # type: ignore[arg-type]
    return found.objective, found.bound, found.status
