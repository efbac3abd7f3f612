"""The bundled studies, each read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.study.study import Study


@cache
def read(name: str, policy: str) -> Study:
    return read_study(case_path(name), policy)


@pytest.fixture(scope="session")
def case() -> Callable[..., Study]:
    """`case(name, policy)`, read without faults or not at all."""

    def read_case(name: str, policy: str = "") -> Study:
        return read(name, policy)

    return read_case
