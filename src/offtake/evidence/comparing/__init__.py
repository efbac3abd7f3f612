"""Claims side by side: republished ones, groups, and what the members of a group are to each other."""
