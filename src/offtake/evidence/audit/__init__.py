"""A second pair of eyes: what a fact checker would look at in a study's tables."""
