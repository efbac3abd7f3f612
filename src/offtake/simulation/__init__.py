"""A plan followed along fresh paths."""
