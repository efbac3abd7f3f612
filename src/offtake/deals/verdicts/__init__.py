"""Verdicts: what a producer would gain by each plan of its own, found in the one market of the plan."""
