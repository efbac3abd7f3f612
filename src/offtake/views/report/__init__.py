"""The report: one page, and its twin on paper."""
