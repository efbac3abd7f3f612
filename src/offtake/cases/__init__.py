"""Bundled studies: data only."""
