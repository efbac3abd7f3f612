"""From drivers to a scenario tree with as many futures as asked for."""
