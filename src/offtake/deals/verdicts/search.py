r"""Best response and reservation value: the best plan of a producer's own among those tried, the others keeping to
theirs.

Where its plans are few (`FEW`), each is tried.  Else nothing of its own, its part, what a caller adds, every move of one
project (`moves`) from what it has and from the best found besides, one project in another's place, and the best moment
of each project on every path.  The last comes from backward induction (the option to wait, Dixit & Pindyck 1994):
begun everywhere at date t, a project brings NPV_s(t) on path s, and over dates

    best(n) = max( Σ_{leaves s under n} π_s NPV_s(t),  Σ_{n' under n at the next date} best(n') )

which proposes a plan; what it is worth is found in the market like everything else.

Plans are ranked with the market's ties open; ties are settled for all that could be best if settling them adds as much
as it has added to others.  Where the program is large the list is cut to what promises most (`promise`), and that is told; a
plan's cash is then that of the position, changed by what changes between two plans with ties open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from offtake.deals.acceptance.participation import TOLERANCE
from offtake.deals.clauses.on_offer import Unit
from offtake.deals.verdicts.market import Market, Position, Tried
from offtake.deals.verdicts.moves import all_later, count_plans, every_plan, in_place, moves
from offtake.deals.verdicts.promise import Promise
from offtake.frozen import Flags, Indices, Vector

SWEEPS = 6
FEW = 400  # plans of its own of which each is tried
COUNTED = 2e4  # nodes times levels squared of which plans are counted: with more there are many
EVERY = 4e5  # at most so many columns times plans
WORK = 1.2e6  # columns of a larger program times plans tried at once
LEAST = 6
SURE = 5  # plans of a unit in a small program whose ties are settled in any case
TOGETHER = 8  # plans tried again at once, before it is asked which else could be best
SURE_OF_KNOWN = (
    3  # of these, in a search, whose ties were settled beside other plans of the others before
)
_SPARE = 1e-6  # units


@dataclass
class Found:
    """What a unit found beside the others' part of a position."""

    unit: str
    had: Tried
    best: Tried
    plans: Plans
    whole: bool  # False where the list was cut, to what promises most or to what is the same everywhere
    stays: dict[tuple[bytes, bool, str], Vector] = field(default_factory=dict, repr=False)
    """(leaves,): what a size of 1 of a clause is worth to who follows another plan, by plan and clause, once it was asked."""

    @property
    def tried(self) -> int:
        """How many plans were tried besides the one that it had, those that hard rules forbid included."""
        return len(self.plans.seen) - 1

    @property
    def gains(self) -> bool:
        """Whether it would rather do something else."""
        return _better(self.best, self.had)

    @property
    def gain(self) -> float:
        """The largest gain among what was tried, in its own value, millions."""
        if self.had.liquid and not self.best.liquid:
            return 0.0
        return max(self.best.value - self.had.value, 0.0)

    @property
    def rank(self) -> tuple[bool, float]:
        """Whether its bank begins to let it through, then what it gains."""
        return self.best.liquid and not self.had.liquid, self.best.value - self.had.value

    @property
    def fresh(self) -> bool:
        """Whether all that was tried was tried under these clauses."""
        return not self.plans.stale

    @property
    def others(self) -> list[Tried]:
        """All that hard rules allow but what it had."""
        key = self.had.begun.tobytes()
        return [t for k, t in self.plans.seen.items() if t is not None and k != key]

    def settled(self, tried: Tried) -> Tried:
        """The same plan with the market's ties settled."""
        return self.plans.settled(tried)

    @property
    def other(self) -> Tried | None:
        """The best besides what it had; None where rules leave it nothing else."""
        return self.plans.top(self.others, None)


@dataclass
class Plans:
    """Plans tried for a unit beside one plan of the others, by their levels; ties settled where it matters."""

    market: Market
    unit: Unit
    added: list[float]  # by how much settling ties moved each value so far
    seen: dict[bytes, Tried | None] = field(default_factory=dict)
    missed: list[float] = field(default_factory=list)  # by how much more than was known of the plan
    stale: set[bytes] = field(default_factory=set)  # those whose cash is that under other clauses

    @property
    def known(self) -> dict[bytes, float]:
        """By its own levels: what settling ties added when that was done last."""
        return self.market.memory(self.unit).added

    def guess(self, tried: Tried) -> float:
        """What a plan is worth with its ties settled, as far as that is known."""
        return tried.value if tried.tied else tried.value + self.known.get(self._own(tried), 0.0)

    def settled(self, tried: Tried) -> Tried:
        """The same plan with the market's ties settled."""
        if tried.tied or not self.market.small:
            return tried
        found = self.market.tried(self.unit, [tried.begun.astype(float)])[0]
        if found is None:
            return tried
        key = tried.begun.tobytes()
        if key not in self.stale:
            self.note(tried, found)
        self.stale.discard(key)
        self.seen[key] = found
        return found

    def note(self, tried: Tried, found: Tried) -> None:
        """What settling its ties added to a plan's value."""
        key, added = self._own(tried), found.value - tried.value
        if key in self.known:
            self.missed.append(added - self.known[key])
        self.added.append(added)
        self.known[key] = added

    def _own(self, tried: Tried) -> bytes:
        return tried.begun[:, self.market.own_projects(self.unit)].tobytes()

    def top(self, plans: Sequence[Tried], best: Tried | None) -> Tried | None:
        """The best of `best` and `plans`, ties settled: the others are too far below for ties to matter."""
        value = np.array([t.value for t in plans])
        liquid = np.array([t.liquid for t in plans], bool)
        tied = np.array([t.tied or not self.market.small for t in plans], bool)
        knows = np.array([self.known.get(self._own(t), np.nan) for t in plans])
        left = np.ones(len(plans), bool)
        while left.any():
            hope = np.where(tied, value, value + self._may_add(knows))
            first = int(np.argmax(np.where(left & (liquid | ~liquid[left].any()), hope, -np.inf)))
            far = best is not None and (bool(liquid[first]), float(hope[first])) < best.rank
            if far and len(self.known) >= SURE:
                break
            left[first] = False
            found = self.settled(plans[first])
            best = found if best is None or _better(found, best) else best
            if not self.market.small:
                break
        return best

    def _may_add(self, knows: Vector) -> Vector:
        """(plans,): what settling ties may add to each, `knows` what it added before, NaN where that is not known."""
        added = [*self.added, *self.known.values()]
        most = np.full(knows.size, _most(added) if added else 0.0)
        if len(self.missed) < SURE_OF_KNOWN:
            return most
        return np.where(np.isnan(knows), most, knows + max(_most(self.missed), 0.0))


def _most(added: Sequence[float]) -> float:
    """What may be added: the most so far, and once more by how much it differed."""
    return max(added) + (max(added) - min(added))


def respond(
    market: Market,
    unit: Unit,
    at: Position,
    *,
    most: Vector | None = None,
    least: Vector | None = None,
    also: Iterable[Vector] = (),
    fine: bool = True,
) -> Found:
    """What `unit` would rather do at a position that the market holds.

    `most`, `least` (nodes, projects): levels that none of its own may pass, or fall short of; `also`: plans to try besides; `fine` tries single
    subtrees and every date.
    """
    search = _Search(market, unit, at, most, least)
    own, room = search.own, market.room
    base = at.begun
    if enumerable(market, unit, most, least):
        search.best = search.had if most is None else None  # then only a gain is looked for
        search.look([*every_plan(room, base, own, most, least), *also])
        return search.found()
    search.look([room.nothing(own, base), *also, *all_later(room, base, own)], every=fine)
    search.look(moves(room, base, own, search.skip, coarse=True))
    sweeps = SWEEPS if market.small else 1
    for _ in range(sweeps):
        before = search.at_best
        search.look(search.moments())
        here = search.at_best.begun.astype(float)
        search.look(moves(room, here, own, search.skip, coarse=True))
        search.look(in_place(room, here, own))
        if not _better(search.at_best, before):
            break
    if fine:
        for _ in range(sweeps):
            before = search.at_best
            for here in {b.tobytes(): b for b in (base, before.begun.astype(float))}.values():
                search.look(moves(room, here, own, search.skip, coarse=False), every=True)
            if not _better(search.at_best, before):
                break
    search.whole &= fine or not room.finer(own)
    return search.found()


def respond_again(market: Market, unit: Unit, at: Position, had: Found, most: Vector) -> Found:
    """The same for the part for which `had` was found, where only clauses have changed since.

    Those plans are tried that could be best if they moved as others do.  The rest keep the cash that they had, and
    are settled where they matter (`Found.settled`); where they would be few, they are tried too.
    """
    search = _Search(market, unit, at, most, None)
    search.again(had)
    search.whole &= had.whole  # a list that was cut stays cut
    return search.found()


def enumerable(
    market: Market, unit: Unit, most: Vector | None = None, least: Vector | None = None
) -> bool:
    """Whether the unit's own plans within bounds are so few that each is tried."""
    room, own = market.room, market.own_projects(unit)
    levels = 1.0 + float(room.upper[:, own].max(initial=0.0))
    if not market.small or room.tree.size * levels**2 > COUNTED:
        return False
    return count_plans(room, own, most, least) <= min(FEW, EVERY / market.columns)


def _better(one: Tried, other: Tried) -> bool:
    return one.rank > (other.liquid, other.value + TOLERANCE)


@dataclass
class _Search:
    market: Market
    unit: Unit
    at: Position
    most: Vector | None
    least: Vector | None
    whole: bool = True
    best: Tried | None = None  # besides what it had

    def __post_init__(self) -> None:
        self.own = self.market.own_projects(self.unit)
        self.had = self.market.of(self.unit, self.at)
        loose = self.market.of(self.unit, self.market.loose(self.at.begun))
        self.plans = Plans(self.market, self.unit, [])
        self.plans.note(loose, self.had)
        self.shift = self.had.flow + -loose.flow
        self.plans.seen[self.had.begun.tobytes()] = self.had
        self.skip = idle_projects(self.market, self.at)
        self.effort = max(int(WORK / self.market.columns), LEAST)
        self.promise = Promise(self.market, self.unit, self.at)
        self.only_gain = not self.market.small and self.most is None

    def look(self, plans: Iterable[Vector], *, every: bool = False) -> None:
        """Try those plans that were not tried yet; of a large program those alone that promise most, and but for
        `every` only what promises a gain."""
        fresh: dict[bytes, Vector] = {}
        for plan in plans:
            levels = self._within(plan)
            key = np.round(levels).astype(np.int16).tobytes()
            if key not in self.plans.seen:
                fresh[key] = levels
        if not self.market.small and len(fresh) > 1:
            fresh = self._promising(fresh, every)
        tried = self.market.tried(self.unit, list(fresh.values()), tied=False)
        if not self.market.small:
            tried = [
                None if t is None else self.market.shifted(self.unit, t, self.shift) for t in tried
            ]
        self.plans.seen |= dict(zip(fresh, tried, strict=True))
        self.best = self.plans.top([t for t in tried if t is not None], self.best)

    def again(self, had: Found) -> None:
        """Try again what was tried then, as far as it may be best now."""
        plans, moved = self.plans, list[float]()
        guess = {t.begun.tobytes(): had.plans.guess(t) for t in had.others}
        left = sorted(had.others, key=lambda t: -guess[t.begun.tobytes()])
        while left:
            far = moved and guess[left[0].begun.tobytes()] + _most(moved) < self._beaten
            count = TOGETHER if len(left) > len(guess) / 2 else len(left)
            if far and count < len(left):
                break
            now, left = left[:count], left[count:]
            self.look([t.begun.astype(float) for t in now])
            found = [(t.begun.tobytes(), plans.seen[t.begun.tobytes()]) for t in now]
            moved += [plans.guess(t) - guess[key] for key, t in found if t is not None]
        plans.stale = {t.begun.tobytes() for t in left}
        plans.seen = {
            **dict.fromkeys(had.plans.seen),
            **{t.begun.tobytes(): replace(t, tied=False) for t in left},
            **plans.seen,
        }

    @property
    def _beaten(self) -> float:
        """What a plan has to be worth to be best."""
        return self.best.value if self.best is not None and self.best.liquid else -np.inf

    @property
    def at_best(self) -> Tried:
        """The best besides what it had, from which the list is gone through again; in a large program, where only a
        gain is looked for, not what is worth less than what it had."""
        if self.best is None or (self.only_gain and not _better(self.best, self.had)):
            return self.had
        return self.best

    def _promising(self, plans: dict[bytes, Vector], every: bool) -> dict[bytes, Vector]:
        """Those that promise most, at most `effort`; at least one."""
        gain = {key: self.promise.gain(levels) for key, levels in plans.items()}
        best = sorted(gain, key=lambda key: -gain[key])[: self.effort]
        kept = [key for k, key in enumerate(best) if every or k == 0 or gain[key] > 0.0]
        self.whole &= len(kept) == len(plans)
        return {key: plans[key] for key in kept}

    def _within(self, plan: Vector) -> Vector:
        if self.most is None and self.least is None:
            return plan
        levels = plan.copy()
        if self.most is not None:
            levels[:, self.own] = np.minimum(levels[:, self.own], self.most[:, self.own])
        if self.least is not None:
            levels[:, self.own] = np.maximum(levels[:, self.own], self.least[:, self.own])
        return self.market.room.kept(levels)

    def moments(self) -> Iterator[Vector]:
        """For each of its projects, the best moment of its last copy on every path, by what was tried."""
        for p in self.own.tolist():
            plan = self._moment(p)
            if plan is not None:
                yield plan

    def _moment(self, project: int) -> Vector | None:
        room, tree = self.market.room, self.market.f.tree
        here = self.at_best.begun.astype(float)
        most = round(float(here[:, project].max()))
        if most == 0 and self.skip[project]:
            return None
        copy, never = max(most, 1), tree.periods
        weight = tree.probability[tree.leaves]
        worth: dict[int, Vector] = {}
        for date in [never, *room.dates(project, 0, coarse=True)]:
            levels = room.put(here, project, copy, 0, date)
            found = self.at_best if levels is None else self._known(levels)
            if found is not None:
                worth[date] = weight * found.npv
        if never not in worth or len(worth) < 2:
            return None
        first, best = np.full(tree.leaves.size, never), worth[never]
        for date in sorted(worth, reverse=True)[1:]:
            node = tree.leaf_paths[:, date]
            gain = np.bincount(node, worth[date] - best, tree.size)
            better = gain[node] > 0.0
            best, first = np.where(better, worth[date], best), np.where(better, date, first)
        return self._from(here, project, copy, first)

    def _known(self, levels: Vector) -> Tried | None:
        levels = self._within(levels)
        return self.plans.seen.get(np.round(levels).astype(np.int16).tobytes())

    def _from(self, here: Vector, project: int, copy: int, first: Indices) -> Vector:
        """The copy begun from period `first` of every leaf's path on."""
        room, tree = self.market.room, self.market.f.tree
        levels = here.copy()
        levels[:, project] -= here[:, project] >= copy - 0.5
        stands = np.zeros(tree.size, bool)
        for path, date in zip(tree.leaf_paths, first.tolist(), strict=True):
            later = path[date:]
            open_ = np.flatnonzero(room.open_now[later, project])
            if open_.size:
                stands[later[open_[0] :]] = True
        for t in range(1, tree.periods):
            nodes = tree.at(t)
            stands[nodes] |= stands[tree.parent[nodes]]
        levels[:, project] = np.maximum(levels[:, project] + stands, room.lower[:, project])
        return room.kept(np.minimum(levels, room.upper))

    def found(self) -> Found:
        best = self.at_best if _better(self.at_best, self.had) else self.had
        return Found(self.unit.name, self.had, best, self.plans, self.whole)


def idle_projects(market: Market, at: Position) -> Flags:
    """(projects,): those begun nowhere that would add to lines which are never fully used.

    New capacity is called after what stands at the same cost, so nothing is lost by not trying them.  A project
    that adds nothing, or that others ask for, is never left out.
    """
    f = market.f
    projects = f.q.projects
    spare = at.cash.capacity - at.cash.make
    idle = np.zeros(projects.line.size, bool)
    for lines in f.alike:
        never_full = bool((spare[:, lines].sum(axis=1) > _SPARE).all())
        idle[np.isin(projects.line, lines)] = never_full
    asked = np.isin(np.arange(projects.line.size), projects.requires)
    return idle & ~asked & projects.adds.any(axis=0) & ~at.begun.any(axis=0)
