"""Promises and what came of them: classes of past cases, for holding a forecast against."""
