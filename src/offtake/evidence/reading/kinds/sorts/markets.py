"""What a market trades: at what level it stands, and by how much it moved."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.rules.rules import Rules

_ABOUT = (
    r"(?:about |around |nearly |some |almost |rund |etwa |fast |noch |environ |près de |plus de )?"
)


class Markets:
    """The words of `prices.toml`, compiled."""

    def __init__(self, rules: Rules) -> None:
        said = rules.data["prices"]
        traded = rf"(?<!\w)(?:{said['commodity']})\b"
        stands = rf"{traded}(?: [\w'’-]+){{0,3}}? (?:{said['stands']})\b"
        self._level = re.compile(rf"{stands}[^,;]{{0,40}}?(?<!\w)(?:{said['level']}) {_ABOUT}$|{stands}[^;]{{0,40}}, (?:to|at|auf|bei|à) {_ABOUT}$", re.IGNORECASE)  # fmt: skip
        self._moved = re.compile(rf"{traded}[^,;]{{0,40}}?(?<!\w)(?:{said['moved']}) {_ABOUT}$", re.IGNORECASE)  # fmt: skip
        self._above = re.compile(rf"(?<!\w)(?:{said['above']}) ?{_ABOUT}$", re.IGNORECASE)

    def has_level(self, text: str) -> bool:
        """Whether a text names what a market trades, up to the level of its price: "wheat stood at "."""
        return bool(self._level.search(text))

    def is_move(self, before: str) -> bool:
        """Whether a figure after a text is by how much a market moved, or one thing is above another: "maize lost $3"."""
        return bool(self._moved.search(before) or self._above.search(before))


@lru_cache(maxsize=4)
def markets(rules: Rules) -> Markets:
    """The words of markets, compiled once."""
    return Markets(rules)
