"""The small studies that deals are tested on serve here too."""

from tests.deals.conftest import toy, two_states, vary

__all__ = ["toy", "two_states", "vary"]
