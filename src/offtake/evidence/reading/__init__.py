"""From cleaned text to claims, by the rules alone."""
