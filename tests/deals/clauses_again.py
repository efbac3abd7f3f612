"""Clauses written a second time: what each pays for a size of 1, and the cheapest of them as a program of plain rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

STAYS = ("price_uplift", "grant")  # what a producer keeps whatever it builds
FIRM = (0.25, 0.5, 0.75, 1.0)
SIGNING = 1e-7  # of the objective: nothing is signed that changes nothing


@dataclass
class Again:
    """A clause: what it pays for a size of 1 and for being signed, (nodes,) at starts and at ends."""

    row: dict
    firm: str
    covers: str
    each: tuple
    fixed: tuple
    making: np.ndarray
    cap: float
    shares: np.ndarray
    menu: str = ""
    size: float | None = None  # not to be chosen
    least: float = 0.0
    years: float | None = None
    project: int = -1
    inside: np.ndarray = field(default_factory=lambda: np.zeros(0))
    payer: str = ""  # a producer, in place of buyers

    @property
    def kind(self):
        return self.row["kind"]

    @property
    def signed(self):
        some = any(np.abs(x).max() > 0 for x in (*self.fixed, self.making))
        return bool(self.menu) or self.least > 0 or some or self.size is not None


def offered(w, books, outside) -> list[Again]:
    """All clauses for firms with a part; `outside`: each firm's cash in its best alternative."""
    found = []
    for row in w.s.instruments.to_dict("records"):
        for firm in outside:
            if row["producer"] in ("", firm) and row["buyer"] != firm:
                found += _of_firm(w, books, row, firm, outside[firm])
    return found


def _of_firm(w, books, row, firm, outside):
    step, N = w.step, w.tree.size
    own = [k for k in range(w.L) if w.firm[k] == firm]
    zero = np.zeros(N)
    durations = list(row["durations"] or ())
    found = []
    products = sorted({w.good[k] for k in own})
    for j in products[:1] if row["kind"] == "claw_back" else products:
        lines = own if row["kind"] == "claw_back" else [k for k in own if w.good[k] == j]
        for years in durations or [None]:
            days = [w.s.period_start(t) for t in range(w.T)]
            first = sum(day < row["earliest"] for day in days) if row["earliest"] else 0
            last = sum(day <= row["latest"] for day in days) - 1 if row["latest"] else w.T - 1
            until = w.T - 1
            if years is not None:
                until = min(first + max(round(years / step), 1) - 1, w.T - 1)
                last = min(last, until)
            inside = np.array([first <= w.t[n] <= last for n in w.nodes])
            for made in _pays(w, books, row, firm, lines, inside, (first, until), outside):
                each, fixed, making, cap, size, label, project = made
                if all(np.abs(x).max() <= 1e-9 for x in (*each, *fixed)):
                    continue
                covers = label if label and size is None else str(w.s.products["product"].iloc[j])
                if row["kind"] == "claw_back":
                    covers = "all"
                stated = np.inf if np.isnan(row["maximum"]) else row["maximum"]
                exclusive = len(durations) > 1 or size is not None
                payer = row["buyer"] if row["buyer"] in w.firms else ""
                clause = Again(
                    row, firm, covers, each, fixed, making, min(cap, stated), np.zeros(w.B) if payer else _shares(w, books, row["buyer"]),
                    f"{row['instrument']}/{firm}/{covers}" if exclusive else "", size, row["minimum"], years, project, inside, payer,
                )  # fmt: skip
                if row["kind"] == "prepayment" and row["buyer"] and not payer:
                    clause.cap = min(clause.cap, _own_goods(w, books, lines, clause))
                found.append(clause)
    del zero
    return found


def _shares(w, books, buyer):
    names = w.s.buyers["buyer"].tolist()
    if buyer:
        return np.array([float(b == buyer) for b in names])
    weight = np.zeros(w.B)
    if set(w.s.budgets["buyer"]) == set(names):
        for b, name in enumerate(names):
            for n in w.nodes:
                year = w.s.period_start(w.t[n]).year
                rows = [k for k in range(len(w.s.budgets)) if (w.s.budgets["buyer"].iloc[k], w.s.budgets["year"].iloc[k]) == (name, year)]  # fmt: skip
                inside = sum(w.s.period_start(t).year == year for t in range(w.T)) * w.step
                weight[b] += w.chance[n] * w.at("budgets", "amount")[n, rows[0]] * inside
    else:
        weight = w.chance @ books.paid
    return weight / weight.sum() if weight.sum() > 1e-9 else np.full(w.B, 1 / w.B)


def _pays(w, books, row, firm, lines, inside, span, outside):
    first, until = span
    step, N, g = w.step, w.tree.size, books.goods
    zero = np.zeros(N)
    price = w.ask[:, lines[0]]
    sold = books.sold[:, lines].sum(axis=1)
    capacity = g.capacity[:, lines].sum(axis=1)
    plate = g.nameplate[:, lines].sum(axis=1)

    def committed(most):
        if np.isnan(row["quantity"]):
            want = np.array([max(sold[m] for m in w.nodes if w.t[m] == w.t[n]) for n in w.nodes])
        else:
            want = np.full(N, row["quantity"] * step)
        return np.where(inside, np.minimum(want, most), 0.0)

    def out(
        start=None, end=None, fixed=None, making=None, cap=np.inf, size=None, label="", project=-1
    ):
        return (
            (zero if start is None else start, zero if end is None else end),
            (zero, zero if fixed is None else fixed), zero if making is None else making, cap, size, label, project,
        )  # fmt: skip

    kind, m = row["kind"], committed(capacity)
    if kind == "price_uplift":
        yield out(end=np.where(inside, sold, 0.0))
    if kind == "grant":
        new = w.increments(books.begun)
        for q in w.own_projects(firm):
            if w.line_of[q] in lines:
                spent = np.where(inside, w.capex_[:, q] * new[:, q], 0.0)
                most = max(sum(spent[n] for n in w.path[leaf]) for leaf in w.leaves)
                if most > 0:
                    cap = float(w.s.projects["grant_cap"].iloc[q]) * most
                    name = str(w.s.projects["project"].iloc[q])
                    yield out(start=spent / most, cap=cap, label=name, project=q)
    if kind == "prepayment":
        sure = {
            t: min(sold[n] * price[n] for n in w.nodes if w.t[n] == t)
            for t in range(first, until + 1)
        }
        total = sum(sure.values())
        if total > 0:
            grown = {
                t: sure[t] / total * (1 + row["interest"]) ** ((t + 1 - first) * step) for t in sure
            }
            start = np.array([1.0 if w.t[n] == first else 0.0 for n in w.nodes])
            end = np.array([-grown.get(w.t[n], 0.0) for n in w.nodes])
            cap = min(sure[t] / grown[t] for t in sure if grown[t] > 0)
            yield out(start=start, end=end, cap=cap)
    if kind == "take_or_pay":
        yield out(end=price * np.maximum(m - sold, 0.0), cap=1.0)
    if kind in ("reservation", "option"):
        held = committed(capacity if row["tested"] else plate)
        change = 0.0 if np.isnan(row["exercise_price"]) else row["exercise_price"] - price
        yield out(end=held, fixed=change * np.minimum(sold, m))
    if kind == "deductible_fee":
        yield out(end=np.maximum(m - sold, 0.0), cap=price.max())
    if kind == "cancellation_fee":
        fall = np.zeros(N)
        for n in w.nodes:
            short = [max(m[x] - sold[x], 0.0) / m[x] if m[x] > 0 else 0.0 for x in w.path[n]]
            fall[n] = max(short[-1] - max([0.0, *short[:-1]]), 0.0)
        yield out(end=fall)
    if kind == "warm_base":
        yield out(end=np.where(inside & (capacity > 0), step, 0.0))
    if kind == "firm_order":
        spare = np.maximum(capacity - g.make[:, lines].sum(axis=1), 0.0)
        cost = (w.unit_[:, lines] + books.part_cost[:, lines]).mean(axis=1)
        for share in FIRM:
            extra = np.minimum(np.maximum(share * m - sold, 0.0), spare)
            if extra.any():
                yield out(fixed=price * extra, making=-cost * extra, size=share * m.max() / step,
                          label=f"{share:.0%} of the quantity")  # fmt: skip
    if kind == "volume_price":
        steps = list(row["steps"])
        for q, p in zip(steps[::2], steps[1::2], strict=True):
            want = np.where(inside, q * step, 0.0)
            taken = (p - price) * np.minimum(sold, want)
            rest = p * np.maximum(np.minimum(want, capacity) - sold, 0.0)
            yield out(fixed=taken + rest, size=q, label=f"{q:g} a year at {p:g}")
    if kind == "claw_back":
        rate = w.rate(firm)
        start, end, _ = w.flow(books, firm)
        start, end = start - outside[0], end - outside[1]
        back = np.zeros(N)
        for n in w.nodes:
            total, high = 0.0, 0.0
            for x in w.path[n]:
                total += start[x] * (1 + rate) ** (-w.t[x] * step)
                total += end[x] * (1 + rate) ** (-(w.t[x] + 1) * step)
                gain = max(total - high, 0.0)
                high += gain
            back[n] = gain * (1 + rate) ** ((w.t[n] + 1) * step) if inside[n] else 0.0
        yield out(end=-back, cap=1.0)


def _own_goods(w, books, lines, clause):
    """One buyer is credited at most what it takes of these lines' goods costs."""
    j, b = w.good[lines[0]], int(np.flatnonzero(clause.shares)[0])
    taken = np.zeros((w.tree.size, w.B, len(w.heaps)))
    for n in w.nodes:
        for k in range(w.L):
            if w.good[k] == j:
                for who, u, _, _ in books.goods.bought[n, k]:
                    taken[n, who, w.heap_of(k)] += u
    for (n, o, heap), u in books.goods.called.items():
        if w.steps[o][2] == j:
            taken[n, w.steps[o][0], heap] += u
    if not taken.any():
        return np.inf
    worth = np.zeros(w.tree.size)
    for n in w.nodes:
        for k in lines:
            together = {w.heap_of(k)}  # what one offer sells is of all its makers
            for ways in w.ways.values():
                together |= {h for heaps, _ in ways if w.heap_of(k) in heaps for h in heaps}
            got = taken[n][:, sorted(together)].sum(axis=1)
            share = got[b] / got.sum() if got.sum() > 1e-9 else 0.0
            out = sum(u for c in w.heaps[w.heap_of(k)] for _, u, _, _ in books.goods.bought[n, c])
            parts = sum(books.goods.used[n, c] for c in w.heaps[w.heap_of(k)])
            pool = books.sold[n, k] - books.called[n, k]
            units = pool * (out / (out + parts) if out + parts > 1e-9 else 0.0)
            worth[n] += (units + books.called[n, k]) * w.ask[n, lines[0]] * share
    sure = np.array([min(worth[x] for x in w.nodes if w.t[x] == w.t[n]) for n in w.nodes])
    back = -clause.each[1]
    return min(sure[n] / back[n] for n in w.nodes if back[n] > 0)


def public(w, pay, shares):
    """Expected cost of a payment to the buyers, each at its own rate and cost of public funds."""
    total = 0.0
    for b in range(w.B):
        rate, burden = w.rates[b], float(w.s.buyers["public_fund_cost"].iloc[b])
        for n in w.nodes:
            first = pay[0][n] * (1 + rate) ** (-w.t[n] * w.step)
            last = pay[1][n] * (1 + rate) ** (-(w.t[n] + 1) * w.step)
            total += w.chance[n] * burden * shares[b] * (first + last)
    return total


def cheapest(w, books, seats, clauses, floors=()):
    """Overspending and cost at the least; `seats`: (firm, flow, V0, [(worth of a deviation, {clause: what a size of 1
    adds to it})]); `floors`: ({clauses}, least sum of their sizes).

    None where no sizes do; else overspent, cost, sizes, {clause: signed}.
    """
    n_c, leaves = len(clauses), w.leaves
    chance = w.chance[leaves]
    place = {c: n_c + i for i, c in enumerate(k for k, c in enumerate(clauses) if c.signed)}
    cost = [0.0 if c.size is not None else public(w, c.each, c.shares) for c in clauses]
    cost += [public(w, clauses[k].fixed, clauses[k].shares) + SIGNING for k in place]
    low, high = (
        [0.0] * len(cost),
        [0.0 if c.size is not None else c.cap for c in clauses] + [1.0] * len(place),
    )
    whole = [0] * n_c + [1] * len(place)
    rows = []

    def column(at_low, at_high):
        cost.append(0.0)
        low.append(at_low)
        high.append(at_high)
        whole.append(0)
        return len(cost) - 1

    def zero(flow):
        return (flow[0], flow[1], np.zeros_like(flow[0]))

    for firm, flow, outside, deviations in seats:
        rate, row = w.rate(firm), w.producer(firm)
        lam, tail = float(row["risk_weight"]), float(row["tail"])
        own = [k for k, c in enumerate(clauses) if c.firm == firm]
        pays = {k: clauses[k].each for k in own}
        pays |= {
            place[k]: (clauses[k].fixed[0], clauses[k].fixed[1] + clauses[k].making)
            for k in own
            if k in place
        }
        for k in [k for k, c in enumerate(clauses) if c.payer == firm]:
            pays[k] = (-clauses[k].each[0], -clauses[k].each[1])
            if k in place:
                pays[place[k]] = (-clauses[k].fixed[0], -clauses[k].fixed[1])
        worth = {c: w.npv(zero(p), rate) for c, p in pays.items()}
        base = w.npv(flow, rate)
        terms = {c: (1 - lam) * float(chance @ v) for c, v in worth.items()}
        constant = (1 - lam) * float(chance @ base)
        if lam > 0:
            eta = column(-np.inf, np.inf)
            terms[eta] = lam
            for s in range(len(leaves)):
                short = column(0.0, np.inf)
                terms[short] = -lam / tail * chance[s]
                rows.append(
                    (
                        {short: 1.0, eta: -1.0} | {c: v[s] for c, v in worth.items()},
                        -base[s],
                        np.inf,
                    )
                )
        rows.append((terms, outside - constant, np.inf))
        for other, slopes in deviations:
            rows.append((_sum(terms, {k: -v for k, v in slopes.items()}), other - constant, np.inf))
        limit = float(row["credit_limit"])
        if not np.isnan(limit):
            for n in w.nodes:
                for with_end in (False, True):

                    def at(f, n=n, with_end=with_end):
                        got = sum(f[0][x] + f[1][x] for x in w.path[n])
                        return got - (0.0 if with_end else f[1][n])

                    rows.append(({c: at(p) for c, p in pays.items()}, -limit - at(flow), np.inf))
    seated = {firm for firm, *_ in seats}
    menus = {}
    for k, c in enumerate(clauses):
        if c.signed and c.firm in seated:
            most = high[k] if np.isfinite(high[k]) else 1e4
            rows.append(({k: 1.0, place[k]: -most}, -np.inf, 0.0))
            if c.least > 0:
                rows.append(({k: 1.0, place[k]: -c.least}, 0.0, np.inf))
            if c.menu:
                menus.setdefault(c.menu, []).append(place[k])
    for columns in menus.values():
        rows.append((dict.fromkeys(columns, 1.0), -np.inf, 1.0))
    over = []
    carry = w.s.settings.carry_over
    own_of, carried_of = {}, {}
    for _, b, inside, n, amount in w.year_rows:
        terms = {}
        for k, c in enumerate(clauses):
            each = c.shares[b] * sum(c.each[0][x] + c.each[1][x] for x in inside)
            terms[k] = each
            if k in place:
                terms[place[k]] = c.shares[b] * sum(c.fixed[0][x] + c.fixed[1][x] for x in inside)
        o, v, u = column(0.0, np.inf), column(0.0, amount), column(0.0, np.inf)
        over.append((o, w.chance[n]))
        own_of[b, n], carried_of[b, n] = v, u
        goods = sum(books.paid[x, b] for x in inside)
        rows.append((terms | {o: -1.0, v: -1.0, u: -1.0}, -np.inf, -goods))
        before = int(w.tree.parent[inside[0]])
        if before < 0 or carry == 0:
            high[u] = 0.0
        else:
            had = next(a for _, x, _, y, a in w.year_rows if (x, y) == (b, before))
            rows.append(({u: 1.0, own_of[b, before]: carry}, -np.inf, carry * had))
    frame = w.s.budgets
    if "authority" in frame:
        for who, year, amount in zip(
            frame["buyer"], frame["year"], frame["authority"], strict=True
        ):
            if np.isnan(amount):
                continue
            b = w.s.buyers["buyer"].tolist().index(who)
            for leaf in leaves:
                late = [x for x in w.path[leaf] if w.s.period_start(w.t[x]).year >= year]
                terms = {}
                for k, c in enumerate(clauses):
                    for col, pay in ((k, c.each), *([(place[k], c.fixed)] if k in place else [])):
                        gross = sum(max(pay[0][x], 0.0) + max(pay[1][x], 0.0) for x in late)
                        terms[col] = c.shares[b] * gross
                rows.append((terms, -np.inf, amount))
    for keys, least in floors:
        rows.append((dict.fromkeys(keys, 1.0), least, np.inf))
    return _solve(cost, low, high, whole, rows, over, n_c, place)


def _sum(a, b):
    return {k: a.get(k, 0.0) + b.get(k, 0.0) for k in {*a, *b}}


def _solve(cost, low, high, whole, rows, over, count, place):
    A = np.zeros((len(rows), len(cost)))
    for r, (terms, _, _) in enumerate(rows):
        for c, v in terms.items():
            A[r, c] = v
    lows, highs = np.array([r[1] for r in rows]), np.array([r[2] for r in rows])

    def best(c, bounds_high, extra=None):
        constraints = [LinearConstraint(A, lows, highs)]
        if extra is not None:
            constraints.append(extra)
        return milp(np.array(c), integrality=np.array(whole), bounds=Bounds(np.array(low), np.array(bounds_high)),
                    constraints=constraints, options={"mip_rel_gap": 1e-10})  # fmt: skip

    if not cost:  # nothing to choose: accepted as it is, or not at all
        return (0.0, 0.0, np.zeros(0), {}) if (lows <= 1e-7).all() else None
    shut = list(high)
    for o, _ in over:
        shut[o] = 0.0
    found = best(cost, shut)
    spent = 0.0
    if found.x is None:
        weight = np.zeros(len(cost))
        for o, chance in over:
            weight[o] = chance
        least = best(weight, high)
        if least.x is None:
            return None
        spent = float(least.fun)
        found = best(cost, high, LinearConstraint(weight[None, :], -np.inf, spent + 1e-9))
    x = found.x
    if x is None:
        return None
    signed = sum(SIGNING for k in place if x[place[k]] > 0.5)
    return (
        spent,
        float(np.array(cost) @ x) - signed,
        x[:count],
        {k: x[at] > 0.5 for k, at in place.items()},
    )
