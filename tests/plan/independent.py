"""The plan written a second time, from the tables alone: its own tree, its own effects, its own calendar.

Nothing of the product is used but the frames of a study as they were read.  One purchase for every need, line and
node, one stock for every line, projects by the node at which they begin, a root of length zero where something is
unknown at the start, what is overspent first.  `solve` returns the least cost, what buyers pay and what is overspent.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


@dataclass
class Answer:
    cost: float
    paid: float
    overspent: float


@dataclass
class Node:
    """One period and one history; of length zero where the first period's state is still unknown."""

    up: Node | None
    t: int
    chance: float
    states: dict[str, str]
    length: float
    down: list[Node] = field(default_factory=list)

    @cached_property
    def path(self):
        return [*(self.up.path if self.up else []), self]

    def __hash__(self):
        return id(self)

    def __eq__(self, other):
        return self is other


def months_on(day, months):
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def rows_of(study, table):
    return study.tables[table].to_dict("records")


def missing(value):
    return value is None or value == "" or value != value


class Columns:
    def __init__(self):
        self.keys, self.low, self.high, self.whole, self.rows = {}, [], [], [], []

    def add(self, key, low=0.0, high=np.inf, whole=False):
        assert key not in self.keys, key
        self.keys[key] = len(self.low)
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        return key

    def row(self, terms, low=-np.inf, high=np.inf):
        self.rows.append((terms, low, high))

    def vector(self, terms):
        found = np.zeros(len(self.low))
        for key, value in terms:
            found[self.keys[key]] += value
        return found

    def least(self, terms):
        """The columns at which the sum of terms is least; whole numbers found first, the rest to the last digit."""
        cost = self.vector(terms)
        low, high = np.array(self.low), np.array(self.high)
        i, j, v = [], [], []
        for r, (row, _, _) in enumerate(self.rows):
            for key, value in row:
                i.append(r), j.append(self.keys[key]), v.append(value)
        at = np.array([i, j], np.int32)  # the oldest SciPy's milp reads no wider ones
        matrix = csr_array((v, tuple(at)), shape=(len(self.rows), cost.size))
        bottom = np.array([low for _, low, _ in self.rows])
        top = np.array([high for _, _, high in self.rows])
        whole = np.array(self.whole)
        if whole.any():
            found = milp(
                cost,
                integrality=whole.astype(int),
                bounds=Bounds(low, high),
                constraints=LinearConstraint(matrix, bottom, top),
                options={"mip_rel_gap": 1e-10, "time_limit": 60},
            )
            assert found.status == 0, found.message
            low, high = low.copy(), high.copy()
            low[whole] = high[whole] = np.round(found.x[whole])
        equal = bottom == top
        finite_top, finite_bottom = ~equal & np.isfinite(top), ~equal & np.isfinite(bottom)
        a = vstack([matrix[finite_top], -matrix[finite_bottom]], format="csr")
        b = np.concatenate([top[finite_top], -bottom[finite_bottom]])
        again = linprog(
            cost, a, b, matrix[equal], bottom[equal], np.stack([low, high], axis=1),
            method="highs-ds",
            options={"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9},
        )  # fmt: skip
        assert again.status == 0, again.message
        return again.x


class Study:
    """The tables, and their figures at a node."""

    def __init__(self, study):
        self.settings, self.tables = study.settings, {n: rows_of(study, n) for n in study.tables}
        s = self.settings
        self.months, self.count = MONTHS[s.period], s.periods
        self.step = self.months / 12
        self.opening = [months_on(s.start, self.months * t) for t in range(-400, s.periods + 401)]
        self.where = {}
        self.tables["budgets"] = [*self.tables["budgets"], *self.pledged()]

    def pledged(self):
        """Budgets that follow from pledges: what is spent grows, its share goes straight to the one pledged."""
        months = {b["buyer"]: int(b["year_starts"]) for b in self.tables["buyers"]}
        first = self.settings.start.year
        for row in self.tables["pledges"]:
            x = {
                k: float(row[k])
                for k in row
                if k[:5] in ("gdp", "gdp_g", "share", "targe", "equip", "produ")
            }
            for year in sorted(
                {
                    day.year - (day.month < months[row["buyer"]])
                    for day in (self.day(t) for t in range(self.count))
                }
            ):
                way = max(0, year - first) / max(x["target_year"] - first, 1)
                way = 1.0 if year >= x["target_year"] else way
                share = x["share_now"] + way * (x["share_target"] - x["share_now"])
                amount = x["gdp"] * (1 + x["gdp_growth"]) ** (year - first) * share
                amount *= x["equipment_share"] * x["product_share"]
                yield {"buyer": row["buyer"], "year": year, "amount": amount}

    def day(self, t):
        return self.opening[t + 400]

    def time(self, day):
        """In periods from the start; within a period by its days."""
        t = next(t for t in range(-400, self.count + 400) if self.day(t) <= day < self.day(t + 1))
        return t + (day - self.day(t)).days / (self.day(t + 1) - self.day(t)).days

    # what is uncertain -----------------------------------------------------------------------

    def period_of(self, day):
        """The first period that starts on the day or later."""
        return next(t for t in range(-400, self.count + 400) if self.day(t) >= day)

    def moves(self, driver, state, t):
        """[(state, probability)] after the moves that become known in period t."""
        found = {state: 1.0}
        rows = [r for r in self.tables["driver_states"] if r["driver"] == driver]
        dates = sorted({r["date"] for r in rows if self.period_of(r["date"]) == t})
        for day in dates:
            after = defaultdict(float)
            for now, chance in found.items():
                own = [r for r in rows if r["date"] == day and r["state"] == now]
                for r in own:
                    after[r["next"]] += chance * r["probability"]
                if not own:
                    after[now] += chance
            found = after
        return [(s, p) for s, p in found.items() if p > 0]

    def tree(self):
        first = {r["driver"]: r["initial"] for r in self.tables["drivers"]}
        root = Node(None, 0, 1.0, first, self.step)
        nodes, level = [root], [root]
        if len(self.children(root, 0)) > 1 or self.children(root, 0)[0][0] != first:
            root.length = 0.0
            level = self.grown(nodes, level, 0)
        for t in range(1, self.count):
            level = self.grown(nodes, level, t)
        return nodes

    def children(self, node, t):
        ways = [[(d, s, p) for s, p in self.moves(d, now, t)] for d, now in node.states.items()]
        return [
            ({d: s for d, s, _ in way}, float(np.prod([p for *_, p in way])))
            for way in itertools.product(*ways)
        ]

    def grown(self, nodes, level, t):
        found = []
        for node in level:
            for states, chance in self.children(node, t):
                node.down.append(Node(node, t, node.chance * chance, states, self.step))
            found += node.down
        nodes += found
        return found

    def meant(self, table, k, where):
        row = self.tables[table][k]
        for part in filter(None, (p.strip() for p in (where or "").split(";"))):
            column, _, values = part.partition("=")
            if str(row[column.strip()]) not in [v.strip() for v in values.split("|")]:
                return False
        return True

    def figure(self, table, k, column, node):
        """The figure in row k at a node: set, then scaled, then added to."""
        value = float(self.tables[table][k][column])
        day = self.day(node.t)
        own = [
            e
            for e in self.tables["driver_effects"]
            if e["table"] == table
            and e["column"] == column
            and node.states[e["driver"]] == e["state"]
            and (missing(e["from"]) or day >= e["from"])
            and (missing(e["to"]) or day <= e["to"])
            and self.meant(table, k, e["where"])
        ]
        put = [float(e["value"]) for e in own if e["operation"] == "set"]
        value = max(put) if put else value
        for e in own:
            value *= float(e["value"]) if e["operation"] == "scale" else 1.0
        return value + sum(float(e["value"]) for e in own if e["operation"] == "add")


def solve(study) -> Answer:
    return Plan(Study(study)).answer()


class Plan:
    def __init__(self, s: Study):
        self.s, self.c = s, Columns()
        self.t = s.tables
        self.nodes = s.tree()
        self.real = [n for n in self.nodes if n.length > 0]
        self.rates = {b["buyer"]: float(b["discount_rate"]) for b in self.t["buyers"]}
        r = s.settings.discount_rate
        self.r = float(self.t["buyers"][0]["discount_rate"]) if r is None else r
        self.cost = {n: [] for n in self.nodes}  # discounted to the start, not times the chance
        self.fixed = dict.fromkeys(self.nodes, 0.0)
        self.home = {p["producer"]: p["country"] for p in self.t["producers"]}
        self.lines = {x["line"]: x for x in self.t["lines"]}
        self.row = {
            (name, key): k
            for name, column in (("lines", "line"), ("projects", "project"), ("products", "product"))
            for k, key in enumerate(x[column] for x in self.t[name])
        }  # fmt: skip

    def start_factor(self, n, rate):
        return (1 + rate) ** (-n.t * self.s.step)

    def end_factor(self, n, rate):
        return (1 + rate) ** (-(n.t + 1) * self.s.step)

    def answer(self):
        self.projects()
        self.making()
        self.terms()
        self.steps()
        self.needs()
        self.goods()
        self.orders()
        self.budgets()
        self.rules()
        self.end()
        return self.solved()

    # capacity --------------------------------------------------------------------------------

    def may_begin(self, p, n):
        day = self.s.day(n.t)
        if n.up is not None and n.up.length == 0:
            return False
        return (missing(p["earliest"]) or day >= p["earliest"]) and (
            missing(p["latest"]) or day <= p["latest"]
        )

    def projects(self):
        for k, p in enumerate(self.t["projects"]):
            name = p["project"]
            for n in self.nodes:
                if not missing(p["begun"]):
                    if n.up is None:
                        self.fixed[n] += self.s.figure("projects", k, "capex", n)
                    continue
                high = float(p["limit"]) if self.may_begin(p, n) else 0.0
                key = self.c.add(("begin", name, n), high=high, whole=True)
                capex = self.s.figure("projects", k, "capex", n)
                self.cost[n].append((key, capex * self.start_factor(n, self.r)))
        began = {p["project"]: not missing(p["begun"]) for p in self.t["projects"]}
        for p in self.t["projects"]:
            name, first = p["project"], p["requires"]
            if began[name]:
                continue
            for n in self.nodes:
                so_far = [(("begin", name, m), 1.0) for m in n.path]
                self.c.row(so_far, high=float(p["limit"]))
                if not missing(first) and not began[first]:
                    earlier = [m for m in n.path if m.t < n.t]
                    self.c.row(
                        so_far + [(("begin", first, m), -float(p["limit"])) for m in earlier],
                        high=0.0,
                    )

    def beginnings(self, p, n):
        """[(column or None, its node or None, day in periods)] of what may have been begun by node n."""
        if not missing(p["begun"]):
            return [(None, n.path[0], self.s.time(p["begun"]))]
        return [(("begin", p["project"], m), m, float(m.t)) for m in n.path]

    def complete(self, p, m, began, n):
        """When it is complete, in periods, as known at n; what was complete when something became known stays so."""
        k, done = self.row["projects", p["project"]], None
        first = m if p["begun"] in (None, "") else next(x for x in n.path if x.length > 0)
        if first not in n.path or n.path.index(first) > n.path.index(n):
            first = n
        for x in n.path[n.path.index(first) :]:
            meant = began + self.s.figure("projects", k, "build_time", x) / self.s.step
            if done is None or done >= x.t - 1e-9:  # not complete before this period
                done = meant if x is first else max(meant, float(x.t)) if x.t > first.t else meant
        return done

    def share(self, ramp, done, t):
        """Mean share of the full rate over period t, of what is complete at `done`."""
        year, rate = 1 / self.s.step, 0.0
        for y, part in enumerate([*ramp, 1.0]):
            first = done + y * year
            last = first + year if y < len(ramp) else np.inf
            rate += part * max(0.0, min(last, t + 1.0) - max(first, float(t)))
        return rate

    def open(self, line, t):
        first = -np.inf if missing(line["opens"]) else self.s.time(line["opens"])
        last = np.inf if missing(line["closes"]) else self.s.time(line["closes"])
        return max(0.0, min(last, t + 1.0) - max(first, float(t))), first

    def bare(self, line, n):
        """Units that the line can make in the period without any project."""
        k = self.row["lines", line["line"]]
        capacity = self.s.figure("lines", k, "capacity", n)
        reliable = self.s.figure("lines", k, "reliability", n)
        share, first = self.open(line, n.t)
        ramp = [float(x) for x in line["ramp"]] or [1.0]
        last = np.inf if missing(line["closes"]) else self.s.time(line["closes"])
        begins = max(first, 0.0)
        held, year = 0.0, 1 / self.s.step
        for y, part in enumerate([*ramp, 1.0]):
            a = begins + y * year
            z = a + year if y < len(ramp) else np.inf
            held += part * max(0.0, min(z, last, n.t + 1.0) - max(a, float(n.t)))
        return capacity * reliable * n.length * held, share

    def making(self):
        for n in self.real:
            for line in self.lines.values():
                k = self.row["lines", line["line"]]
                bare, share = self.bare(line, n)
                end = self.end_factor(n, self.r)
                self.fixed[n] += end * n.length * self.s.figure("lines", k, "fixed_cost", n) * share
                least = float(line["min_rate"]) * bare
                make = self.c.add(("make", line["line"], n), low=least)
                self.cost[n].append((make, end * self.s.figure("lines", k, "unit_cost", n)))
                terms, right = [(make, 1.0)], bare
                reliable = self.s.figure("lines", k, "reliability", n)
                for p in self.t["projects"]:
                    if p["line"] != line["line"]:
                        continue
                    q = self.row["projects", p["project"]]
                    adds = self.s.figure("projects", q, "adds", n)
                    ramp = [float(x) for x in p["ramp"]]
                    for key, m, began in self.beginnings(p, n):
                        done = self.complete(p, m, began, n)
                        more = reliable * n.length * adds * self.share(ramp, done, n.t)
                        stands = min(1.0, max(0.0, n.t + 1 - done))
                        cost = (
                            end * n.length * stands * self.s.figure("projects", q, "fixed_cost", n)
                        )
                        if key is None:
                            right += more
                            self.fixed[n] += cost
                        else:
                            terms.append((key, -more))
                            self.cost[n].append((key, cost))
                self.c.row(terms, high=right)

    # who may buy what ------------------------------------------------------------------------

    def terms(self):
        """supply[buyer, line]: row number, or None."""
        rows = {(r["buyer"], r["producer"]): k for k, r in enumerate(self.t["supply"])}
        self.supply = {}
        for b in self.t["buyers"]:
            for line in self.lines.values():
                land = (
                    line["country"] if not missing(line["country"]) else self.home[line["producer"]]
                )
                keys = [
                    (b["buyer"], line["producer"]),
                    (b["buyer"], land),
                    (b["iso3"], line["producer"]),
                    (b["iso3"], land),
                ]
                found = [rows[k] for k in keys if k in rows]
                self.supply[b["buyer"], line["line"]] = found[0] if found else None

    def allowed(self, buyer, line):
        k = self.supply[buyer, line["line"]]
        return k is None or bool(self.t["supply"][k]["allowed"])

    def extra(self, buyer, line, n):
        k = self.supply[buyer, line["line"]]
        return 0.0 if k is None else self.s.figure("supply", k, "extra_cost", n)

    # orders ----------------------------------------------------------------------------------

    def steps(self):
        """steps[buyer, producer, product]: [(price, due by period, orders)] in the order of their beginning."""
        self.queue = defaultdict(list)
        made = {(x["producer"], x["product"]) for x in self.lines.values()}
        first_days = sorted({o["starts"] for o in self.t["orders"]})
        for day in first_days:
            together = defaultdict(list)
            for o in self.t["orders"]:
                if o["starts"] == day and (o["producer"], o["product"]) in made:
                    together[o["buyer"], o["producer"], o["product"]].append(o)
            for key, orders in together.items():
                owed = []
                for o in orders:
                    a, z = self.s.time(o["starts"]), self.s.time(o["ends"] + timedelta(days=1))
                    q = float(o["quantity"])
                    share = np.clip((np.arange(self.s.count + 1) - a) / (z - a), 0.0, 1.0)
                    gone = q * share[0] if missing(o["delivered"]) else float(o["delivered"])
                    due = np.maximum(q * share[1:] - gone, 0.0)
                    owed.append((o, due, a, z))
                owed = [x for x in owed if x[1][-1] > 0]
                if owed:
                    much = sum(float(o["quantity"]) for o, *_ in owed)
                    price = sum(float(o["quantity"]) * float(o["price"]) for o, *_ in owed) / much
                    self.queue[key].append((price, np.sum([d for _, d, *_ in owed], axis=0), owed))

    # needs and goods -------------------------------------------------------------------------

    def span(self, text):
        text = str(text)
        year = int(text[:4])
        if "H" in text:
            return self.s.time(date(year, 6 * int(text[-1]) - 5, 1)), 6
        if "Q" in text:
            return self.s.time(date(year, 3 * int(text[-1]) - 2, 1)), 3
        if len(text) == 7:
            return self.s.time(date(year, int(text[5:]), 1)), 1
        return self.s.time(date(year, 1, 1)), 12

    def needs(self):
        """asks: (buyer, what, kind) -> products that serve it with what each counts for; what is needed at a node."""
        self.asks, self.needed, self.worth, self.late = {}, {}, {}, {}
        for row in self.t["requirements"]:
            key = (row["buyer"], row["product"], row["kind"])
            serves = {
                c["product"]: float(c["contribution"])
                for c in self.t["capabilities"]
                if c["capability"] == row["product"]
            }
            self.asks[key] = serves or {row["product"]: 1.0}
        for key in self.asks:
            own = []
            for k, row in enumerate(self.t["requirements"]):
                if (row["buyer"], row["product"], row["kind"]) == key:
                    first, months = self.span(row["period"])
                    own.append((first, months / self.s.months, k))
            own.sort()
            for n in self.real:
                here = [(f, c, k) for f, c, k in own if f - 1e-9 <= n.t < f + c - 1e-9]
                so_far = [x for x in own if x[0] <= n.t + 1e-9] or own[:1]
                table, last = "requirements", so_far[-1][2]
                each = [self.s.figure(table, k, "quantity", n) / c for _, c, k in here]
                self.needed[key, n] = sum(each)
                self.worth[key, n] = self.s.figure(table, last, "value", n)
                self.late[key, n] = self.s.figure(table, last, "late_cost", n)

    def need_so_far(self, buyer, product, n):
        return sum(
            self.needed[key, m] / serves[product]
            for m in n.path
            if m.length > 0
            for key, serves in self.asks.items()
            if key[0] == buyer and product in serves
        )

    def goods(self):
        c, s = self.c, self.s
        parts = {r["input"] for r in self.t["recipes"]}
        self.takes = defaultdict(list)  # (need, node): [(column, line, price, buyer)]
        for n in self.real:
            out, called = defaultdict(list), defaultdict(list)
            for key in self.asks:
                for line in self.lines.values():
                    if line["product"] not in self.asks[key] or not self.allowed(key[0], line):
                        continue
                    take = c.add(("buy", key, line["line"], n))
                    out[line["line"]].append(take)
                    self.takes[key, n].append((take, line, self.asked(line, n)))
                    trio = (key[0], line["producer"], line["product"])
                    for i, (price, *_) in enumerate(self.queue.get(trio, [])):
                        take = c.add(("call", key, line["line"], i, n))
                        out[line["line"]].append(take)
                        called[line["line"]].append(take)
                        self.takes[key, n].append((take, line, price))
            for line in self.lines.values():
                name, j = line["line"], line["product"]
                k = self.row["products", j]
                each = s.figure("products", k, "holding_cost", n) * n.length
                each -= s.figure("products", k, "stock_value", n) if n.t == s.count - 1 else 0.0
                hold = c.add(("hold", name, n))
                self.cost[n].append((hold, each * self.end_factor(n, self.r)))
                terms = [(("make", name, n), 1.0), (hold, -1.0)]
                if n.up is not None and n.up.length > 0:
                    terms.append((("hold", name, n.up), 1.0))
                terms += [(x, -1.0) for x in out[name]]
                if j in parts:
                    terms.append((c.add(("use", name, n)), -1.0))
                c.row(terms, 0.0, 0.0)
                if called[name]:
                    c.row([(x, 1.0) for x in called[name]] + [(("make", name, n), -1.0)], high=0.0)
            for j in parts:
                terms = [
                    (("use", x["line"], n), 1.0) for x in self.lines.values() if x["product"] == j
                ]
                for r in self.t["recipes"]:
                    if r["input"] == j:
                        terms += [
                            (("make", x["line"], n), -float(r["quantity"]))
                            for x in self.lines.values()
                            if x["product"] == r["product"]
                        ]
                c.row(terms, 0.0, 0.0)
            for key, serves in self.asks.items():
                short = c.add(("short", key, n))
                terms = [(short, 1.0)]
                terms += [(x, serves[line["product"]]) for x, line, _ in self.takes[key, n]]
                before = n.up if n.up is not None and n.up.length > 0 else None
                if key[2] == "stock" and before is not None:
                    terms.append((("short", key, before), -1.0))
                c.row(terms, self.needed[key, n], self.needed[key, n])
                end = self.end_factor(n, self.r)
                if key[2] == "flow":
                    self.cost[n].append((short, end * self.late[key, n]))
                else:
                    half = end * self.late[key, n] * n.length / 2
                    self.cost[n].append((short, half))
                    if before is not None:
                        self.cost[n].append((("short", key, before), half))

    def asked(self, line, n, seen=()):
        for k, row in enumerate(self.t["prices"]):
            if (row["producer"], row["product"]) == (line["producer"], line["product"]):
                grown = (1 + float(row["index"])) ** (n.t * self.s.step)
                return self.s.figure("prices", k, "price", n) * grown
        return self.own_cost(line, n)

    def own_cost(self, line, n):
        total = self.s.figure("lines", self.row["lines", line["line"]], "unit_cost", n)
        for r in self.t["recipes"]:
            if r["product"] == line["product"]:
                makers = [x for x in self.lines.values() if x["product"] == r["input"]]
                ways = [
                    self.own_cost(x, n) if x["producer"] == line["producer"] else self.asked(x, n)
                    for x in makers
                ]
                total += float(r["quantity"]) * min(ways, default=0.0)
        return total

    # money -----------------------------------------------------------------------------------

    def orders(self):
        """What is paid at every node; what may be called, and what is due for what was not."""
        self.pay = defaultdict(list)
        phi = {b["buyer"]: float(b["public_fund_cost"]) for b in self.t["buyers"]}
        for n in self.real:
            for key in self.asks:
                for take, line, price in self.takes[key, n]:
                    extra = self.extra(key[0], line, n)
                    self.pay[key[0], n].append((take, price + extra))
                    worth = self.worth[key, n] * self.asks[key][line["product"]]
                    self.cost[n].append((take, self.end_factor(n, self.r) * (extra - worth)))
        for (b, f, j), steps in self.queue.items():
            for n in self.real:
                self.called(b, f, j, steps, n)
        for n in self.real:
            for b in phi:
                end = self.end_factor(n, self.rates[b]) * (phi[b] - 1)
                self.cost[n] += [(key, end * price) for key, price in self.pay[b, n]]

    def called(self, b, f, j, steps, n):
        need, before = self.need_so_far(b, j, n), 0.0
        mine = [x for x in self.lines.values() if (x["producer"], x["product"]) == (f, j)]
        path = [m for m in n.path if m.length > 0]
        mine_keys = [key for key in self.asks if key[0] == b and j in self.asks[key]]
        open_lines = [x for x in mine if self.allowed(b, x)]
        for i, (_, due, orders) in enumerate(steps):
            calls = [
                ("call", key, x["line"], i, m)
                for m in path
                for key in mine_keys
                for x in open_lines
            ]
            most = max(0.0, need - before) if i else np.inf
            if calls:
                self.c.row([(k, 1.0) for k in calls], high=min(due[n.t], most))
            for o, own, a, z in orders:
                if float(o["take_or_pay"]) > 0 and n.t < z <= n.t + 1 + 1e-9:
                    could = sum(
                        self.bare(x, m)[0] * max(0.0, min(z, m.t + 1.0) - max(a, float(m.t)))
                        for m in path
                        for x in mine
                    )
                    together = sum(
                        its_due[-1]
                        for trio, queue in self.queue.items()
                        if trio[1:] == (f, j)
                        for *_, others in queue
                        for x, its_due, first, last in others
                        if (first, last) == (a, z) and float(x["take_or_pay"]) > 0
                    )
                    duty = min(own[n.t], could * own[-1] / together)
                    key = self.c.add(("unused", o["order"], n), high=duty)
                    part = own[n.t] / due[n.t]
                    self.c.row([(key, 1.0)] + [(k, part) for k in calls], low=duty)
                    self.pay[b, n].append((key, float(o["take_or_pay"]) * float(o["price"])))
            before += due[n.t]
        buys = [("buy", key, x["line"], m) for m in path for key in mine_keys for x in open_lines]
        if buys:
            self.c.row([(k, 1.0) for k in buys], high=max(0.0, need - before))

    def budgets(self):
        self.over = []
        kappa = float(self.s.settings.carry_over or 0.0)
        for b in self.t["buyers"]:
            name, month = b["buyer"], int(b["year_starts"])
            year = [
                d.year if d.month >= month else d.year - 1
                for d in (self.s.day(t) for t in range(self.s.count))
            ]
            amounts = {
                int(r["year"]): k for k, r in enumerate(self.t["budgets"]) if r["buyer"] == name
            }
            owes = any(
                float(o["take_or_pay"]) > 0
                for trio, steps in self.queue.items()
                if trio[0] == name
                for *_, orders in steps
                for o, _, _, ends in orders
                if ends < self.s.count + 1e-9  # due within the study
            )
            for n in self.real:
                if n.t < self.s.count - 1 and year[n.t + 1] == year[n.t]:
                    continue
                inside = [m for m in n.path if m.length > 0 and year[m.t] == year[n.t]]
                self.shares(name, inside, n)
                if not amounts:
                    continue
                own = self.c.add(("own", name, n), high=self.amount(amounts, year, n))
                terms = [x for m in inside for x in self.pay[name, m]] + [(own, -1.0)]
                before = [m for m in n.path if m.length > 0 and year[m.t] == year[n.t] - 1]
                if before and kappa > 0:
                    last = before[-1]
                    had = self.amount(amounts, year, last)
                    carried = self.c.add(("carried", name, n))
                    self.c.row([(carried, 1.0), (("own", name, last), kappa)], high=kappa * had)
                    terms.append((carried, -1.0))
                if owes:
                    over = self.c.add(("over", name, n))
                    terms.append((over, -1.0))
                    self.over.append((over, n.chance))
                self.c.row(terms, high=0.0)

    def amount(self, rows, year, n):
        part = year.count(year[n.t]) * self.s.step
        return self.s.figure("budgets", rows[year[n.t]], "amount", n) * part

    def shares(self, b, inside, n):
        for k, row in enumerate(self.t["supply"]):
            least, most = float(row["min_share"]), float(row["max_share"])
            for j in {j for key, serves in self.asks.items() if key[0] == b for j in serves}:
                every, own = [], []
                for m in inside:
                    for key in self.asks:
                        if key[0] != b:
                            continue
                        for take, line, _ in self.takes[key, m]:
                            if line["product"] == j:
                                every.append((take, line))
                                if self.supply[b, line["line"]] == k:
                                    own.append((take, line))
                if not own:
                    continue
                here = [x for x in self.lines.values() if x["product"] == j and self.allowed(b, x)]
                mine = [x for x in here if self.supply[b, x["line"]] == k]
                others = [x for x in here if self.supply[b, x["line"]] != k]
                for bound, sign, able in ((least, 1, mine), (most, -1, others)):
                    if bound == (0.0 if sign == 1 else 1.0):
                        continue
                    if any(self.can(x, m) for x in able for m in n.path if m.length > 0):
                        terms = [(take, sign * 1.0) for take, _ in own]
                        terms += [(take, -sign * bound) for take, _ in every]
                        self.c.row(terms, low=0.0)

    def can(self, line, n):
        if self.bare(line, n)[0] > 0:
            return True
        k = self.row["lines", line["line"]]
        for p in self.t["projects"]:
            if p["line"] != line["line"]:
                continue
            q = self.row["projects", p["project"]]
            for key, m, began in self.beginnings(p, n):
                if key is not None and self.c.high[self.c.keys[key]] == 0:
                    continue
                ramp = [float(x) for x in p["ramp"]]
                rate = self.share(ramp, self.complete(p, m, began, n), n.t)
                rate *= self.s.figure("projects", q, "adds", n)
                if rate * self.s.figure("lines", k, "reliability", n) > 0:
                    return True
        return False

    # hard rules ------------------------------------------------------------------------------

    def rules(self):
        for rule in self.t["limits"]:
            for n in self.real:
                day = self.s.day(n.t)
                early = not missing(rule["from"]) and day < rule["from"]
                if early or (not missing(rule["to"]) and day > rule["to"]):
                    continue
                terms, known = [], 0.0
                for names, columns, given in self.entries(rule["variable"], n):
                    parts = [p for p in (rule["where"] or "").split(";") if p.strip()]
                    if all(
                        names[p.partition("=")[0].strip()]
                        in [v.strip() for v in p.partition("=")[2].split("|")]
                        for p in parts
                    ):
                        terms += columns
                        known += given
                low = -np.inf if missing(rule["minimum"]) else float(rule["minimum"]) - known
                high = np.inf if missing(rule["maximum"]) else float(rule["maximum"]) - known
                self.c.row(terms, low, high)

    def entries(self, variable, n):
        """[(names, columns, what is given besides)] of a variable at a node."""
        found = []
        if variable == "begun":
            for p in self.t["projects"]:
                stands = 0.0 if missing(p["begun"]) else float(p["limit"])
                own = [] if stands else [(("begin", p["project"], m), 1.0) for m in n.path]
                found.append(({"project": p["project"]}, own, stands))
        elif variable == "make":
            found = [({"line": x}, [(("make", x, n), 1.0)], 0.0) for x in self.lines]
        elif variable == "hold":
            for line in self.lines.values():
                own = [(("hold", line["line"], n), 1.0)]
                found.append(({"product": line["product"]}, own, 0.0))
        elif variable == "deliver":
            for key in self.asks:
                names = dict(zip(("buyer", "need", "kind"), key, strict=True))
                for take, line, _ in self.takes[key, n]:
                    found.append((names | {"product": line["product"]}, [(take, 1.0)], 0.0))
        else:
            kind = {"late": "stock", "missed": "flow"}[variable]
            for key in self.asks:
                if key[2] == kind:
                    own = [(("short", key, n), 1.0)]
                    found.append(({"buyer": key[0], "need": key[1]}, own, 0.0))
        return found

    # the end ---------------------------------------------------------------------------------

    def end(self):
        T, r = self.s.count, self.r
        for n in self.real:
            if n.t < T - 1:
                continue
            for p in self.t["projects"]:
                k = self.row["projects", p["project"]]
                for key, m, began in self.beginnings(p, n):
                    used = max(0.0, T - self.complete(p, m, began, n)) * self.s.step
                    left = 0.0
                    if not missing(p["end_value"]):
                        left = float(p["end_value"])
                    elif not missing(p["life"]):
                        life = float(p["life"])
                        rest = max(0.0, life - used)
                        left = (
                            rest / life
                            if r == 0
                            else (1 - (1 + r) ** -rest) / (1 - (1 + r) ** -life)
                        )
                    worth = left * self.s.figure("projects", k, "capex", m) * self.end_factor(n, r)
                    if key is None:
                        self.fixed[n] -= worth
                    else:
                        self.cost[n].append((key, -worth))

    # the answer ------------------------------------------------------------------------------

    def solved(self):
        s, c = self.s.settings, self.c
        weight, tail = float(s.risk_weight), float(s.tail)
        mean = [(key, n.chance * v) for n in self.nodes for key, v in self.cost[n]]
        constant = sum(n.chance * self.fixed[n] for n in self.nodes)
        aim = mean
        if weight > 0 and s.risk == "course":
            c.add(("eta",), low=-np.inf)
            aim = [(key, (1 - weight) * v) for key, v in mean] + [(("eta",), weight)]
            constant *= 1 - weight
            for n in self.nodes:
                if n.down:
                    continue
                z = c.add(("worse", n))
                aim.append((z, weight * n.chance / tail))
                terms = [(z, 1.0), (("eta",), 1.0)]
                terms += [(key, -v) for m in n.path for key, v in self.cost[m]]
                c.row(terms, low=sum(self.fixed[m] for m in n.path))
        elif weight > 0:
            for n in self.nodes:
                c.add(("rest", n), low=-np.inf)  # cost of the node and of what follows
                terms = [(("rest", n), 1.0)] + [(key, -v) for key, v in self.cost[n]]
                if n.down:
                    c.add(("eta", n), low=-np.inf)
                    terms.append((("eta", n), -weight))
                    for m in n.down:
                        c.add(("worse", m))
                        p = m.chance / n.chance
                        terms.append((("worse", m), -weight * p / tail))
                self.c.rows.append((terms, self.fixed[n], np.inf))
            for n in self.nodes:
                for m in n.down:
                    p = m.chance / n.chance
                    place = self.nodes.index(n) - len(self.nodes)
                    self.c.rows[place][0].append((("rest", m), -(1 - weight) * p))
            for n in self.nodes:
                for m in n.down:
                    c.row([(("worse", m), 1.0), (("eta", n), 1.0), (("rest", m), -1.0)], low=0.0)
            aim, constant = [(("rest", self.nodes[0]), 1.0)], 0.0
        overspent = 0.0
        if self.over:
            x = c.least(self.over)
            overspent = float(c.vector(self.over) @ x)
            if overspent > 1e-8:
                c.row(self.over, high=overspent + 1e-9)
            else:
                for key, _ in self.over:
                    c.high[c.keys[key]] = 0.0
                overspent = 0.0
        x = c.least(aim)
        self.x = x
        paid = [
            (key, n.chance * self.end_factor(n, self.rates[b]) * price)
            for (b, n), terms in self.pay.items()
            for key, price in terms
        ]
        self.paid = float(c.vector(paid) @ x) if paid else 0.0
        return Answer(float(c.vector(aim) @ x) + constant, self.paid, overspent)
