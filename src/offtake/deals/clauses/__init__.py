"""Kinds of clauses, and those on offer to each producer."""
