"""Files damaged at random: a reader gives an answer or a message, in little time and memory, never a traceback.

`make fuzz` goes on for as long as it is told, from the seed that it is told; here a few files of each kind are tried.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from tests.every import files

from offtake.errors import InstanceError, StudyError, UsageError
from offtake.stochastic.instances import solve_smps, solve_sof
from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found, read_study
from offtake.study.writing.marking import mark_workbook

MINUTES = float(os.environ.get("OFFTAKE_FUZZ_MINUTES", "0"))
SEED = int(os.environ.get("OFFTAKE_FUZZ_SEED", "0"))
SECONDS, KILOBYTES = 5.0, 2**20
"""What one small file may take: processor time, and memory beyond what the process had before."""


def seeds(some: int) -> Iterator[int]:
    """`some` seeds, or as many as there is time for."""
    start, end, seed = _peak(), time.monotonic() + 60 * MINUTES / 5, SEED
    while seed < SEED + some or time.monotonic() < end:
        before = time.process_time()
        yield seed
        assert time.process_time() - before < SECONDS, f"seed {seed} took long"
        assert _peak() - start < KILOBYTES, f"seed {seed} took more than 1 GB"
        seed += 1


def _peak() -> int:
    """The most memory this process has had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def refused(answer: Callable[[], object], seed: int) -> str:
    """What the refusal says, or nothing where there is an answer; anything else is a fault of ours."""
    try:
        answer()
    except (InstanceError, StudyError, UsageError) as error:
        return str(error) or "nothing is said"
    except Exception as error:
        raise AssertionError(f"seed {seed}") from error
    return ""


def test_damaged_smps_files_are_answered_or_refused(tmp_path: Path):
    names = [tmp_path / name for name in ("a.cor", "a.tim", "a.sto")]
    for seed in seeds(60):
        for path, text in zip(names, files.instance(Random(seed)), strict=True):
            path.write_text(text, encoding="utf-8")
        said = refused(lambda: solve_smps(*names, time_limit=2.0), seed)
        assert not said or "a." in said or "VENDOR" in said, f"seed {seed}: {said}"


def test_damaged_policy_graphs_are_answered_or_refused(tmp_path: Path):
    path = tmp_path / "a.sof.json"
    for seed in seeds(60):
        path.write_text(files.graph(Random(seed)), encoding="utf-8")
        said = refused(lambda: solve_sof(path, time_limit=2.0), seed)
        assert not said or "a.sof.json" in said, f"seed {seed}: {said}"


def test_damaged_workbooks_are_read_or_refused(tmp_path: Path):
    sound, path = files.sound_workbook(tmp_path), tmp_path / "a.xlsx"
    for seed in seeds(15):
        path.write_bytes(files.workbook(sound, Random(seed)))
        if said := refused(lambda: read_study(path), seed):
            assert "fault" in said, f"seed {seed}: {said}"
            faults = faults_in(as_found(path))
            said = refused(lambda: mark_workbook(path, faults, tmp_path / "b.xlsx"), seed)  # noqa: B023
            assert not said or "cannot be marked" in said, f"seed {seed}: {said}"


def test_damaged_opendocument_workbooks_are_read_or_refused(tmp_path: Path):
    sound, path = files.sound_ods(), tmp_path / "a.ods"
    for seed in seeds(30):
        path.write_bytes(files.ods(sound, Random(seed)))
        said = refused(lambda: read_study(path), seed)
        assert not said or "fault" in said, f"seed {seed}: {said}"


def test_damaged_folders_are_read_or_refused(tmp_path: Path):
    for seed in seeds(30):
        for name, data in files.folder(Random(seed)).items():
            (tmp_path / name).write_bytes(data)
        said = refused(lambda: read_study(tmp_path), seed)
        assert not said or "fault" in said, f"seed {seed}: {said}"
