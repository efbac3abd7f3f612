"""The data dictionary: every table and column of a study, declared once.

Money is in millions of the study's currency at its price year; capacity in units per year; rates per
year.  A column says so where it differs.  Every table also takes `source` and `note`; a table that
holds money also takes `currency` and `price_year`, for amounts that are stated otherwise.

>>> table("lines").column("capacity").unit
'unit/year'
"""

from __future__ import annotations

from offtake.formulas.instruments import KINDS
from offtake.study.schema import Column, Table

PROJECT_KINDS = ("shift", "debottleneck", "expand", "new", "reopen", "warm", "develop")
INSTRUMENT_KINDS = tuple(KINDS)
PLAN_VARIABLES = ("begun", "make", "hold", "deliver", "late", "missed")
MEASURED = ("made", "delivered")
OPERATIONS = ("set", "scale", "add")
EDITS = (*OPERATIONS, "insert", "delete")
"""What an edit of a policy does: to cells, or to whole rows."""

# fmt: off
_SOURCE = Column("source", "text", "", "document the row's figures come from; empty: marked as without a source; 'assumed': a judgement, whose reason stands in note", required=False, refers_to=("sources",))
_NOTE = Column("note", "text", "", "anything a reader should know; the reason where the source is 'assumed'; 'assumed: column, column (reason)' where only these columns are judgements", required=False)
_CURRENCY = Column("currency", "text", "", "currency of the row's money, where it is not the study's", required=False)
_PRICE_YEAR = Column("price_year", "integer", "year", "price year of the row's money, where it is not the study's", required=False, minimum=1900, maximum=2200)
# fmt: on


def _table(name: str, meaning: str, key: str, *columns: Column, required: bool = False) -> Table:
    money = (_CURRENCY, _PRICE_YEAR) if any(c.money for c in columns) else ()
    provenance = (_NOTE,) if name == "sources" else (_SOURCE, _NOTE)
    return Table(name, meaning, tuple(key.split()), (*columns, *money, *provenance), required)


def _name(name: str, meaning: str) -> Column:
    return Column(name, "text", "", meaning)


def _ref(name: str, tables: str, meaning: str, *, required: bool = True) -> Column:
    return Column(name, "text", "", meaning, required=required, refers_to=tuple(tables.split()))


# fmt: off
TABLES: tuple[Table, ...] = (
    _table("products", "What is made: goods, their parts, and what a part is made from.", "product",
        _name("product", "name of the product"),
        Column("unit", "text", "", "what one unit is, in the plural, for example rounds"),
        Column("holding_cost", "number", "money/unit-year", "cost of keeping one unit in stock for a year", required=False, default=0.0, minimum=0, money=True, by_node=True),
        Column("stock_value", "number", "money/unit", "worth of one unit left in stock at the end", required=False, default=0.0, minimum=0, money=True, by_node=True),
        required=True),
    _table("recipes", "What one unit of a product is put together from; a product without rows needs no parts.", "product input",
        _ref("product", "products", "what is made"),
        _ref("input", "products", "what goes into it"),
        Column("quantity", "number", "unit/unit", "units of the input in one unit of the product", minimum=0, above=True)),
    _table("producers", "Firms that decide on lines, each with its own view of time and risk.", "producer",
        _name("producer", "name of the firm"),
        Column("country", "text", "", "country of the firm, three letters (ISO 3166-1)", required=False),
        Column("hurdle_rate", "number", "1/year", "return that the firm asks of an investment; empty: its cost of capital", required=False, minimum=0, maximum=1),
        Column("risk_weight", "number", "share", "λ: weight on the worst futures when the firm judges a deal", required=False, default=0.0, minimum=0, maximum=1),
        Column("tail", "number", "share", "share of futures that counts as the worst", required=False, default=0.5, minimum=0, maximum=1, above=True),
        Column("credit_limit", "number", "money", "how far cumulative cash may fall below zero; empty: no limit", required=False, minimum=0, money=True),
        Column("cost_of_capital", "number", "1/year", "what the firm pays for its capital", minimum=0, maximum=1),
        required=True),
    _table("lines", "Capacity that makes one product at one site.", "line",
        _name("line", "name of the line"),
        _ref("producer", "producers", "firm that decides on the line"),
        Column("site", "text", "", "place", required=False),
        Column("country", "text", "", "country of the site, three letters (ISO 3166-1)", required=False),
        _ref("product", "products", "what the line makes"),
        Column("capacity", "number", "unit/year", "capacity at the start, before any project", minimum=0, by_node=True),
        Column("unit_cost", "number", "money/unit", "cost of making one unit, parts that have a recipe row aside", minimum=0, money=True, by_node=True),
        Column("fixed_cost", "number", "money/year", "cost of keeping the line open, whatever it makes", required=False, default=0.0, minimum=0, money=True, by_node=True),
        Column("min_rate", "number", "share", "least output, as a share of capacity at the start", required=False, default=0.0, minimum=0, maximum=1),
        Column("reliability", "number", "share", "share of the stated capacity that is really delivered", required=False, default=1.0, minimum=0, maximum=1, by_node=True),
        Column("opens", "date", "", "first day on which the capacity is there; empty: from the start", required=False),
        Column("closes", "date", "", "day from which it is gone; empty: never", required=False),
        Column("ramp", "numbers", "share", "share of the capacity that is there in each year from opens, or from the study's first day, then 1; empty: all at once", required=False, default=(1.0,), minimum=0, maximum=1),
        required=True),
    _table("projects", "Options to add capacity to a line.", "project",
        _name("project", "name of the project"),
        _ref("line", "lines", "line that the project adds to"),
        Column("kind", "text", "", "what sort of project it is", choices=PROJECT_KINDS),
        Column("adds", "number", "unit/year", "capacity added by one project; a development project adds 0", minimum=0, by_node=True),
        Column("capex", "number", "money", "capital cost of one project, paid when it begins", minimum=0, money=True, by_node=True),
        Column("build_time", "number", "years", "from the start of building to the first output; a project complete within a period counts for the rest of it", minimum=0, maximum=50, by_node=True),
        Column("ramp", "numbers", "share", "share of the full rate in each year after completion, then 1; empty: full rate at once", required=False, default=(1.0,), minimum=0, maximum=1),
        Column("limit", "integer", "projects", "how many may be begun in all", required=False, default=1, minimum=0, maximum=1000),
        Column("earliest", "date", "", "first day on which it may begin; empty: from the start", required=False),
        Column("latest", "date", "", "last day on which it may begin; empty: to the end", required=False),
        _ref("requires", "projects", "project that must have been begun in an earlier period", required=False),
        Column("grant_cap", "number", "share", "largest share of the capital cost that a grant may pay", required=False, default=1.0, minimum=0, maximum=1),
        Column("end_value", "number", "share", "share of capital cost still of use at the end of the study; empty: by annuity over the life", required=False, minimum=0, maximum=1),
        Column("life", "number", "years", "years over which the capacity is of use once it is complete, for its end value; empty: no end value unless end_value says so", required=False, minimum=0, above=True),
        Column("fixed_cost", "number", "money/year", "yearly cost of one project once it is complete, whatever it makes", required=False, default=0.0, minimum=0, money=True, by_node=True),
        Column("begun", "date", "", "day on which it really was begun, on or before the study's first: it then stands in every arrangement, and capex is what is still to be paid, due on the study's first day; empty: it is for the plan to decide", required=False),
        required=True),
    _table("buyers", "Who pays and who needs.", "buyer",
        _name("buyer", "name of the buyer"),
        Column("iso3", "text", "", "country, three letters (ISO 3166-1)", required=False),
        Column("discount_rate", "number", "1/year", "rate at which the buyer values later money", minimum=0, maximum=1),
        Column("public_fund_cost", "number", "money/money", "what one unit of public money costs the taxpayer", required=False, default=1.0, minimum=1),
        Column("year_starts", "integer", "month", "month with which the buyer's budget year begins, 1 to 12", required=False, default=1, minimum=1, maximum=12),
        required=True),
    _table("budgets", "What a buyer may spend on the study's products in a budget year; a buyer with a row for one year of the study has one for each.", "buyer year",
        _ref("buyer", "buyers", "whose money it is"),
        Column("year", "integer", "year", "calendar year in which the budget year begins", minimum=1900, maximum=2200),
        Column("amount", "number", "money/year", "largest amount that may be paid in that year; a year of which only a part lies in the study counts by that part", minimum=0, money=True, by_node=True),
        Column("authority", "number", "money", "largest amount that signed clauses may still cost from the start of that year on; empty: no limit", required=False, minimum=0, money=True)),
    _table("pledges", "Budgets that follow from a share of national income, on a straight path to the pledge.", "buyer",
        _ref("buyer", "buyers", "whose pledge it is"),
        Column("gdp", "number", "money/year", "gross domestic product in the study's first year", minimum=0, money=True),
        Column("gdp_growth", "number", "1/year", "real growth of it", minimum=-0.5, maximum=0.5),
        Column("share_now", "number", "share", "share of it spent on defence in the study's first year", minimum=0, maximum=1),
        Column("share_target", "number", "share", "share that is pledged", minimum=0, maximum=1),
        Column("target_year", "integer", "year", "year by which the pledge is met", minimum=1900, maximum=2200),
        Column("equipment_share", "number", "share", "part of that spending which goes into equipment", minimum=0, maximum=1),
        Column("product_share", "number", "share", "part of equipment which goes into the study's products", minimum=0, maximum=1)),
    _table("requirements", "What is needed, of a product or a capability.", "buyer product kind period",
        _ref("buyer", "buyers", "who needs it"),
        _ref("product", "products capabilities", "what is needed: a product, or a capability that several products can give"),
        Column("period", "period", "", "when: 2027, 2027-H1, 2027-Q3 or 2027-03; a longer time is spread evenly over its periods"),
        Column("quantity", "number", "unit", "how much is needed in that time", minimum=0, by_node=True),
        Column("kind", "text", "", "stock: stands until delivered; flow: lapses with its period", choices=("stock", "flow")),
        Column("value", "number", "money/unit", "worth of one unit delivered", minimum=0, money=True, by_node=True),
        Column("late_cost", "number", "money/unit-year", "cost of one unit missing for a year", required=False, default=0.0, minimum=0, money=True, by_node=True),
        required=True),
    _table("capabilities", "Which products give a capability, and how much of it.", "capability product",
        _name("capability", "name of the capability"),
        _ref("product", "products", "product that gives it"),
        Column("contribution", "number", "unit/unit", "units of capability in one unit of the product", minimum=0, above=True),
        Column("unit", "text", "", "what one unit of the capability is, in the plural, for example courses; the same in each of its rows", required=False)),
    _table("prices", "What a producer asks for a product.", "producer product",
        _ref("producer", "producers", "who sells"),
        _ref("product", "products", "what is sold"),
        Column("price", "number", "money/unit", "price of one unit", minimum=0, money=True, by_node=True),
        Column("index", "number", "1/year", "yearly real change of the price", required=False, default=0.0, minimum=-0.5, maximum=0.5)),
    _table("orders", "Contracts that exist, with their firm part.", "order",
        _name("order", "name of the contract"),
        _ref("buyer", "buyers", "who buys"),
        _ref("producer", "producers", "who sells"),
        _ref("product", "products", "what is bought"),
        Column("quantity", "number", "unit", "firm quantity", minimum=0),
        Column("price", "number", "money/unit", "price of one unit", minimum=0, money=True),
        Column("starts", "date", "", "first day of delivery"),
        Column("ends", "date", "", "last day of delivery"),
        Column("take_or_pay", "number", "share", "share of the price due, when the order ends, for what fell due, could have been made and was not called; 1: the order is firm", required=False, default=0.0, minimum=0, maximum=1),
        Column("delivered", "number", "unit", "delivered before the study's first day; empty: in proportion to time", required=False, minimum=0)),
    _table("supply", "Who may supply whom, at what extra cost; a pair without a row may deal at none.", "buyer producer",
        Column("buyer", "text", "", "a buyer; or a country in place of all its buyers", refers_to=("buyers",), or_country=True),
        Column("producer", "text", "", "a producer; or a country in place of all lines that lie in it", refers_to=("producers",), or_country=True),
        Column("allowed", "boolean", "", "may these buyers take these producers' goods?", required=False, default=True),
        Column("extra_cost", "number", "money/unit", "what a unit costs the buyer beside its price: freight, testing, certification", required=False, default=0.0, minimum=0, money=True, by_node=True),
        Column("min_share", "number", "share", "least share of what the buyer takes of a product in its budget year, orders included", required=False, default=0.0, minimum=0, maximum=1),
        Column("max_share", "number", "share", "largest share of it", required=False, default=1.0, minimum=0, maximum=1)),
    _table("instruments", "Clauses that a deal may use.", "instrument",
        _name("instrument", "name of the clause"),
        Column("kind", "text", "", "what sort of clause it is", choices=INSTRUMENT_KINDS),
        _ref("buyer", "buyers producers", "who may offer it: a buyer, or a producer that pays its supplier; empty: every buyer, in proportion to its budget (where one states none, to what each pays for goods)", required=False),
        _ref("producer", "producers", "who may be offered it; empty: every producer", required=False),
        _ref("line", "lines", "line that it is tied to", required=False),
        _ref("project", "projects", "project that it is tied to", required=False),
        _ref("product", "products", "product that it is tied to", required=False),
        Column("minimum", "number", "size", "least size, in the unit of its kind", required=False, default=0.0, minimum=0),
        Column("maximum", "number", "size", "largest size, in the unit of its kind; empty: no bound of its own", required=False, minimum=0),
        Column("quantity", "number", "unit/year", "committed or reserved quantity; empty: what the target plan delivers where demand is highest", required=False, minimum=0),
        Column("exercise_price", "number", "money/unit", "price when reserved capacity is called; empty: the producer's price", required=False, minimum=0, money=True),
        Column("tested", "boolean", "", "does a reservation pay for what is really ready (true), or for the nameplate of what was begun (false)?", required=False, default=True),
        Column("steps", "numbers", "unit/year; money/unit", "menu of a volume_price: quantity a year, price, quantity a year, price, …", required=False, minimum=0),
        Column("interest", "number", "1/year", "rate at which a prepayment grows until it is credited", required=False, default=0.0, minimum=0, maximum=1),
        Column("earliest", "date", "", "first day from which it applies; empty: from the start", required=False),
        Column("latest", "date", "", "last day on which it applies; empty: to the end", required=False),
        Column("durations", "numbers", "years", "durations on offer, counted from earliest; empty: to latest", required=False, minimum=0)),
    _table("drivers", "Uncertain influences.", "driver",
        _name("driver", "name of the driver"),
        Column("initial", "text", "", "its state at the start"),
        Column("meaning", "text", "", "what it stands for", required=False)),
    _table("driver_states", "How a driver moves: on a date, from one state to the next, with a probability.", "driver date state next",
        _ref("driver", "drivers", "which driver"),
        Column("date", "date", "", "day on which it becomes known; the first day: unknown at the start, seen in the course of the first period"),
        Column("state", "text", "", "state it is in"),
        Column("next", "text", "", "state it moves to"),
        Column("probability", "number", "share", "probability of the move; the moves from one state on one date sum to 1", minimum=0, maximum=1)),
    _table("driver_effects", "What a state does to the figures of the other tables while it lasts.", "driver state table where column from",
        _ref("driver", "drivers", "which driver"),
        Column("state", "text", "", "state in which it holds"),
        Column("table", "text", "", "table that it changes"),
        Column("where", "text", "", "rows that it changes, as column=value;column=value|value; empty: all", required=False, default=""),
        Column("column", "text", "", "column that it changes"),
        Column("operation", "text", "", "what it does", choices=OPERATIONS),
        Column("value", "number", "as the column", "by how much"),
        Column("from", "date", "", "first day on which it holds; empty: from the start", required=False),
        Column("to", "date", "", "last day on which it holds; empty: to the end", required=False)),
    _table("noise", "How output varies from year to year within a state, whatever is planned: for simulation; a line stands in one row at most.", "noise",
        _name("noise", "name of the row"),
        Column("where", "text", "", "lines that it holds for, as column=value;column=value|value of table lines; empty: all", required=False, default=""),
        Column("mean", "number", "share", "mean output as a share of what is planned", required=False, default=1.0, minimum=0, maximum=2, above=True),
        Column("spread", "number", "share", "standard deviation of a year's output, as a share of its mean", minimum=0, maximum=2),
        Column("memory", "number", "share", "correlation of one year with the next", required=False, default=0.0, minimum=0, maximum=1)),
    _table("limits", "Hard rules that a plan must keep, stated on its own variables, in every period of a time.", "limit",
        _name("limit", "name of the rule"),
        Column("variable", "text", "", "what is limited, summed over the rows that `where` names", choices=PLAN_VARIABLES),
        Column("where", "text", "", "which entries, as column=value;column=value|value; empty: all", required=False, default=""),
        Column("from", "date", "", "first day on which it holds; empty: from the start", required=False),
        Column("to", "date", "", "last day on which it holds; empty: to the end", required=False),
        Column("minimum", "number", "unit", "least in each period; empty: none", required=False),
        Column("maximum", "number", "unit", "most in each period; empty: none", required=False)),
    _table("ranges", "How far figures may be off: the ends between which they are moved to see what they matter.", "table where column",
        Column("table", "text", "", "table that the figures stand in"),
        Column("where", "text", "", "their rows, as column=value;column=value|value; empty: all. Figures of one range are moved together", required=False, default=""),
        Column("column", "text", "", "their column, one of numbers"),
        Column("low", "number", "as the operation", "lower end of the range"),
        Column("high", "number", "as the operation", "upper end of it"),
        Column("operation", "text", "", "what the ends do: set (values in the column's unit, money in the study's currency and price year), scale (factors), add (amounts)", required=False, default="set", choices=OPERATIONS)),
    _table("rivals", "What others, outside the study, can field: for comparison only.", "rival product year",
        _name("rival", "who"),
        _name("product", "what is counted: which calibres, made or refurbished or aimed at; two scopes are two products"),
        Column("year", "integer", "year", "calendar year", minimum=1900, maximum=2200),
        Column("low", "number", "unit/year", "low estimate", minimum=0, required=False),
        Column("central", "number", "unit/year", "central estimate", minimum=0, required=False),
        Column("high", "number", "unit/year", "high estimate", minimum=0, required=False),
        _ref("against", "products", "product of the study that it is held beside, in whose unit it is counted; empty: the product of that name, or none", required=False)),
    _table("history", "What happened, to hold a study of the past against; its sources may be later than the cut-off.", "measure date source",
        _name("measure", "what was measured, in words"),
        Column("date", "date", "", "when"),
        Column("value", "number", "as the measure", "how much; made in units a year, delivered in units since the study's start, either in units from `since` to `date` where `since` is given; the lower end where a range was reported"),
        Column("high", "number", "as the measure", "upper end of the range; empty: as value", required=False),
        Column("since", "date", "", "first day of the span whose total was reported, such as 1 January for a year's output; empty: a rate on `date`, or a total since the study's start", required=False),
        Column("variable", "text", "", "what of the forecast it is held against; empty: nothing, it is kept to be read", required=False, choices=MEASURED),
        _ref("product", "products", "product that was counted", required=False),
        Column("where", "text", "", "lines (buyers, for delivered) that were counted, as column=value;column=value|value; empty: all", required=False, default="")),
    _table("exchange_rates", "What one unit of another currency is worth in the study's.", "currency year",
        _name("currency", "three letters (ISO 4217)"),
        Column("year", "integer", "year", "year of the money", minimum=1900, maximum=2200),
        Column("rate", "number", "money/money", "units of the study's currency for one unit of this", minimum=0, above=True)),
    _table("deflators", "Price level of the study's currency.", "year",
        Column("year", "integer", "year", "calendar year", minimum=1900, maximum=2200),
        Column("index", "number", "index", "price level; only ratios matter", minimum=0, above=True)),
    _table("sources", "Every document that a figure comes from.", "source",
        _name("source", "short name used in the other tables"),
        Column("publisher", "text", "", "who published it"),
        Column("title", "text", "", "what it is called"),
        Column("date", "text", "", "date of publication, as far as known", required=False),
        Column("address", "text", "", "where it can be read", required=False),
        Column("grade", "text", "", "A official, B established, C indirect, D weak", choices=("A", "B", "C", "D"))),
    _table("changes", "Named edits of the base study; a policy is the list of its edits in order.", "policy order",
        _name("policy", "name of the policy"),
        Column("order", "integer", "", "place in the list", minimum=0),
        Column("table", "text", "", "table that is edited"),
        Column("where", "text", "", "rows that are edited, as column=value;column=value|value; empty: all; of insert: further cells of the new row", required=False, default=""),
        Column("column", "text", "", "column that is edited; of insert and delete: the one that names the row"),
        Column("operation", "text", "", "what is done: to cells, or a row is put in (insert), or rows are taken out (delete)", choices=EDITS),
        Column("value", "text", "as the column", "new value, factor or amount; of insert and delete: the name of the row")),
)
# fmt: on


def table(name: str) -> Table:
    """The declaration of one table; KeyError where the dictionary has none of that name."""
    for candidate in TABLES:
        if candidate.name == name:
            return candidate
    raise KeyError(f"the data dictionary has no table {name}")
