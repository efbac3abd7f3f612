"""Operations written out straight from their meaning and as fine as they can be stated: rows for `market_again`.

Nothing of the model is used: one purchase for every need, line and node, one stock for every line, projects by their
start, payments in full.  Only the tree and the figures at its nodes come from the product.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import numpy as np

from offtake.study.study import Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Program:
    """Columns by key, rows as dictionaries."""

    def __init__(self) -> None:
        self.place, self.cost, self.low, self.high, self.whole = {}, [], [], [], []
        self.rows, self.row_low, self.row_high = [], [], []

    def var(self, key, low=0.0, high=np.inf, whole=False):
        assert key not in self.place, key
        self.place[key] = len(self.cost)
        for name, value in (("cost", 0.0), ("low", low), ("high", high), ("whole", whole)):
            getattr(self, name).append(value)

    def add_cost(self, key, value):
        self.cost[self.place[key]] += value

    def row(self, terms, low=-np.inf, high=np.inf):
        entries = defaultdict(float)
        for key, value in terms:
            entries[self.place[key]] += value
        self.rows.append(entries)
        self.row_low.append(low)
        self.row_high.append(high)


class Written:
    def __init__(self, study: Study, tree: ScenarioTree) -> None:
        self.s, self.tree, self.p = study, tree, Program()
        self.step = MONTHS[study.settings.period] / 12
        self.T = study.settings.periods
        self.nodes = range(tree.size)
        self.path = [tree.path(n).tolist() for n in self.nodes]
        self.t = tree.period.tolist()
        self.r = study.settings.discount_rate
        if self.r is None:
            self.r = float(study.buyers["discount_rate"].iloc[0])

    def at(self, table, column):
        return node_values(self.s, self.s.tables[table], table, column, self.tree)

    def clock(self, day: date) -> float:
        """In periods since the start; each period is as long as any other, and time within it goes by days."""
        k = 0
        while self.s.period_start(k) > day:
            k -= 1
        while self.s.period_start(k + 1) <= day:
            k += 1
        first, after = self.s.period_start(k), self.s.period_start(k + 1)
        return k + (day - first).days / (after - first).days

    def end(self, n, rate):
        return (1 + rate) ** (-(self.t[n] + 1) * self.step)

    # capacity ----------------------------------------------------------------------------------

    def capacity(self):
        s, p = self.s, self.p
        lines, projects = s.lines, s.projects
        self.L, self.P = len(lines), len(projects)
        cap, rel = self.at("lines", "capacity"), self.at("lines", "reliability")
        self.fixed = self.at("lines", "fixed_cost")
        adds, build = self.at("projects", "adds"), self.at("projects", "build_time")
        self.open = np.ones((self.T, self.L))
        for k, (opens, closes) in enumerate(zip(lines["opens"], lines["closes"], strict=True)):
            for t in range(self.T):
                first = max(t, self.clock(opens) if opens else -np.inf)
                last = min(t + 1, self.clock(closes) if closes else np.inf)
                self.open[t, k] = max(last - first, 0.0)
        self.bare = cap * rel * self.open[self.t] * self.step  # (nodes, lines)
        names = projects["project"].tolist()
        self.began = {}
        for k in range(self.P):
            day = projects["begun"].iloc[k]
            self.began[k] = self.clock(day) if day else None
            for m in self.nodes:
                opening = s.period_start(self.t[m])
                first, last = projects["earliest"].iloc[k], projects["latest"].iloc[k]
                free = (not first or opening >= first) and (not last or opening <= last)
                many = float(projects["limit"].iloc[k]) if free else 0.0
                p.var(("start", k, m), high=0.0 if self.began[k] is not None else many, whole=True)
        for k in range(self.P):
            limit = float(projects["limit"].iloc[k])
            wanted = projects["requires"].iloc[k]
            for n in self.nodes:
                total = [(("start", k, m), 1.0) for m in self.path[n]]
                p.row(total, high=limit)
                if wanted:
                    q = names.index(wanted)
                    if self.began[q] is None:
                        before = [(("start", q, m), -limit) for m in self.path[n][:-1]]
                        p.row(total + before, high=0.0)
        self.share = {}  # (n, k, m): mean share of full rate, and of being complete; m None: committed
        for k in range(self.P):
            ramp = list(projects["ramp"].iloc[k]) or [1.0]
            for n in self.nodes:
                starts = [None] if self.began[k] is not None else self.path[n]
                for m in starts:
                    self.share[n, k, m] = self.on_line(n, k, m, ramp, build)
        for n in self.nodes:
            for line in range(self.L):
                p.var(("make", line, n))
                terms, right = [(("make", line, n), 1.0)], self.bare[n, line]
                least = float(lines["min_rate"].iloc[line]) * right
                for k in range(self.P):
                    if projects["line"].iloc[k] != lines["line"].iloc[line]:
                        continue
                    each = rel[n, line] * self.step * adds[n, k]
                    if self.began[k] is not None:
                        right += each * self.share[n, k, None][0]
                    else:
                        terms += [
                            (("start", k, m), -each * self.share[n, k, m][0]) for m in self.path[n]
                        ]
                p.row(terms, high=right)
                p.row([(("make", line, n), 1.0)], low=least)

    def done(self, n, k, m, build):
        """Completion, in periods, as known at node n; what is complete before a node's period stays so."""
        done = None
        for x in self.path[n]:
            if m is not None and self.t[x] < self.t[m]:
                continue
            if done is not None and done < self.t[x]:
                continue
            began = self.began[k] if m is None else self.t[m]
            new = began + round(build[x, k] / self.step, 9)
            late = (m is not None and self.t[x] > self.t[m]) or (m is None and self.t[x] > 0)
            done = max(new, self.t[x]) if late else new
        return done

    def on_line(self, n, k, m, ramp, build):
        done = self.done(n, k, m, build)
        t, year = self.t[n], 1 / self.step
        complete = min(max(t + 1 - done, 0.0), 1.0)
        rate, pieces = 0.0, [*ramp, 1.0]
        for y, share in enumerate(pieces):
            first = done + y * year
            last = np.inf if y == len(pieces) - 1 else first + year
            rate += share * max(min(last, t + 1) - max(first, t), 0.0)
        return rate, complete, done

    # goods -------------------------------------------------------------------------------------

    def goods(self):
        s, p = self.s, self.p
        goods = s.products["product"].tolist()
        self.good = [goods.index(j) for j in s.lines["product"]]
        needed = []  # (requirement rows' key, product index, contribution)
        keys = list(
            dict.fromkeys(
                zip(
                    s.requirements["buyer"],
                    s.requirements["product"],
                    s.requirements["kind"],
                    strict=True,
                )
            )
        )
        for r, (_, what, _) in enumerate(keys):
            if what in goods:
                needed.append((r, goods.index(what), 1.0))
            else:
                rows = s.capabilities[s.capabilities["capability"] == what]
                for j, c in zip(rows["product"], rows["contribution"], strict=True):
                    needed.append((r, goods.index(j), float(c)))
        self.keys, self.needed = keys, needed
        buyers = s.buyers["buyer"].tolist()
        self.buyer_of = [buyers.index(b) for b, _, _ in keys]
        self.rates = s.buyers["discount_rate"].to_numpy(float)
        self.supply()
        self.orders()
        bought = {j for _, j, _ in needed}
        recipe = {}
        for whole, part, much in zip(
            s.recipes["product"], s.recipes["input"], s.recipes["quantity"], strict=True
        ):
            recipe[goods.index(part), goods.index(whole)] = float(much)
        self.recipe = recipe
        parts = {i for i, _ in recipe}
        hold, self.stock_cost = self.at("products", "holding_cost"), {}
        worth = self.at("products", "stock_value")
        for n in self.nodes:
            last = self.t[n] == self.T - 1
            for line in range(self.L):
                j = self.good[line]
                p.var(("hold", line, n))
                each = hold[n, j] * self.step - (worth[n, j] if last else 0.0)
                self.stock_cost["hold", line, n] = each
                if j in parts:
                    p.var(("use", line, n))
                for d, (r, product, _) in enumerate(needed):
                    if product == j and self.terms[self.buyer_of[r], line][0]:
                        p.var(("buy", d, line, n))
                        for o in self.steps_of(self.buyer_of[r], line):
                            p.var(("call", o, d, line, n))
        for n in self.nodes:
            before = self.tree.parent[n]
            for line in range(self.L):
                j = self.good[line]
                takes = self.takes(line, n)
                calls = [key for key in takes if key[0] == "call"]
                terms = [(("make", line, n), 1.0), (("hold", line, n), -1.0)]
                terms += [(key, -1.0) for key in takes]
                if before >= 0:
                    terms.append((("hold", line, before), 1.0))
                if j in parts:
                    terms.append((("use", line, n), -1.0))
                p.row(terms, 0.0, 0.0)
                if calls:  # out of what is made in the period, before it enters a stock
                    p.row([(key, 1.0) for key in calls] + [(("make", line, n), -1.0)], high=0.0)
            for i in parts:
                terms = [(("use", k, n), 1.0) for k in range(self.L) if self.good[k] == i]
                terms += [
                    (("make", k, n), -recipe.get((i, self.good[k]), 0.0)) for k in range(self.L)
                ]
                p.row(terms, 0.0, 0.0)
        assert bought

    def takes(self, line, n):
        j, found = self.good[line], []
        for d, (r, product, _) in enumerate(self.needed):
            b = self.buyer_of[r]
            if product == j and self.terms[b, line][0]:
                found.append(("buy", d, line, n))
                found += [("call", o, d, line, n) for o in self.steps_of(b, line)]
        return found

    def supply(self):
        """(buyer, line) -> allowed, extra cost by node, row."""
        s = self.s
        extra = self.at("supply", "extra_cost")
        rows = {
            (b, f): k
            for k, (b, f) in enumerate(zip(s.supply["buyer"], s.supply["producer"], strict=True))
        }
        home = dict(zip(s.producers["producer"], s.producers["country"], strict=True))
        self.terms = {}
        for b, (buyer, iso) in enumerate(zip(s.buyers["buyer"], s.buyers["iso3"], strict=True)):
            for line, (f, where) in enumerate(
                zip(s.lines["producer"], s.lines["country"], strict=True)
            ):
                land = where or home[f]
                k = -1
                for key in ((buyer, f), (buyer, land), (iso, f), (iso, land)):
                    if key in rows and k < 0:
                        k = rows[key]
                allowed = bool(s.supply["allowed"].iloc[k]) if k >= 0 else True
                cost = extra[:, k] if k >= 0 else np.zeros(self.tree.size)
                self.terms[b, line] = (allowed, cost, k)

    # orders ------------------------------------------------------------------------------------

    def orders(self):
        s = self.s
        frame = s.orders
        buyers, goods = s.buyers["buyer"].tolist(), s.products["product"].tolist()
        makers = set(zip(s.lines["producer"], s.lines["product"], strict=True))
        grouped = defaultdict(list)
        for k in range(len(frame)):
            row = frame.iloc[k]
            first, after = self.clock(row["starts"]), self.clock(row["ends"] + timedelta(days=1))
            gone = (
                row["quantity"] * min(max((0 - first) / (after - first), 0), 1)
                if np.isnan(row["delivered"])
                else row["delivered"]
            )
            due = [
                max(row["quantity"] * min(max((t + 1 - first) / (after - first), 0), 1) - gone, 0.0)
                for t in range(self.T)
            ]
            if due[-1] > 0 and (row["producer"], row["product"]) in makers:
                key = (buyers.index(row["buyer"]), row["producer"], goods.index(row["product"]))
                grouped[key, row["starts"]].append((row, due, first, after))
        self.steps = []  # buyer, producer, product, price, due by period, due of earlier steps, orders
        for trio in dict.fromkeys(key[0] for key in sorted(grouped)):
            before = np.zeros(self.T)
            for key in sorted(k for k in grouped if k[0] == trio):
                rows = grouped[key]
                due = np.sum([d for _, d, _, _ in rows], axis=0)
                much = sum(row["quantity"] for row, *_ in rows)
                price = sum(row["quantity"] * row["price"] for row, *_ in rows) / much
                self.steps.append((*trio, price, due, before.copy(), rows))
                before += due
        self.all_due = defaultdict(lambda: np.zeros(self.T))
        for b, f, j, _, due, _, _ in self.steps:
            self.all_due[b, f, j] = self.all_due[b, f, j] + due

    def steps_of(self, buyer, line):
        f, j = self.s.lines["producer"].iloc[line], self.good[line]
        return [o for o, step in enumerate(self.steps) if step[:3] == (buyer, f, j)]

    # needs -------------------------------------------------------------------------------------

    def needs(self):
        s, p = self.s, self.p
        quantity = self.at("requirements", "quantity")
        value, late = self.at("requirements", "value"), self.at("requirements", "late_cost")
        self.need = np.zeros((self.tree.size, len(self.keys)))
        self.value, self.late = np.zeros_like(self.need), np.zeros_like(self.need)
        for r, key in enumerate(self.keys):
            rows = []
            for k in range(len(s.requirements)):
                own = s.requirements.iloc[k]
                if (own["buyer"], own["product"], own["kind"]) == key:
                    rows.append((*self.span(own["period"]), k))
            rows.sort()
            for n in self.nodes:
                t = self.t[n]
                for first, count, k in rows:
                    if first <= t < first + count:
                        self.need[n, r] += quantity[n, k] / count
                held = [k for first, _, k in rows if first <= t] or [rows[0][2]]
                self.value[n, r], self.late[n, r] = value[n, held[-1]], late[n, held[-1]]
        for n in self.nodes:
            for r, (_, _, kind) in enumerate(self.keys):
                p.var(("short", r, n))
                terms = [(("short", r, n), 1.0)]
                terms += [
                    (key, self.needed[d][2]) for d in self.ways_of(r) for key in self.got(d, n)
                ]
                before = self.tree.parent[n]
                if kind == "stock" and before >= 0:
                    terms.append((("short", r, before), -1.0))
                p.row(terms, self.need[n, r], self.need[n, r])

    def span(self, period):
        text = str(period)
        year = int(text[:4])
        first, months = date(year, 1, 1), 12
        if "H" in text:
            first, months = date(year, 6 * int(text[-1]) - 5, 1), 6
        elif "Q" in text:
            first, months = date(year, 3 * int(text[-1]) - 2, 1), 3
        elif len(text) == 7:
            first, months = date(year, int(text[5:]), 1), 1
        return round(self.clock(first)), months // MONTHS[self.s.settings.period]

    def ways_of(self, r):
        return [d for d, (own, _, _) in enumerate(self.needed) if own == r]

    def got(self, d, n):
        """Everything that is delivered by way d at node n."""
        return [
            key
            for line in range(self.L)
            for key in self.takes(line, n)
            if (key[1] if key[0] == "buy" else key[2]) == d
        ]

    # money -------------------------------------------------------------------------------------

    def asked(self):
        """(nodes, lines): the price row, or own cost with the cheapest parts."""
        s = self.s
        price = self.at("prices", "price")
        unit = self.at("lines", "unit_cost")
        row = {
            k: i for i, k in enumerate(zip(s.prices["producer"], s.prices["product"], strict=True))
        }
        years = np.array(self.t) * self.step
        firm = s.lines["producer"].tolist()

        def cost(line):
            total = unit[:, line].copy()
            for (i, whole), much in self.recipe.items():
                if whole == self.good[line]:
                    ways = [
                        cost(k) if firm[k] == firm[line] else ask(k)
                        for k in range(self.L)
                        if self.good[k] == i
                    ]
                    total += much * np.min(ways, axis=0)
            return total

        def ask(line):
            key = (firm[line], s.lines["product"].iloc[line])
            if key not in row:
                return cost(line)
            return price[:, row[key]] * (1 + s.prices["index"].iloc[row[key]]) ** years

        return np.stack([ask(k) for k in range(self.L)], axis=1)

    def payments(self):
        p, s = self.p, self.s
        asked = self.asked()
        self.pay, self.extra = defaultdict(list), defaultdict(float)
        for n in self.nodes:
            for line in range(self.L):
                for key in self.takes(line, n):
                    d = key[1] if key[0] == "buy" else key[2]
                    b = self.buyer_of[self.needed[d][0]]
                    price = asked[n, line] if key[0] == "buy" else self.steps[key[1]][3]
                    self.extra[key] = self.terms[b, line][1][n]
                    self.pay[n, b].append((key, price + self.extra[key]))
        lines = s.lines["producer"].tolist()
        for o, (b, f, j, _, due, before, rows) in enumerate(self.steps):
            for n in self.nodes:
                need = sum(
                    self.need[m, r] / c
                    for m in self.path[n]
                    for r, product, c in self.needed
                    if product == j and self.buyer_of[r] == b
                )
                so_far = [(key, 1.0) for m in self.path[n] for key in self.calls(o, m)]
                if so_far:
                    most = min(due[self.t[n]], max(need - before[self.t[n]], 0.0))
                    p.row(so_far, high=most)
                asked_so_far = [
                    (("buy", d, line, m), 1.0)
                    for m in self.path[n]
                    for line in range(self.L)
                    if lines[line] == f and self.good[line] == j and self.terms[b, line][0]
                    for d, (r, product, _) in enumerate(self.needed)
                    if product == j and self.buyer_of[r] == b
                ]
                if asked_so_far:
                    p.row(asked_so_far, high=max(need - self.all_due[b, f, j][self.t[n]], 0.0))
                for i, (row, own_due, first, after) in enumerate(rows):
                    ends = int(np.ceil(after - 1e-9)) - 1
                    if row["take_or_pay"] > 0 and ends == self.t[n]:
                        could = sum(
                            self.bare[m, line]
                            * max(min(after, self.t[m] + 1) - max(first, self.t[m]), 0)
                            for m in self.path[n]
                            for line in range(self.L)
                            if lines[line] == f and self.good[line] == j
                        )
                        could *= own_due[-1] / self.together(f, j, first, after)
                        most = min(own_due[self.t[n]], could)
                        part = own_due[self.t[n]] / due[self.t[n]]
                        key = ("unused", o, i, n)
                        p.var(key)
                        p.row([(key, 1.0), *((k, part) for k, _ in so_far)], low=most)
                        p.high[p.place[key]] = most
                        self.pay[n, b].append((key, row["take_or_pay"] * row["price"]))

    def together(self, f, j, first, after):
        """What falls due of all orders with a take-or-pay that bind a producer on the same days."""
        return sum(
            due[-1]
            for _, whose, what, *_, rows in self.steps
            for row, due, begins, ends in rows
            if (whose, what, begins, ends) == (f, j, first, after) and row["take_or_pay"] > 0
        )

    def calls(self, step, n):
        return [
            key
            for line in range(self.L)
            for key in self.takes(line, n)
            if key[0] == "call" and key[1] == step
        ]

    def budgets(self):
        s, p, self.over = self.s, self.p, []
        months = MONTHS[s.settings.period]
        carry = s.settings.carry_over
        amounts = self.at("budgets", "amount")
        for b, name in enumerate(s.buyers["buyer"]):
            starts = int(s.buyers["year_starts"].iloc[b])

            def year(t, starts=starts):
                day = s.period_start(t)
                return day.year if day.month >= starts else day.year - 1

            years = [year(t) for t in range(self.T)]
            rows = {
                int(y): k
                for k, (who, y) in enumerate(
                    zip(s.budgets["buyer"], s.budgets["year"], strict=True)
                )
                if who == name
            }
            may_owe = any(
                step[0] == b and any(row["take_or_pay"] > 0 for row, *_ in step[6])
                for step in self.steps
            )
            for n in self.nodes:
                t = self.t[n]
                if t < self.T - 1 and years[t + 1] == years[t]:
                    continue
                inside = [m for m in self.path[n] if years[self.t[m]] == years[t]]
                self.shares(b, inside, n)
                if not rows:
                    continue
                amount = amounts[n, rows[years[t]]] * years.count(years[t]) * months / 12
                terms = [term for m in inside for term in self.pay[m, b]]
                p.var(("own", b, n), high=amount)
                p.var(("carried", b, n))
                terms += [(("own", b, n), -1.0), (("carried", b, n), -1.0)]
                if may_owe:
                    p.var(("over", b, n))
                    terms.append((("over", b, n), -1.0))
                    self.over.append((("over", b, n), self.tree.probability[n]))
                p.row(terms, high=0.0)
                before = self.tree.parent[inside[0]]
                if before < 0:
                    p.high[p.place["carried", b, n]] = 0.0
                else:
                    had = amounts[before, rows[years[self.t[before]]]]
                    had *= years.count(years[self.t[before]]) * months / 12
                    p.row([(("carried", b, n), 1.0), (("own", b, before), carry)], high=carry * had)

    def shares(self, b, inside, n):
        s = self.s
        for k in range(len(s.supply)):
            least, most = s.supply["min_share"].iloc[k], s.supply["max_share"].iloc[k]
            for j in {product for r, product, _ in self.needed if self.buyer_of[r] == b}:
                mine, all_ = [], []
                for m in inside:
                    for line in range(self.L):
                        for key in self.takes(line, m):
                            d = key[1] if key[0] == "buy" else key[2]
                            if self.good[line] == j and self.buyer_of[self.needed[d][0]] == b:
                                all_.append(key)
                                if self.terms[b, line][2] == k:
                                    mine.append(key)
                if not mine:
                    continue
                if least > 0 and self.can(b, j, n, lambda row, k=k: row == k):
                    terms = [(key, 1.0) for key in mine] + [(key, -least) for key in all_]
                    self.p.row(terms, low=0.0)
                if most < 1 and self.can(b, j, n, lambda row, k=k: row != k):
                    terms = [(key, 1.0) for key in mine] + [(key, -most) for key in all_]
                    self.p.row(terms, high=0.0)

    def can(self, b, j, n, of_row):
        """Can lines of the kind have made anything by then, whatever was begun?"""
        adds = self.at("projects", "adds")
        for line in range(self.L):
            allowed, _, row = self.terms[b, line]
            if self.good[line] != j or not allowed or not of_row(row):
                continue
            for m in self.path[n]:
                if self.bare[m, line] > 0:
                    return True
                for (x, k, start), (_, complete, _) in self.share.items():
                    own = self.s.projects["line"].iloc[k] == self.s.lines["line"].iloc[line]
                    if x != m or not own or complete <= 0 or adds[m, k] <= 0:
                        continue
                    if start is None or self.p.high[self.p.place["start", k, start]] > 0:
                        return True
        return False

    def objective(self):
        s, p, tree = self.s, self.p, self.tree
        capex, fixed = self.at("projects", "capex"), self.at("projects", "fixed_cost")
        unit = self.at("lines", "unit_cost")
        phi = s.buyers["public_fund_cost"].to_numpy(float)
        self.constant = 0.0
        for n in self.nodes:
            chance, end = tree.probability[n], self.end(n, self.r)
            self.constant += (
                chance * end * self.step * float((self.fixed[n] * self.open[self.t[n]]).sum())
            )
            for line in range(self.L):
                p.add_cost(("make", line, n), chance * end * unit[n, line])
                p.add_cost(("hold", line, n), chance * end * self.stock_cost["hold", line, n])
            for k in range(self.P):
                start = (1 + self.r) ** (-self.t[n] * self.step)
                if self.began[k] is None:
                    p.add_cost(("start", k, n), chance * start * capex[n, k])
                elif tree.parent[n] < 0:
                    self.constant += capex[n, k]
                for m in [None] if self.began[k] is not None else self.path[n]:
                    _, complete, done = self.share[n, k, m]
                    cost = chance * end * self.step * fixed[n, k] * complete
                    if self.t[n] == self.T - 1:
                        root = self.path[n][0] if m is None else m
                        left = self.left(k, max(self.T - done, 0.0) * self.step)
                        cost -= chance * end * left * capex[root, k]
                    if m is None:
                        self.constant += cost
                    else:
                        p.add_cost(("start", k, m), cost)
            for r, (_, _, kind) in enumerate(self.keys):
                if kind == "flow":
                    p.add_cost(("short", r, n), chance * end * self.late[n, r])
                else:
                    half = chance * end * self.late[n, r] * self.step / 2
                    p.add_cost(("short", r, n), half)
                    if tree.parent[n] >= 0:
                        p.add_cost(("short", r, tree.parent[n]), half)
                for d in self.ways_of(r):
                    for key in self.got(d, n):
                        worth = self.value[n, r] * self.needed[d][2]
                        p.add_cost(key, chance * end * (self.extra[key] - worth))
            for b, rate in enumerate(self.rates):
                for key, price in self.pay[n, b]:
                    p.add_cost(key, chance * self.end(n, rate) * (phi[b] - 1) * price)

    def left(self, k, used):
        stated, life = (self.s.projects[c].iloc[k] for c in ("end_value", "life"))
        if not np.isnan(stated):
            return stated
        if np.isnan(life) or used >= life:
            return 0.0
        if self.r == 0:
            return (life - used) / life
        return (1 - (1 + self.r) ** -(life - used)) / (1 - (1 + self.r) ** -life)
