"""Products at every node: what they are made of, cost to keep, and are worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.frozen import Vector
from offtake.model.figures.axes import names, positions
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Products:
    """Products j."""

    labels: Labels
    recipe: Vector  # (inputs, products): units of the input in one unit of the product
    holding_cost: Vector  # (nodes, products)
    stock_value: Vector  # (nodes, products)
    price: Vector  # (nodes, products): the highest asked, since any producer may deliver


def products_of(study: Study, tree: ScenarioTree) -> Products:
    """Tables `products`, `recipes` and `prices` at the nodes of `tree`."""
    products, recipes = study.products, study.recipes
    recipe = np.zeros((len(products), len(products)))
    recipe[
        positions(recipes["input"], products["product"]),
        positions(recipes["product"], products["product"]),
    ] = recipes["quantity"].to_numpy(float)
    return Products(
        labels=names(products, "product"),
        recipe=recipe,
        holding_cost=node_values(study, products, "products", "holding_cost", tree),
        stock_value=node_values(study, products, "products", "stock_value", tree),
        price=_highest_price(study, tree),
    )


def asking_prices(study: Study, tree: ScenarioTree) -> Vector:
    """(nodes, rows of prices): price asked at a node, with its yearly change."""
    years = tree.period[:, None] * study.step
    change = 1 + study.prices["index"].to_numpy(float)
    asked = node_values(study, study.prices, "prices", "price", tree) * change[None, :] ** years
    return np.asarray(asked)


def _highest_price(study: Study, tree: ScenarioTree) -> Vector:
    """(nodes, products): 0 where nobody asks a price."""
    asked = asking_prices(study, tree)
    product = positions(study.prices["product"], study.products["product"])
    highest = np.zeros((tree.size, len(study.products)))
    for row, j in enumerate(product):
        highest[:, j] = np.maximum(highest[:, j], asked[:, row])
    return highest
