"""The one market written a second time: goods for given projects with ties settled, and everybody's cash.

Nothing of the model is used.  Operations are the program of `tests.deals.written` with projects given, lines idle
where nobody would sell, and budgets that clauses have eaten into; ties are settled by one linear program after
another and a general solver of quadratic programs; cash follows in plain loops.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product as combinations

import clarabel
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csc_matrix, csr_array, eye_array, vstack
from tests.deals.written import MONTHS, Written

HELD = 1e-7


@dataclass
class Goods:
    """What is made and taken: (nodes, lines) and so on, units."""

    cost: float
    make: np.ndarray
    capacity: np.ndarray
    nameplate: np.ndarray
    bought: dict  # (node, line) -> [(buyer, units, asked price, extra cost)]
    used: (
        np.ndarray
    )  # (nodes, lines) as parts, of the source that the line belongs to: on its first line
    called: dict  # (node, step, heap) -> units


@dataclass
class Books:
    """Cash: what every line and buyer receives and pays at every node."""

    goods: Goods
    begun: np.ndarray
    capex: np.ndarray  # (nodes, lines), at the start
    end: np.ndarray  # (nodes, lines), net, at the end
    left: object  # rate -> (nodes, lines)
    paid: np.ndarray  # (nodes, buyers)
    sold: np.ndarray  # (nodes, lines)
    part_cost: np.ndarray  # (nodes, lines) parts in a unit
    called: np.ndarray  # (nodes, lines) of what is sold, on orders
    receipts: np.ndarray  # (nodes, lines) for goods, orders included


class World(Written):
    """A study over a tree, for given projects."""

    def __init__(self, study, tree) -> None:
        super().__init__(study, tree)
        self.read = {}
        self.capacity()
        self.goods()
        self.needs()
        self.payments()
        self.budgets()
        self.objective()
        p = self.p
        entries = [(r, c, v) for r, row in enumerate(p.rows) for c, v in row.items()]
        r, c, v = (np.array(x) for x in zip(*entries, strict=True))
        self.A = csr_array((v, (r, c)), shape=(len(p.rows), len(p.cost)))
        self.ask = self.asked()
        self.firm = study.lines["producer"].tolist()
        self.firms = study.producers["producer"].tolist()
        self.B = len(study.buyers)
        self.seen = {}
        self.children = defaultdict(list)
        for n in self.nodes:
            self.children[int(tree.parent[n])].append(n)
        self.chance = tree.probability
        self.leaves = [n for n in self.nodes if self.t[n] == self.T - 1]
        self.line_of = [study.lines["line"].tolist().index(name) for name in study.projects["line"]]
        self.adds_, self.capex_ = self.at("projects", "adds"), self.at("projects", "capex")
        self.rel_, self.cap_ = self.at("lines", "reliability"), self.at("lines", "capacity")
        self.unit_ = self.at("lines", "unit_cost")
        self.bought_goods = {j for _, j, _ in self.needed}
        self._sources()

    def _sources(self):
        """Goods kept together: of one offer, but those of a producer with an order apart; parts are one pool."""
        ordered = {(f, j) for _, f, j, *_ in self.steps}
        groups = {}
        self.offer_of = {}
        for line in range(self.L):
            j = self.good[line]
            offer = (
                (j, self.ask[:, line].tobytes(), self._said(line))
                if j in self.bought_goods
                else (j,)
            )
            apart = self.firm[line] if len(offer) > 1 and (self.firm[line], j) in ordered else None
            groups.setdefault((offer, apart), []).append(line)
        self.heaps = list(groups.values())
        self.offer_of = [offer for offer, _ in groups]
        self.ways = {}  # (buyer, product) -> [(heaps, whether one pool of several)]
        for b, j in sorted({(self.buyer_of[r], j) for r, j, _ in self.needed}):
            mine = {f for who, f, what, *_ in self.steps if (who, what) == (b, j)}
            found = []
            for offer in dict.fromkeys(self.offer_of):
                own = [h for h, name in enumerate(self.offer_of) if name == offer]
                lines = [k for h in own for k in self.heaps[h]]
                if offer[0] != j or not self.terms[b, lines[0]][0]:
                    continue
                if len(own) == 1 or mine & {self.firm[k] for k in lines}:
                    found += [([h], False) for h in own]
                else:
                    found.append((own, True))
            self.ways[b, j] = found

    def _said(self, line):
        """What the rows of `supply` say of a line, by buyer."""
        said = []
        for b in range(len(self.s.buyers)):
            allowed, extra, row = self.terms[b, line]
            shares = row >= 0 and (
                self.s.supply["min_share"].iloc[row] > 0 or self.s.supply["max_share"].iloc[row] < 1
            )
            said.append(row if shares else (allowed, extra.tobytes()))
        return tuple(said)

    def at(self, table, column):
        if (table, column) not in self.read:
            self.read[table, column] = super().at(table, column)
        return self.read[table, column]

    def budgets(self):
        """As in the plan, each row remembered, and with a column of overspending for every limited buyer."""
        super().budgets()
        self.year_rows = []  # (row, buyer, nodes of the year)
        s, p = self.s, self.p
        months = MONTHS[s.settings.period]
        for b, name in enumerate(s.buyers["buyer"]):
            if name not in set(s.budgets["buyer"]):
                continue
            starts = int(s.buyers["year_starts"].iloc[b])

            def year(t, starts=starts):
                day = s.period_start(t)
                return day.year if day.month >= starts else day.year - 1

            years = [year(t) for t in range(self.T)]
            amounts = self.at("budgets", "amount")
            rows = {
                int(y): k
                for k, (who, y) in enumerate(
                    zip(s.budgets["buyer"], s.budgets["year"], strict=True)
                )
                if who == name
            }
            for n in self.nodes:
                t = self.t[n]
                if t < self.T - 1 and years[t + 1] == years[t]:
                    continue
                inside = [m for m in self.path[n] if years[self.t[m]] == years[t]]
                amount = amounts[n, rows[years[t]]] * years.count(years[t]) * months / 12
                column = p.place["own", b, n]
                row = next(r for r, terms in enumerate(p.rows) if terms.get(column) == -1.0)
                if ("over", b, n) not in p.place:
                    p.var(("over", b, n), high=0.0)
                    p.rows[row][p.place["over", b, n]] = -1.0
                self.year_rows.append((row, b, inside, n, amount))

    # ------------------------------------------------------------------------------------------

    def idle(self, lift=None):
        """(nodes, lines): where nobody sells unbidden: the price is below cost with the cheapest parts."""
        found = np.zeros((self.tree.size, self.L), bool)
        for line in range(self.L):
            price = self.best_price(line) + (0.0 if lift is None else lift[:, line])
            found[:, line] = price < self.own_cost(line) - 1e-9
        return found

    def best_price(self, line):
        """(nodes,): asked, or of an order of its producer while that falls due."""
        price = self.ask[:, line].copy()
        for _, f, j, each, _, _, rows in self.steps:
            if (f, j) == (self.firm[line], self.good[line]):
                for n in self.nodes:
                    t = self.t[n]
                    if any(min(after, t + 1) > max(first, t) for _, _, first, after in rows):
                        price[n] = max(price[n], each)
        return price

    def ordered(self, line):
        """(nodes,): units that fall due of orders in the period."""
        falls = np.zeros(self.T)
        for _, f, j, _, due, *_ in self.steps:
            if (f, j) == (self.firm[line], self.good[line]):
                falls += np.diff(due, prepend=0.0)
        return falls[self.t]

    def own_cost(self, line):
        total = self.unit_[:, line].copy()
        for (i, whole), much in self.recipe.items():
            if whole == self.good[line]:
                ways = [
                    self.own_cost(k) if self.firm[k] == self.firm[line] else self.ask[:, k]
                    for k in range(self.L)
                    if self.good[k] == i
                ]
                total += much * np.min(ways, axis=0)
        return total

    def run(self, begun, lift=None, owed=None) -> Books:
        """Everybody's cash with the levels `begun` (nodes, projects)."""
        begun = np.round(begun).astype(int)
        key = (
            begun.tobytes(),
            b"" if lift is None else lift.tobytes(),
            b"" if owed is None else owed.tobytes(),
        )
        if key not in self.seen:
            self.seen[key] = self._books(self._operate(begun, lift, owed), begun)
        return self.seen[key]

    def increments(self, begun):
        before = np.array(
            [
                begun[self.tree.parent[n]] if self.tree.parent[n] >= 0 else 0 * begun[0]
                for n in self.nodes
            ]
        )
        return begun - before

    def _capacity(self, begun):
        total, plate = self.bare.copy(), self.bare / self.rel_
        new = self.increments(begun)
        for n in self.nodes:
            for k in range(self.P):
                line = self.line_of[k]
                for m in self.path[n]:
                    each = self.rel_[n, line] * self.step * self.adds_[n, k]
                    total[n, line] += each * self.share[n, k, m][0] * new[m, k]
                    plate[n, line] += self.step * self.adds_[n, k] * new[m, k]
        return total, plate

    def _operate(self, begun, lift, owed) -> Goods:
        p, low, high = self.p, np.array(self.p.low), np.array(self.p.high)
        rl, rh = np.array(p.row_low), np.array(p.row_high)
        new = self.increments(begun)
        for k in range(self.P):
            for m in self.nodes:
                at = p.place["start", k, m]
                low[at] = high[at] = new[m, k]
        idle = self.idle(lift)
        capacity, plate = self._capacity(begun)
        stood, most, sums = self.bare.copy(), capacity.copy(), []
        for n, own, units in self.held_together(idle):
            stood[n, own], most[n, own] = self._as_one(self.bare[n, own], capacity[n, own], units)
            if len(own) > 1:
                sums.append(([p.place["make", k, n] for k in own], units))
            else:
                high[p.place["make", own[0], n]] = units
        over = []
        for row, b, inside, n, _ in self.year_rows:
            due = 0.0 if owed is None else float(sum(owed[m, b] for m in inside))
            rh[row] -= due
            firm = any(
                step[0] == b and any(row["take_or_pay"] > 0 for row, *_ in step[6])
                for step in self.steps
            )
            if firm or (owed is not None and (owed[:, b] > 0).any()):
                high[p.place["over", b, n]] = np.inf
                over.append((p.place["over", b, n], self.chance[n]))
        face = _Face(self.A, np.array(p.cost), low, high, rl, rh)
        for columns, units in sums:
            at = face.sum(columns)
            face.high[at] = units
        if over:
            penalty = np.zeros(len(p.cost))
            for at, weight in over:
                penalty[at] = weight
            face = face.least(penalty)
        face, cost = face.least(np.array(p.cost), value=True)
        x = self._ties(face, capacity, most, stood)
        make = np.array([[x[p.place["make", k, n]] for k in range(self.L)] for n in self.nodes])
        bought, used = {}, np.zeros_like(make)
        for n in self.nodes:
            for line in range(self.L):
                bought[n, line] = [
                    (
                        self.buyer_of[self.needed[key[1]][0]],
                        x[p.place[key]],
                        self.ask[n, line],
                        self.extra[key],
                    )
                    for key in self.takes(line, n)
                    if key[0] == "buy"
                ]
                if ("use", line, n) in p.place:
                    used[n, line] = x[p.place["use", line, n]]
        called = {}
        for n in self.nodes:
            for line in range(self.L):
                for key in self.takes(line, n):
                    if key[0] == "call":
                        at = (n, key[1], self.heap_of(line))
                        called[at] = called.get(at, 0.0) + x[p.place[key]]
        return Goods(cost + self.constant, make, capacity, plate, bought, used, called)

    def held_together(self, idle):
        """(node, idle lines, units): what a producer's idle lines for a product may make, by node, as one line would."""
        for n in self.nodes:
            for f, j in sorted({(self.firm[k], self.good[k]) for k in range(self.L)}):
                own = [k for k in range(self.L) if (self.firm[k], self.good[k]) == (f, j) and idle[n, k]]  # fmt: skip
                if own:
                    rate = self.s.lines["min_rate"].to_numpy(float)[own]
                    yield n, own, max(self.ordered(own[0])[n], float(rate @ self.bare[n, own]))

    def _as_one(self, bare, capacity, units):
        """What stood, and all, of lines that together make so much at most: in parts as large as each would be alone."""
        old, all_ = min(bare.sum(), units), min(capacity.sum(), units)
        new = capacity - bare
        stood = bare * (old / bare.sum() if old > 0 else 0.0)
        return stood, stood + new * ((all_ - old) / new.sum() if all_ > old else 0.0)

    def heap_of(self, line):
        return next(h for h, own in enumerate(self.heaps) if line in own)

    def _ties(self, face, capacity, most, stood):
        """Early before late, little stock, old lines before new ones; then equals in proportion."""
        p, step = self.p, self.step
        yearly_need = defaultdict(float)
        by_name = defaultdict(float)
        for n in self.nodes:
            total = defaultdict(float)
            for r, (_, name, _) in enumerate(self.keys):
                total[name] += self.need[n, r] / step
            for name, v in total.items():
                yearly_need[name] = max(yearly_need[name], v)
        goods = self.s.products["product"].tolist()
        for j, name in enumerate(goods):
            yearly = max(
                sum(self.bare[n, k] / step for k in range(self.L) if self.good[k] == j)
                for n in self.nodes
            )
            by_name[j] = max(yearly_need.get(name, 0.0), yearly) or 1.0
        need_scale = [yearly_need[name] or 1.0 for _, name, _ in self.keys]
        late, stock, fresh = (np.zeros(len(p.cost)) for _ in range(3))
        held = np.zeros(self.tree.size)
        for n in self.nodes:
            held[n] += self.chance[n] * step / 2
            if self.tree.parent[n] >= 0:
                held[self.tree.parent[n]] += self.chance[n] * step / 2
        for n in self.nodes:
            for r, (_, _, kind) in enumerate(self.keys):
                weight = held[n] if kind == "stock" else self.chance[n]
                late[p.place["short", r, n]] = weight / need_scale[r]
            for k in range(self.L):
                stock[p.place["hold", k, n]] = held[n] / by_name[self.good[k]]
        face = face.least(late).least(stock)
        # old and new output of a line in two columns
        split = [(n, k) for n in self.nodes for k in range(self.L) if capacity[n, k] > 1e-9]
        made = []
        for n, k in split:
            new = max(capacity[n, k] - self.bare[n, k], 0.0)
            made.append((face.add(0.0, self.bare[n, k]), face.add(0.0, new)))
            face.tie([p.place["make", k, n], *made[-1]], [1.0, -1.0, -1.0])
        fresh = np.zeros(face.size)
        for (n, k), (_, at) in zip(split, made, strict=True):
            fresh[at] = self.chance[n] / by_name[self.good[k]]
        face = face.least(fresh)
        squares = {}
        for (n, k), (old, new) in zip(split, made, strict=True):
            parts = ((old, stood[n, k], self.bare[n, k]), (new, most[n, k] - stood[n, k], capacity[n, k] - self.bare[n, k]))  # fmt: skip
            for at, shared, alone in parts:
                room = shared if shared > 1e-9 * most[n, k] else alone
                if room > 1e-9 * capacity[n, k]:
                    squares[at] = self.chance[n] / by_name[self.good[k]] / room
        so_far, stands = self._by_the_years_end(most), self._by_the_years_end(self.need)
        for r, (_, _, kind) in enumerate(self.keys):
            if kind == "flow":  # nothing of it stands
                stands[:, r] = self.need[:, r] / step
        for n in self.nodes:
            needed = stands[n]
            year = [t for t in range(self.T) if self._year(t) == self._year(self.t[n])]
            for r, (_, _, kind) in enumerate(self.keys):
                at = p.place["short", r, n]
                if kind == "stock" and needed[r] > 0 and self.t[n] == year[-1]:
                    squares[at] = self.chance[n] * step * len(year) / needed[r] / need_scale[r]
                if kind == "flow" and self.need[n, r] > 0:
                    squares[at] = self.chance[n] / self.need[n, r] / need_scale[r]
            for d, (r, _, c) in enumerate(self.needed):
                keys = self.got(d, n)
                if keys and needed[r] > 0:
                    at = face.sum([p.place[key] for key in keys])
                    squares[at] = self.chance[n] / step * c**2 / needed[r] / need_scale[r]
            for (b, j), ways in self.ways.items():
                asked = any((who, what) == (b, j) for who, _, what, *_ in self.steps)
                lines = [[k for h in heaps for k in self.heaps[h]] for heaps, _ in ways]
                if len(ways) > 1 or asked:
                    for own in lines:
                        keys = self._of(b, j, own, n, "buy")
                        self._near_need(face, squares, n, b, j, keys, own, needed, so_far, by_name)
            for o, (b, f, j, *_) in enumerate(self.steps):
                for heap in self.heaps:
                    own = [
                        k
                        for k in heap
                        if self.firm[k] == f and self.good[k] == j and self.terms[b, k][0]
                    ]
                    keys = [key for key in self._of(b, j, own, n, "call") if key[1] == o]
                    self._near_need(face, squares, n, b, j, keys, own, needed, so_far, by_name)
            for h, own in enumerate(self.heaps):
                j = self.good[own[0]]
                share = sum(so_far[n, k] for k in own)
                drawn = [
                    b
                    for (b, what), ways in self.ways.items()
                    if what == j and any(pool and h in heaps for heaps, pool in ways)
                ]
                keys = [key for b in drawn for key in self._of(b, j, own, n, "buy")]
                if keys and share > 0:
                    at = face.sum([p.place[key] for key in keys])
                    squares[at] = self.chance[n] / by_name[j] / share
                several = len([x for x in self.heaps if self.good[x[0]] == j]) > 1
                if j in {i for i, _ in self.recipe} and several and share > 0:
                    at = face.sum([p.place["use", k, n] for k in own])
                    squares[at] = self.chance[n] / by_name[j] / share
        return face.nearest(squares)[: len(p.cost)]

    def _of(self, b, j, lines, n, what):
        """Everything that a buyer takes of a product from some lines."""
        return [
            key
            for k in lines
            for key in self.takes(k, n)
            if key[0] == what and self.good[k] == j
            and self.buyer_of[self.needed[key[1] if what == "buy" else key[2]][0]] == b
        ]  # fmt: skip

    def _year(self, t):
        return self.s.period_start(t).year

    def _by_the_years_end(self, values):
        """(nodes, columns): sums along the path, and on to the end of the calendar year as expected."""
        total = np.zeros(values.shape)
        for n in self.nodes:
            total[n] = sum(values[m] for m in self.path[n])
            for m in self.nodes:
                later = (
                    m != n and n in self.path[m] and self._year(self.t[m]) == self._year(self.t[n])
                )
                total[n] += self.chance[m] / self.chance[n] * values[m] if later else 0.0
        return total

    def _near_need(self, face, squares, n, b, j, keys, own, needed, so_far, by_name):
        mine = sum(
            needed[r] / c for r, what, c in self.needed if what == j and self.buyer_of[r] == b
        )
        share = sum(so_far[n, k] for k in own)
        if keys and mine > 0 and share > 0:
            whole = sum(so_far[n, k] for k in range(self.L) if self.good[k] == j)
            at = face.sum([self.p.place[key] for key in keys])
            squares[at] = self.chance[n] / self.step * whole / mine / share / by_name[j]

    # ------------------------------------------------------------------------------------------

    def _books(self, g: Goods, begun) -> Books:
        N, L, step = self.tree.size, self.L, self.step
        hold_cost, worth = self.at("products", "holding_cost"), self.at("products", "stock_value")
        sold, stock, called = np.zeros((N, L)), np.zeros((N, L)), np.zeros((N, L))
        end, paid, part_price = (
            np.zeros((N, L)),
            np.zeros((N, self.B)),
            np.zeros((N, len(self.s.products))),
        )
        for n in self.nodes:  # parents come first
            before = int(self.tree.parent[n])
            spent, units = defaultdict(float), defaultdict(float)
            self._orders(g, n, called, end, paid)
            for own in self.heaps:
                mine = [
                    g.make[n, k] - called[n, k] + (stock[before, k] if before >= 0 else 0.0)
                    for k in own
                ]
                to_buyers = sum(u for k in own for _, u, _, _ in g.bought[n, k])
                as_parts = sum(g.used[n, k] for k in own)
                out = to_buyers + as_parts
                for k, has in zip(own, mine, strict=True):
                    sold[n, k] = has * min(out / sum(mine), 1.0) if sum(mine) > 1e-9 else 0.0
                    stock[n, k] = has - sold[n, k]
                    end[n, k] += self.ask[n, k] * sold[n, k]
                    for b, u, price, extra in g.bought[n, k]:
                        paid[n, b] += u * (price + extra)
                gone = sum(sold[n, k] for k in own)
                if gone > 1e-9:
                    mean = sum(self.ask[n, k] * sold[n, k] for k in own) / gone
                    units[self.good[own[0]]] += as_parts
                    spent[self.good[own[0]]] += as_parts * mean
            for j, u in units.items():
                part_price[n, j] = spent[j] / u if u > 1e-9 else 0.0
        receipts = end.copy()
        part_cost = np.zeros((N, L))
        for (i, whole), much in self.recipe.items():
            for k in range(L):
                if self.good[k] == whole:
                    part_cost[:, k] += much * part_price[:, i]
        new = self.increments(begun)
        capex = np.zeros((N, L))
        for n in self.nodes:
            for k in range(L):
                end[n, k] -= g.make[n, k] * (self.unit_[n, k] + part_cost[n, k])
                end[n, k] -= hold_cost[n, self.good[k]] * step * stock[n, k]
                end[n, k] -= self.fixed[n, k] * self.open[self.t[n], k] * step
            for q in range(self.P):
                capex[n, self.line_of[q]] += self.capex_[n, q] * new[n, q]
                for m in self.path[n]:
                    yearly = self.at("projects", "fixed_cost")[n, q]
                    end[n, self.line_of[q]] -= yearly * step * self.share[n, q, m][1] * new[m, q]

        def left(rate):
            found = np.zeros((N, L))
            for n in self.leaves:
                for k in range(L):
                    found[n, k] = worth[n, self.good[k]] * stock[n, k]
                for q in range(self.P):
                    for m in self.path[n]:
                        if new[m, q]:
                            used = max(self.T - self.share[n, q, m][2], 0.0) * step
                            part = self._left_at(q, used, rate)
                            found[n, self.line_of[q]] += part * self.capex_[m, q] * new[m, q]
            return found

        return Books(g, begun, capex, end, left, paid, sold + called, part_cost, called, receipts)

    def _orders(self, g, n, called, end, paid):
        """What is called of orders at node n, and what take-or-pay is due."""
        for o, (b, f, j, price, due, _, rows) in enumerate(self.steps):
            for h, heap in enumerate(self.heaps):
                units = g.called.get((n, o, h), 0.0)
                own = [k for k in heap if self.firm[k] == f and self.good[k] == j]
                made = sum(g.make[n, k] for k in own)
                for k in own:
                    part = units * g.make[n, k] / made if made > 1e-9 else 0.0
                    called[n, k] += part
                    end[n, k] += price * part
                    paid[n, b] += (price + self.terms[b, k][1][n]) * part
            own = [k for k in range(self.L) if self.firm[k] == f and self.good[k] == j]
            for row, own_due, first, after in rows:
                if row["take_or_pay"] > 0 and int(np.ceil(after - 1e-9)) - 1 == self.t[n]:
                    could = sum(
                        self.bare[m, k] * max(min(after, self.t[m] + 1) - max(first, self.t[m]), 0)
                        for m in self.path[n] for k in own
                    )  # fmt: skip
                    could *= own_due[-1] / self.together(f, j, first, after)
                    most = min(own_due[self.t[n]], could)
                    taken = sum(
                        u for (m, x, _), u in g.called.items() if x == o and m in self.path[n]
                    )
                    taken *= own_due[self.t[n]] / due[self.t[n]]
                    money = row["take_or_pay"] * row["price"] * max(most - taken, 0.0)
                    paid[n, b] += money
                    for k in own:
                        end[n, k] += money / len(own)

    def _left_at(self, k, used, rate):
        kept, self.r = self.r, rate
        found = self.left(k, used)
        self.r = kept
        return found

    # ------------------------------------------------------------------------------------------

    def flow(self, books, firm):
        """(start, end, left) of a producer, (nodes,) each."""
        own = [k for k in range(self.L) if self.firm[k] == firm]
        rate = self.rate(firm)
        return (
            -books.capex[:, own].sum(axis=1),
            books.end[:, own].sum(axis=1),
            books.left(rate)[:, own].sum(axis=1),
        )

    def producer(self, firm):
        return self.s.producers.iloc[self.firms.index(firm)]

    def rate(self, firm):
        row = self.producer(firm)
        return float(row["cost_of_capital"] if np.isnan(row["hurdle_rate"]) else row["hurdle_rate"])

    def npv(self, flow, rate):
        """(leaves,)"""
        start, end, left = flow
        found = []
        for leaf in self.leaves:
            total = 0.0
            for n in self.path[leaf]:
                total += start[n] * (1 + rate) ** (-self.t[n] * self.step)
                total += end[n] * (1 + rate) ** (-(self.t[n] + 1) * self.step)
            total += left[leaf] * (1 + rate) ** (-self.T * self.step)
            found.append(total)
        return np.array(found)

    def worth(self, npv, firm):
        """(1-λ) mean + λ mean of the worst share."""
        row, chance = self.producer(firm), self.chance[self.leaves]
        lam, tail = float(row["risk_weight"]), float(row["tail"])
        left, worst = tail, 0.0
        for s in np.argsort(npv, kind="stable"):
            take = min(chance[s], left)
            worst += take * npv[s]
            left -= take
        return (1 - lam) * float(chance @ npv) + lam * worst / tail

    def liquid(self, flow, firm):
        limit = float(self.producer(firm)["credit_limit"])
        if np.isnan(limit):
            return True
        lowest = np.inf
        for leaf in self.leaves:
            total = 0.0
            for n in self.path[leaf]:
                total += flow[0][n]
                lowest = min(lowest, total)
                total += flow[1][n]
                lowest = min(lowest, total)
        return lowest >= -limit - 1e-6

    def own_projects(self, firm):
        return [k for k in range(self.P) if self.firm[self.line_of[k]] == firm]

    def plans(self, firm, begun, most=None):
        """Every way of beginning the firm's projects, the others as in `begun`; nowhere beyond `most`."""
        own = self.own_projects(firm)
        ways = [self._levels(k, None if most is None else most[:, k]) for k in own]
        for choice in combinations(*ways):
            levels = np.round(begun).astype(int).copy()
            for k, level in zip(own, choice, strict=True):
                levels[:, k] = level
            if all(self._after(levels, k) for k in own):
                yield levels

    def _after(self, levels, k):
        """Whether what a project requires was begun before it."""
        wanted = self.s.projects["requires"].iloc[k]
        if not wanted:
            return True
        q, limit = (
            self.s.projects["project"].tolist().index(wanted),
            int(self.s.projects["limit"].iloc[k]),
        )
        before = np.array([levels[self.tree.parent[n], q] if self.tree.parent[n] >= 0 else 0 for n in self.nodes])  # fmt: skip
        return (levels[:, k] <= limit * before).all()

    def _levels(self, k, most):
        limit = int(self.s.projects["limit"].iloc[k])
        first, last = self.s.projects["earliest"].iloc[k], self.s.projects["latest"].iloc[k]

        def free(n):
            day = self.s.period_start(self.t[n])
            return (not first or day >= first) and (not last or day <= last)

        def under(n, before):
            top = limit if free(n) else before
            for level in range(before, top + 1):
                if most is not None and level > most[n] + 0.5:
                    break
                below = [list(under(c, level)) for c in self.children[n]]
                for rest in combinations(*below):
                    yield {n: level} | {m: v for part in rest for m, v in part.items()}

        roots = self.children[-1]  # several where the start is not known: they begin alike
        for level in range(limit + 1 if free(roots[0]) else 1):
            if most is not None and level > most[roots[0]] + 0.5:
                break
            below = [list(under(c, level)) for n in roots for c in self.children[n]]
            for rest in combinations(*below):
                found = dict.fromkeys(roots, level) | {
                    m: v for part in rest for m, v in part.items()
                }
                yield np.array([found[n] for n in self.nodes])


class _Face:
    """A linear program whose optimal face is narrowed aim by aim."""

    def __init__(self, A, cost, low, high, rl, rh) -> None:
        self.A, self.low, self.high, self.rl, self.rh = A.tocsr(), low, high, rl, rh
        self.more_rows, self.more_low, self.more_high = [], [], []

    @property
    def size(self):
        return self.low.size

    def add(self, low, high):
        self.low, self.high = np.append(self.low, low), np.append(self.high, high)
        return self.low.size - 1

    def tie(self, columns, values):
        self.more_rows.append((columns, values))

    def sum(self, columns):
        at = self.add(0.0, np.inf)
        self.tie([at, *columns], [1.0] + [-1.0] * len(columns))
        return at

    def _rows(self):
        count = len(self.more_rows)
        base = csr_array((self.A.data, self.A.indices, self.A.indptr), shape=self.A.shape)
        base.resize((self.A.shape[0], self.size))
        if not count:
            return base, self.rl, self.rh
        r = np.concatenate([np.full(len(c), k) for k, (c, _) in enumerate(self.more_rows)])
        c = np.concatenate([c for c, _ in self.more_rows])
        v = np.concatenate([v for _, v in self.more_rows])
        more = csr_array((v, (r, c)), shape=(count, self.size))
        zero = np.zeros(count)
        return (
            vstack([base, more], format="csr"),
            np.append(self.rl, zero),
            np.append(self.rh, zero),
        )

    def least(self, cost, value=False):
        """The face of least cost; with `value`, and what that is."""
        A, rl, rh = self._rows()
        equal, top = rl == rh, np.isfinite(rh)
        over, under = np.flatnonzero(top & ~equal), np.flatnonzero(np.isfinite(rl) & ~equal)
        same = np.flatnonzero(equal)
        cost = np.append(cost, np.zeros(self.size - cost.size))
        scale = max(np.abs(cost).max(), 1e-12)
        found = linprog(
            cost / scale,
            A_ub=vstack([A[over], -A[under]], format="csr"), b_ub=np.concatenate([rh[over], -rl[under]]),
            A_eq=A[same], b_eq=rl[same], bounds=np.stack([self.low, self.high], axis=1), method="highs-ds",
            options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
        )  # fmt: skip
        assert found.status == 0, found.message
        face = _Face(A, cost, self.low.copy(), self.high.copy(), rl.copy(), rh.copy())
        face.low = np.where(found.upper.marginals < -HELD, self.high, self.low)
        face.high = np.where(found.lower.marginals > HELD, self.low, self.high)
        dual = found.ineqlin.marginals
        for k, row in enumerate(over):
            if dual[k] < -HELD:
                face.rl[row] = rh[row]
        for k, row in enumerate(under):
            if dual[over.size + k] < -HELD:
                face.rh[row] = rl[row]
        return (face, float(cost @ found.x)) if value else face

    def nearest(self, squares):
        """The point of the face with the least sum of squares."""
        A, rl, rh = self._rows()
        n = self.size
        weight = np.zeros(n)
        for at, w in squares.items():
            weight[at] = w
        fixed = self.high - self.low <= 1e-11
        x = np.where(fixed, self.low, 0.0)
        free = np.flatnonzero(~fixed)
        if not free.size:
            return x
        moved = A @ x
        A = A.tocsc()[:, free].tocsr()
        kept = np.diff(A.indptr) > 0
        A, rl, rh = A[kept], (rl - moved)[kept], (rh - moved)[kept]
        low, high, w = self.low[free], self.high[free], weight[free]
        equal = rl == rh
        equal |= rh - rl <= 1e-12
        over, under = np.isfinite(rh) & ~equal, np.isfinite(rl) & ~equal
        above, below = np.isfinite(high), np.isfinite(low)
        one = eye_array(free.size, format="csr")
        G = vstack([A[equal], A[over], -A[under], one[above], -one[below]], format="csc")
        h = np.concatenate([rl[equal], rh[over], -rl[under], high[above], -low[below]])
        cones = [
            clarabel.ZeroConeT(int(equal.sum())),
            clarabel.NonnegativeConeT(int(h.size - equal.sum())),
        ]
        settings = clarabel.DefaultSettings()
        settings.verbose = False
        for name in ("tol_gap_abs", "tol_gap_rel", "tol_feas"):
            setattr(settings, name, 1e-12)
        settings.max_iter = 200
        top = max(w.max(), 1e-12)
        P = csc_matrix(
            (w / top, (np.arange(free.size), np.arange(free.size))), shape=(free.size, free.size)
        )
        found = clarabel.DefaultSolver(
            P, np.zeros(free.size), csc_matrix(G), h, cones, settings
        ).solve()
        assert str(found.status) in ("Solved", "AlmostSolved", "InsufficientProgress"), found.status
        x[free] = found.x
        return x
