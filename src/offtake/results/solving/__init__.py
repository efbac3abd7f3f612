"""From a study and how to solve it to a run."""
