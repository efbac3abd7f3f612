"""What a run asks of the process in which Ray lives, and what it says where that does not answer; Ray itself is tried elsewhere."""

from __future__ import annotations

import pytest

from offtake.errors import ClusterError, SolveError, UsageError
from offtake.stochastic.parallel import ray
from offtake.stochastic.parallel.ray import PATIENCE, STARTING, RayExecutor
from offtake.stochastic.parallel.workers import WorkerLost


class Driver:
    """The other process: what it is asked, and in what time it has to answer."""

    def __init__(self, *answers):
        self.given, self.asked, self.closed = list(answers), [], False

    def ask(self, method, arguments):
        self.asked.append((method, *arguments[0]))

    def answers(self, within=None):
        self.asked[-1] += (within,)
        given = self.given.pop(0)
        if given is WorkerLost:
            raise WorkerLost(0)
        return {0: given}

    def close(self):
        self.closed = True


@pytest.fixture
def started(monkeypatch):
    """An executor and the process that it has just started, which gives these answers; Ray seems to be there."""

    def make(*answers, workers=3, address=None):
        driver = Driver(*answers)
        monkeypatch.setattr(ray.importlib.util, "find_spec", lambda name: name)
        monkeypatch.setattr(ray, "_reached", lambda address: None)

        def launched(pasts, environment, tidies):
            driver.environment = environment
            return driver

        monkeypatch.setattr(ray, "LocalWorker", launched)
        return RayExecutor(workers, address), driver

    return make


@pytest.mark.parametrize(("address", "within"), [(None, STARTING), ("head:1", PATIENCE)])
def test_a_cluster_is_joined_once_with_as_many_workers_as_it_has_room_for(started, address, within):
    executor, driver = started((True, None), (True, 2), address=address)

    assert executor.join() == 2
    assert executor.join() == 2  # nothing is asked again
    home = None if address else driver.environment["HOME"]
    assert driver.asked == [
        ("join", address, 3, home, within),
        ("place", 3, 2 * PATIENCE),
    ]
    assert driver.environment["RAY_USAGE_STATS_ENABLED"] == "0"
    driver.given = [(True, None)]
    executor.close()
    assert driver.closed


def test_parts_are_called_by_their_key_for_as_long_as_it_takes(started):
    executor, driver = started((True, None), (True, 3), (True, 7), (True, [1, 2]), (True, None))
    parts = executor.make(["one", "two"])

    assert parts.call("add", [(1,), (2,)]) == [1, 2]
    parts.close()
    assert driver.asked[2:] == [
        ("make", ["one", "two"], None),
        ("call", 7, "add", [(1,), (2,)], None),
        ("drop", 7, None),
    ]


def test_a_fault_of_a_part_is_raised_here(started):
    executor, _ = started((True, None), (True, 3), (True, 7), (False, SolveError("no way")))
    parts = executor.make(["one"])
    with pytest.raises(SolveError, match="no way"):
        parts.call("add", [(1,)])


def test_a_cluster_that_does_not_answer_is_left_and_one_that_is_lost_is_told_as_such(started):
    executor, driver = started(WorkerLost, WorkerLost, address="head:1")
    with pytest.raises(ClusterError, match="Ray at head:1 does not answer within 15 s"):
        executor.join()
    assert driver.closed

    executor, driver = started((True, None), (True, 3), (True, 7), WorkerLost)
    parts = executor.make(["one"])
    with pytest.raises(ClusterError, match="the Ray cluster on this machine was lost"):
        parts.call("add", [(1,)])


def test_nothing_is_left_behind_and_what_was_left_answers_no_more(started):
    executor, driver = started((True, None), (True, 3), (True, 7), (True, None))
    parts = executor.make(["one"])
    home = executor._home
    assert home.is_dir()
    executor.close()

    assert driver.asked[-1] == ("leave", 5.0)
    assert not home.exists()
    parts.close()  # its actors are gone
    with pytest.raises(ClusterError, match="the cluster was left"):
        parts.call("add", [(1,)])
    executor.close()


def test_without_ray_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(ray.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"offtake\[ray\]"):
        RayExecutor().make([])


@pytest.mark.parametrize("wrong", ["head", "head:x", ":1", "ray://head:1", "head:0", "head:65536"])
def test_what_is_no_address_is_refused(monkeypatch, wrong):
    monkeypatch.setattr(ray.importlib.util, "find_spec", lambda name: name)
    with pytest.raises(ClusterError, match="HOST:PORT"):
        RayExecutor(2, wrong).join()
