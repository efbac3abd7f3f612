"""A deal looked at from outside: best alternatives by enumeration, the cheapest clauses by hand, who would deviate."""

from __future__ import annotations

import numpy as np
from tests.deals.clauses_again import STAYS, cheapest, offered

ROUNDS = 12


def best_alternative(w, firm, begun, lift, owed, most=None):
    """(value, liquid, flow, sold, levels) of the best plan of its own but the one it has, by enumeration; all tried."""
    tried = []
    if lift is not None:
        lift = lift.copy()
        own = [k for k in range(w.L) if w.firm[k] == firm]
        if w.idle(None)[:, own].any():
            lift[:, own] = 0.0
        lift = lift if lift.any() else None
    here = np.round(begun).astype(int)
    for levels in w.plans(firm, begun, most):
        if (levels == here).all():
            continue
        books = w.run(levels, lift, owed)
        flow = w.flow(books, firm)
        value = w.worth(w.npv(flow, w.rate(firm)), firm)
        tried.append((w.liquid(flow, firm), value, flow, books))
    if not tried:
        return None, tried
    return max(tried, key=lambda x: x[:2]), tried


def kept(w, clause, books, firm):
    """(nodes,) start and end: what a clause of size 1 pays a producer that follows another plan."""
    zero = np.zeros(w.tree.size)
    if clause.kind == "price_uplift":
        j = w.s.products["product"].tolist().index(clause.covers)
        own = [k for k in range(w.L) if w.firm[k] == firm and w.good[k] == j]
        return zero, np.where(clause.inside, books.sold[:, own].sum(axis=1), 0.0)
    full = clause.cap_base
    new = w.increments(books.begun)[:, clause.project] * w.capex_[:, clause.project]
    return np.where(clause.inside, new, 0.0) / full, zero


def weights(w, npv, firm):
    """Weights of futures under which their mean is the value."""
    row, chance = w.producer(firm), w.chance[w.leaves]
    lam, tail = float(row["risk_weight"]), float(row["tail"])
    left, worst = tail, np.zeros(npv.size)
    for s in np.argsort(npv, kind="stable"):
        worst[s] = min(chance[s], left) / tail
        left -= min(chance[s], left)
    return (1 - lam) * chance + lam * worst


class DealAgain:
    """The deal for some firms' parts in the levels `begun`, clauses and alternatives worked out again."""

    def __init__(self, w, begun, firms, lift=None, owed=None, aside=(), apart=None) -> None:
        self.w, self.begun, self.firms = w, np.round(begun).astype(int), firms
        self.books = w.run(begun, lift, owed)
        self.flow, self.outside, self.tried, self.value, self.instead = {}, {}, {}, {}, {}
        self.slack = {}
        others = {}
        for firm in firms:
            self.flow[firm] = w.flow(self.books, firm)
            self.value[firm] = w.worth(w.npv(self.flow[firm], w.rate(firm)), firm)
            others_owed = owed  # who refuses is owed nothing
            if apart is not None:
                left = sum(pay for other, pay in apart.items() if other != firm)
                others_owed = left if np.any(left) else None
            best, self.tried[firm] = best_alternative(w, firm, begun, lift, others_owed, self.begun)
            self.outside[firm] = self.value[firm] if best is None else best[1]
            others[firm] = self.flow[firm] if best is None else best[2]
            self.slack[firm] = float(w.s.settings.material) * self._received(firm, self.books)
            self.instead[firm] = self.begun * 0 if best is None else best[3].begun
        self.others = others
        self.indifferent = [f for f in firms if self._minds_little(f)]
        self.clauses = [
            c for c in offered(w, self.books, others)
            if c.row["instrument"] not in aside and c.firm not in self.indifferent
        ]  # fmt: skip
        for c in self.clauses:
            if c.kind == "grant":
                new = w.increments(self.begun)[:, c.project] * w.capex_[:, c.project]
                spent = np.where(c.inside, new, 0.0)
                c.cap_base = max(sum(spent[n] for n in w.path[leaf]) for leaf in w.leaves)
        self.floors = self._floors()
        self.payers = self._payers(lift, owed)

    def _received(self, firm, books):
        """Present value of what it receives for goods, at its own rate."""
        w, own = self.w, [k for k in range(self.w.L) if self.w.firm[k] == firm]
        got, rate = books.receipts[:, own].sum(axis=1), w.rate(firm)
        return sum(w.chance[n] * got[n] * (1 + rate) ** (-(w.t[n] + 1) * w.step) for n in w.nodes)

    def _minds_little(self, firm):
        """Whether it refuses by no more than what is material."""
        lacks = self.outside[firm] - self.value[firm]
        return 1e-6 < lacks <= self.slack[firm] and self.w.liquid(self.flow[firm], firm)

    def _floors(self):
        """The least that is to be added to a unit, so that what then still stands idle makes what falls due."""
        w, found = self.w, []
        for n, own, _ in w.held_together(w.idle(None)):
            if w.firm[own[0]] in self.firms:
                lacks = [w.own_cost(k)[n] - w.best_price(k)[n] for k in own]
                makes, due = self.books.goods.make[n, own], w.ordered(own[0])[n]
                must = w.s.lines["min_rate"].to_numpy(float)[own] * w.bare[n, own]
                enough = []
                for x in (0.0, *lacks):
                    idle = np.array(lacks) > x + 1e-9
                    most = max(due, must[idle].sum())
                    if makes[idle].sum() <= most + 1e-6 * max(1.0, most):
                        enough.append(x)
                if min(enough) > 0.0:
                    name = str(w.s.products["product"].iloc[w.good[own[0]]])
                    keys = {
                        i for i, c in enumerate(self.clauses)
                        if c.kind == "price_uplift" and c.firm == w.firm[own[0]] and c.covers == name and c.inside[n]
                    }  # fmt: skip
                    found.append((keys, min(enough)))
        return found

    def _payers(self, lift, owed):
        """Producers without a part that may pay: no worse off than without the parts of those whom they may pay."""
        w, found = self.w, []
        for firm in w.firms:
            paid = {c.firm for c in self.clauses if c.payer == firm}
            if paid and firm not in self.firms:
                less = self.begun.copy()
                for other in paid:
                    less[:, w.own_projects(other)] = 0
                had = w.npv(w.flow(w.run(less, lift, owed), firm), w.rate(firm))
                flow = w.flow(
                    self.books, firm
                )  # worse off before it pays anything, it pays nothing
                least = min(w.worth(had, firm), w.worth(w.npv(flow, w.rate(firm)), firm))
                found.append((firm, flow, least, []))
        return found

    def with_clauses(self, firm, flow, sizes, signed, books=None):
        """A flow and what the firm's clauses add; of another plan's `books`, only those that stay."""
        start, end, left = (x.copy() for x in flow)
        for k, c in enumerate(self.clauses):
            if (k in signed and not signed[k]) or (c.firm != firm and c.payer != firm):
                continue
            if c.firm != firm:
                if books is None:
                    start = start - sizes[k] * c.each[0] - (c.fixed[0] if signed.get(k) else 0.0)
                    end = end - sizes[k] * c.each[1] - (c.fixed[1] if signed.get(k) else 0.0)
            elif books is None:
                size = sizes[k]
                start += size * c.each[0]
                end += size * c.each[1]
                if signed.get(k):
                    start, end = start + c.fixed[0], end + c.fixed[1] + c.making
            elif c.kind in STAYS:
                more = kept(self.w, c, books, firm)
                start, end = start + sizes[k] * more[0], end + sizes[k] * more[1]
        return start, end, left

    def temptations(self, sizes, signed):
        """By firm: the largest gain from another plan under the clauses, and that plan."""
        w, found = self.w, {}
        for firm in self.firms:
            flow = self.with_clauses(firm, self.flow[firm], sizes, signed)
            has = w.worth(w.npv(flow, w.rate(firm)), firm)
            best = (0.0, None)
            for liquid, _, other, books in self.tried[firm]:
                theirs = self.with_clauses(firm, other, sizes, signed, books)
                npv = w.npv(theirs, w.rate(firm))
                if liquid and w.worth(npv, firm) - has > best[0] + 1e-9:
                    best = (w.worth(npv, firm) - has, (other, books))
            found[firm] = best
        return found

    def row(self, firm, plan, sizes, signed):
        """What another plan is worth, (alone, by clause), at the weights that its futures have under these clauses."""
        w, (other, books) = self.w, plan
        npv = w.npv(self.with_clauses(firm, other, sizes, signed, books), w.rate(firm))
        weight = weights(w, npv, firm)
        slopes = {
            k: float(weight @ w.npv((*kept(w, c, books, firm), 0 * other[2]), w.rate(firm)))
            for k, c in enumerate(self.clauses)
            if c.firm == firm and c.kind in STAYS
        }
        return float(weight @ w.npv(other, w.rate(firm))), slopes

    def cheapest(self):
        """Overspent, cost, sizes, signed; None where nobody can be brought round.

        A row holds at the weights of the clauses that it was drawn for, and asks for more at others: all are drawn again at what they led to.
        """
        plans = {firm: [] for firm in self.firms}
        best = self._with_rows({firm: [] for firm in self.firms}, plans)
        for _ in range(ROUNDS):
            if best is None or not any(plans.values()):
                break
            rows = {f: [self.row(f, plan, best[2], best[3]) for plan in plans[f]] for f in plans}
            more = {f: list(plans[f]) for f in plans}
            found = self._with_rows(rows, more)
            if found is None or (round(found[0], 7), found[1] + 1e-7) >= (
                round(best[0], 7),
                best[1],
            ):
                break
            best, plans = found, more
        return best

    def _with_rows(self, rows, plans):
        """The same with these rows, and others for whoever would deviate, whose plans are added."""
        for _ in range(ROUNDS):
            least = {
                f: self.value[f] if f in self.indifferent else self.outside[f] for f in self.firms
            }
            seats = [(f, self.flow[f], least[f], rows[f]) for f in self.firms]
            seats += self.payers
            found = cheapest(self.w, self.books, seats, self.clauses, self.floors)
            if found is None:
                return None
            lures = self.temptations(found[2], found[3])
            lures = {f: lure for f, lure in lures.items() if f not in self.indifferent}
            if all(gain <= 1e-6 + 1e-7 * abs(self.outside[f]) for f, (gain, _) in lures.items()):
                break
            for f, (gain, plan) in lures.items():
                if gain > 1e-6 + 1e-7 * abs(self.outside[f]):
                    rows[f].append(self.row(f, plan, found[2], found[3]))
                    plans[f].append(plan)
        return found

    def step(self, books, firms, sizes, signed):
        """Social value and public money where only `firms` have signed; clauses are those of the deal for all."""
        w, burden, waste, paid = self.w, 0.0, 0.0, 0.0
        for b in range(w.B):
            for n in w.nodes:
                paid += (
                    w.chance[n] * books.paid[n, b] * (1 + w.rates[b]) ** (-(w.t[n] + 1) * w.step)
                )
        for k, c in enumerate(self.clauses):
            if (
                c.firm not in firms
                or (k in signed and not signed[k])
                or (k not in signed and not sizes[k])
            ):
                continue
            start = sizes[k] * c.each[0] + (c.fixed[0] if signed.get(k) else 0.0)
            end = sizes[k] * c.each[1] + (c.fixed[1] if signed.get(k) else 0.0)
            for b in range(w.B):
                rate, each = w.rates[b], float(w.s.buyers["public_fund_cost"].iloc[b])
                worth = c.shares[b] * sum(
                    w.chance[n] * (start[n] * (1 + rate) ** (-w.t[n] * w.step) + end[n] * (1 + rate) ** (-(w.t[n] + 1) * w.step))
                    for n in w.nodes
                )  # fmt: skip
                paid += worth
                burden += (each - 1) * worth
            if signed.get(k):
                waste -= sum(w.chance[n] * c.making[n] * w.end(n, w.r) for n in w.nodes)
        return -books.goods.cost - burden - waste, paid

    def terms(self, firms, sizes, signed):
        """What the clauses of `firms` add to a unit, and what buyers with a budget owe under them; None for nothing."""
        w = self.w
        lift, owed = np.zeros((w.tree.size, w.L)), np.zeros((w.tree.size, w.B))
        limited = {b for _, b, *_ in w.year_rows}
        for k, c in enumerate(self.clauses):
            if c.firm not in firms or (k in signed and not signed[k]):
                continue
            pay = sizes[k] * (c.each[0] + c.each[1])
            if signed.get(k):
                pay = pay + c.fixed[0] + c.fixed[1]
            for b in limited:
                owed[:, b] += c.shares[b] * pay
            if c.kind == "price_uplift":
                for line in range(w.L):
                    name = str(w.s.products["product"].iloc[w.good[line]])
                    if w.firm[line] == c.firm and name == c.covers:
                        lift[:, line] += np.where(c.inside, sizes[k], 0.0)
        return (lift if lift.any() else None), (owed if owed.any() else None)

    def steps(self, sizes, signed):
        """(firms, social value, public money) from all parts to the last one, the cheapest loss first."""
        levels, firms = self.begun, list(self.firms)
        found = [(tuple(firms), *self.step(self.books, firms, sizes, signed))]
        while len(firms) > 1:
            tried = []
            for k, firm in enumerate(firms):
                rest = [f for f in firms if f != firm]
                unbidden, less, books = self.unsigned(firm, levels, rest, sizes, signed)
                value, paid = self.step(books, rest, sizes, signed)
                near, close = (1e-7 * max(1, abs(x)) for x in found[-1][1:])
                lost, saved = found[-1][1] - value, found[-1][2] - paid
                if unbidden and lost >= -near:
                    continue
                saved = saved if abs(saved) > close else 0.0
                rate = lost / max(saved, close) if abs(lost) > near else 0.0
                tried.append((rate, -saved, k, rest, less, value, paid))
            if not tried:
                break
            _, _, _, firms, levels, value, paid = min(tried, key=lambda x: x[:3])
            found.append((tuple(firms), value, paid))
        return found

    def unsigned(self, firm, levels, rest, sizes, signed):
        """Whether a firm does its part although nothing is signed with it, the levels that follow, and the books."""
        w, own = self.w, self.w.own_projects(firm)
        terms = self.terms(rest, sizes, signed)
        part, plans = w.run(levels, *terms), []
        for instead in (self.instead[firm][:, own], 0):
            less = levels.copy()
            less[:, own] = instead
            books = w.run(less, *terms)
            flow = w.flow(books, firm)
            value = w.worth(w.npv(flow, w.rate(firm)), firm)
            plans.append((w.liquid(flow, firm), value, less, books))
        best = max(plans, key=lambda x: x[:2])
        flow, outside, slack = w.flow(part, firm), best[1], self._received(firm, part)
        if (levels == self.begun).all():  # all others do their parts
            best, outside = plans[0], self.outside[firm]
        sizes = np.array(
            [x if c.firm in rest else 0.0 for c, x in zip(self.clauses, sizes, strict=True)]
        )
        signed = {k: yes and self.clauses[k].firm in rest for k, yes in signed.items()}
        flow = self.with_clauses(firm, flow, sizes, signed)  # what it pays its suppliers
        value = w.worth(w.npv(flow, w.rate(firm)), firm)
        slack = max(float(w.s.settings.material) * slack, 1e-6)
        if w.liquid(flow, firm) and value >= outside - slack:
            return True, levels, part
        return False, best[2], best[3]
