"""Bands of what is never delivered, by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offtake.simulation.bands import never_bands


def test_what_several_buyers_never_get_of_a_product_is_a_share_of_what_they_need_together():
    keys = (("A", "good", "flow"), ("B", "good", "flow"), ("A", "other", "flow"))
    d = SimpleNamespace(labels={"need": SimpleNamespace(keys=keys)})
    n = SimpleNamespace(
        never=np.array([[1.0, 3.0, 5.0], [0.0, 0.0, 0.0]]),
        needed=np.array([[10.0, 10.0, 10.0], [10.0, 30.0, 10.0]]),
        probability=np.array([0.25, 0.75]),
    )

    found = never_bands(d, n).set_index("product")

    # Of goods 4 of 20 on the first path, 0 of 40 on the second: 1 of 35 in the mean; of the other 1.25 of 10.
    assert found["mean"].to_dict() == pytest.approx({"good": 1 / 35, "other": 0.125})
    assert found["p95"].to_dict() == pytest.approx({"good": 0.2, "other": 0.5})
