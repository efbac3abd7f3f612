"""The frame of a figure: its clause, what governs it there, and in which mood, by language."""
