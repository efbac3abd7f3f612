"""The figures of a study at every node of a tree."""
