"""Drivers, sampled paths, and the scenario tree."""
